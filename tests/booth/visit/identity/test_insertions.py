"""Nobody is identified out of two cards, told as transcripts."""

import pytest

from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.stages import Answering, EnteringPin, Errand, HandedIn, WaitingForCard
from kiosk.card.card import Certificates
from kiosk.procedures.identity import Identity
from kiosk.protocol.faults import Code
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import Evidence, Integrity, Method, Outcome
from tests.booth.transcripts import SELF_ANSWERS, START, Story

ASK, CALL = new_id(), new_id()


def card(insertion: int) -> ev.CardSeen:
    return ev.CardSeen(3, 3, 5, Certificates(sign=True, auth=True), insertion)


def found(method: Method) -> Evidence:
    return Evidence(evidence_id=new_id(), level="A3", method=method, outcome=Outcome.CONFIRMED, at=START)


def methods(story: Story) -> list[Method]:
    return [one.method for one in story.visit.seen]


@pytest.fixture
def read_by_pin(at_card: Story, kasai: Identity) -> Story:
    """The first card gave identity with its PIN, and was taken."""
    return at_card.then(card(1), ev.PinEntered(), ev.IdentityGiven(kasai), ev.CardRemoved())


def prove(story: Story) -> Story:
    return story.then(ev.PinEntered(), ev.CardDone(Errand.PROVING), ev.ProofJudged(found(Method.CARD_KEY), False))


def test_a_proof_by_another_card_than_the_one_that_was_read_gets_no_pad(read_by_pin: Story) -> None:
    read_by_pin.then(ev.ProofWanted(ASK, CALL), card(2))
    assert read_by_pin.stage == WaitingForCard(Code("C-26"), Errand.PROVING)
    assert not read_by_pin.did(do.DrawCurtain)
    assert read_by_pin.then(ev.ForwardPressed()).stage == WaitingForCard(Code("C-26"), Errand.PROVING)
    read_by_pin.then(ev.WithoutCardChosen())
    assert do.TellProof(ASK, "failed", "C-26") in read_by_pin.commands
    assert (isinstance(read_by_pin.stage, Answering), methods(read_by_pin)) == (True, [Method.CARD_PIN])


def test_nor_does_one_by_another_card_than_the_one_whose_face_staff_saw(story: Story) -> None:
    story.then(ev.IdentityByCodeGiven(None, insertion=1), card(2), ev.ProofWanted(ASK, CALL))
    assert story.stage == WaitingForCard(Code("C-26"), Errand.PROVING)


def test_the_card_that_was_read_proves(at_card: Story, kasai: Identity) -> None:
    at_card.then(card(1), ev.PinEntered(), ev.IdentityGiven(kasai), ev.ProofWanted(ASK, CALL))
    assert at_card.stage == EnteringPin(3, errand=Errand.PROVING)
    assert methods(prove(at_card)) == [Method.CARD_PIN, Method.CARD_KEY]


def test_a_card_that_was_only_lifted_is_read_again_and_then_proves(read_by_pin: Story, kasai: Identity) -> None:
    read_by_pin.then(ev.ProofWanted(ASK, CALL), card(2), ev.WithoutCardChosen())
    read_by_pin.then(ev.IdentityByCodeGiven(kasai, Integrity.GOOD, 2), ev.ProofWanted(ASK, CALL))
    assert read_by_pin.stage == EnteringPin(3, errand=Errand.PROVING)
    assert methods(prove(read_by_pin)) == [Method.CARD_CODE, Method.CARD_KEY]


def test_identity_of_a_new_card_drops_what_the_older_card_gave(story: Story, kasai: Identity) -> None:
    paper = found(Method.PAPER_SEEN)
    story.then(ev.IdentityByCodeGiven(kasai, insertion=1), ev.EvidenceNoted(paper), card(1))
    prove(story.then(ev.EvidenceNoted(found(Method.FACE_COMPARED)), ev.ProofWanted(ASK, CALL)))
    before = [Method.CARD_CODE, Method.PAPER_SEEN, Method.FACE_COMPARED, Method.CARD_KEY]
    assert methods(story.then(ev.IdentityByCodeGiven(kasai, insertion=1))) == [*before[1:], before[0]]
    assert methods(story.then(ev.IdentityByCodeGiven(kasai, insertion=2))) == [Method.PAPER_SEEN, Method.CARD_CODE]


def test_identity_by_pin_drops_the_proof_of_another_card(at_card: Story, kasai: Identity) -> None:
    prove(at_card.then(ev.ProofWanted(ASK, CALL), card(1)))
    assert methods(at_card) == [Method.CARD_KEY]
    at_card.then(ev.CardRemoved(), card(2), ev.PinEntered(), ev.IdentityGiven(kasai))
    assert methods(at_card) == [Method.CARD_PIN]


def test_of_two_proofs_by_two_cards_the_last_one_counts(story: Story) -> None:
    prove(story.then(ev.ProofWanted(ASK, CALL), card(1)))
    prove(story.then(ev.CardRemoved(), card(2), ev.ProofWanted(ASK, CALL)))
    assert methods(story) == [Method.CARD_KEY]


def test_the_face_of_one_card_never_vouches_for_the_identity_of_another(read_by_pin: Story, kasai: Identity) -> None:
    """Its file with identity could not be read, or is forged: the form keeps the older card's."""
    for shown in (
        ev.IdentityByCodeGiven(None, insertion=2), ev.IdentityByCodeGiven(kasai, Integrity.BAD, 3),
    ):  # fmt: skip
        read_by_pin.then(shown, ev.EvidenceNoted(found(Method.FACE_COMPARED)))
        assert Method.FACE_COMPARED not in methods(read_by_pin)
    read_by_pin.then(card(3), ev.ProofWanted(ASK, CALL))
    assert read_by_pin.stage == WaitingForCard(Code("C-26"), Errand.PROVING)


def test_after_handing_in_any_card_may_be_registered_until_one_is_read(read_by_pin: Story, kasai: Identity) -> None:
    read_by_pin.answer_everything(SELF_ANSWERS)
    read_by_pin.then(ev.ForwardPressed(), ev.SignatureChanged(b"ink"), ev.ForwardPressed())
    read_by_pin.then(ev.Stored("IE-4731-08K", new_id()), card(2), ev.RegisterTapChosen())
    assert read_by_pin.stage == EnteringPin(3, errand=Errand.REGISTERING)
    read_by_pin.then(ev.BackPressed(), ev.BackPressed(), ev.IdentityByCodeGiven(kasai, insertion=2))
    read_by_pin.then(ev.CardRemoved(), card(3), ev.RegisterTapChosen())
    assert read_by_pin.stage == WaitingForCard(Code("C-26"), Errand.REGISTERING)
    read_by_pin.then(ev.BackPressed())
    assert isinstance(read_by_pin.stage, HandedIn)


def test_the_next_resident_is_bound_to_no_card(story: Story, kasai: Identity) -> None:
    story.then(ev.IdentityByCodeGiven(kasai, insertion=1), ev.CallOver(), card(2), ev.ProofWanted(ASK, CALL))
    assert story.stage == EnteringPin(3, errand=Errand.PROVING)
