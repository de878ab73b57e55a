"""A life event in a visit, told as transcripts: questions, the list, one form after another."""

from typing import Any

import pytest

from kiosk.booth.trouble import Trouble
from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.decide import Rules
from kiosk.booth.visit.stages import (
    Answering,
    Choosing,
    HandedIn,
    Planning,
    Preparing,
    Reviewing,
    Signing,
    WaitingForCard,
    Welcoming,
)
from kiosk.procedures.identity import Identity
from tests.booth.conftest import SIGNATURE_PNG
from tests.booth.transcripts import SELF_ANSWERS, Story
from tests.procedures.life.invented_event import catalog, day, fire

TEL = "079-221-0000"
BEGUN = (ev.GroupChosen("moving"), ev.EventChosen("fire"))


def rules(*procedures: str) -> Rules:
    found = [one for one in catalog().procedures if one.id in procedures]
    return Rules({one.id: one for one in found}, {"fire": fire()})


@pytest.fixture
def story() -> Story:
    return Story(rules("juminhyo")).then(*BEGUN)


def tell(story: Story, *lost: str) -> Story:
    """Answer the event's questions."""
    return story.then(
        ev.AnswerGiven("fire_day", day(2026, 11, 20)), ev.ForwardPressed(),
        ev.AnswerGiven("lost", list(lost) or None), ev.ForwardPressed(),
        ev.AnswerGiven("ap_tel", TEL), ev.ForwardPressed(),
    )  # fmt: skip


def known(story: Story, person: Identity) -> Story:
    """Through the papers and the card to the first question."""
    return story.then(ev.ForwardPressed(), ev.CardSeen(3), ev.PinEntered(), ev.IdentityGiven(person))


def handed_in(story: Story, reference: str, answers: dict[str, Any] = SELF_ANSWERS) -> Story:
    story.answer_everything(answers).then(ev.ForwardPressed())
    if story.visit.drawn is None:
        story.then(ev.SignatureChanged(SIGNATURE_PNG))
    return story.then(ev.ForwardPressed(), ev.Stored(reference, submission_id="s"))


def test_after_its_questions_comes_the_list_and_no_card_was_asked_for(story: Story) -> None:
    assert story.stage == Answering("fire_day")
    tell(story, "papers")
    assert story.stage == Planning()
    assert story.visit.plan is not None
    assert [one.task.id for one in story.visit.plan.left] == ["residence", "again"]


def test_a_form_knows_what_was_said_already(story: Story, kasai: Identity) -> None:
    known(tell(story, "papers").then(ev.TaskChosen("residence")), kasai)
    assert story.stage == Answering("who")
    assert (story.answer("ap_tel").value, story.answer("scope").value) == (TEL, "all")
    story.answer_everything({name: value for name, value in SELF_ANSWERS.items() if name not in ("ap_tel", "scope")})
    assert story.stage == Reviewing()


def test_one_signature_serves_the_next_form_too(story: Story, kasai: Identity) -> None:
    handed_in(known(tell(story, "papers").then(ev.TaskChosen("residence")), kasai), "IE-1")
    assert isinstance(story.stage, HandedIn)
    assert story.visit.identity is not None
    story.then(ev.ForwardPressed())
    assert story.stage == Planning()
    assert story.visit.plan is not None
    assert {name: one.reference for name, one in story.visit.plan.handed_in.items()} == {"residence": "IE-1"}
    story.then(ev.TaskChosen("again"), ev.ForwardPressed())
    assert story.stage == Answering("who")  # nobody asks for the card again
    story.answer_everything(SELF_ANSWERS).then(ev.ForwardPressed())
    assert story.stage == Signing()
    assert story.visit.drawn == SIGNATURE_PNG
    story.then(ev.ForwardPressed())
    assert story.did(do.HandIn)


def test_after_the_last_one_nothing_is_left_of_anybody(story: Story, kasai: Identity) -> None:
    handed_in(known(tell(story, "papers").then(ev.TaskChosen("residence")), kasai), "IE-1")
    story.then(ev.ForwardPressed(), ev.TaskChosen("again"), ev.ForwardPressed())
    handed_in(story, "IE-2")
    assert isinstance(story.stage, HandedIn)
    assert (story.visit.plan, story.visit.identity, story.visit.form) == (None, None, None)
    story.then(ev.ForwardPressed())
    assert isinstance(story.stage, HandedIn)


def test_all_of_one_visit_has_one_number_and_one_slip(story: Story, kasai: Identity) -> None:
    handed_in(known(tell(story, "papers").then(ev.TaskChosen("residence")), kasai), "IE-1")
    assert (story.stage.slip, story.did(do.PrintSlip)) == ("later", False)
    story.then(ev.ForwardPressed(), ev.TaskChosen("again"), ev.ForwardPressed())
    story.answer_everything(SELF_ANSWERS).then(ev.Received("IE-1", "2026-1"), ev.ForwardPressed(), ev.ForwardPressed())
    assert next(one for one in story.commands if isinstance(one, do.HandIn)).of_visit == "IE-1"
    story.then(ev.Stored("IE-2", submission_id="t"))
    slip = next(one for one in story.commands if isinstance(one, do.PrintSlip))
    assert [(one.reference, one.receipt_number) for one in slip.applications] == [("IE-1", "2026-1"), ("IE-2", None)]
    assert slip.todo is not None
    assert [one.task.id for one in slip.todo.remaining] == ["firemen", "help"]
    assert (story.stage.reference, story.stage.received, story.stage.remaining) == ("IE-1", 1, 2)
    story.then(ev.Received("IE-2", "2026-2"))
    assert story.stage.all_received


@pytest.mark.parametrize("how", ["finish", "back"])
def test_whoever_does_not_go_on_gets_the_slip_of_what_is_handed_in(story: Story, kasai: Identity, how: str) -> None:
    handed_in(known(tell(story, "papers").then(ev.TaskChosen("residence")), kasai), "IE-1")
    story.then(ev.ForwardPressed(), ev.TaskChosen("again"), ev.ForwardPressed(), ev.AnswerGiven("who", "household"))
    if how == "finish":
        story.then(ev.FinishPressed())
    else:
        story.then(*[ev.BackPressed()] * 6)
    assert (story.stage.reference, story.stage.slip) == ("IE-1", "printing")
    assert (story.visit.plan, story.visit.identity, story.visit.form) == (None, None, None)
    assert story.did(do.PrintSlip)
    assert not story.did(do.Forget)
    story.then(ev.FinishPressed())
    assert story.stage == Welcoming()


def test_a_visit_that_ends_by_itself_prints_nothing_for_the_next_person(story: Story, kasai: Identity) -> None:
    handed_in(known(tell(story, "papers").then(ev.TaskChosen("residence")), kasai), "IE-1")
    story.then(ev.ForwardPressed(), ev.CardRemoved()).after_seconds(300)
    assert story.stage == Welcoming()
    assert not story.did(do.PrintSlip)


def test_card_line_and_call_leave_the_plan_where_it_is(story: Story, kasai: Identity) -> None:
    known(tell(story, "papers").then(ev.TaskChosen("residence")), kasai).then(ev.AnswerGiven("who", "household"))
    plan = story.visit.plan
    story.then(ev.CardRemoved(), ev.CallOver(), ev.ProposalsLeft(frozenset()), ev.ServiceStopped(Trouble("B-02")))
    assert (story.stage, story.visit.plan) == (Answering("who"), plan)
    assert story.answer("who").value == "household"


def test_the_list_is_printed_once_at_a_time(story: Story) -> None:
    tell(story, "papers").then(ev.TodoWanted())
    assert story.stage == Planning(paper="printing")
    assert story.did(do.PrintTodo)
    story.then(ev.TodoWanted())
    assert not story.did(do.PrintTodo)
    assert story.then(ev.TodoPrinted(good=False)).stage == Planning(paper="failed")
    assert story.then(ev.TodoWanted(), ev.TodoPrinted(good=True)).stage == Planning(paper="printed")
    story.then(ev.TaskChosen("residence"), ev.TodoWanted(), ev.TodoPrinted(good=False))
    assert story.stage != Planning(paper="failed")


def test_while_more_can_be_done_the_screen_waits_as_long_as_in_a_form(story: Story, kasai: Identity) -> None:
    handed_in(known(tell(story, "papers").then(ev.TaskChosen("residence")), kasai), "IE-1")
    story.then(ev.CardRemoved()).after_seconds(100)
    assert isinstance(story.stage, HandedIn)
    story.after_seconds(100)
    assert story.visit.warned
    story.after_seconds(60)
    assert story.stage == Welcoming()
    assert story.visit.plan is None


def test_back_leads_to_the_list_and_the_form_goes_on_where_it_was(story: Story, kasai: Identity) -> None:
    known(tell(story, "papers").then(ev.TaskChosen("residence")), kasai)
    story.then(ev.AnswerGiven("who", "household"), ev.BackPressed())
    assert story.stage == Planning()
    assert story.form.procedure.id == "fire"
    story.then(ev.TaskChosen("residence"))
    assert story.stage == Answering("who")
    assert story.answer("who").value == "household"
    story.then(ev.BackPressed(), ev.TaskChosen("again"))
    assert story.stage == Preparing()
    story.then(ev.BackPressed())
    assert story.stage == Planning()


NEW_TEL = "079-221-9999"


def to_the_questions(story: Story) -> Story:
    """From the list back to the last question of the event, a little later, with another number."""
    return story.after_seconds(5).then(ev.BackPressed(), ev.AnswerGiven("ap_tel", NEW_TEL), ev.ForwardPressed())


def test_what_is_put_right_among_the_questions_is_right_in_a_form_that_was_begun(story: Story, kasai: Identity) -> None:
    """Who reads the wrong name in a form goes back to where they wrote it."""
    known(tell(story, "papers").then(ev.TaskChosen("residence")), kasai)
    story.then(ev.AnswerGiven("who", "household"), ev.BackPressed())
    to_the_questions(story).then(ev.BackPressed(), ev.BackPressed(), ev.BackPressed())
    story.after_seconds(5).then(ev.AnswerGiven("fire_day", day(2026, 11, 19)), *[ev.ForwardPressed()] * 3)
    assert story.stage == Planning()
    story.then(ev.TaskChosen("residence"))
    assert (story.answer("ap_tel").value, story.answer("who").value) == (NEW_TEL, "household")
    assert story.answer("target_birth").value == day(2026, 11, 19)


def test_what_is_put_right_in_the_form_itself_stays(story: Story, kasai: Identity) -> None:
    known(tell(story, "papers").then(ev.TaskChosen("residence")), kasai)
    story.after_seconds(5).then(ev.AnswerGiven("ap_tel", NEW_TEL), ev.BackPressed(), ev.TaskChosen("residence"))
    assert story.answer("ap_tel").value == NEW_TEL


def test_what_is_put_right_after_one_was_handed_in_is_right_in_the_next(story: Story, kasai: Identity) -> None:
    handed_in(known(tell(story, "papers").then(ev.TaskChosen("residence")), kasai), "IE-1")
    to_the_questions(story.then(ev.ForwardPressed())).then(ev.TaskChosen("again"))
    assert story.answer("ap_tel").value == NEW_TEL


def test_back_from_the_card_leads_to_the_list_where_there_is_nothing_to_prepare(story: Story) -> None:
    tell(story, "papers").then(ev.TaskChosen("residence"), ev.ForwardPressed())
    assert story.stage == WaitingForCard()
    story.then(ev.BackPressed(), ev.BackPressed())
    assert story.stage == Planning()


def test_back_from_the_list_leads_to_its_questions_and_before_them_home(story: Story) -> None:
    tell(story, "papers").then(ev.BackPressed())
    assert story.stage == Answering("ap_tel")
    story.then(ev.BackPressed(), ev.AnswerGiven("lost", None), ev.ForwardPressed(), ev.ForwardPressed())
    assert story.stage == Planning()
    assert story.visit.plan is not None
    assert not story.visit.plan.left
    story.then(*[ev.BackPressed()] * 4)
    assert story.stage == Welcoming()
    assert story.visit.plan is None


def test_the_same_event_goes_on_where_it_was_and_a_procedure_alone_ends_it(story: Story) -> None:
    story.then(ev.AnswerGiven("fire_day", day(2026, 11, 20)))
    visit = story.visit
    story.visit = visit.__class__(**{**visit.__dict__, "stage": Choosing("moving")})
    story.then(ev.EventChosen("fire"))
    assert story.form.answers.get("fire_day") is not None
    story.visit = visit.__class__(**{**visit.__dict__, "stage": Choosing("certificates")})
    story.then(ev.ProcedureChosen("juminhyo"))
    assert story.visit.plan is None


def test_what_no_procedure_in_service_does_staff_do() -> None:
    story = tell(Story(rules()).then(*BEGUN), "papers")
    assert story.visit.plan is not None
    assert not story.visit.plan.left
    assert {one.task.how for one in story.visit.plan.todos} == {"staff", "elsewhere"}


@pytest.mark.parametrize("task", ["help", "firemen", "ends", "nothing"])
def test_only_what_can_be_done_here_begins(story: Story, task: str) -> None:
    tell(story, "papers", "seal").then(ev.TaskChosen(task))
    assert story.stage == Planning()


def test_a_touch_that_does_not_fit_changes_nothing(story: Story) -> None:
    story.then(ev.TaskChosen("residence"), ev.TodosTurned(down=True), ev.EventChosen("fire"))
    assert story.stage == Answering("fire_day")
    tell(story, "papers").then(ev.EventChosen("flood"), ev.ForwardPressed())
    assert story.stage == Planning()
    assert Story(rules()).then(ev.GroupChosen("moving"), ev.EventChosen("flood")).stage == Choosing("moving")


def test_the_list_is_turned_within_its_parts(story: Story) -> None:
    tell(story, "papers", "seal").then(ev.TodosTurned(down=False))
    assert story.stage == Planning()
    story.then(ev.TodosTurned(down=True), ev.TodosTurned(down=True))
    assert story.stage == Planning(1)
    story.then(ev.TodosTurned(down=False))
    assert story.stage == Planning()


def test_what_a_question_of_the_event_did_not_answer_is_not_taken(story: Story, kasai: Identity) -> None:
    story.then(ev.AnswerGiven("fire_day", {"year": None, "month": None, "day": None, "as_written": "不詳"}))
    tell(story, "papers")
    known(story.then(ev.TaskChosen("residence")), kasai)
    assert story.answer("target_birth").value is not None
    known(story.then(ev.BackPressed(), ev.TaskChosen("again")), kasai)
    assert story.form.answers.get("target_birth") is None


def test_a_booth_that_could_not_store_loses_no_plan(story: Story, kasai: Identity) -> None:
    known(tell(story, "papers").then(ev.TaskChosen("residence")), kasai)
    story.answer_everything(SELF_ANSWERS).then(ev.ForwardPressed(), ev.SignatureChanged(SIGNATURE_PNG))
    story.then(ev.BackPressed())
    assert story.stage == Reviewing()
    assert story.visit.plan is not None
    assert story.visit.plan.doing == "residence"
