"""Proofs of possession, told as transcripts: to be found again by tap, and for staff in a call."""

from dataclasses import replace
from typing import Literal

import pytest

from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.stages import (
    AskingHeadquarters,
    ConfirmingLastTry,
    CountingTries,
    EnteringPin,
    Errand,
    HandedIn,
    ReadingCard,
    WaitingForCard,
    Welcoming,
)
from kiosk.card.card import Certificates
from kiosk.protocol.faults import Code
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import Evidence, Method, Outcome
from tests.booth.transcripts import START, Story

BOTH = Certificates(sign=True, auth=True)
CARD = ev.CardSeen(3, 3, 5, BOTH)
SUBMISSION = new_id()
GOOD = Evidence(evidence_id=new_id(), level="A3", method=Method.CARD_KEY, outcome=Outcome.CONFIRMED, at=START)
BAD = GOOD.model_copy(update={"outcome": Outcome.NOT_CONFIRMED, "code": "C-18"})


@pytest.fixture
def handed_in(at_review: Story) -> Story:
    at_review.then(ev.ForwardPressed(), ev.SignatureChanged(b"ink"), ev.ForwardPressed(), CARD)
    return at_review.then(ev.Stored("IE-4731-08K", SUBMISSION), ev.SlipPrinted(), ev.Received("IE-4731-08K", "R-1"))


def done(story: Story) -> HandedIn:
    stage = story.stage
    assert isinstance(stage, HandedIn)
    assert (stage.reference, stage.receipt_number, stage.slip) == ("IE-4731-08K", "R-1", "printed")
    return stage


def test_from_the_offer_to_registered(handed_in: Story) -> None:
    assert handed_in.then(ev.RegisterTapChosen()).stage == EnteringPin(3, errand=Errand.REGISTERING)
    assert do.DrawCurtain(drawn=True) in handed_in.commands
    handed_in.then(ev.PinEntered())
    assert handed_in.stage == ReadingCard(Errand.REGISTERING)
    assert do.MakeProof(submission_id=SUBMISSION) in handed_in.commands
    assert handed_in.then(ev.CardDone(Errand.REGISTERING)).stage == AskingHeadquarters(Errand.REGISTERING)
    handed_in.then(ev.ProofJudged(GOOD, registered=True, errand=Errand.REGISTERING))
    assert done(handed_in).tap == "registered"
    assert handed_in.then(ev.RegisterTapChosen()).stage == handed_in.stage, "once is enough"


def test_the_countdown_waits_and_begins_anew(handed_in: Story) -> None:
    handed_in.then(ev.RegisterTapChosen()).after_seconds(60)
    assert handed_in.stage == EnteringPin(3, errand=Errand.REGISTERING)
    handed_in.then(ev.BackPressed(), ev.BackPressed()).after_seconds(1)
    assert done(handed_in).finish_at_s == handed_in.visit.now_s + handed_in.rules.finish_s


def test_its_own_counter_decides_the_pad(handed_in: Story) -> None:
    handed_in.then(ev.CardSeen(3, 1, 5, BOTH), ev.RegisterTapChosen())
    assert handed_in.stage == ConfirmingLastTry(Errand.REGISTERING)
    assert handed_in.then(ev.LastTryConfirmed()).stage == EnteringPin(1, errand=Errand.REGISTERING)
    handed_in.then(ev.PinEntered(), ev.PinWrong(0, Errand.REGISTERING))
    assert handed_in.stage == WaitingForCard(Code("C-08"), Errand.REGISTERING)
    handed_in.then(ev.WithoutCardChosen())
    assert (done(handed_in).tap, done(handed_in).tap_code) == ("failed", "C-08")


def test_stopping_at_the_last_try_harms_nothing(handed_in: Story) -> None:
    handed_in.then(ev.CardSeen(3, 1, 5, BOTH), ev.RegisterTapChosen(), ev.LastTryDeclined())
    assert done(handed_in).tap == ""


def test_a_wrong_pin_counts_its_own_counter_only(handed_in: Story) -> None:
    handed_in.then(ev.RegisterTapChosen(), ev.PinEntered(), ev.PinWrong(2, Errand.REGISTERING))
    assert handed_in.stage == EnteringPin(2, wrong=True, errand=Errand.REGISTERING)
    assert (handed_in.visit.tries.card_face, handed_in.visit.tries.auth) == (3, 2)


@pytest.mark.parametrize("code", ["C-01", "C-13", "C-26", "C-27"])
def test_a_card_that_fails_can_be_tried_again_after_it_has_counted(handed_in: Story, code: str) -> None:
    handed_in.then(ev.RegisterTapChosen(), ev.PinEntered(), ev.CardFailed(Code(code), Errand.REGISTERING))
    assert handed_in.stage == WaitingForCard(Code(code), Errand.REGISTERING)
    assert handed_in.then(ev.ForwardPressed()).did(do.AskTries)


def test_a_card_pulled_during_the_proof_is_told_by_its_outcome(handed_in: Story) -> None:
    handed_in.then(ev.RegisterTapChosen(), ev.PinEntered(), ev.CardRemoved())
    assert handed_in.stage == ReadingCard(Errand.REGISTERING)
    assert handed_in.then(ev.CardFailed(Code("C-01"), Errand.REGISTERING)).stage == WaitingForCard(
        Code("C-01"), Errand.REGISTERING
    )


@pytest.mark.parametrize(("why", "code"), [("offline", "C-21"), ("refused", "")])
def test_without_headquarters_it_failed_and_nothing_else_changed(
    handed_in: Story, why: Literal["offline", "refused"], code: str
) -> None:
    handed_in.then(ev.RegisterTapChosen(), ev.PinEntered(), ev.HeadquartersDidNot(why, Errand.REGISTERING))
    assert (done(handed_in).tap, done(handed_in).tap_code) == ("failed", code)


def test_where_nobody_is_asked_about_revocation_a_registration_holds(handed_in: Story) -> None:
    unchecked = GOOD.model_copy(update={"outcome": Outcome.NOT_CHECKED, "code": "C-21"})
    handed_in.then(ev.RegisterTapChosen(), ev.PinEntered(), ev.CardDone(Errand.REGISTERING))
    handed_in.then(ev.ProofJudged(unchecked, registered=True, errand=Errand.REGISTERING))
    assert (done(handed_in).tap, done(handed_in).tap_code) == ("registered", "")


@pytest.mark.parametrize(("evidence", "registered"), [(BAD, True), (GOOD, False)])
def test_only_what_headquarters_confirms_and_registers_is_registered(
    handed_in: Story, evidence: Evidence, registered: bool
) -> None:
    handed_in.then(ev.RegisterTapChosen(), ev.PinEntered(), ev.CardDone(Errand.REGISTERING))
    handed_in.then(ev.ProofJudged(evidence, registered, Errand.REGISTERING))
    assert done(handed_in).tap == "failed"


def test_what_headquarters_said_of_another_errand_is_not_taken_for_the_registration(handed_in: Story) -> None:
    handed_in.then(ev.RegisterTapChosen(), ev.PinEntered(), ev.CardDone(Errand.REGISTERING))
    handed_in.then(ev.ProofJudged(GOOD, registered=True, errand=Errand.PROVING))
    handed_in.then(ev.HeadquartersDidNot("offline", Errand.PROVING), ev.HeadquartersDidNot("offline", Errand.TAP))
    assert handed_in.stage == AskingHeadquarters(Errand.REGISTERING)


def test_slip_and_receipt_reach_what_waits_aside(at_review: Story) -> None:
    at_review.then(ev.ForwardPressed(), ev.SignatureChanged(b"ink"), ev.ForwardPressed(), CARD)
    at_review.then(ev.Stored("IE-4731-08K", SUBMISSION), ev.RegisterTapChosen())
    assert at_review.stage == EnteringPin(3, errand=Errand.REGISTERING)
    at_review.then(ev.SlipPrinted(), ev.Received("IE-4731-08K", "R-1"), ev.BackPressed(), ev.BackPressed())
    assert done(at_review).tap == ""


def test_nobody_registers_before_handing_in(at_review: Story) -> None:
    before = at_review.then(CARD).stage
    assert at_review.then(ev.RegisterTapChosen()).stage == before


# -- for staff --------------------------------------------------------------------------------------------------------

ASK, CALL = new_id(), new_id()


def told(story: Story) -> list[do.TellProof]:
    return [one for one in story.commands if isinstance(one, do.TellProof)]


def test_staff_ask_and_the_screen_comes_back(at_review: Story) -> None:
    before = at_review.stage
    at_review.then(ev.CardRemoved(), ev.ProofWanted(ASK, CALL))
    assert at_review.stage == WaitingForCard(errand=Errand.PROVING)
    at_review.then(CARD)
    assert at_review.stage == EnteringPin(3, errand=Errand.PROVING)
    at_review.then(ev.PinEntered())
    assert told(at_review) == [do.TellProof(ASK, "reading")]
    assert do.MakeProof(call_id=CALL) in at_review.commands
    at_review.then(ev.CardDone(Errand.PROVING), ev.ProofJudged(GOOD, registered=False))
    assert told(at_review) == [do.TellProof(ASK, "done")]
    assert at_review.stage == before
    assert at_review.visit.seen[-1].evidence == GOOD.evidence_id


def test_the_resident_may_say_no(at_review: Story) -> None:
    before = at_review.stage
    at_review.then(ev.CardRemoved(), ev.ProofWanted(ASK, CALL), ev.WithoutCardChosen())
    assert told(at_review) == [do.TellProof(ASK, "declined")]
    assert at_review.stage == before


def test_staff_hear_the_small_code(at_review: Story) -> None:
    at_review.then(ev.CardSeen(3, 0, 5, BOTH), ev.ProofWanted(ASK, CALL))
    assert at_review.stage == WaitingForCard(Code("C-08"), Errand.PROVING)
    assert told(at_review.then(ev.BackPressed())) == [do.TellProof(ASK, "failed", "C-08")]


def test_without_headquarters_staff_hear_that_it_failed(at_review: Story) -> None:
    at_review.then(CARD, ev.ProofWanted(ASK, CALL), ev.PinEntered(), ev.HeadquartersDidNot("offline", Errand.PROVING))
    assert told(at_review) == [do.TellProof(ASK, "reading"), do.TellProof(ASK, "failed", "C-21")]


def test_a_pad_that_was_open_waits_as_the_cards_page(at_card: Story) -> None:
    at_card.then(CARD, ev.ProofWanted(ASK, CALL))
    assert at_card.stage == EnteringPin(3, errand=Errand.PROVING)
    assert at_card.then(ev.BackPressed(), ev.BackPressed()).stage == WaitingForCard()


def test_while_something_is_under_way_with_the_card_it_is_refused(at_card: Story) -> None:
    at_card.then(CARD, ev.PinEntered(), ev.ProofWanted(ASK, CALL))
    assert told(at_card) == [do.TellProof(ASK, "failed", "C-28")]
    assert at_card.stage == ReadingCard()


def test_nobody_waits_any_more(story: Story) -> None:
    story.then(CARD, ev.ProofWanted(ASK, CALL), ev.ProofDropped(new_id()))
    assert story.stage == EnteringPin(3, errand=Errand.PROVING)
    story.then(ev.ProofDropped(ASK))
    assert (story.stage, story.visit.proof) == (Welcoming(), None)
    assert story.did(do.WipePin)
    story.then(ev.ProofJudged(GOOD, registered=False))
    assert story.stage == Welcoming()


def test_a_proof_nobody_waits_for_is_stopped_and_the_card_counts_before_another_pad(at_review: Story) -> None:
    before = at_review.stage
    at_review.then(CARD, ev.ProofWanted(ASK, CALL), ev.PinEntered(), ev.ProofDropped(ASK))
    assert at_review.stage == before
    assert at_review.commands.count(do.StopAsking()) == 1
    at_review.then(ev.ProofWanted(ASK, CALL))
    assert at_review.stage == CountingTries(Errand.PROVING)
    assert at_review.did(do.AskTries)


def test_the_pin_belongs_to_the_card_whose_pad_was_shown(at_review: Story) -> None:
    at_review.then(replace(CARD, insertion=5), ev.ProofWanted(ASK, CALL), replace(CARD, insertion=6), ev.PinEntered())
    assert do.MakeProof(call_id=CALL, insertion=5) in at_review.commands
    at_review.then(ev.CardFailed(Code("C-26"), Errand.PROVING), ev.ForwardPressed())
    assert at_review.commands == [do.AskTries(Errand.PROVING, 6)]


def test_a_registration_belongs_to_the_card_whose_pad_was_shown(handed_in: Story) -> None:
    handed_in.then(replace(CARD, insertion=5), ev.RegisterTapChosen(), replace(CARD, insertion=6), ev.PinEntered())
    assert do.MakeProof(submission_id=SUBMISSION, insertion=5) in handed_in.commands
