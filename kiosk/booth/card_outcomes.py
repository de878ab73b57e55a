"""What the reader and a card's answers mean for a visit (pure): each outcome becomes one event."""

from kiosk.booth import visit_events as ev
from kiosk.card.card import (
    CardEvent,
    CardPresent,
    CardSeen,
    IdentityOutcome,
    IdentityRead,
    Locked,
    ReaderAbsent,
    SlotEmpty,
    WrongPin,
)


def from_reader(event: CardEvent) -> ev.Event | None:
    """A change at the reader; None while a card is still being recognised."""
    match event:
        case ReaderAbsent():
            return ev.CardRefused(event.code)
        case SlotEmpty():
            return ev.CardRemoved()
        case CardSeen():
            return None
        case CardPresent(code=code):
            return ev.CardSeen(event.tries.card_face) if code is None else ev.CardRefused(code)


def from_reading(outcome: IdentityOutcome) -> ev.Event:
    """How reading identity ended."""
    match outcome:
        case IdentityRead():
            return ev.IdentityGiven(outcome.identity, outcome.integrity)
        case WrongPin(left=left):
            return ev.PinWrong(left)
        case Locked():
            return ev.PinWrong(0)
        case _:
            return ev.CardFailed(outcome.code)
