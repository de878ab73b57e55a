"""What can happen to a visit (past tense); what it can want done stands in ``visit_commands.py``.

A PIN is in none of them: its digits live in the PIN pad's buffer, and `PinEntered` only says that it is full.
"""

import dataclasses
from dataclasses import dataclass
from datetime import datetime

from pydantic import JsonValue

from kiosk.booth.stages import Errand
from kiosk.booth.visit_commands import (
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
from kiosk.card.card import Certificates, Integrity, Tries
from kiosk.procedures.identity import Identity
from kiosk.protocol.forms import Proposal
from kiosk.protocol.identity import CaseShown, Evidence

__all__ = [
    "AskCases", "AskTries", "Command", "CountUse", "DrawCurtain", "Forget", "ForgetCard", "HandIn", "MakeProof",
    "PrintSlip", "ProofEnd", "ProofState", "ReadIdentity", "StopAsking", "TapEnd", "TellFormChanged", "TellProof",
    "TellProposalSettled", "WipePin",
]  # wishes are named beside events: ev.HandIn


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
    """A My Number Card lies on the reader (`insertion` numbers this laying down); tries left, None: it does not say."""

    tries_left: int | None
    auth_left: int | None = None
    sign_left: int | None = None
    certificates: Certificates = dataclasses.field(default_factory=Certificates)
    insertion: int = 0


@dataclass(frozen=True)
class TriesCounted:
    """The card told its counters."""

    tries: Tries


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
    """A whole PIN or password is in the pad's buffer."""


@dataclass(frozen=True)
class PinMisformed:
    """What is in the buffer cannot be the password; nothing was sent."""


@dataclass(frozen=True)
class IdentityGiven:
    """The card gave name, address, birth date and sex; `integrity` says whether its issuer's signature was checked."""

    identity: Identity
    integrity: Integrity = Integrity.UNCHECKED


@dataclass(frozen=True)
class IdentityByCodeGiven:
    """In a call the card showed its face and gave them (None: not) with the printed code: the card, not its holder."""

    identity: Identity | None
    integrity: Integrity = Integrity.UNCHECKED
    insertion: int = 0


@dataclass(frozen=True)
class EvidenceNoted:
    """Headquarters wrote down what it found out about the resident; the application is to name it."""

    evidence: Evidence


@dataclass(frozen=True)
class PinWrong:
    """The card refused the PIN of `errand`; `left` is its counter now."""

    left: int
    errand: Errand = Errand.IDENTITY


@dataclass(frozen=True)
class CardFailed:
    """What the card was asked for by `errand` did not work; `code` names the fault."""

    code: str
    errand: Errand = Errand.IDENTITY


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
class CardDone:
    """The card has read or signed for `errand`; the rest needs it no more."""

    errand: Errand


@dataclass(frozen=True)
class CasesTold:
    """Headquarters answered a tap."""

    evidence: Evidence
    cases: tuple[CaseShown, ...]


@dataclass(frozen=True)
class ProofJudged:
    """Headquarters answered a proof; `registered`: a tap finds this resident from now on."""

    evidence: Evidence
    registered: bool
    errand: Errand = Errand.PROVING


@dataclass(frozen=True)
class HeadquartersDidNot:
    """Headquarters gave no answer (``offline``) or would not (``refused``)."""

    why: str
    errand: Errand = Errand.TAP


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
    submission_id: str = ""


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
