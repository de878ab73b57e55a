"""The card in a visit, told as transcripts."""

import pytest

from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.stages import (
    ConfirmingLastTry,
    CountingTries,
    EnteringPin,
    Errand,
    WaitingForCard,
)
from kiosk.card.card import Tries
from kiosk.procedures.identity import Identity
from kiosk.protocol.faults import Code
from tests.booth.transcripts import Story


def test_a_wrong_pin_shows_the_cards_own_counter(at_card: Story) -> None:
    at_card.then(ev.CardSeen(3), ev.PinEntered(), ev.PinWrong(2))
    assert at_card.stage == EnteringPin(2, wrong=True)


def test_the_last_try_needs_a_second_yes(at_card: Story) -> None:
    at_card.then(ev.CardSeen(2), ev.PinEntered(), ev.PinWrong(1))
    assert at_card.stage == ConfirmingLastTry()
    assert at_card.then(ev.PinEntered()).stage == ConfirmingLastTry()
    assert not at_card.did(do.ReadIdentity)
    assert at_card.then(ev.LastTryConfirmed()).stage == EnteringPin(1)


def test_declining_the_last_try_goes_on_without_the_card(at_card: Story) -> None:
    at_card.then(ev.CardSeen(1), ev.LastTryDeclined())
    assert at_card.stage_name == "Answering"


def test_wrong_to_locked_stops_asking(at_card: Story) -> None:
    at_card.then(ev.CardSeen(1), ev.LastTryConfirmed(), ev.PinEntered(), ev.PinWrong(0))
    assert at_card.stage == WaitingForCard(Code("C-08"))
    assert at_card.then(ev.WithoutCardChosen()).stage_name == "Answering"


def test_a_locked_card_never_gets_a_pin_pad(at_card: Story) -> None:
    assert at_card.then(ev.CardSeen(0)).stage == WaitingForCard(Code("C-08"))


def test_a_card_that_tells_no_counter_never_gets_a_pin_pad(at_card: Story) -> None:
    assert at_card.then(ev.CardSeen(None)).stage == WaitingForCard(Code("C-05"))
    assert at_card.then(ev.ForwardPressed()).did(do.AskTries)


@pytest.mark.parametrize("events", [[], [ev.PinEntered()]], ids=["typing", "reading"])
def test_pulling_the_card_out_asks_for_it_again(at_card: Story, events: list[ev.Event]) -> None:
    at_card.then(ev.CardSeen(3), *events, ev.CardRemoved())
    assert at_card.stage == WaitingForCard(Code("C-01"))
    assert at_card.then(ev.CardSeen(3)).stage == EnteringPin(3)


def test_leaving_the_pin_pad_wipes_it(at_card: Story) -> None:
    at_card.then(ev.CardSeen(3), ev.CardRemoved())
    assert at_card.did(do.WipePin)
    assert do.DrawCurtain(drawn=False) in at_card.commands


def test_a_late_identity_changes_nothing(at_card: Story, kasai: Identity) -> None:
    at_card.then(ev.CardSeen(3), ev.PinEntered(), ev.CardRemoved(), ev.IdentityGiven(kasai))
    assert at_card.stage == WaitingForCard(Code("C-01"))
    assert at_card.visit.identity is None


def test_a_failed_reading_offers_both_ways(at_card: Story) -> None:
    at_card.then(ev.CardSeen(3), ev.PinEntered(), ev.CardFailed(Code("C-13")))
    assert at_card.stage == WaitingForCard(Code("C-13"))
    assert at_card.then(ev.ForwardPressed()).stage == CountingTries(Errand.IDENTITY)
    assert at_card.did(do.AskTries)
    assert at_card.then(ev.TriesCounted(Tries(card_face=2))).stage == EnteringPin(2)


def test_the_wrong_kind_of_card_is_named_and_forgotten_when_taken(at_card: Story) -> None:
    assert at_card.then(ev.CardRefused(Code("C-02"))).stage == WaitingForCard(Code("C-02"))
    assert at_card.then(ev.CardRemoved()).stage == WaitingForCard()


def test_a_card_already_there_goes_straight_to_the_pin(story: Story) -> None:
    story.then(ev.CardSeen(3), ev.GroupChosen("certificates"), ev.ProcedureChosen("juminhyo"), ev.ForwardPressed())
    assert story.stage == EnteringPin(3)


def test_taking_the_card_after_reading_loses_nothing(at_card: Story, kasai: Identity) -> None:
    at_card.then(ev.CardSeen(3), ev.PinEntered(), ev.IdentityGiven(kasai), ev.CardRemoved())
    assert at_card.stage_name == "Answering"
    assert at_card.visit.identity == kasai


def test_who_leaves_while_the_card_is_read_leaves_a_counter_only_the_card_knows(at_card: Story) -> None:
    at_card.then(ev.CardSeen(3), ev.PinEntered(), ev.FinishPressed())
    at_card.then(ev.GroupChosen("certificates"), ev.ProcedureChosen("juminhyo"), ev.ForwardPressed())
    assert at_card.stage == CountingTries(Errand.IDENTITY)
