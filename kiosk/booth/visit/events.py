"""What can happen to a visit (past tense); what it can want done stands in `commands`.

A PIN is in none of them: its digits live in the PIN pad's buffer, and `PinEntered` only says that it is full.
"""

import dataclasses
from dataclasses import dataclass
from datetime import datetime

from pydantic import JsonValue

from kiosk.booth.visit.card_events import (
    CardDone,
    CardFailed,
    CardRefused,
    CardRemoved,
    CardSeen,
    CasesTold,
    EvidenceNoted,
    HeadquartersDidNot,
    IdentityByCodeGiven,
    IdentityGiven,
    PinMisformed,
    PinWrong,
    ProofJudged,
    TriesCounted,
)
from kiosk.booth.visit.commands import (
    AskCases,
    AskTries,
    Command,
    CountUse,
    DrawCurtain,
    Forget,
    ForgetCard,
    HandIn,
    MakeProof,
    PrintSlip,
    ProofEnd,
    ProofState,
    ReadIdentity,
    StopAsking,
    TapEnd,
    TellFormChanged,
    TellProof,
    TellProposalSettled,
    WipePin,
)
from kiosk.printing.outcome import ProblemKind
from kiosk.protocol.forms import Proposal

__all__ = [
    "AskCases",
    "AskTries",
    "CardDone",
    "CardFailed",
    "CardRefused",
    "CardRemoved",
    "CardSeen",
    "CasesTold",
    "Command",
    "CountUse",
    "DrawCurtain",
    "EvidenceNoted",
    "Forget",
    "ForgetCard",
    "HandIn",
    "HeadquartersDidNot",
    "IdentityByCodeGiven",
    "IdentityGiven",
    "MakeProof",
    "PinMisformed",
    "PinWrong",
    "PrintSlip",
    "ProofEnd",
    "ProofJudged",
    "ProofState",
    "ReadIdentity",
    "StopAsking",
    "TapEnd",
    "TellFormChanged",
    "TellProof",
    "TellProposalSettled",
    "TriesCounted",
    "WipePin",
]  # all are named as one: ev.HandIn, ev.CardSeen


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
class ColoursChosen:
    """0 usual, 1 strong black on white, 2 white on black, 3 calm."""

    colours: int


@dataclass(frozen=True)
class GroupChosen:
    """One of the eight big answers of the welcome screen."""

    group: str


@dataclass(frozen=True)
class ProcedureChosen:
    """A procedure was touched."""

    procedure: str


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
    """A whole PIN or password is in the pad's buffer."""


@dataclass(frozen=True)
class TapChosen:
    """申請の状況を見る, or another look."""


@dataclass(frozen=True)
class RegisterTapChosen:
    """とうろくする: this card is to find the application again."""


@dataclass(frozen=True)
class ProofWanted:
    """Staff ask for a proof of possession in a call, and the resident said yes."""

    ask_id: str
    call_id: str


@dataclass(frozen=True)
class ProofDropped:
    """Nobody waits for that proof any more."""

    ask_id: str


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
class ReviewTurned:
    """▲ ▼ on the review, or つづきを見る: the lines before or after those on the screen."""

    down: bool


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
    submission_id: str = ""


@dataclass(frozen=True)
class StoreFailed:
    """The outbox could not take it."""

    why: str


@dataclass(frozen=True)
class SlipPrinted:
    """The slip is out."""


@dataclass(frozen=True)
class SlipFailed:
    """No slip; the number on the screen has to do. `why` is what the printer told, None when it was not asked."""

    why: ProblemKind | None = None


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
    | ColoursChosen
    | GroupChosen
    | ProcedureChosen
    | CardSeen
    | CardRefused
    | CardRemoved
    | TriesCounted
    | WithoutCardChosen
    | LastTryConfirmed
    | LastTryDeclined
    | PinEntered
    | PinMisformed
    | IdentityGiven
    | IdentityByCodeGiven
    | EvidenceNoted
    | PinWrong
    | CardFailed
    | TapChosen
    | RegisterTapChosen
    | ProofWanted
    | ProofDropped
    | CardDone
    | CasesTold
    | ProofJudged
    | HeadquartersDidNot
    | AnswerGiven
    | ForwardPressed
    | BackPressed
    | FixPressed
    | ReviewTurned
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
