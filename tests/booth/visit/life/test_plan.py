"""The plan of a visit: what is left to do, and that it tells nobody's answers."""

from types import MappingProxyType

from kiosk.booth.visit.life.plan import Plan
from kiosk.booth.visit.stages import Handed
from tests.procedures.life.invented_event import begun, day, fire


def test_what_is_handed_in_is_not_left() -> None:
    plan = Plan(fire(), begun(fire_day=day(2026, 11, 20), lost=["papers"]))
    assert [one.task.id for one in plan.left] == ["residence", "again"]
    done = Plan(plan.event, plan.form, handed_in=MappingProxyType({"residence": Handed("IE-1")}))
    assert [one.task.id for one in done.left] == ["again"]
    assert len(done.todos) == len(plan.todos)


def test_a_plan_shows_no_answers() -> None:
    assert repr(Plan(fire(), begun(ap_tel="079-221-0000"))) == "Plan(fire, 0 handed in)"


def test_words_with_readings_in_the_largest_letters_have_a_screen_for_each() -> None:
    plan = Plan(fire(), begun())
    assert [plan.lines("ja", size) for size in range(4)] == [3, 2, 2, 2]
    assert [plan.lines("easy", size) for size in range(4)] == [3, 2, 2, 1]
