"""What can happen at a shelter's desk (past tense)."""

from typing import Literal

from kiosk.booth.shelter.desk import Phase
from kiosk.protocol.shelter import ShelterNow
from kiosk.shelter.records import Record, Where
from kiosk.shelter.register import Register
from kiosk.values import dataclass


@dataclass(frozen=True)
class KeptRead:
    """What the disk says: at the start, and again when an installer may have opened or closed the shelter."""

    phase: Phase
    name: str
    told: ShelterNow | None = None
    prefix: str = ""
    key: str = ""


@dataclass(frozen=True)
class Ticked:
    """A second passed; `free`: nobody is in the middle of a form or a call."""

    now_s: float
    free: bool


@dataclass(frozen=True)
class Slept:
    """The machine slept: whoever was at the desk is not there any more."""


@dataclass(frozen=True)
class CardSeen:
    """A card lies on the reader."""

    insertion: int


@dataclass(frozen=True)
class CardGone:
    """No card lies there."""


@dataclass(frozen=True)
class MarkRead:
    """What is remembered of the card, under every key that is known."""

    insertion: int
    marks: tuple[str, ...]


@dataclass(frozen=True)
class MarkFailed:
    """The card could not be read."""

    insertion: int


@dataclass(frozen=True)
class EnterChosen:
    """入る."""


@dataclass(frozen=True)
class MoveChosen:
    """出る・もどる."""


@dataclass(frozen=True)
class OthersChosen:
    """ほかの手続き: the usual first screen, until somebody is through or nobody touches it."""


@dataclass(frozen=True)
class DigitPressed:
    """One digit of the number."""

    digit: int


@dataclass(frozen=True)
class DigitErased:
    """The last digit taken back."""


@dataclass(frozen=True)
class WhereChosen:
    """出る or もどる for one of those found; `household` is empty where the register is locked."""

    where: Where
    household: str = ""


@dataclass(frozen=True)
class HostCame:
    """受付の人 was touched."""


@dataclass(frozen=True)
class CodeEntered:
    """つづける on the pad of the code."""


@dataclass(frozen=True)
class CodeRight:
    """The code fits; this is the register."""

    register: Register


@dataclass(frozen=True)
class CodeWrong:
    """It does not."""

    opens: bool


@dataclass(frozen=True)
class LookChosen:
    """さがす."""


@dataclass(frozen=True)
class RowChosen:
    """One letter."""

    row: str


@dataclass(frozen=True)
class Turned:
    """▲ ▼ beside the lines; `lines` is how many are on the screen."""

    down: bool
    lines: int


@dataclass(frozen=True)
class PrintChosen:
    """Print one of the lists."""

    what: Literal["desk", "told", "counts"]


@dataclass(frozen=True)
class ExchangeChosen:
    """ほかの受付と そろえる."""


@dataclass(frozen=True)
class EndChosen:
    """避難所を おわる."""


@dataclass(frozen=True)
class BackPressed:
    """もどる."""


@dataclass(frozen=True)
class Arrived:
    """A family was written down with what it handed in."""

    record: Record


@dataclass(frozen=True)
class Written:
    """A move was written down."""

    record: Record
    quiet: bool = False


@dataclass(frozen=True)
class NotWritten:
    """The disk took nothing."""


@dataclass(frozen=True)
class Printed:
    """The list is out."""


@dataclass(frozen=True)
class NotPrinted:
    """It does not come."""


@dataclass(frozen=True)
class Exchanged:
    """What came of the stick. `said` is a key of words; `families` are new here, `booths` were given to."""

    said: str
    register: Register | None = None
    families: int = 0
    booths: tuple[str, ...] = ()


@dataclass(frozen=True)
class Told:
    """These numbers are told from now on."""

    told: ShelterNow


@dataclass(frozen=True)
class Ended:
    """The register is destroyed."""


Event = (
    KeptRead
    | Ticked
    | Slept
    | CardSeen
    | CardGone
    | MarkRead
    | MarkFailed
    | EnterChosen
    | MoveChosen
    | OthersChosen
    | DigitPressed
    | DigitErased
    | WhereChosen
    | HostCame
    | CodeEntered
    | CodeRight
    | CodeWrong
    | LookChosen
    | RowChosen
    | Turned
    | PrintChosen
    | ExchangeChosen
    | EndChosen
    | BackPressed
    | Arrived
    | Written
    | NotWritten
    | Printed
    | NotPrinted
    | Exchanged
    | Told
    | Ended
)
