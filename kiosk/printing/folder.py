"""A folder of PDFs in place of a printer: the embedded default, and what the demo leaves behind."""

import asyncio
import errno
import os
import re
import tempfile
from pathlib import Path
from typing import Final

from kiosk.files import settle
from kiosk.log import Log
from kiosk.printing.outcome import Printed, PrinterProblem, PrinterReady, PrinterState, PrintOutcome, ProblemKind

log: Final = Log("printing")


class FolderPrinter:
    """Writes each paper as a PDF of its own into a folder: whole and on the disk, or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def print_pdf(self, pdf: bytes, label: str) -> PrintOutcome:
        """Write the PDF under a new name that tells only `label` and a number."""
        return await asyncio.to_thread(self._write, pdf, label)

    async def take_back(self) -> None:
        """Nothing waits here: a paper is out as soon as it is written."""

    async def state(self) -> PrinterState:
        """Whether the folder can be written to."""
        return await asyncio.to_thread(self._probe)

    def _write(self, pdf: bytes, label: str) -> PrintOutcome:
        unfinished: Path | None = None
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, prefix=".", suffix=".part")
            unfinished = Path(name)
            with os.fdopen(handle, "wb") as file:
                file.write(pdf)
                file.flush()
                os.fsync(file.fileno())
            job = self._name(unfinished, label)
            settle(self._folder)
        except OSError as error:
            log.failure("paper_not_written", error)
            return PrinterProblem(_kind_of(error))
        finally:
            if unfinished is not None:
                unfinished.unlink(missing_ok=True)
        return Printed(job)

    def _name(self, unfinished: Path, label: str) -> str:
        """Link the finished file under the first free number; a name once given is never given again."""
        label = re.sub(r"[^a-z0-9-]", "", label.lower()) or "paper"
        number = 1 + sum(1 for _ in self._folder.glob(f"{label}-*.pdf"))
        while True:
            name = f"{label}-{number:05d}.pdf"
            try:
                os.link(unfinished, self._folder / name)
            except FileExistsError:
                number += 1
            else:
                return name

    def _probe(self) -> PrinterState:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self._folder) as file:
                file.write(b"%PDF")
        except OSError as error:
            return PrinterProblem(_kind_of(error))
        return PrinterReady()


def _kind_of(error: OSError) -> ProblemKind:
    return ProblemKind.DISK_FULL if error.errno in (errno.ENOSPC, errno.EDQUOT) else ProblemKind.ABSENT
