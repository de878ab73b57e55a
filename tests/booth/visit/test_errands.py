"""Where each errand of the card leads; signing by card, told as transcripts."""

from dataclasses import replace

import pytest

from kiosk.booth.trouble import Trouble
from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.decide import Rules
from kiosk.booth.visit.stages import (
    Choosing,
    ConfirmingLastTry,
    EnteringPassword,
    EnteringPin,
    Errand,
    HandedIn,
    HandingIn,
    NotHandedIn,
    Preparing,
    ReadingCard,
    Reviewing,
    Signing,
    WaitingForCard,
    Welcoming,
)
from kiosk.card.card import Certificates, Tries
from kiosk.procedures.identity import Identity
from kiosk.procedures.procedure import Procedure
from kiosk.protocol.faults import Code
from kiosk.protocol.identity import Integrity
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


def handed(story: Story) -> do.HandIn:
    return next(one for one in story.commands if isinstance(one, do.HandIn))


def test_from_the_review_to_a_signature_by_card(wish: Story) -> None:
    assert wish.then(ev.ForwardPressed()).stage == WaitingForCard(errand=Errand.SIGNING)
    assert wish.then(CARD).stage == EnteringPassword(5)
    assert do.DrawCurtain(drawn=True) in wish.commands
    assert wish.then(ev.PinEntered()).stage == ReadingCard(Errand.SIGNING)
    wanted = handed(wish)
    assert (wanted.by_card, wanted.signature) == (True, None)
    assert [(one.method, one.outcome) for one in wanted.seen] == [
        ("declared", "not_confirmed"), ("card_signature", "not_checked"),
    ]  # fmt: skip
    assert wish.then(ev.CardDone(Errand.SIGNING)).stage == HandingIn()
    assert isinstance(wish.then(ev.Stored("IE-4731-08K", "x")).stage, HandedIn)


def test_a_card_without_the_certificate_is_never_asked_for_the_password(wish: Story) -> None:
    wish.then(ev.ForwardPressed(), ev.CardSeen(3, 3, None, Certificates(sign=False, auth=True)))
    assert wish.stage == WaitingForCard(Code("C-11"), Errand.SIGNING)
    assert not wish.did(do.DrawCurtain)
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
    assert not wish.did(do.WipePin)
    assert not wish.did(do.HandIn)


def test_the_last_password_needs_a_second_yes(wish: Story) -> None:
    wish.then(ev.ForwardPressed(), CARD, ev.PinEntered(), ev.PinWrong(1, Errand.SIGNING))
    assert wish.stage == ConfirmingLastTry(Errand.SIGNING)
    assert wish.then(ev.LastTryConfirmed()).stage == EnteringPassword(1)
    assert wish.then(ev.PinEntered(), ev.PinWrong(0, Errand.SIGNING)).stage == WaitingForCard(
        Code("C-08"), Errand.SIGNING
    )
    wish.then(ev.WithoutCardChosen(), ev.SignatureChanged(b"ink"), ev.ForwardPressed())
    assert handed(wish).seen[-1].code == "C-08"


def test_a_card_pulled_while_it_signs_is_told_by_its_outcome(wish: Story) -> None:
    wish.then(ev.ForwardPressed(), CARD, ev.PinEntered(), ev.CardRemoved(), ev.FinishPressed())
    assert wish.stage == ReadingCard(Errand.SIGNING)
    assert wish.then(ev.CardFailed(Code("C-01"), Errand.SIGNING)).stage == WaitingForCard(Code("C-01"), Errand.SIGNING)


@pytest.mark.parametrize("end", [ev.CardFailed(Code("C-01"), Errand.SIGNING), ev.StoreFailed(Trouble("B-03"))])
def test_what_is_stored_after_all_is_told_and_not_handed_in_again(wish: Story, end: ev.Event) -> None:
    wish.then(ev.ForwardPressed(), CARD, ev.PinEntered(), end, ev.Stored("IE-4731-08K", "x"))
    assert isinstance(wish.stage, HandedIn)
    assert wish.stage.reference == "IE-4731-08K"
    wish.then(ev.Stored("IE-9999-99Z", "y"))
    assert wish.stage.reference == "IE-4731-08K"


@pytest.mark.parametrize("errand", [Errand.PROVING, Errand.REGISTERING, Errand.TAP, Errand.IDENTITY])
def test_what_comes_late_from_another_errand_is_not_taken_for_the_signature(wish: Story, errand: Errand) -> None:
    wish.then(ev.ForwardPressed(), CARD, ev.PinEntered())
    for late in (ev.CardDone(errand), ev.PinWrong(2, errand), ev.CardFailed(Code("C-01"), errand)):
        assert wish.then(late).stage == ReadingCard(Errand.SIGNING)
    assert wish.then(ev.CardDone(Errand.SIGNING)).stage == HandingIn()
    for late in (ev.CardDone(errand), ev.PinWrong(2, errand), ev.CardFailed(Code("C-01"), errand)):
        assert wish.then(late).stage == HandingIn()


@pytest.mark.parametrize(
    ("end", "stage"),
    [
        (ev.CardFailed(Code("C-13"), Errand.SIGNING), WaitingForCard(Code("C-13"), Errand.SIGNING)),
        (ev.PinWrong(4, Errand.SIGNING), EnteringPassword(4, wrong=True)),
        (ev.StoreFailed(Trouble("B-03")), NotHandedIn(Trouble("B-03"))),
    ],
)
def test_handing_in_never_lasts_for_ever(wish: Story, end: ev.Event, stage: object) -> None:
    wish.then(ev.ForwardPressed(), CARD, ev.PinEntered(), ev.CardDone(Errand.SIGNING), end)
    assert wish.stage == stage


def test_the_password_belongs_to_the_card_whose_board_was_shown(wish: Story) -> None:
    wish.then(ev.ForwardPressed(), replace(CARD, insertion=5), replace(CARD, insertion=6), ev.PinEntered())
    assert handed(wish).insertion == 5


def test_after_a_broken_exchange_the_card_counts_first(wish: Story) -> None:
    wish.then(
        ev.ForwardPressed(), CARD, ev.PinEntered(), ev.CardFailed(Code("C-13"), Errand.SIGNING), ev.ForwardPressed()
    )
    assert wish.did(do.AskTries)
    assert wish.then(ev.TriesCounted(Tries(sign=1))).stage == ConfirmingLastTry(Errand.SIGNING)


@pytest.mark.parametrize("signed", [True, False])
def test_what_could_not_be_stored_is_signed_anew(wish: Story, signed: bool) -> None:
    wish.then(ev.ForwardPressed(), CARD, ev.PinEntered(), *([ev.CardDone(Errand.SIGNING)] if signed else []))
    wish.then(ev.StoreFailed(Trouble("B-02")))
    assert wish.stage == NotHandedIn(Trouble("B-02"))
    assert wish.then(ev.ForwardPressed()).stage == EnteringPassword(5)


def test_a_procedure_of_a_lower_level_is_signed_by_finger_as_ever(at_review: Story) -> None:
    assert at_review.then(CARD, ev.ForwardPressed()).stage == Signing()


def test_a_card_its_issuer_never_signed_fills_nothing(at_card: Story, kasai: Identity) -> None:
    at_card.then(ev.CardSeen(3), ev.PinEntered(), ev.IdentityGiven(kasai, Integrity.BAD))
    assert at_card.stage == WaitingForCard(Code("C-23"))
    assert at_card.visit.identity is None
    at_card.then(ev.WithoutCardChosen())
    assert at_card.stage_name == "Answering"
    assert [(one.method, one.outcome, one.code) for one in at_card.visit.seen] == [
        ("card_pin", "not_confirmed", "C-23")
    ]


def chosen(story: Story) -> Story:
    return story.then(ev.GroupChosen("certificates"), ev.ProcedureChosen("juminhyo"))


def test_what_may_have_to_be_shown_is_said_before_the_card_is_asked_for(story: Story) -> None:
    chosen(story)
    assert story.stage == Preparing()
    story.then(ev.ForwardPressed())
    assert story.stage == WaitingForCard()
    story.then(ev.BackPressed())
    assert story.stage == Preparing()
    story.then(ev.BackPressed())
    assert story.stage == Choosing()


def test_whoever_has_not_got_it_goes_and_leaves_nothing(story: Story) -> None:
    chosen(story).then(ev.FinishPressed())
    assert story.stage == Welcoming()
    assert (story.visit.form, story.visit.procedure) == (None, None)


def test_a_procedure_without_papers_begins_at_once(story: Story, juminhyo: Procedure) -> None:
    bare = juminhyo.model_copy(update={"documents": ()})
    story.rules = replace(story.rules, procedures={"juminhyo": bare})
    assert chosen(story).stage == WaitingForCard()


def test_a_card_laid_down_while_preparing_is_used_afterwards(story: Story) -> None:
    chosen(story).then(ev.CardSeen(3))
    assert story.stage == Preparing()
    story.then(ev.ForwardPressed())
    assert story.stage == EnteringPin(3)
