"""The echo is measured in rooms that were worked out, and a canceller that does nothing would be seen."""

import pytest

from kiosk.bench import echo
from kiosk.bench.run import Run
from kiosk.media.sources import Samples


class Nothing:
    """Cancels nothing."""

    def __init__(self, latency_ms: int) -> None:
        self.latency_ms = latency_ms

    def played(self, block: Samples) -> None:
        assert block.size

    def clean(self, block: Samples) -> Samples:
        return block


async def test_it_gives_its_figures(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(echo, "ROOMS", echo.ROOMS[2:])
    monkeypatch.setattr(echo, "HARD_ROOMS", echo.HARD_ROOMS[:1])
    found = await echo.measure(run)
    for name in ("echo", "echo-hard"):
        assert found[name].ours.middle > 38
        assert -2.5 < found[f"{name}-both-speak"].ours.middle < 1


@pytest.mark.parametrize("room", echo.HARD_ROOMS[1:])
def test_a_clock_that_drifts_and_a_speaker_that_moves_are_followed(room: echo.Room) -> None:
    found = echo.in_room(room)
    assert found.echo_db > 38
    assert -3 < found.voice_db < 1


def test_what_cancels_nothing_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(echo, "EchoCanceller", Nothing)
    found = echo.in_room(echo.ROOMS[0])
    assert found.echo_db == pytest.approx(0, abs=0.5)
    assert found.voice_db > 0, "the echo is still there"
