"""Entering people one by one: adding, changing, going back, taking away, and the way from the review and back to it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import JsonValue

from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.asking import entering
from kiosk.booth.visit.decide import Rules, Visit, decide
from kiosk.booth.visit.form import kept_up
from kiosk.booth.visit.ink import Ink
from kiosk.booth.visit.reviewing import on_screen
from kiosk.booth.visit.stages import Answering, Reviewing, Signing
from kiosk.procedures import checks, entries, navigation
from kiosk.procedures.entries import Within
from kiosk.procedures.shared_form import Refused, SharedForm
from kiosk.procedures.standing import standing
from kiosk.protocol.forms import FieldEdited, Source
from tests.procedures.any_procedure import written
from tests.procedures.group_procedure import BIRTH, HANAKO, TARO, group_procedure, moving_form

RULES = Rules({group_procedure().id: group_procedure()})
MOVED: JsonValue = {"year": 2026, "month": 11, "day": 1, "as_written": "令和8年11月1日"}
KNOWN: dict[str, Any] = {
    "ap_name": "葛\U000e0102西　花子", "ap_addr": "姫路市", "ap_birth": BIRTH, "move_date": MOVED,
}  # fmt: skip
NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


def at_list(*people: Any, **more: Any) -> Visit:
    given = {**KNOWN, **({"movers": list(people)} if people else {}), **more}
    return Visit(stage=Answering("movers"), form=moving_form(**given), at=NOW)


def after(visit: Visit, *events: ev.Event) -> Visit:
    for event in events:
        visit, _ = decide(visit, event, RULES)
    return visit


def answers(visit: Visit, **given: Any) -> list[ev.Event]:
    return [one for name, value in given.items() for one in (ev.AnswerGiven(name, value), ev.ForwardPressed())]


def people(visit: Visit) -> list[Any]:
    assert visit.form is not None
    answer = visit.form.answers.get("movers")
    return list(answer.value) if answer and isinstance(answer.value, list) else []


def stage(visit: Visit) -> Answering:
    assert isinstance(visit.stage, Answering), visit.stage
    return visit.stage


def test_somebody_is_entered_one_question_at_a_time_and_the_list_comes_back() -> None:
    visit = after(at_list(), ev.AddPressed())
    assert stage(visit) == Answering("m_name", within=Within("movers", 0))
    assert visit.asking == ("movers",), "staff see which group is asked about"
    for field in ("m_name", "m_birth", "m_relation", "m_same"):
        assert stage(visit).field == field
        visit = after(visit, ev.AnswerGiven(field, HANAKO[field]), ev.ForwardPressed())
    assert stage(visit) == Answering("movers", row=0)
    assert people(visit) == [HANAKO]
    assert isinstance(after(visit, ev.ForwardPressed()).stage, Reviewing)


def test_an_answer_opens_the_question_that_stands_on_it() -> None:
    visit = after(at_list({**HANAKO, "m_relation": "other"}), ev.EntryPressed(0))
    assert stage(visit).field == "m_relation_other", "what is missing comes first"
    visit = after(visit, ev.AnswerGiven("m_relation_other", "縁故者"), ev.ForwardPressed())
    assert stage(visit).field == "m_same"


def test_nothing_goes_on_while_something_is_missing() -> None:
    visit = after(at_list(), ev.AddPressed(), ev.ForwardPressed())
    assert (stage(visit).field, [one.kind for one in stage(visit).problems]) == ("m_name", ["write"])
    english = after(visit, ev.LanguageChosen("en"))
    assert [one.text for one in stage(english).problems] == ["Please fill this in"]
    assert people(visit) == []


def test_back_inside_loses_nothing_and_leads_to_the_list() -> None:
    visit = after(at_list(), ev.AddPressed(), *answers(at_list(), m_name="山田"), ev.BackPressed())
    assert stage(visit).field == "m_name"
    visit = after(visit, ev.BackPressed())
    assert stage(visit) == Answering("movers")
    assert people(visit) == [{"m_name": "山田"}]
    told = after(visit, ev.ForwardPressed())
    assert {one.within for one in stage(told).problems} == {Within("movers", 0)}, "never silently"
    assert stage(after(told, ev.EntryPressed(0))).field == "m_birth", "and there is the way to it"


def test_the_applicant_is_entered_with_one_touch_and_asked_for_the_rest() -> None:
    visit = after(at_list(TARO), ev.AddPressed(applicant=True))
    assert stage(visit) == Answering("m_relation", within=Within("movers", 1))
    assert people(visit)[1] == {"m_name": KNOWN["ap_name"], "m_birth": BIRTH}
    again = after(visit, ev.BackPressed(), ev.BackPressed(), ev.BackPressed())
    assert stage(again).field == "movers"
    assert after(again, ev.AddPressed(applicant=True)).form == again.form, "once"


def test_who_is_whole_at_once_stays_in_the_list() -> None:
    short = tuple(
        page.model_copy(update={"fields": tuple(f.model_copy(update={"fields": f.fields[:2]}) for f in page.fields)})
        if page.id == "movers"
        else page
        for page in group_procedure().pages
    )
    visit = at_list()
    assert visit.form is not None
    procedure = visit.form.procedure.model_copy(update={"pages": short, "notices": ()})
    visit = replace(visit, form=replace(visit.form, procedure=procedure))
    assert stage(after(visit, ev.AddPressed(applicant=True))) == Answering("movers", row=0)


def test_one_is_taken_away_only_after_a_yes() -> None:
    visit = after(at_list(HANAKO, TARO), ev.RemovePressed(0))
    assert (stage(visit).removing, stage(visit).row, people(visit)) == (True, 0, [HANAKO, TARO])
    kept = after(visit, ev.RemoveSettled(yes=False))
    assert (stage(kept).removing, people(kept)) == (False, [HANAKO, TARO])
    assert people(after(visit, ev.RemoveSettled(yes=True))) == [TARO]
    assert stage(after(visit, ev.RemoveSettled(yes=True), ev.RemovePressed(0), ev.RemoveSettled(yes=True))).row == 0


@pytest.mark.parametrize(
    "event",
    [
        ev.EntryPressed(2),
        ev.RemovePressed(2),
        ev.RemoveSettled(yes=True),
        ev.ReviewTurned(down=True),
        ev.EntryPressed(-1),
    ],
)
def test_what_is_not_there_changes_nothing(event: ev.Event) -> None:
    visit = at_list(HANAKO, TARO)
    assert after(visit, event).stage == visit.stage
    for other in (Visit(), replace(visit, stage=Answering("ap_name")), replace(visit, stage=Reviewing())):
        for one in (event, ev.AddPressed(), ev.RemovePressed(0), ev.EntryPressed(0)):
            assert after(other, one).form == other.form


def test_no_more_than_there_is_room_for() -> None:
    visit = at_list(*[TARO] * 8)
    assert after(visit, ev.AddPressed()).stage == visit.stage


def test_entries_are_turned_as_many_as_there_is_room_for() -> None:
    visit = after(at_list(*[TARO] * 6), ev.ReviewTurned(down=True))
    assert stage(visit).row == 3
    assert stage(after(visit, ev.ReviewTurned(down=True))).row == 3
    assert stage(after(visit, ev.ReviewTurned(down=False))).row == 0
    largest = replace(at_list(*[TARO] * 6), text_size=3)
    assert stage(after(largest, ev.ReviewTurned(down=True))).row == 2


def at_review(*who: Any) -> Visit:
    return replace(at_list(*who, ap_tel="079-221-0000"), stage=Reviewing())


def test_from_the_review_an_entry_is_opened_and_the_review_comes_back() -> None:
    visit = after(at_review(HANAKO, TARO), ev.FixPressed("movers", Within("movers", 1)))
    assert stage(visit) == Answering("m_name", to_review=True, within=Within("movers", 1), direct=True)
    assert after(visit, ev.BackPressed()).stage == Reviewing()
    visit = after(visit, *[ev.ForwardPressed()] * 5)
    assert visit.stage == Reviewing()
    assert "movers 1" in [row.line for row in on_screen(visit).rows], "the part with that line is shown again"


def test_from_the_review_the_list_is_opened_and_an_entry_from_there_leads_to_the_list() -> None:
    visit = after(at_review(HANAKO, TARO), ev.FixPressed("movers"), ev.EntryPressed(0))
    assert (stage(visit).to_review, stage(visit).direct) == (True, False)
    visit = after(visit, *[ev.ForwardPressed()] * 4)
    assert stage(visit) == Answering("movers", to_review=True)
    assert after(visit, ev.ForwardPressed()).stage == Reviewing()
    assert after(at_review(HANAKO), ev.FixPressed("movers", Within("movers", 3))).stage == Reviewing()


def test_what_is_missing_of_somebody_has_a_line_and_a_way_to_it() -> None:
    half = {name: value for name, value in TARO.items() if name != "m_relation"}
    visit = after(at_review(HANAKO, half), ev.ForwardPressed())
    assert isinstance(visit.stage, Reviewing)
    assert {one.within for one in visit.stage.problems} == {Within("movers", 1)}
    assert visit.review_line == "movers 1"
    visit = after(visit, ev.FixPressed("movers", Within("movers", 1)))
    assert stage(visit).field == "m_relation", "the very field"
    visit = after(visit, ev.AnswerGiven("m_relation", "child"), ev.ForwardPressed(), ev.ForwardPressed())
    assert stage(visit).field == "m_addr"
    assert after(visit, ev.ForwardPressed()).stage == Reviewing()


def test_a_fixed_answer_that_leaves_something_missing_leads_there() -> None:
    half = {name: value for name, value in TARO.items() if name != "m_relation"}
    visit = after(at_review(HANAKO, half), ev.FixPressed("ap_addr"), ev.ForwardPressed())
    assert stage(visit) == Answering("m_relation", to_review=True, within=Within("movers", 1), direct=True)


def test_somebody_changed_after_signing_asks_for_a_new_signature() -> None:
    visit = after(at_review(HANAKO), ev.ForwardPressed(), ev.SignatureChanged(b"ink"))
    assert isinstance(visit.stage, Signing)
    assert isinstance(visit.signature, Ink)
    assert visit.drawn == b"ink"
    visit = after(
        visit, ev.BackPressed(), ev.FixPressed("movers", Within("movers", 0)), ev.AnswerGiven("m_name", "山田")
    )
    assert (visit.drawn, visit.sign_again) == (None, True)


def test_a_page_that_no_longer_stands_gives_way_inside_too() -> None:
    visit = after(at_list({**HANAKO, "m_relation": "other", "m_relation_other": "縁"}), ev.EntryPressed(0))
    visit = after(visit, *[ev.ForwardPressed()] * 3)
    assert stage(visit).field == "m_relation_other"
    assert visit.form is not None
    changed = entries.form_at(visit.form, Within("movers", 0))
    assert changed is not None
    edit = ev.AnswerGiven("m_relation", "head")
    visit = after(visit, edit)
    assert stage(visit).field == "m_same", "the next that stands"


def test_a_group_that_is_asked_no_more_lets_go_of_whoever_is_asked_about() -> None:
    pages = tuple(
        page.model_copy(update={"show_if": "ap_name != '消す'"}) if page.id == "movers" else page
        for page in group_procedure().pages
    )
    visit = at_list(HANAKO, ap_tel="079")
    assert visit.form is not None
    form = replace(visit.form, procedure=visit.form.procedure.model_copy(update={"pages": pages}))
    visit = after(replace(visit, form=form), ev.EntryPressed(0))
    assert visit.form is not None
    hidden = written(visit.form, "ap_name", "消す")
    assert kept_up(visit, replace(visit, form=hidden)).stage == Reviewing()


def test_several_inside_an_entry_are_touched_one_by_one() -> None:
    visit = after(at_list(HANAKO), ev.EntryPressed(0), ev.OptionTouched("m_relation", "child"))
    assert people(visit) == [HANAKO], "that is no field of several"


def test_what_does_not_fit_is_refused() -> None:
    visit = after(at_list(HANAKO), ev.EntryPressed(0))
    assert people(after(visit, ev.AnswerGiven("m_relation", "aunt"))) == [HANAKO]
    assert people(after(visit, ev.AnswerGiven("ap_name", "x"))) == [HANAKO]


def test_the_day_of_a_visit_computes_anew() -> None:
    form = moving_form(**KNOWN)
    older = SharedForm(form.procedure, date(2027, 11, 21), form.answers)
    assert (standing(form).values["ap_age"], standing(older).values["ap_age"]) == (67, 68)
    assert navigation.fee(form) == 0
    assert checks.problems(form, "ap_birth", "ja") == ()


def test_what_is_too_much_for_one_answer_is_refused_and_told() -> None:
    long = {"m_name": "あ" * 900, "m_relation_other": "あ" * 900}
    visit = at_list(*[long] * 4, ap_name="い" * 900)
    changed, commands = decide(visit, ev.AddPressed(applicant=True), RULES)
    assert changed.form == visit.form
    assert do.NoteRefused("movers", "wrong_type") in commands


def test_nothing_is_written_about_whoever_is_not_asked_about() -> None:
    edit = FieldEdited(field="m_name", value="山田", source=Source.RESIDENT, at=NOW)
    inside = Answering("m_name", within=Within("ap_name", 0))
    assert entering.applied(moving_form(), inside, edit) == Refused("m_name", "unknown_field")
    assert entering.up_to_here(moving_form(), "m_name", "ja") == ()
