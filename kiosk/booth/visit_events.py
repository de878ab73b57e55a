"""What can happen to a visit (past tense); what it can want done stands in ``visit_commands.py``.

A PIN is in none of them: its digits live in the PIN pad's buffer, and `PinEntered` only says that it is full.
"""

import dataclasses
from dataclasses import dataclass
from datetime import datetime

from pydantic import JsonValue

from kiosk.booth.visit_commands import (
    Command,
    CountUse,
    DrawCurtain,
    Forget,
    ForgetCard,
    HandIn,
    PrintSlip,
    ReadIdentity,
    TellFormChanged,
    TellProposalSettled,
    WipePin,
)
from kiosk.card.card import Integrity
from kiosk.procedures.identity import Identity
from kiosk.protocol.forms import Proposal
from kiosk.protocol.identity import Evidence

__all__ = [
    "Command",
    "CountUse",
    "DrawCurtain",
    "Forget",
    "ForgetCard",
    "HandIn",
    "PrintSlip",
    "ReadIdentity",
    "TellFormChanged",
    "TellProposalSettled",
    "WipePin",
]  # wishes are named beside events: ev.HandIn

# -- events -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Touched:
    """Somebody touched the screen anywhere."""


@dataclass(frozen=True)
class Ticked:
    """A second passed. `seconds` is a monotonic clock; `at` the wall clock."""

    seconds: float
    at: datetime
    in_call: bool


@dataclass(frozen=True)
class LanguageChosen:
    """A locale was touched; answers stay."""

    locale: str


@dataclass(frozen=True)
class TextSizeChosen:
    """0 normal, 1 large, 2 larger, 3 largest."""

    size: int


@dataclass(frozen=True)
class GroupChosen:
    """One of the eight big answers of the welcome screen."""

    group: str


@dataclass(frozen=True)
class ProcedureChosen:
    """A procedure was touched."""

    procedure: str


@dataclass(frozen=True)
class CardSeen:
    """A My Number Card lies on the reader; `tries_left` of the 4-digit PIN, None when the card does not say."""

    tries_left: int | None


@dataclass(frozen=True)
class CardRefused:
    """What lies there cannot be used, or the reader does not work; `code` names the fault (C-02)."""

    code: str


@dataclass(frozen=True)
class CardRemoved:
    """The slot is empty."""


@dataclass(frozen=True)
class WithoutCardChosen:
    """The resident goes on without a card."""


@dataclass(frozen=True)
class LastTryConfirmed:
    """Yes, one more try."""


@dataclass(frozen=True)
class LastTryDeclined:
    """No: another way."""


@dataclass(frozen=True)
class PinEntered:
    """All four digits are in the pad's buffer."""


@dataclass(frozen=True)
class IdentityGiven:
    """The card gave name, address, birth date and sex; `integrity` says whether its issuer's signature was checked."""

    identity: Identity
    integrity: Integrity = Integrity.UNCHECKED


@dataclass(frozen=True)
class IdentityByCodeGiven:
    """In a call the card gave them with the printed code staff had copied: it shows the card, not its holder."""

    identity: Identity
    integrity: Integrity = Integrity.UNCHECKED


@dataclass(frozen=True)
class EvidenceNoted:
    """Headquarters wrote down what it found out about the resident; the application is to name it."""

    evidence: Evidence


@dataclass(frozen=True)
class PinWrong:
    """The card refused the PIN; `left` is its counter now."""

    left: int


@dataclass(frozen=True)
class CardFailed:
    """Reading did not work; `code` names the fault."""

    code: str


@dataclass(frozen=True)
class AnswerGiven:
    """The resident answered one field."""

    field: str
    value: JsonValue = dataclasses.field(repr=False)


@dataclass(frozen=True)
class ForwardPressed:
    """つぎへ, 署名へ, はい: whatever the right-hand button means on this stage."""


@dataclass(frozen=True)
class BackPressed:
    """もどる."""


@dataclass(frozen=True)
class FixPressed:
    """なおす on one line of the review."""

    field: str


@dataclass(frozen=True)
class SignatureChanged:
    """The ink on the pad: a PNG, or None when the pad is empty."""

    png: bytes | None = dataclasses.field(repr=False)


@dataclass(frozen=True)
class CannotSignChosen:
    """書けません: staff record it."""


@dataclass(frozen=True)
class Stored:
    """The outbox row is committed."""

    reference: str


@dataclass(frozen=True)
class StoreFailed:
    """The outbox could not take it."""

    why: str


@dataclass(frozen=True)
class SlipPrinted:
    """The slip is on its way out."""


@dataclass(frozen=True)
class SlipFailed:
    """No slip; the number on the screen has to do."""


@dataclass(frozen=True)
class Received:
    """Headquarters has the application with this reference."""

    reference: str
    receipt_number: str


@dataclass(frozen=True)
class ProposalMade:
    """Staff propose a value."""

    proposal: Proposal


@dataclass(frozen=True)
class ProposalSettled:
    """The resident's touch on it."""

    proposal_id: str
    accepted: bool


@dataclass(frozen=True)
class CallOver:
    """The call ended: proposals nobody touched are gone."""


@dataclass(frozen=True)
class ContinuePressed:
    """つづける on the idle warning."""


@dataclass(frozen=True)
class FinishPressed:
    """おわる / やめる: end the visit and forget everything."""


@dataclass(frozen=True)
class ServiceStopped:
    """The booth cannot serve (no outbox, no disk)."""

    why: str


@dataclass(frozen=True)
class ServiceResumed:
    """It can again."""


Event = (
    Touched
    | Ticked
    | LanguageChosen
    | TextSizeChosen
    | GroupChosen
    | ProcedureChosen
    | CardSeen
    | CardRefused
    | CardRemoved
    | WithoutCardChosen
    | LastTryConfirmed
    | LastTryDeclined
    | PinEntered
    | IdentityGiven
    | IdentityByCodeGiven
    | EvidenceNoted
    | PinWrong
    | CardFailed
    | AnswerGiven
    | ForwardPressed
    | BackPressed
    | FixPressed
    | SignatureChanged
    | CannotSignChosen
    | Stored
    | StoreFailed
    | SlipPrinted
    | SlipFailed
    | Received
    | ProposalMade
    | ProposalSettled
    | CallOver
    | ContinuePressed
    | FinishPressed
    | ServiceStopped
    | ServiceResumed
)
