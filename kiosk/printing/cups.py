"""A CUPS queue, reached through its own commands so that a hanging scheduler can be killed at a deadline."""

import asyncio
import os
import re
import subprocess
from dataclasses import dataclass
from typing import Final

from typing_extensions import override

from kiosk.log import Log
from kiosk.printing.outcome import Printed, PrinterProblem, PrinterReady, PrinterState, PrintOutcome, ProblemKind

log: Final = Log("printing")

_QUEUE: Final = r"[A-Za-z0-9_.-]{1,127}"
_OPTION: Final = r"[A-Za-z0-9_.-]+(=[A-Za-z0-9_.,:+-]+)?"
_JOB: Final = re.compile(r"request id is (\S+)")


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
            problem = PrinterProblem(problem_in(answer.text, self._queue) or ProblemKind.OFFLINE)
            log.warning("print_job_refused", kind=problem.kind)
            return problem
        return Printed(job[1])

    async def state(self) -> PrinterState:
        """What ``lpstat -l -p`` says of the queue."""
        answer = await self._ask("lpstat", "-l", "-p", self._queue)
        if isinstance(answer, PrinterProblem):
            return answer
        if answer.code != 0:
            return PrinterProblem(problem_in(answer.text, self._queue) or ProblemKind.ABSENT)
        problem = problem_in(answer.text, self._queue)
        return PrinterReady() if problem is None else PrinterProblem(problem)

    async def _ask(self, *command: str, given: bytes = b"") -> "_Answer | PrinterProblem":
        return await asyncio.to_thread(self._run, command, given)

    def _run(self, command: tuple[str, ...], given: bytes) -> "_Answer | PrinterProblem":
        """Run one CUPS command in English within the deadline; past it, it is killed.

        In a thread, because the booth's Qt event loop watches no child processes.
        """
        try:
            done = subprocess.run(  # noqa: S603 -- no shell; the queue and the options were checked when we were made
                command,
                input=given,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env={**os.environ, "LC_ALL": "C", "LANG": "C"},
                timeout=self._deadline,
                check=False,
            )
        except subprocess.TimeoutExpired:
            log.warning("printer_silent", command=command[0])
            return PrinterProblem(ProblemKind.TIMEOUT)
        except OSError as error:
            log.failure("cups_command_missing", error, command=command[0])
            return PrinterProblem(ProblemKind.ABSENT)
        return _Answer(done.returncode, done.stdout.decode("utf-8", "replace"))

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
    (ProblemKind.OFFLINE, ("door-open", "cover-open", "interlock-open")),
    (ProblemKind.ABSENT, ("invalid destination", "unknown destination", "does not exist", "no such printer")),
    (ProblemKind.TIMEOUT, ("timed out",)),
    (ProblemKind.DISK_FULL, ("no space left",)),
    (ProblemKind.OFFLINE, ("offline", "disabled since", "holding new jobs", "not accepting")),
    (ProblemKind.OFFLINE, ("unable to connect", "not responding", "connection refused")),
)


def problem_in(text: str, queue: str = "") -> ProblemKind | None:
    """The problem that the words of ``lp`` or ``lpstat`` (English, with IPP state reasons) tell; None if there is none.

    What a person named (the queue, its description) tells nothing, nor does what is only running low. The suffix of a
    state reason (RFC 8011, section 5.4.12) tells nothing either: the socket and lpd backends report an empty tray as a
    warning and an open door as a report, and no paper comes out all the same.
    """
    lines = (line for line in text.splitlines() if not line.strip().startswith("Description:"))
    plain = "\n".join(lines).replace(f"printer {queue} ", "printer ").lower()
    return next((kind for kind, signs in _SIGNS if any(sign in plain for sign in signs)), None)
