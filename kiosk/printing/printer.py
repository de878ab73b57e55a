"""Printers: a folder of PDFs as the embedded default, or a CUPS queue; both take a finished PDF."""

import asyncio
import errno
import os
import re
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, Literal, Protocol

from pydantic import Field
from typing_extensions import override

from kiosk.log import Log
from kiosk.settings import Settings

log: Final = Log("printing")

_QUEUE: Final = r"^[A-Za-z0-9_.-]{1,127}$"
_OPTION: Final = r"^[A-Za-z0-9_.-]+(=[A-Za-z0-9_.,:+-]+)?$"
_JOB: Final = re.compile(r"request id is (\S+)")


class PrinterSettings(Settings):
    """Which printer a booth has. `queue` and `options` are for CUPS; `deadline_seconds` bounds every answer of it."""

    kind: Literal["folder", "cups"] = "folder"
    folder: Path = Path("printed")
    queue: str = Field(default="", max_length=127)
    options: tuple[str, ...] = ()
    deadline_seconds: float = Field(default=15.0, gt=0, le=120)


class ProblemKind(StrEnum):
    """What a host helper can do something about."""

    ABSENT = "absent"
    JAMMED = "jammed"
    NO_PAPER = "no_paper"
    OFFLINE = "offline"
    TIMEOUT = "timeout"
    DISK_FULL = "disk_full"


@dataclass(frozen=True)
class Printed:
    """The paper is on its way: the name of the file, or the queue's job number."""

    job: str


@dataclass(frozen=True)
class PrinterProblem:
    """Nothing was printed, and why."""

    kind: ProblemKind


@dataclass(frozen=True)
class PrinterReady:
    """The printer can take a job now."""


PrintOutcome = Printed | PrinterProblem
PrinterState = PrinterReady | PrinterProblem


class Printer(Protocol):
    """Where a PDF becomes paper."""

    async def print_pdf(self, pdf: bytes, label: str) -> PrintOutcome:
        """Print `pdf`; `label` names the kind of paper (``slip``) and holds nothing personal."""

    async def state(self) -> PrinterState:
        """Whether the printer could print now, for `kiosk check` and the booth's health."""


def choose(settings: PrinterSettings) -> Printer:
    """The printer the settings name; raise ValueError when the CUPS queue or an option is not well formed."""
    match settings.kind:
        case "folder":
            return FolderPrinter(settings.folder)
        case "cups":
            return CupsPrinter(settings.queue, settings.options, settings.deadline_seconds)


class FolderPrinter:
    """Writes each paper as a PDF of its own into a folder: whole and on the disk, or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def print_pdf(self, pdf: bytes, label: str) -> PrintOutcome:
        """Write the PDF under a new name that tells only `label` and a number."""
        return await asyncio.to_thread(self._write, pdf, label)

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
            _fsync_folder(self._folder)
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


class CupsPrinter:
    """Hands papers to a CUPS queue through ``lp``, and asks ``lpstat`` how the queue is."""

    def __init__(self, queue: str, options: tuple[str, ...] = (), deadline_seconds: float = 15.0) -> None:
        if not re.fullmatch(_QUEUE, queue):
            raise ValueError("printer.queue: the name of a CUPS queue is needed; `lpstat -e` lists them")
        for option in options:
            if not re.fullmatch(_OPTION, option):
                raise ValueError(f"printer.options: {option!r} is not of the form name=value")
        self._queue = queue
        self._options = options
        self._deadline = deadline_seconds

    async def print_pdf(self, pdf: bytes, label: str) -> PrintOutcome:
        """Queue the PDF when the printer is ready; a printer with a problem gets no job that would come out later."""
        match await self.state():
            case PrinterProblem() as problem:
                return problem
            case PrinterReady():
                pass
        options = [part for option in self._options for part in ("-o", option)]
        answer = await self._ask("lp", "-d", self._queue, "-t", label, *options, "--", "-", given=pdf)
        if isinstance(answer, PrinterProblem):
            return answer
        job = _JOB.search(answer.text)
        if answer.code != 0 or job is None:
            problem = PrinterProblem(problem_in(answer.text) or ProblemKind.OFFLINE)
            log.warning("print_job_refused", kind=problem.kind)
            return problem
        return Printed(job[1])

    async def state(self) -> PrinterState:
        """What ``lpstat -l -p`` says of the queue."""
        answer = await self._ask("lpstat", "-l", "-p", self._queue)
        if isinstance(answer, PrinterProblem):
            return answer
        if answer.code != 0:
            return PrinterProblem(problem_in(answer.text) or ProblemKind.ABSENT)
        problem = problem_in(answer.text)
        return PrinterReady() if problem is None else PrinterProblem(problem)

    async def _ask(self, *command: str, given: bytes = b"") -> "_Answer | PrinterProblem":
        """Run one CUPS command in English within the deadline; past it, it is killed."""
        try:
            process = await asyncio.create_subprocess_exec(
                *command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
                env={**os.environ, "LC_ALL": "C", "LANG": "C"},
            )
        except OSError as error:
            log.failure("cups_command_missing", error, command=command[0])
            return PrinterProblem(ProblemKind.ABSENT)
        try:
            async with asyncio.timeout(self._deadline):
                output, _ = await process.communicate(given)
        except TimeoutError:
            log.warning("printer_silent", command=command[0])
            return PrinterProblem(ProblemKind.TIMEOUT)
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        return _Answer(process.returncode or 0, output.decode("utf-8", "replace"))

    @override
    def __repr__(self) -> str:
        return f"CupsPrinter({self._queue!r})"


@dataclass(frozen=True)
class _Answer:
    """What a CUPS command answered."""

    code: int
    text: str


_SIGNS: Final = (
    (ProblemKind.JAMMED, ("media-jam", "paper jam", "jammed")),
    (ProblemKind.NO_PAPER, ("media-empty", "media-needed", "out of paper", "paper out", "no paper")),
    (ProblemKind.ABSENT, ("invalid destination", "unknown destination", "does not exist", "no such printer")),
    (ProblemKind.TIMEOUT, ("timed out",)),
    (ProblemKind.DISK_FULL, ("no space left",)),
    (
        ProblemKind.OFFLINE,
        ("offline", "disabled since", "not accepting", "unable to connect", "not responding", "connection refused"),
    ),
)


def problem_in(text: str) -> ProblemKind | None:
    """The problem that the words of ``lp`` or ``lpstat`` (English, or IPP state reasons) tell; None when there is none.

    A warning (``media-low-warning``) is none.
    """
    plain = text.lower()
    return next((kind for kind, signs in _SIGNS if any(sign in plain for sign in signs)), None)


def _kind_of(error: OSError) -> ProblemKind:
    return ProblemKind.DISK_FULL if error.errno in (errno.ENOSPC, errno.EDQUOT) else ProblemKind.ABSENT


def _fsync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
