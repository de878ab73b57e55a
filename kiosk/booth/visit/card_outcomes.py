"""What the reader and a card's answers mean for a visit (pure): each outcome becomes one event."""

from dataclasses import replace

from kiosk.booth.uplink.http import Unreachable
from kiosk.booth.uplink.identity_client import Refused
from kiosk.booth.uplink.proving import ProofEnded, TapEnded
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.stages import Errand
from kiosk.card.card import (
    CardEvent,
    CardKind,
    CardPresent,
    CardSeen,
    Fault,
    IdentityOutcome,
    IdentityRead,
    Locked,
    ReaderAbsent,
    SlotEmpty,
    TriesOutcome,
    TriesRead,
    WrongPin,
)
from kiosk.procedures.identity import Identity, IdentityDoubt
from kiosk.procedures.procedure import CardItem
from kiosk.protocol.faults import Code
from kiosk.protocol.forms import Doubt
from kiosk.protocol.identity import ProofJudged, TapJudged

_LOCKED = (Code.LOCKED, Code.FACE_ONLY)
"""The PIN for identity is locked; what needs another PIN or none goes on."""
_ITEMS = frozenset(CardItem)


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
            usable = code is None or (code in _LOCKED and event.kind is CardKind.MY_NUMBER)
            return _seen(event) if usable else ev.CardRefused(code or Code.MUTE)


def _seen(event: CardPresent) -> ev.CardSeen:
    tries = event.tries
    return ev.CardSeen(tries.card_face, tries.auth, tries.sign, event.certificates, event.insertion)


def from_reading(outcome: IdentityOutcome) -> ev.Event:
    """How reading identity ended."""
    if isinstance(outcome, IdentityRead):
        return ev.IdentityGiven(identity_of(outcome), outcome.integrity)
    return from_fault(outcome, Errand.IDENTITY)


def identity_of(read: IdentityRead) -> Identity:
    """What the card says, with what the reader noted about it. A note about the file itself is about no answer."""
    doubts = (IdentityDoubt(note.field, Doubt.about(note.code, note.positions)) for note in read.notes)
    return replace(read.identity, doubts=tuple(one for one in doubts if one.item in _ITEMS))


def from_counting(outcome: TriesOutcome, errand: Errand) -> ev.Event:
    """How asking for the counters ended."""
    return ev.TriesCounted(outcome.tries) if isinstance(outcome, TriesRead) else ev.CardFailed(outcome.code, errand)


def from_proof(outcome: ProofEnded, errand: Errand) -> ev.Event:
    """How a proof ended."""
    match outcome:
        case ProofJudged():
            return ev.ProofJudged(outcome.evidence, outcome.registered, errand)
        case Refused() | Unreachable():
            return _did_not(outcome, errand)
        case _:
            return from_fault(outcome, errand)


def from_tap(outcome: TapEnded) -> ev.Event:
    """How a tap ended."""
    match outcome:
        case TapJudged():
            return ev.CasesTold(outcome.evidence, outcome.cases)
        case Refused() | Unreachable():
            return _did_not(outcome, Errand.TAP)
        case _:
            return from_fault(outcome, Errand.TAP)


def _did_not(outcome: Refused | Unreachable, errand: Errand) -> ev.Event:
    return ev.HeadquartersDidNot("refused" if isinstance(outcome, Refused) else "offline", errand)


def from_fault(outcome: Fault, errand: Errand) -> ev.Event:
    """How a flow with the card failed."""
    match outcome:
        case WrongPin(left=left):
            return ev.PinWrong(left, errand)
        case Locked():
            return ev.PinWrong(0, errand)
        case _:
            return ev.CardFailed(outcome.code, errand)
