"""What can happen to a visit (past tense) and what a visit can want done (imperative).

A PIN is in none of them: its digits live in the PIN pad's buffer, and `PinEntered` only says that it is full.
"""

import dataclasses
from dataclasses import dataclass
from datetime import datetime

from pydantic import JsonValue

from kiosk.procedures.identity import Identity
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.forms import Proposal

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
    """The card gave name, address, birth date and sex."""

    identity: Identity


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

# -- commands ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ReadIdentity:
    """Show the PIN in the pad's buffer to the card and read; the buffer is overwritten whatever happens."""


@dataclass(frozen=True)
class WipePin:
    """Overwrite the pad's buffer."""


@dataclass(frozen=True)
class ForgetCard:
    """Cut the card's power so that no opened PIN stays behind."""


@dataclass(frozen=True)
class DrawCurtain:
    """Cut (or open) outgoing camera, microphone and mirror."""

    drawn: bool


@dataclass(frozen=True)
class HandIn:
    """Seal this and store it durably."""

    form: SharedForm
    signature: bytes | None = dataclasses.field(repr=False)
    identified: bool
    locale: str


@dataclass(frozen=True)
class PrintSlip:
    """Print the receipt slip."""

    reference: str
    procedure: str
    locale: str


@dataclass(frozen=True)
class TellFormChanged:
    """The form changed: staff who look at it see the new one."""


@dataclass(frozen=True)
class TellProposalSettled:
    """Staff hear what the resident said to a proposal."""

    proposal: Proposal
    accepted: bool


@dataclass(frozen=True)
class CountUse:
    """Count an event for statistics: a name from a closed list, never a person."""

    what: str


@dataclass(frozen=True)
class Forget:
    """Erase everything of this visit: buffers, pictures, keyboard memory, call."""


Command = (
    ReadIdentity
    | WipePin
    | ForgetCard
    | DrawCurtain
    | HandIn
    | PrintSlip
    | TellFormChanged
    | TellProposalSettled
    | CountUse
    | Forget
)
