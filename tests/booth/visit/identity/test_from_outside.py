"""Identity that comes from a call, told as transcripts."""

import pytest

from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.stages import Reviewing, Signing
from kiosk.procedures.identity import Identity
from kiosk.protocol.forms import Source
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import Evidence, Integrity, Method, Outcome
from tests.booth.transcripts import START, Story


def test_a_card_read_by_code_fills_the_open_form(at_card: Story, kasai: Identity) -> None:
    at_card.then(ev.WithoutCardChosen())
    stage = at_card.stage
    at_card.then(ev.IdentityByCodeGiven(kasai))
    assert at_card.stage == stage
    assert at_card.did(do.TellFormChanged)
    answer = at_card.answer("ap_name")
    assert (answer.value, answer.source) == (kasai.name, Source.CARD)
    assert [(one.method, one.outcome) for one in at_card.visit.seen] == [("card_code", "not_checked")]


def test_before_the_card_is_laid_down_it_leads_on_to_the_questions(at_card: Story, kasai: Identity) -> None:
    assert at_card.then(ev.IdentityByCodeGiven(kasai)).stage_name == "Answering"


def test_it_is_remembered_for_a_form_opened_later(story: Story, kasai: Identity) -> None:
    story.then(
        ev.IdentityByCodeGiven(kasai),
        ev.GroupChosen("certificates"),
        ev.ProcedureChosen("juminhyo"),
        ev.ForwardPressed(),
    )
    assert story.stage_name == "Answering"
    assert story.answer("ap_name").value == kasai.name


def test_what_changed_after_the_review_is_looked_at_again(at_review: Story, kasai: Identity) -> None:
    assert at_review.then(ev.ForwardPressed()).stage == Signing()
    assert at_review.then(ev.IdentityByCodeGiven(kasai)).stage == Reviewing()


def test_so_is_what_changed_while_the_card_was_asked_for_a_proof(at_review: Story, kasai: Identity) -> None:
    ask_id = new_id()
    at_review.then(ev.ForwardPressed(), ev.CardRemoved(), ev.ProofWanted(ask_id, new_id()))
    at_review.then(ev.IdentityByCodeGiven(kasai), ev.ProofDropped(ask_id))
    assert at_review.stage == Reviewing()


def test_a_card_with_a_bad_signature_fills_nothing_and_is_told(at_card: Story, kasai: Identity) -> None:
    at_card.then(ev.WithoutCardChosen(), ev.IdentityByCodeGiven(kasai, Integrity.BAD))
    assert at_card.visit.identity is None
    assert at_card.form.answers.get("ap_name") is None
    assert [(one.outcome, one.code) for one in at_card.visit.seen] == [("not_confirmed", "C-23")]


def test_it_never_touches_what_is_being_handed_in(at_review: Story, kasai: Identity) -> None:
    at_review.then(ev.ForwardPressed(), ev.SignatureChanged(b"ink"), ev.ForwardPressed())
    before = at_review.visit
    assert at_review.then(ev.IdentityByCodeGiven(kasai)).visit == before


@pytest.mark.parametrize("outcome", [Outcome.CONFIRMED, Outcome.NOT_CONFIRMED])
def test_headquarters_evidence_goes_into_the_application(at_review: Story, outcome: Outcome) -> None:
    evidence = Evidence(evidence_id=new_id(), level="A3", method=Method.FACE_COMPARED, outcome=outcome, at=START)
    at_review.then(ev.EvidenceNoted(evidence), ev.ForwardPressed(), ev.SignatureChanged(b"ink"), ev.ForwardPressed())
    command = next(one for one in at_review.commands if isinstance(one, do.HandIn))
    assert (command.seen[-1].evidence, command.seen[-1].outcome) == (evidence.evidence_id, outcome)
    assert at_review.then(ev.Stored("IE-4731-08K")).visit.seen == ()
