"""Printers: one port, and the choice between a folder of PDFs and a CUPS queue."""

from pathlib import Path
from typing import ClassVar, Literal, Protocol

from pydantic import Field

from kiosk.printing.cups import CupsPrinter
from kiosk.printing.folder import FolderPrinter
from kiosk.printing.outcome import PrinterState, PrintOutcome
from kiosk.settings import Settings


class PrinterSettings(Settings):
    """Which printer a booth has. `queue` and `options` are for CUPS.

    `deadline_s` bounds every answer of CUPS, `paper_s` how long a paper may take to come out.
    """

    renamed: ClassVar = {"deadline_seconds": "deadline_s", "paper_seconds": "paper_s"}

    kind: Literal["folder", "cups"] = "folder"
    folder: Path = Path("printed")
    queue: str = Field(default="", max_length=127)
    options: tuple[str, ...] = ()
    deadline_s: float = Field(default=15.0, gt=0, le=120)
    paper_s: float = Field(default=30.0, gt=0, le=300)


class Printer(Protocol):
    """Where a PDF becomes paper."""

    async def print_pdf(self, pdf: bytes, label: str) -> PrintOutcome:
        """Print `pdf` and return when it is out, or is known not to come.

        `label` names the kind of paper (``slip``) and holds nothing personal.
        """

    async def take_back(self) -> None:
        """Whatever has not come out yet never comes out."""

    async def state(self) -> PrinterState:
        """Whether the printer could print now, for `kiosk check` and the booth's health."""


def choose(settings: PrinterSettings) -> Printer:
    """The printer the settings name; raise ValueError when the CUPS queue or an option is not well formed."""
    match settings.kind:
        case "folder":
            return FolderPrinter(settings.folder)
        case "cups":
            return CupsPrinter(settings.queue, settings.options, settings.deadline_s, settings.paper_s)
