"""The visit as a whole, told as a transcript."""

import typing

from kiosk.booth import visit_events as ev
from kiosk.booth.stages import (
    EnteringPin,
    HandedIn,
    HandingIn,
    ReadingCard,
    Reviewing,
    Signing,
    WaitingForCard,
)
from kiosk.booth.visit import RULES, Rules, Visit
from kiosk.procedures.identity import Identity
from kiosk.protocol.forms import Source
from kiosk.protocol.identifiers import new_id
from tests.booth.transcripts import SELF_ANSWERS, Story


def test_every_event_has_its_rule() -> None:
    assert set(RULES) == set(typing.get_args(ev.Event))


def test_from_the_first_touch_to_the_reference(at_card: Story, kasai: Identity) -> None:
    assert at_card.stage == WaitingForCard()
    at_card.then(ev.CardSeen(tries_left=3))
    assert at_card.stage == EnteringPin(3)
    assert at_card.commands == [ev.DrawCurtain(drawn=True)]
    at_card.then(ev.PinEntered())
    assert at_card.stage == ReadingCard()
    assert at_card.commands == [ev.ReadIdentity(), ev.DrawCurtain(drawn=False)]
    at_card.then(ev.IdentityGiven(kasai))
    assert at_card.stage_name == "Answering"
    assert at_card.did(ev.ForgetCard)
    form = at_card.visit.form
    assert form is not None
    assert form.answers.get("ap_name").value == kasai.name
    assert form.answers.get("ap_name").source is Source.CARD
    at_card.answer_everything(SELF_ANSWERS)
    assert at_card.stage == Reviewing()
    at_card.then(ev.ForwardPressed())
    assert at_card.stage == Signing()
    at_card.then(ev.SignatureChanged(b"ink"), ev.ForwardPressed())
    assert at_card.stage == HandingIn()
    wish = at_card.commands[-1]
    assert isinstance(wish, ev.HandIn)
    assert wish.signature == b"ink"
    assert [(one.method, one.outcome) for one in wish.seen] == [("card_pin", "not_checked")]
    at_card.then(ev.Stored("IE-4731-08K"))
    assert at_card.stage == HandedIn("IE-4731-08K", finish_at=at_card.visit.seconds + 30)
    assert at_card.did(ev.PrintSlip)


def test_what_was_written_is_gone_the_moment_it_is_stored(at_review: Story) -> None:
    at_review.then(ev.ForwardPressed(), ev.SignatureChanged(b"ink"), ev.ForwardPressed(), ev.Stored("IE-4731-08K"))
    visit = at_review.visit
    assert (visit.form, visit.identity, visit.signature, visit.procedure) == (None, None, None, None)


def test_the_receipt_number_appears_when_it_comes(at_review: Story) -> None:
    at_review.then(ev.ForwardPressed(), ev.SignatureChanged(b"ink"), ev.ForwardPressed(), ev.Stored("IE-4731-08K"))
    at_review.then(ev.Received("IE-9999-99Z", "R-1"))
    assert at_review.stage.receipt_number is None
    at_review.then(ev.Received("IE-4731-08K", "R-2"))
    assert at_review.stage.receipt_number == "R-2"



def test_nothing_at_all_fits_a_fresh_visit(rules: Rules) -> None:
    """An event out of place changes nothing but the touch."""
    for event in (
        ev.PinEntered(), ev.Stored("IE-4731-08K"), ev.StoreFailed("B-02"), ev.SlipPrinted(),
        ev.BackPressed(), ev.ForwardPressed(), ev.FixPressed("copies"), ev.AnswerGiven("copies", 2),
        ev.LastTryConfirmed(), ev.LastTryDeclined(), ev.WithoutCardChosen(), ev.CannotSignChosen(),
        ev.SignatureChanged(b"ink"), ev.ProposalSettled(new_id(), accepted=True),
    ):  # fmt: skip
        assert Story(rules).then(event).visit == Visit(at=Story(rules).visit.at)
