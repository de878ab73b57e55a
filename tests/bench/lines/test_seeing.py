"""A stretch of a call, judged by its pictures."""

import pytest

from kiosk.bench.lines.seeing import Frame, Seen, recovered_s, seen


def frames(begin_ms: float, end_ms: float, every_ms: float = 40.0, lines: int = 720) -> list[Frame]:
    count = round((end_ms - begin_ms) / every_ms)
    return [Frame(begin_ms + number * every_ms, None, lines) for number in range(count)]


def test_pictures_and_lines_of_a_calm_second() -> None:
    assert seen(frames(0, 5000), 1000, 3000) == Seen(per_second=25.0, lines=720, freezes=0, frozen_s=0.0)


def test_a_picture_that_stands_longer_than_half_a_second_is_a_freeze() -> None:
    shown = [
        *frames(0, 1000),
        *frames(1460, 2000),
        *frames(2600, 3000),
    ]  # the last before each stands for 500 ms, then for 620
    found = seen(shown, 0, 3000)
    assert (found.freezes, found.frozen_s) == (1, pytest.approx(0.62))


def test_nothing_seen_is_one_long_freeze() -> None:
    assert seen([], 0, 3000) == Seen(0.0, 0.0, 1, 3.0)


def test_it_has_recovered_when_pictures_and_lines_are_as_before() -> None:
    before = seen(frames(0, 1000), 0, 1000)
    shown = [*frames(2000, 3000, 200), *frames(3000, 4000, 40, lines=360), *frames(4000, 6000)]
    assert recovered_s(shown, before, 1000) == pytest.approx(3.0, abs=0.5)
    assert recovered_s(frames(1500, 4000), before, 1000) == 0.5


@pytest.mark.parametrize("shown", [[], frames(2000, 5000, 200), frames(2000, 2500), frames(2000, 5000, lines=360)])
def test_what_never_was_as_before_has_not_recovered(shown: list[Frame]) -> None:
    assert recovered_s(shown, seen(frames(0, 1000), 0, 1000), 1000) is None
