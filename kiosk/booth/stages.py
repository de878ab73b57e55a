"""The stages of a visit, each exactly what the screen must know and no more."""

from dataclasses import dataclass
from typing import Literal

from kiosk.procedures.checks import Problem


@dataclass(frozen=True)
class Welcoming:
    """Nobody is here yet, or somebody just arrived."""


@dataclass(frozen=True)
class Choosing:
    """The list of procedures, all of them or those of one group of the welcome screen."""

    group: str | None = None


@dataclass(frozen=True)
class WaitingForCard:
    """Please put the card down. `trouble` is a small code (C-05) with its sentence when the last card did not do."""

    trouble: str | None = None


@dataclass(frozen=True)
class ConfirmingLastTry:
    """One try is left: going on needs a second yes, やめる is the preset."""


@dataclass(frozen=True)
class EnteringPin:
    """The PIN pad; `left` is the card's own counter, `wrong` says that the last entry was not right."""

    left: int
    wrong: bool = False


@dataclass(frozen=True)
class ReadingCard:
    """The card is being read; please leave it."""


@dataclass(frozen=True)
class Answering:
    """One question of the form. `to_review` means that つぎへ goes back to the review."""

    page: str
    problems: tuple[Problem, ...] = ()
    to_review: bool = False


@dataclass(frozen=True)
class Stopped:
    """The procedure ends here kindly: staff go on with it. `stop` is the id of the stop in the procedure file."""

    stop: str
    page: str


@dataclass(frozen=True)
class Reviewing:
    """Everything on one page, each line with its source."""

    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Signing:
    """The resident signs with a finger; `empty` says that nothing was written yet when つぎへ was touched."""

    empty: bool = False


@dataclass(frozen=True)
class HandingIn:
    """The application is being sealed and stored; no way back."""


@dataclass(frozen=True)
class NotHandedIn:
    """The booth could not store it (disk full, damaged): nothing is lost yet, staff help. `why` is a small code."""

    why: str


@dataclass(frozen=True)
class HandedIn:
    """Stored for good. `receipt_number` comes when headquarters has it; `slip` is what the printer did."""

    reference: str
    receipt_number: str | None = None
    slip: Literal["printing", "printed", "failed"] = "printing"
    finish_at: float = 0.0


@dataclass(frozen=True)
class OutOfService:
    """The booth cannot serve now. `why` is a small code (B-01) with its sentence."""

    why: str


Stage = (
    Welcoming
    | Choosing
    | WaitingForCard
    | ConfirmingLastTry
    | EnteringPin
    | ReadingCard
    | Answering
    | Stopped
    | Reviewing
    | Signing
    | HandingIn
    | NotHandedIn
    | HandedIn
    | OutOfService
)
