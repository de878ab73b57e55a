"""The list of entries as QML is told it."""

from dataclasses import replace

import pytest

from kiosk.booth.views.visit.asking.entering_view import EnteringView, EntryLine
from kiosk.booth.views.words import Words
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.stages import Answering
from kiosk.booth.visit.state import Visit
from kiosk.procedures import checks, navigation
from kiosk.procedures.entries import Within, form_at
from tests.procedures.group_procedure import BIRTH, HANAKO, TARO, moving_form

POSTED: list[ev.Event] = []


@pytest.fixture
def view() -> EnteringView:
    POSTED.clear()
    return EnteringView(POSTED.append, POSTED.append, Words.load())


def shown(view: EnteringView, visit: Visit) -> tuple[EntryLine, ...]:
    stage = visit.stage
    place = form_at(visit.form, stage.within) if visit.form and isinstance(stage, Answering) else None
    step = navigation.step_at(place, stage.field) if place and isinstance(stage, Answering) else None
    view.show(visit, place, step)
    return view.rows.rows


def at_list(*people: object, **more: object) -> Visit:
    form = moving_form(ap_name="葛西　花子", ap_birth=BIRTH, movers=list(people), **more)
    return Visit(stage=Answering("movers"), form=form)


def test_who_is_there_in_one_line_each(view: EnteringView) -> None:
    first, second = shown(view, at_list(HANAKO, TARO))
    assert (first.text, first.isName, first.number, first.problem, first.removing) == (
        HANAKO["m_name"], True, 0, "", False,
    )  # fmt: skip
    assert second.rest.startswith("令和元年5月6日")
    assert (view.count, view.part, view.parts, view.addText, view.offersApplicant) == (2, 1, 1, "人を 足す", True)


def test_many_are_told_in_parts_and_the_last_leave_no_button(view: EnteringView) -> None:
    visit = at_list(*[TARO] * 8)
    rows = shown(view, replace(visit, stage=Answering("movers", row=6)))
    assert ([row.number for row in rows], view.part, view.parts) == ([6, 7], 3, 3)
    assert (view.addText, view.offersApplicant) == ("", False)
    rows = shown(view, replace(visit, text_size=3))
    assert (len(rows), view.parts, view.most) == (2, 4, 2)
    assert shown(view, replace(visit, stage=Answering("movers", row=99)))[-1].number == 7


def test_who_is_not_finished_is_said_beside_and_below(view: EnteringView) -> None:
    visit = at_list(HANAKO, {"m_name": "山田"})
    assert visit.form is not None
    problems = checks.problems(visit.form, "movers", "ja")
    _, half = shown(view, replace(visit, stage=Answering("movers", problems=problems)))
    assert half.problem == "まだ 書いていない ところが あります"
    assert view.problem == f"引っ越した人 2：{half.problem}"


def test_whether_one_is_to_go_is_asked_in_its_row(view: EnteringView) -> None:
    rows = shown(view, replace(at_list(HANAKO, TARO), stage=Answering("movers", row=1, removing=True)))
    assert [row.removing for row in rows] == [False, True]


def test_touches_are_told(view: EnteringView) -> None:
    view.add(True)
    view.change(2)
    view.remove(1)
    view.settle(False)
    view.turnTo(True)
    assert [
        ev.AddPressed(applicant=True), ev.EntryPressed(2), ev.RemovePressed(1), ev.RemoveSettled(yes=False),
        ev.ReviewTurned(down=True),
    ] == POSTED  # fmt: skip


def test_how_far_one_is_says_whose(view: EnteringView) -> None:
    inside = Answering("m_relation", within=Within("movers", 1))
    shown(view, replace(at_list(HANAKO, TARO), stage=inside))
    assert view.progress(navigation.Progress(3, 5, 1)) == "引っ越した人 2　3 / 5"
    assert (view.count, view.addText, view.offersApplicant) == (0, "", False)
    shown(view, at_list(HANAKO))
    assert view.progress(navigation.Progress(1, 2, 1)) == ""


def test_what_is_computed_stands_below_its_question(view: EnteringView) -> None:
    shown(view, replace(at_list(HANAKO), stage=Answering("ap_birth")))
    assert view.below == "今日の年齢：67歳"
    shown(view, replace(at_list(HANAKO), stage=Answering("move_date")))
    assert view.below == "", "nothing it is computed from is answered"
    shown(view, replace(at_list(TARO), stage=Answering("m_birth", within=Within("movers", 0))))
    assert view.below == "年齢：7歳"
