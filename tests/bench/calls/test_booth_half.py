"""The booth's half tells when a call does not go on."""

from pathlib import Path

import pytest

from kiosk.bench import samples
from kiosk.bench.calls import booth_half
from kiosk.bench.calls.booth_half import BoothHalf
from kiosk.bench.calls.side import SETTINGS
from kiosk.bench.run import CannotMeasure
from kiosk.booth.call.state import Talking
from kiosk.media.engine import MediaEngine
from kiosk.media.messages import FirstFrame
from kiosk.protocol.calls import StaffShown
from kiosk.protocol.identifiers import new_id


async def test_without_headquarters_it_says_where_the_call_stood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(booth_half, "_LONGEST_S", 0.1)
    half = BoothHalf(samples.enrolled_booth(tmp_path / "identity"), lambda told: MediaEngine(SETTINGS, told))
    with pytest.raises(CannotMeasure, match="NoCall"):
        await half.start()
    with pytest.raises(CannotMeasure, match="Over"):
        await half.call()
    assert not half.send(FirstFrame(attempt=1, width=1, height=1))
    await half.stop()


async def test_a_call_that_is_heard_and_not_seen_is_not_yet_what_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(booth_half, "_LONGEST_S", 0.1)
    talking = Talking(new_id(), 1, StaffShown(name="田中 恵子", section="市民課"), attempt=1, connected=True)
    monkeypatch.setattr(BoothHalf, "_stage", talking)
    half = BoothHalf(samples.enrolled_booth(tmp_path / "identity"), lambda told: MediaEngine(SETTINGS, told))
    with pytest.raises(CannotMeasure, match="Talking"):
        await half.connected()
    half.first_frame_at_s = 7.0
    await half.connected()
