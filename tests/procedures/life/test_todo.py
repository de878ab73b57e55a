"""What follows from the answers: which tasks, in which order, until when."""

from datetime import date

import pytest

from kiosk.procedures.life.todo import todos
from tests.procedures.life.invented_event import TODAY, begun, day, fire


def test_the_first_last_day_comes_first_and_what_needs_nobody_last() -> None:
    form = begun(fire_day=day(2026, 11, 20), lost=["papers", "seal"])
    assert [(one.task.id, one.by) for one in todos(fire(), form)] == [
        ("firemen", date(2026, 11, 25)),
        ("residence", date(2026, 12, 4)),
        ("help", date(2026, 12, 20)),
        ("again", None),
        ("ends", None),
    ]


def test_only_what_holds_is_to_be_done() -> None:
    assert [one.task.id for one in todos(fire(), begun(fire_day=day(2026, 11, 20)))] == ["firemen", "help"]


@pytest.mark.parametrize("written", [None, {"year": 2026, "month": 11, "as_written": "2026年11月"}])
def test_without_the_day_there_is_no_last_day(written: dict[str, object] | None) -> None:
    assert {one.by for one in todos(fire(), begun(fire_day=written))} == {None}


@pytest.mark.parametrize(
    ("burnt", "urgency"),
    [
        ((2026, 11, 15), "late"),
        ((2026, 11, 16), "soon"),
        ((2026, 11, 21), "soon"),
        ((2026, 11, 24), "later"),
    ],
)
def test_how_near_the_last_day_is(burnt: tuple[int, int, int], urgency: str) -> None:
    first = todos(fire(), begun(fire_day=day(*burnt)))[0]
    assert first.urgency(TODAY) == urgency
    assert todos(fire(), begun())[0].urgency(TODAY) == "none"
