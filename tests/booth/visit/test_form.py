"""The form in a visit, told as transcripts."""

from dataclasses import replace

import pytest

from kiosk.applications.from_form import answered
from kiosk.booth.typing import date_composer
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.stages import (
    Answering,
    Choosing,
    Reviewing,
    Stopped,
    WaitingForCard,
)
from kiosk.procedures import navigation, review
from kiosk.procedures.identity import BirthDate, Identity, IdentityDoubt
from kiosk.protocol.faults import Code
from kiosk.protocol.forms import Doubt, Proposal, Source
from kiosk.protocol.identifiers import new_id
from tests.booth.transcripts import SELF_ANSWERS, Story


def test_back_always_works_and_loses_nothing(at_review: Story) -> None:
    answers = at_review.form.answers
    for _ in range(60):
        at_review.then(ev.BackPressed())
        if at_review.stage == Choosing():
            break
    assert at_review.stage == Choosing()
    assert at_review.form.answers == answers
    at_review.then(ev.ProcedureChosen("juminhyo"))
    assert at_review.stage_name == "Answering"
    assert at_review.form.answers == answers


def test_back_from_the_pin_pad_keeps_the_curtain_honest(at_card: Story) -> None:
    at_card.then(ev.CardSeen(3), ev.BackPressed())
    assert at_card.stage == WaitingForCard()
    assert ev.DrawCurtain(drawn=False) in at_card.commands


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
    assert at_review.visit == replace(before, locale="en", touched=before.seconds)


def test_a_corrected_line_returns_to_the_review(at_review: Story) -> None:
    at_review.then(ev.FixPressed("copies"))
    assert isinstance(at_review.stage, Answering)
    at_review.then(ev.AnswerGiven("copies", 3), ev.ForwardPressed())
    assert at_review.stage == Reviewing()
    assert at_review.answer("copies").value == 3


def test_a_third_person_is_led_to_staff(at_card: Story) -> None:
    at_card.then(ev.WithoutCardChosen())
    page = at_card.stage.page
    at_card.then(ev.AnswerGiven("who", "third"), ev.ForwardPressed())
    assert at_card.stage == Stopped("third", page)
    assert at_card.then(ev.BackPressed()).stage == Answering(page)


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


def test_a_proposal_changes_nothing_until_it_is_touched(at_review: Story) -> None:
    proposal = Proposal(call_id=new_id(), epoch=1, proposal_id=new_id(), field="copies", value=2)
    at_review.then(ev.ProposalMade(proposal))
    assert at_review.answer("copies").value == 1
    at_review.then(ev.ProposalSettled(proposal.proposal_id, accepted=True))
    assert at_review.answer("copies").value == 2
    assert at_review.answer("copies").source is Source.STAFF
    assert ev.TellProposalSettled(proposal, accepted=True) in at_review.commands


def test_proposals_end_with_the_call(at_review: Story) -> None:
    proposal = Proposal(call_id=new_id(), epoch=1, proposal_id=new_id(), field="copies", value=2)
    at_review.then(ev.ProposalMade(proposal), ev.CallOver())
    assert not at_review.form.proposals
