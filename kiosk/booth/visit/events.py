"""What can happen to a visit (past tense), whoever it comes from; what it can want done stands in `commands`.

Named as one (`ev.CardSeen`): touches of the resident from `touches`, what card, reader and headquarters' look at the
card tell from `card_events`, and here the clock, staff, the outbox, the printer and the booth itself.
"""

from datetime import datetime

from kiosk.booth.trouble import Trouble
from kiosk.booth.visit.card_events import (
    CardDone,
    CardFailed,
    CardRefused,
    CardRemoved,
    CardSeen,
    CasesTold,
    EvidenceNoted,
    FromCard,
    HeadquartersDidNot,
    IdentityByCodeGiven,
    IdentityGiven,
    PinMisformed,
    PinWrong,
    ProofJudged,
    TriesCounted,
)  # fmt: skip
from kiosk.booth.visit.touches import (
    AddPressed,
    AnswerGiven,
    BackPressed,
    CannotSignChosen,
    ColoursChosen,
    ContinuePressed,
    EntryPressed,
    EventChosen,
    FinishPressed,
    FixPressed,
    ForwardPressed,
    GroupChosen,
    LanguageChosen,
    LastTryConfirmed,
    LastTryDeclined,
    OptionTouched,
    PartGiven,
    PartOpened,
    PinEntered,
    ProcedureChosen,
    ProceduresTurned,
    ProposalSettled,
    RegisterTapChosen,
    RemovePressed,
    RemoveSettled,
    ReviewTurned,
    SignatureChanged,
    TapChosen,
    TaskChosen,
    TextSizeChosen,
    TodosTurned,
    TodoWanted,
    Touch,
    Touched,
    WithoutCardChosen,
)  # fmt: skip
from kiosk.printing.outcome import ProblemKind
from kiosk.protocol.forms import Proposal
from kiosk.values import dataclass

__all__ = [
    "AddPressed",
    "AnswerGiven",
    "BackPressed",
    "CallOver",
    "CannotSignChosen",
    "CardDone",
    "CardFailed",
    "CardRefused",
    "CardRemoved",
    "CardSeen",
    "CasesTold",
    "ColoursChosen",
    "ContinuePressed",
    "EntryPressed",
    "Event",
    "EventChosen",
    "EvidenceNoted",
    "FinishPressed",
    "FixPressed",
    "ForwardPressed",
    "FromBooth",
    "FromCard",
    "GroupChosen",
    "HeadquartersDidNot",
    "IdentityByCodeGiven",
    "IdentityGiven",
    "LanguageChosen",
    "LastTryConfirmed",
    "LastTryDeclined",
    "OptionTouched",
    "PartGiven",
    "PartOpened",
    "PinEntered",
    "PinMisformed",
    "PinWrong",
    "ProcedureChosen",
    "ProceduresTurned",
    "ProofDropped",
    "ProofJudged",
    "ProofWanted",
    "ProposalMade",
    "ProposalSettled",
    "ProposalsLeft",
    "Received",
    "RegisterTapChosen",
    "RemovePressed",
    "RemoveSettled",
    "ReviewTurned",
    "ServiceResumed",
    "ServiceStopped",
    "SignatureChanged",
    "Slept",
    "SlipFailed",
    "SlipPrinted",
    "StoreFailed",
    "Stored",
    "TapChosen",
    "TaskChosen",
    "TextSizeChosen",
    "Ticked",
    "TodoPrinted",
    "TodoWanted",
    "TodosTurned",
    "Touch",
    "Touched",
    "TriesCounted",
    "WithoutCardChosen",
]  # fmt: skip


@dataclass(frozen=True)
class Slept:
    """The machine slept and woke (suspend, a closed lid): whoever was here has gone."""


@dataclass(frozen=True)
class Ticked:
    """A second passed. `now_s` is a monotonic clock; `at` the wall clock."""

    now_s: float
    at: datetime
    in_call: bool


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
class Stored:
    """The outbox row is committed."""

    reference: str
    submission_id: str = ""


@dataclass(frozen=True)
class StoreFailed:
    """The outbox could not take it."""

    why: Trouble


@dataclass(frozen=True)
class SlipPrinted:
    """The slip is out."""


@dataclass(frozen=True)
class SlipFailed:
    """No slip; the number on the screen has to do. `why` is what the printer told, None when it was not asked."""

    why: ProblemKind | None = None


@dataclass(frozen=True)
class TodoPrinted:
    """The list of what is to be done is out, or not."""

    good: bool


@dataclass(frozen=True)
class Received:
    """Headquarters has the application with this reference."""

    reference: str
    receipt_number: str


@dataclass(frozen=True)
class ProposalMade:
    """Staff propose a value, or write it in a field that only staff write; `by` is who."""

    proposal: Proposal
    by: str = ""


@dataclass(frozen=True)
class SlotsTold:
    """The free times of a calendar, and where to come; None: headquarters could not be asked."""

    calendar: str
    slots: tuple[datetime, ...] | None
    place: str = ""


@dataclass(frozen=True)
class SlotHeld:
    """Headquarters keeps this time, until then."""

    hold: str
    start: datetime
    minutes: int
    until: datetime


@dataclass(frozen=True)
class SlotTaken:
    """It is not kept: somebody was quicker (`taken`), or headquarters could not be asked."""

    hold: str
    taken: bool


@dataclass(frozen=True)
class ProposalsLeft:
    """Of what staff proposed only these are still open."""

    ids: frozenset[str]


@dataclass(frozen=True)
class CallOver:
    """The call ended: proposals nobody touched are gone."""


@dataclass(frozen=True)
class ServiceStopped:
    """The booth cannot serve (no outbox, no disk)."""

    why: Trouble


@dataclass(frozen=True)
class ServiceResumed:
    """It can again."""


FromBooth = (
    Ticked
    | Slept
    | ProofWanted
    | ProofDropped
    | Stored
    | StoreFailed
    | SlipPrinted
    | SlipFailed
    | TodoPrinted
    | Received
    | ProposalMade
    | ProposalsLeft
    | SlotsTold
    | SlotHeld
    | SlotTaken
    | CallOver
    | ServiceStopped
    | ServiceResumed
)
Event = Touch | FromCard | FromBooth
