"""The form in a visit, told as transcripts."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from kiosk.applications.from_form import answered
from kiosk.booth.typing import date_composer
from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.decide import Rules, Visit
from kiosk.booth.visit.stages import Answering, Choosing, Errand, Reviewing, Stage, Stopped, WaitingForCard
from kiosk.procedures import navigation, review
from kiosk.procedures.identity import BirthDate, Identity, IdentityDoubt
from kiosk.procedures.kinds.table import kind_of
from kiosk.procedures.procedure import FieldType, FormField, Procedure, Stop
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.faults import Code
from kiosk.protocol.forms import Doubt, Proposal, Source
from kiosk.protocol.identifiers import new_id
from tests.booth.transcripts import SELF_ANSWERS, Story
from tests.procedures.any_procedure import VALUES, calmly, walks
from tests.procedures.care_procedure import care_procedure
from tests.procedures.several_procedure import several_procedure

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
BORN: JsonValue = {"year": 1990, "month": 1, "day": 2, "as_written": "平成2年1月2日"}


def test_back_always_works_and_loses_nothing(at_review: Story) -> None:
    answers = at_review.form.answers
    for _ in range(60):
        at_review.then(ev.BackPressed())
        if at_review.stage == Choosing():
            break
    assert at_review.stage == Choosing()
    assert at_review.form.answers == answers
    at_review.then(ev.ProcedureChosen("juminhyo"), ev.ForwardPressed())
    assert at_review.stage_name == "Answering"
    assert at_review.form.answers == answers


def test_back_from_the_pin_pad_keeps_the_curtain_honest(at_card: Story) -> None:
    at_card.then(ev.CardSeen(3), ev.BackPressed())
    assert at_card.stage == WaitingForCard()
    assert do.DrawCurtain(drawn=False) in at_card.commands


def test_an_unanswered_question_says_so(at_card: Story) -> None:
    at_card.then(ev.WithoutCardChosen())
    for _ in range(40):
        at_card.then(ev.ForwardPressed())
        if at_card.stage.problems:
            break
    assert at_card.stage.problems


def test_changing_the_language_keeps_every_answer(at_review: Story) -> None:
    before = at_review.visit
    at_review.then(ev.LanguageChosen("en"))
    assert at_review.visit == replace(before, locale="en", touched_at_s=before.now_s)


def test_the_field_that_was_touched_is_opened_and_leads_back(at_card: Story) -> None:
    at_card.then(ev.WithoutCardChosen()).answer_everything(
        SELF_ANSWERS
        | {"who": "agent", "ap_name": "葛西　辻子", "ap_addr": "姫路市", "ap_birth": BORN, "target_name": "山田　花子"}
        | {"target_birth": BORN, "target_addr": "姫路市", "ag_relation": "child"}
    )
    assert at_card.stage == Reviewing()
    for field in ("target_birth", "target_name", "show_mynumber"):
        at_card.then(ev.FixPressed(field))
        assert at_card.stage == Answering(field, to_review=True)
        assert at_card.then(ev.ForwardPressed()).stage == Reviewing()
        assert at_card.then(ev.FixPressed(field), ev.BackPressed()).stage == Reviewing()


@pytest.mark.parametrize(("field", "why"), [("nobody", "unknown_field"), ("copies", "wrong_type")])
def test_an_answer_that_is_refused_is_noted_without_what_it_was(at_review: Story, field: str, why: str) -> None:
    at_review.then(ev.FixPressed("copies"))
    before = at_review.form
    at_review.then(ev.AnswerGiven(field, "葛西　辻子"))
    assert at_review.form is before
    assert at_review.commands == [do.NoteRefused(field, why)]


def test_a_proposal_that_is_refused_is_noted_and_staff_hear_that_it_does_not_fit(at_review: Story) -> None:
    proposed(at_review, "ap_name", "山田", settle=False)
    noted, told = at_review.commands
    assert noted == do.NoteRefused("ap_name", "not_proposable")
    assert isinstance(told, do.TellProposalSettled)
    assert (told.proposal.field, told.accepted, told.why) == ("ap_name", False, "unfit")
    assert not at_review.form.proposals


def test_staff_hear_at_which_step_the_resident_is(at_review: Story) -> None:
    at_review.then(ev.FixPressed("show_code"))
    assert at_review.visit.asking == ("show_mynumber", "show_code")
    assert at_review.did(do.TellFormChanged)
    at_review.then(ev.BackPressed())
    assert at_review.visit.asking == ()
    assert at_review.did(do.TellFormChanged)


def test_the_second_of_two_questions_on_one_screen_opens_that_screen(at_review: Story) -> None:
    assert at_review.then(ev.FixPressed("show_code")).stage == Answering("show_mynumber", to_review=True)


def test_a_changed_answer_that_opens_a_question_asks_it_before_the_review(at_review: Story) -> None:
    at_review.then(ev.FixPressed("purpose"), ev.AnswerGiven("purpose", "other"), ev.ForwardPressed())
    assert at_review.stage == Answering("purpose_other", to_review=True)
    at_review.then(ev.AnswerGiven("purpose_other", "ビザ"), ev.ForwardPressed())
    assert at_review.stage == Reviewing()


def test_the_steps_of_a_page_are_gone_through_one_by_one(at_card: Story) -> None:
    at_card.then(ev.WithoutCardChosen())
    written = {"who": "household", "ap_name": "葛西　辻子", "ap_addr": "姫路市", "ap_birth": BORN, "scope": "all"}
    for field, value in written.items():
        assert at_card.stage == Answering(field)
        at_card.then(ev.AnswerGiven(field, value), ev.ForwardPressed())
    at_card.then(ev.ForwardPressed())
    assert (at_card.stage.field, at_card.stage.problems[0].field) == ("target_name", "target_name")
    at_card.then(ev.AnswerGiven("target_name", "山田　花子"), ev.ForwardPressed())
    assert at_card.stage == Answering("target_birth")
    assert at_card.then(ev.BackPressed()).stage == Answering("target_name")


def test_a_corrected_line_returns_to_the_review(at_review: Story) -> None:
    at_review.then(ev.FixPressed("copies"))
    assert isinstance(at_review.stage, Answering)
    at_review.then(ev.AnswerGiven("copies", 3), ev.ForwardPressed())
    assert at_review.stage == Reviewing()
    assert at_review.answer("copies").value == 3


def test_a_third_person_is_led_to_staff(at_card: Story) -> None:
    at_card.then(ev.WithoutCardChosen())
    field = at_card.stage.field
    at_card.then(ev.AnswerGiven("who", "third"), ev.ForwardPressed())
    assert at_card.stage == Stopped("third", field)
    assert at_card.then(ev.BackPressed()).stage == Answering(field)


def test_a_card_without_a_birth_date_stops_nobody(at_card: Story, kasai: Identity) -> None:
    without = replace(kasai, birth_date=BirthDate("00000000"))
    at_card.then(ev.CardSeen(3), ev.PinEntered(), ev.IdentityGiven(without))
    unknown = date_composer.press(date_composer.begin(None), "unknown").value()
    at_card.answer_everything(SELF_ANSWERS | {"ap_birth": unknown})
    assert at_card.stage == Reviewing()
    assert {row.field: row.text for row in review.rows(at_card.form, "ja")}["ap_birth"] == "年月日不詳"
    assert {one.field: one.text for one in answered(at_card.form)}["ap_birth"] == "年月日不詳"


@pytest.mark.parametrize(
    ("pin", "given"), [((ev.PinEntered(),), ev.IdentityGiven), ((), ev.IdentityByCodeGiven)], ids=["by_pin", "by_code"]
)
def test_what_the_card_does_not_say_surely_is_asked(
    at_card: Story,
    kasai: Identity,
    pin: tuple[ev.PinEntered, ...],
    given: type[ev.IdentityGiven] | type[ev.IdentityByCodeGiven],
) -> None:
    doubt = Doubt(code=Code.SUBSTITUTED, positions=(0,))
    odd = replace(kasai, name="●本　太郎", doubts=(IdentityDoubt("name", doubt),))
    at_card.then(ev.CardSeen(3), *pin, given(odd))
    asked = [page.id for page in navigation.visible_pages(at_card.form)]
    assert ("ap_name" in asked, "ap_addr" in asked) == (True, False)
    at_card.answer_everything(SELF_ANSWERS | {"ap_name": "●本　太郎"})
    assert at_card.stage == Reviewing()
    assert {one.field: one.doubts for one in answered(at_card.form)}["ap_name"] == (doubt,)


def proposed(story: Story, field: str, value: JsonValue, *, settle: bool = True) -> Story:
    proposal = Proposal(call_id=new_id(), epoch=1, proposal_id=new_id(), field=field, value=value)
    story.then(ev.ProposalMade(proposal))
    return story.then(ev.ProposalSettled(proposal.proposal_id, accepted=True)) if settle else story


def back_to_the_list(story: Story) -> Story:
    while story.stage != Choosing():
        story.then(ev.BackPressed())
    return story


PART = {"scope": "part", "members": "one"}


def stands(visit: Visit) -> bool:
    """Whether what is on the screen is there for the answers of now."""
    assert visit.form is not None
    match visit.stage:
        case Answering(field=field):
            step = navigation.step_at(visit.form, field)
            return step is not None and step.field == field
        case Stopped(stop=stop):
            now = navigation.stop(visit.form)
            return now is not None and now.id == stop
        case _:
            return isinstance(visit.stage, Reviewing)


def test_a_page_that_no_longer_stands_gives_way_to_the_next_that_does(at_review: Story) -> None:
    at_review.then(ev.FixPressed("scope"), ev.AnswerGiven("scope", "part"), ev.ForwardPressed())
    assert at_review.stage == Answering("members", to_review=True)
    assert proposed(at_review, "scope", "all").stage == Reviewing()


def test_nor_does_it_wait_behind_the_card(at_card: Story, kasai: Identity) -> None:
    at_card.then(ev.CardSeen(3), ev.PinEntered(), ev.IdentityGiven(kasai), ev.AnswerGiven("who", "self"))
    at_card.then(ev.ForwardPressed(), ev.AnswerGiven("scope", "part"), ev.ForwardPressed())
    assert at_card.stage == Answering("members")
    ask_id = new_id()
    at_card.then(ev.ProofWanted(ask_id, new_id()))
    proposed(at_card, "scope", "all").then(ev.ProofDropped(ask_id))
    assert at_card.stage == Answering("show_head")


def test_a_stop_that_no_longer_holds_lets_the_form_go_on(at_card: Story, kasai: Identity) -> None:
    at_card.then(ev.CardSeen(3), ev.PinEntered(), ev.IdentityGiven(kasai), ev.AnswerGiven("who", "third"))
    assert at_card.then(ev.ForwardPressed()).stage == Stopped("third", "who")
    assert proposed(at_card, "who", "self").stage == Answering("scope")


def test_back_from_a_stop_leads_to_a_question_that_stands(at_card: Story, juminhyo: Procedure) -> None:
    stops = (Stop(id="end", when="members == 'one' || copies == 9", say=juminhyo.title),)
    at_card.rules = replace(at_card.rules, procedures={"juminhyo": juminhyo.model_copy(update={"stops": stops})})
    back_to_the_list(at_card).then(ev.FinishPressed(), ev.GroupChosen("certificates"), ev.ProcedureChosen("juminhyo"))
    at_card.then(ev.ForwardPressed(), ev.WithoutCardChosen())
    for field, value in (
        {"who": "self", "ap_name": "山田　花子", "ap_addr": "姫路市", "ap_birth": BORN} | PART
    ).items():
        at_card.then(ev.AnswerGiven(field, value), ev.ForwardPressed())
    assert at_card.stage == Stopped("end", "members")
    proposed(at_card, "copies", 9)
    assert proposed(at_card, "scope", "all").stage == Stopped("end", "members")
    assert stands(at_card.then(ev.BackPressed()).visit)


def test_whoever_is_known_is_not_asked_for_the_card_before_the_first_question(
    at_card: Story, juminhyo: Procedure, kasai: Identity
) -> None:
    asked = tuple(page for page in juminhyo.pages if page.id in ("ap_name", "ap_addr"))
    bare = juminhyo.model_copy(update={"pages": asked, "stops": (), "notices": (), "documents": (), "fee": None})
    at_card.rules = replace(at_card.rules, procedures={"juminhyo": bare})
    at_card.then(ev.FinishPressed(), ev.ProcedureChosen("juminhyo"), ev.CardSeen(3), ev.PinEntered())
    assert at_card.then(ev.IdentityGiven(kasai)).stage == Reviewing()
    assert at_card.then(ev.BackPressed()).stage == Choosing()


def test_a_stop_that_holds_since_the_review_is_not_signed_over(at_review: Story) -> None:
    proposed(at_review, "who", "third").then(ev.ForwardPressed())
    assert at_review.stage == Stopped("third")
    assert at_review.then(ev.BackPressed()).stage == Reviewing()


EVERYTHING: dict[str, Any] = SELF_ANSWERS | {
    "scope": "part", "members": "some", "member_names": "山田　花子", "purpose": "other", "purpose_other": "ビザ",
    "ap_name": "NI NI WIN", "ap_addr": "姫路市", "ap_birth": BORN, "target_name": "山田　花子", "target_birth": BORN,
    "target_addr": "姫路市", "ag_relation": "child",
}  # fmt: skip


def values_of(item: FormField) -> list[JsonValue]:
    """What staff could propose for it."""
    if item.type is FieldType.CHOICE:
        return [option.id for option in item.options]
    return [True, False] if item.type is FieldType.BOOLEAN else [item.minimum, item.maximum]


@pytest.mark.parametrize("who", ["self", "household", "agent", "legal"])
def test_every_proposal_on_every_step_leaves_a_question_that_stands(at_card: Story, who: str) -> None:
    """All of the real procedure: each step of the way, each field staff may propose for, each value."""
    at_card.then(ev.WithoutCardChosen())
    gave_way = 0
    while isinstance(at_card.stage, Answering):
        for item in at_card.form.procedure.fields:
            for value in values_of(item) if kind_of(item).proposable else ():
                story = Story(at_card.rules)
                story.visit = at_card.visit
                assert stands(proposed(story, item.id, value).visit), (at_card.stage, item.id, value, story.stage)
                gave_way += story.stage != at_card.stage
        field = at_card.stage.field
        at_card.then(
            ev.AnswerGiven(field, (EVERYTHING | {"who": who}).get(field)) if field in EVERYTHING else ev.Touched()
        )
        at_card.then(ev.ForwardPressed())
        assert at_card.stage != Answering(field), at_card.stage
    assert at_card.stage == Reviewing()
    assert gave_way > 5


@calmly
@given(form=walks(), data=st.data())
def test_whatever_is_written_whatever_is_on_the_screen_stands(form: SharedForm, data: st.DataObject) -> None:
    """Any procedure, any step of it on the screen or aside, any answer of staff."""
    step = data.draw(st.sampled_from([None, *navigation.steps(form)]))
    stop = navigation.stop(form)
    stage: Stage = Reviewing() if step is None else Answering(step.field, to_review=data.draw(st.booleans()))
    if stop is not None and data.draw(st.booleans()):
        stage = Stopped(stop.id, step.field if step else None)
    aside = data.draw(st.booleans())
    story = Story(Rules({}))
    story.visit = Visit(stage=WaitingForCard(errand=Errand.PROVING) if aside else stage, form=form, at=AT)
    story.visit = replace(story.visit, aside=stage if aside else None)
    for _ in range(data.draw(st.integers(1, 4))):
        item = data.draw(st.sampled_from(form.procedure.fields))
        if kind_of(item).proposable:
            proposed(story, item.id, data.draw(st.sampled_from(VALUES[item.type])))
    after = story.visit.aside if aside else story.visit.stage
    assert after is not None
    assert stands(replace(story.visit, stage=after))
    if isinstance(after, Stopped):
        story.visit = replace(story.visit, stage=after, aside=None)
        assert stands(story.then(ev.BackPressed()).visit)


@calmly
@given(form=walks())
def test_back_and_forth_through_any_form_meets_every_step_once(form: SharedForm) -> None:
    steps = [step.field for step in navigation.walked(form)]
    there, step = [], navigation.first_step(form)
    while step is not None:
        there.append(step.field)
        step = navigation.next_step(form, step.field)
    back, step = [], navigation.last_step(form)
    while step is not None:
        back.append(step.field)
        step = navigation.previous_step(form, step.field)
    assert there == steps == back[::-1]


@pytest.mark.parametrize("field", ["ap_addr", "purpose", "copies", "ap_tel"])
def test_what_is_missing_is_said_in_the_language_chosen_since(at_review: Story, field: str) -> None:
    at_review.then(ev.FixPressed(field), ev.AnswerGiven(field, None), ev.ForwardPressed())
    (before,) = at_review.stage.problems
    (after,) = at_review.then(ev.LanguageChosen("en")).stage.problems
    assert (after.field, after.kind, after.text.isascii()) == (before.field, before.kind, True)


def test_so_it_is_on_the_review_and_while_the_card_is_asked_for_a_proof(at_review: Story) -> None:
    proposed(at_review, "who", "agent").then(ev.ForwardPressed())
    assert at_review.stage.problems
    ask_id = new_id()
    at_review.then(ev.CardRemoved(), ev.ProofWanted(ask_id, new_id()), ev.LanguageChosen("en"), ev.ProofDropped(ask_id))
    assert isinstance(at_review.stage, Reviewing)
    assert all(one.text.isascii() for one in at_review.stage.problems)


def test_a_proposal_changes_nothing_until_it_is_touched(at_review: Story) -> None:
    proposal = Proposal(call_id=new_id(), epoch=1, proposal_id=new_id(), field="copies", value=2)
    at_review.then(ev.ProposalMade(proposal))
    assert at_review.answer("copies").value == 1
    at_review.then(ev.ProposalSettled(proposal.proposal_id, accepted=True))
    assert at_review.answer("copies").value == 2
    assert at_review.answer("copies").source is Source.STAFF
    assert do.TellProposalSettled(proposal, accepted=True) in at_review.commands


def test_what_staff_write_of_their_own_stands_at_once_and_the_ink_stood_under_less(rules: Rules) -> None:
    found = care_procedure()
    story = Story(replace(rules, procedures={found.id: found}))
    story.then(ev.GroupChosen("certificates"), ev.ProcedureChosen(found.id), ev.ForwardPressed())
    story.then(ev.WithoutCardChosen())
    story.answer_everything({"kind": "new", "ap_tel": "079-221-0000"})
    story.then(ev.ForwardPressed(), ev.SignatureChanged(b"ink"))
    assert story.visit.drawn == b"ink"
    call = new_id()
    unfit, fit = (
        Proposal(call_id=call, epoch=1, proposal_id=new_id(), field="insured_no", value=value)
        for value in ("12", "0123456789")
    )
    story.then(ev.ProposalMade(unfit))
    assert do.TellProposalSettled(unfit, accepted=False, why="unfit") in story.commands
    story.then(ev.ProposalMade(fit))
    assert do.TellProposalSettled(fit, accepted=True, written=True) in story.commands
    assert (story.answer("insured_no").value, story.answer("insured_no").source) == ("0123456789", Source.STAFF)
    assert story.stage == Reviewing()
    assert story.visit.drawn is None
    assert story.then(ev.FixPressed("insured_no")).stage == Reviewing()
    assert story.then(ev.CallOver()).answer("insured_no").value == "0123456789"
    day = Proposal(call_id=call, epoch=1, proposal_id=new_id(), field="valid_to", value="令和9年3月31日")
    story.then(ev.ProposalMade(day))
    assert story.answer("valid_to").value == {"year": 2027, "month": 3, "day": 31, "as_written": "令和9年3月31日"}


def test_proposals_end_with_the_call(at_review: Story) -> None:
    proposal = Proposal(call_id=new_id(), epoch=1, proposal_id=new_id(), field="copies", value=2)
    at_review.then(ev.ProposalMade(proposal), ev.CallOver())
    assert not at_review.form.proposals


def test_a_proposal_staff_do_not_make_any_more_goes_from_the_screen(at_review: Story) -> None:
    kept = Proposal(call_id=new_id(), epoch=1, proposal_id=new_id(), field="copies", value=2)
    at_review.then(ev.ProposalMade(kept), ev.ProposalsLeft(frozenset({kept.proposal_id})))
    assert set(at_review.form.proposals) == {kept.proposal_id}
    at_review.then(ev.ProposalsLeft(frozenset()))
    assert not at_review.form.proposals


def test_two_quick_touches_are_two_and_the_same_card_again_lets_go() -> None:
    story = Story(Rules({"dog_owner": several_procedure()}))
    story.then(ev.GroupChosen("certificates"), ev.ProcedureChosen("dog_owner"), ev.WithoutCardChosen())
    story.then(ev.OptionTouched("wishes", "moved"), ev.OptionTouched("wishes", "new"))
    assert story.form.answers.values()["wishes"] == ["new", "moved"]
    story.then(ev.OptionTouched("wishes", "new"), ev.OptionTouched("wishes", "unsure"))
    assert story.form.answers.values()["wishes"] == ["unsure"]
    story.then(ev.ForwardPressed())
    assert story.stage == Stopped("unsure", "wishes")


def test_an_option_of_no_question_changes_nothing(at_review: Story) -> None:
    before = at_review.visit
    for touch in (ev.OptionTouched("nobody", "new"), ev.OptionTouched("scope", "all")):
        assert at_review.then(touch).visit.form == before.form
