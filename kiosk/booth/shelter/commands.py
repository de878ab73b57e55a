"""What the desk can want done (imperative). The code is in none of them: it stays in a pad till it is judged."""

from typing import Literal

from kiosk.shelter.records import Where
from kiosk.values import dataclass


@dataclass(frozen=True)
class BeginArrival:
    """The form of somebody who comes in goes onto the screen."""


@dataclass(frozen=True)
class ReadMark:
    """Read the certificate that needs no PIN; `MarkRead` or `MarkFailed`."""

    insertion: int


@dataclass(frozen=True)
class Move:
    """Write down that a family went out or came back: `Written` or `NotWritten`.

    Of a locked register only number or card are known; `quiet`: the desk did it and goes on looking.
    """

    where: Where
    household: str = ""
    reference: str = ""
    marks: tuple[str, ...] = ()
    quiet: bool = False


@dataclass(frozen=True)
class JudgeCode:
    """Take the code from the pad and open the register with it, slowly: `CodeRight` or `CodeWrong`."""

    opens: bool


@dataclass(frozen=True)
class WipeCode:
    """Overwrite the pad."""


@dataclass(frozen=True)
class Print:
    """Print a list: `Printed` or `NotPrinted`."""

    what: Literal["desk", "told", "counts"]


@dataclass(frozen=True)
class Exchange:
    """Take from the stick and give to it: `Exchanged`."""


@dataclass(frozen=True)
class End:
    """Destroy the register: `Ended` or `NotWritten`; the pad holds the code, under which a new key is locked."""


@dataclass(frozen=True)
class Tell:
    """The register changed: count it and keep the numbers."""


Command = BeginArrival | ReadMark | Move | JudgeCode | WipeCode | Print | Exchange | End | Tell
