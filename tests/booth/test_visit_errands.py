"""Where each errand of the card leads; signing by card, told as transcripts."""

import pytest

from kiosk.booth import visit_events as ev
from kiosk.booth.stages import (
    ConfirmingLastTry,
    EnteringPassword,
    Errand,
    HandedIn,
    HandingIn,
    NotHandedIn,
    ReadingCard,
    Reviewing,
    Signing,
    WaitingForCard,
)
from kiosk.booth.visit import Rules
from kiosk.card.card import Certificates, Integrity, Tries
from kiosk.procedures.identity import Identity
from tests.booth.transcripts import Story

BOTH = Certificates(sign=True, auth=True)
CARD = ev.CardSeen(3, 3, 5, BOTH)


@pytest.fixture
def wish(signed_rules: Rules) -> Story:
    """The review of a procedure that is signed by card."""
    story = Story(signed_rules).after_seconds(1)
    story.then(ev.GroupChosen("certificates"), ev.ProcedureChosen("sealed_wish"), ev.WithoutCardChosen())
    story.then(ev.AnswerGiven("wish", "yes"), ev.ForwardPressed())
    assert story.stage == Reviewing()
    return story


def handed(story: Story) -> ev.HandIn:
    return next(one for one in story.commands if isinstance(one, ev.HandIn))


def test_from_the_review_to_a_signature_by_card(wish: Story) -> None:
    assert wish.then(ev.ForwardPressed()).stage == WaitingForCard(errand=Errand.SIGNING)
    assert wish.then(CARD).stage == EnteringPassword(5)
    assert ev.DrawCurtain(drawn=True) in wish.commands
    assert wish.then(ev.PinEntered()).stage == ReadingCard(Errand.SIGNING)
    wanted = handed(wish)
    assert (wanted.by_card, wanted.signature) == (True, None)
    assert [(one.method, one.outcome) for one in wanted.seen] == [
        ("declared", "not_confirmed"), ("card_signature", "not_checked"),
    ]  # fmt: skip
    assert wish.then(ev.CardDone()).stage == HandingIn()
    assert isinstance(wish.then(ev.Stored("IE-4731-08K", "x")).stage, HandedIn)


def test_a_card_without_the_certificate_is_never_asked_for_the_password(wish: Story) -> None:
    wish.then(ev.ForwardPressed(), ev.CardSeen(3, 3, None, Certificates(sign=False, auth=True)))
    assert wish.stage == WaitingForCard("C-11", Errand.SIGNING)
    assert not wish.did(ev.DrawCurtain)
    assert wish.then(ev.WithoutCardChosen()).stage == Signing(instead=True)
    wish.then(ev.SignatureChanged(b"ink"))
    assert wish.stage == Signing(instead=True)
    wanted = handed(wish.then(ev.ForwardPressed()))
    assert (wanted.by_card, wanted.signature) == (False, b"ink")
    level_missed = wanted.seen[-1]
    assert (level_missed.level, level_missed.method, level_missed.outcome, level_missed.code) == (
        "A4", "card_signature", "not_confirmed", "C-11",
    )  # fmt: skip


def test_who_has_no_card_may_sign_by_finger_or_not_at_all(wish: Story) -> None:
    wish.then(ev.ForwardPressed(), ev.WithoutCardChosen(), ev.CannotSignChosen())
    wanted = handed(wish)
    assert wanted.signature is None
    assert (wanted.seen[-1].outcome, wanted.seen[-1].code) == ("not_confirmed", None)


def test_from_the_finger_back_to_the_card(wish: Story) -> None:
    wish.then(ev.ForwardPressed(), ev.WithoutCardChosen(), ev.BackPressed())
    assert wish.stage == Reviewing()
    assert wish.then(ev.ForwardPressed()).stage == WaitingForCard(errand=Errand.SIGNING)
    assert wish.then(ev.BackPressed()).stage == Reviewing()


def test_a_misformed_password_goes_nowhere(wish: Story) -> None:
    wish.then(ev.ForwardPressed(), CARD, ev.PinMisformed())
    assert wish.stage == EnteringPassword(5, misformed=True)
    assert not wish.did(ev.WipePin)
    assert not wish.did(ev.HandIn)


def test_the_last_password_needs_a_second_yes(wish: Story) -> None:
    wish.then(ev.ForwardPressed(), CARD, ev.PinEntered(), ev.PinWrong(1))
    assert wish.stage == ConfirmingLastTry(Errand.SIGNING)
    assert wish.then(ev.LastTryConfirmed()).stage == EnteringPassword(1)
    assert wish.then(ev.PinEntered(), ev.PinWrong(0)).stage == WaitingForCard("C-08", Errand.SIGNING)
    wish.then(ev.WithoutCardChosen(), ev.SignatureChanged(b"ink"), ev.ForwardPressed())
    assert handed(wish).seen[-1].code == "C-08"


def test_a_card_pulled_while_it_signs_is_told_by_its_outcome_and_nothing_is_handed_in_twice(wish: Story) -> None:
    wish.then(ev.ForwardPressed(), CARD, ev.PinEntered(), ev.CardRemoved(), ev.FinishPressed())
    assert wish.stage == ReadingCard(Errand.SIGNING)
    assert wish.then(ev.CardFailed("C-01")).stage == WaitingForCard("C-01", Errand.SIGNING)
    wish.then(ev.Stored("IE-4731-08K", "x"))
    assert wish.stage == WaitingForCard("C-01", Errand.SIGNING)


def test_after_a_broken_exchange_the_card_counts_first(wish: Story) -> None:
    wish.then(ev.ForwardPressed(), CARD, ev.PinEntered(), ev.CardFailed("C-13"), ev.ForwardPressed())
    assert wish.did(ev.AskTries)
    assert wish.then(ev.TriesCounted(Tries(sign=1))).stage == ConfirmingLastTry(Errand.SIGNING)


@pytest.mark.parametrize("signed", [True, False])
def test_what_could_not_be_stored_is_signed_anew(wish: Story, signed: bool) -> None:
    wish.then(ev.ForwardPressed(), CARD, ev.PinEntered(), *([ev.CardDone()] if signed else []), ev.StoreFailed("B-02"))
    assert wish.stage == NotHandedIn("B-02")
    assert wish.then(ev.ForwardPressed()).stage == EnteringPassword(5)


def test_a_procedure_of_a_lower_level_is_signed_by_finger_as_ever(at_review: Story) -> None:
    assert at_review.then(CARD, ev.ForwardPressed()).stage == Signing()


def test_a_card_its_issuer_never_signed_fills_nothing(at_card: Story, kasai: Identity) -> None:
    at_card.then(ev.CardSeen(3), ev.PinEntered(), ev.IdentityGiven(kasai, Integrity.BAD))
    assert at_card.stage == WaitingForCard("C-23")
    assert at_card.visit.identity is None
    at_card.then(ev.WithoutCardChosen())
    assert at_card.stage_name == "Answering"
    assert [(one.method, one.outcome, one.code) for one in at_card.visit.seen] == [
        ("card_pin", "not_confirmed", "C-23")
    ]
