"""The stages of a visit, each exactly what the screen must know and no more."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from kiosk.booth.trouble import Trouble
from kiosk.printing.outcome import ProblemKind
from kiosk.procedures.checks import Problem
from kiosk.procedures.entries import Within
from kiosk.procedures.kinds.slots import Kept, Preferred
from kiosk.protocol.faults import Code
from kiosk.protocol.identity import CaseShown
from kiosk.values import dataclass


class Errand(StrEnum):
    """What the card is asked for; each errand has its own PIN or none."""

    IDENTITY = "identity"
    TAP = "tap"
    REGISTERING = "registering"
    PROVING = "proving"
    SIGNING = "signing"


@dataclass(frozen=True)
class Welcoming:
    """Nobody is here yet, or somebody just arrived."""


@dataclass(frozen=True)
class Choosing:
    """The list of procedures, all of them or those of one group of the welcome screen; `page` counts from 0."""

    group: str | None = None
    page: int = 0


@dataclass(frozen=True)
class Planning:
    """The list of what is to be done after a life event; `page` counts from 0, `paper` is what became of its print."""

    page: int = 0
    paper: Literal["", "printing", "printed", "failed"] = ""


@dataclass(frozen=True)
class Preparing:
    """Which papers and cards to have at hand, before the first question; `part` (from 1) of them on the screen."""

    part: int = 1


@dataclass(frozen=True)
class WaitingForCard:
    """Please put the card down. `trouble` is a small code (C-05) with its sentence when the last card did not do."""

    trouble: Code | None = None
    errand: Errand = Errand.IDENTITY


@dataclass(frozen=True)
class CountingTries:
    """The card is asked for its counters, because nobody knows them any more: no pad is shown before it has said."""

    errand: Errand


@dataclass(frozen=True)
class ConfirmingLastTry:
    """One try is left: going on needs a second yes, やめる is the preset."""

    errand: Errand = Errand.IDENTITY


@dataclass(frozen=True)
class EnteringPin:
    """The pad for a PIN of four digits; `left` is the card's own counter, `wrong`: the last entry was not right."""

    left: int
    wrong: bool = False
    errand: Errand = Errand.IDENTITY


@dataclass(frozen=True)
class EnteringPassword:
    """The board for the signing password; `misformed`: what was typed cannot be one, nothing was sent."""

    left: int
    wrong: bool = False
    misformed: bool = False
    errand: Errand = Errand.SIGNING


@dataclass(frozen=True)
class ReadingCard:
    """The card is being read, or signs; please leave it."""

    errand: Errand = Errand.IDENTITY


@dataclass(frozen=True)
class AskingHeadquarters:
    """The card has done its part; headquarters looks at it."""

    errand: Errand


@dataclass(frozen=True)
class ListingCases:
    """What this resident has applied for, newest first."""

    cases: tuple[CaseShown, ...]


@dataclass(frozen=True)
class NoCasesTold:
    """Nothing can be told: `why` is a small code (C-30: not registered), ``offline`` or ``refused``."""

    why: Code | Literal["offline", "refused"]


@dataclass(frozen=True)
class Answering:
    """One step of the form, called by its first field. `to_review` means that つぎへ goes back to the review.

    `part` is the screen of a field asked in parts, empty for its first one. Of a group, `row` is the entry that was
    touched last, and `removing` says that けす waits for a yes; `within` is the entry that the step asks about, and
    `direct` that it was opened from the review, which comes next after it.
    """

    field: str
    problems: tuple[Problem, ...] = ()
    to_review: bool = False
    part: str = ""
    within: Within | None = None
    direct: bool = False
    row: int = 0
    removing: bool = False


@dataclass(frozen=True)
class Stopped:
    """The procedure ends here kindly: staff go on with it. `stop` is the id of the stop in the procedure file.

    `field` calls the step from which it was reached, None the review.
    """

    stop: str
    field: str | None = None


@dataclass(frozen=True)
class Reviewing:
    """Everything on one page, each line with its source."""

    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Signing:
    """The resident signs with a finger; `empty` says that nothing was written yet when つぎへ was touched.

    `instead`: the procedure asks for a signature by card, which was not made; staff look at it.
    """

    empty: bool = False
    instead: bool = False


@dataclass(frozen=True)
class HandingIn:
    """The application is being sealed and stored; no way back."""


@dataclass(frozen=True)
class NotHandedIn:
    """The booth could not store it (disk full, damaged): nothing is lost yet, staff help. `why` is a small code."""

    why: Trouble


@dataclass(frozen=True)
class Handed:
    """One application that is stored for good; `fee` in yen, `receipt_number` comes when headquarters has it.

    Attributes:
        coming: the time that was chosen in it, at `place`.
    """

    reference: str
    procedure: str = ""
    submission_id: str = ""
    fee: int = 0
    receipt_number: str | None = None
    coming: Kept | Preferred | None = None
    place: str = ""


@dataclass(frozen=True)
class HandedIn:
    """Stored for good: one application, or all of one visit. `slip` is what the printer did.

    Attributes:
        applications: in the order in which they were handed in; one number stands for all of them.
        slip: ``later`` while more can be handed in: then one slip comes for all.
        slip_problem: what the printer told when no slip came.
        tap: whether this card finds the applications again from now on, once the resident asked for that.
        tap_code: the small code of why not.
        opens_at: when the office looks at it, where it is closed now.
        remaining: how many things are still to be done elsewhere or later; a list of them comes with the slip.
    """

    applications: tuple[Handed, ...] = ()
    slip: Literal["later", "printing", "printed", "failed"] = "printing"
    slip_problem: ProblemKind | None = None
    finish_at_s: float = 0.0
    tap: Literal["", "registered", "failed"] = ""
    tap_code: str = ""
    opens_at: datetime | None = None
    remaining: int = 0

    @property
    def reference(self) -> str:
        """控え番号, one for all."""
        return self.applications[0].reference if self.applications else ""

    @property
    def receipt_number(self) -> str | None:
        """受付番号 of the application handed in last."""
        return self.applications[-1].receipt_number if self.applications else None

    @property
    def submission_id(self) -> str:
        """The application handed in last."""
        return self.applications[-1].submission_id if self.applications else ""

    @property
    def received(self) -> int:
        """How many of them headquarters has."""
        return sum(one.receipt_number is not None for one in self.applications)

    @property
    def all_received(self) -> bool:
        """Whether nothing of them waits here any more."""
        return self.received == len(self.applications)


@dataclass(frozen=True)
class OutOfService:
    """The booth cannot serve now. `why` is a small code (B-01) with its sentence."""

    why: Trouble


Stage = (
    Welcoming
    | Choosing
    | Planning
    | Preparing
    | WaitingForCard
    | CountingTries
    | ConfirmingLastTry
    | EnteringPin
    | EnteringPassword
    | ReadingCard
    | AskingHeadquarters
    | ListingCases
    | NoCasesTold
    | Answering
    | Stopped
    | Reviewing
    | Signing
    | HandingIn
    | NotHandedIn
    | HandedIn
    | OutOfService
)
