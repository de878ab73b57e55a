"""Figures of a row from its calls."""

from dataclasses import replace

from kiosk.bench.lines.figures import LINE_FIGURES, found_on
from kiosk.bench.lines.found import CallFound, End
from kiosk.bench.lines.hearing import SoundFound
from kiosk.bench.lines.rows import ROWS
from kiosk.bench.lines.seeing import Seen

STAFF = End(Seen(30.0, 720, 0, 0.0), 60.0, 90.0, SoundFound(1.0, 80.0, 95.0), None, 0.9)
CALL = CallFound(800.0, STAFF, replace(STAFF, age_ms=None), 2000.0, 1500.0)
GOALS = {figure.name: figure.goal for figure in LINE_FIGURES}


def met(name: str, ours: CallFound | None, theirs: CallFound | None) -> bool | None:
    goal = GOALS[name]
    assert goal is not None
    return goal.met(found_on(name.partition("/")[0], [ours], [theirs], "")[name])


def test_a_row_gives_exactly_its_figures() -> None:
    for row in ROWS:
        assert set(found_on(row, [CALL], [CALL], "")) == {figure.name for figure in LINE_FIGURES if figure.row == row}


def test_what_only_some_lines_show_is_asked_of_them_alone() -> None:
    assert "rate-500/likeness-to-staff" in GOALS
    assert "loss-3/likeness-to-staff" not in GOALS
    assert "cut/recovered-to-booth" in GOALS
    assert "clean/recovered-to-booth" not in GOALS


def test_level_with_the_peer_is_good_enough() -> None:
    assert all(met(name, CALL, CALL) for name, goal in GOALS.items() if goal is not None)


def test_more_pictures_and_less_of_all_else() -> None:
    fewer = replace(CALL, at_staff=replace(STAFF, seen=Seen(20.0, 360, 2, 1.5)))
    for name in ("frames-to-staff", "lines-to-staff", "freezes-to-staff", "frozen-to-staff"):
        assert met(f"loss-3/{name}", CALL, fewer) is True
        assert met(f"loss-3/{name}", fewer, CALL) is False


def test_an_age_nobody_could_read_is_worse_than_any() -> None:
    assert met("loss-3/age-to-booth", CALL, replace(CALL, at_booth=STAFF)) is False


def test_a_call_that_failed_loses_and_is_said() -> None:
    for name in ("connected", "frames-to-booth", "age-to-staff", "sound-lost-to-staff", "frozen-to-staff"):
        assert met(f"loss-3/{name}", None, CALL) is False
    found = found_on("loss-3", [None, CALL], [CALL, CALL], "8 s")
    assert found["loss-3/connected"].note == "8 s; calls that failed: 1 of ours"
