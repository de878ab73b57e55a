"""A CUPS queue, reached through its own commands so that a hanging scheduler can be killed at a deadline.

A paper is not printed when it is queued but when it is out: a job is watched, and one that does not come out is taken
back. So nothing of a visit waits in the queue for the paper that somebody brings in another visit.
"""

import asyncio
import os
import pwd
import re
import subprocess
import time
from collections.abc import Callable
from typing import Final

from typing_extensions import override

from kiosk.log import Log
from kiosk.printing import lpstat
from kiosk.printing.outcome import Printed, PrinterProblem, PrinterReady, PrinterState, PrintOutcome, ProblemKind
from kiosk.values import dataclass

log: Final = Log("printing")

_QUEUE: Final = r"[A-Za-z0-9_.-]{1,127}"
_OPTION: Final = r"[A-Za-z0-9_.-]+(=[A-Za-z0-9_.,:+-]+)?"
_LOOK_S: Final = 0.2
_BELIEVED_S: Final = 300.0
"""CUPS forgets what a printer told only when a job runs, so an alert older than this is asked about by a paper."""


class CupsPrinter:
    """Hands papers to a CUPS queue through ``lp``, and asks ``lpstat`` how the queue is."""

    def __init__(
        self,
        queue: str,
        options: tuple[str, ...] = (),
        deadline_s: float = 15.0,
        paper_s: float = 30.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`deadline_s` bounds each command, `paper_s` how long a paper may take to come out."""
        if not re.fullmatch(_QUEUE, queue):
            raise ValueError("printer.queue: the name of a CUPS queue is needed; `lpstat -e` lists them")
        for option in options:
            if not re.fullmatch(_OPTION, option):
                raise ValueError(f"printer.options: {option!r} is not of the form name=value")
        self._queue = queue
        self._options = options
        self._deadline_s = deadline_s
        self._paper_s = paper_s
        self._clock = clock
        self._watched: str | None = None
        self._alert: _Alert | None = None

    async def print_pdf(self, pdf: bytes, label: str) -> PrintOutcome:
        """Print, and return when the paper is out; a paper that does not come is taken out of the queue again."""
        await self.take_back()
        before = await self._look()
        problem = before.why
        if problem is not None and not self._may_be_over(before):
            return self._refused(problem)
        options = [part for option in self._options for part in ("-o", option)]
        answer = await self._ask("lp", "-d", self._queue, "-t", label, *options, "--", "-", given=pdf)
        job = lpstat.queued(answer.text) if answer.code == 0 else None
        if job is None:
            return self._refused(answer.problem or lpstat.failed(answer.text))
        try:
            self._watched = job
            outcome = await self._watch(job, before.alert)
        finally:
            self._watched = None
        return outcome if isinstance(outcome, Printed) else self._refused(outcome.kind)

    async def state(self) -> PrinterState:
        """What ``lpstat`` says of the queue; one that still holds an older job is not ready."""
        why = (await self._look()).why
        return PrinterReady() if why is None else PrinterProblem(why)

    async def take_back(self) -> None:
        """Take every paper of ours that has not come out back out of the queue."""
        answer = await self._ask("lpstat", "-o", self._queue)
        for job in lpstat.jobs(answer.text, _user()) if answer.code == 0 else ():
            done = await self._ask("cancel", job)
            log.warning("paper_taken_back", done=done.code == 0)

    async def _watch(self, job: str, known: ProblemKind | None) -> PrintOutcome:
        """Wait until the paper is out, the printer tells something new, or it has taken too long."""
        until = self._clock() + self._paper_s
        while True:
            seen = await self._look()
            if seen.listed and job not in seen.jobs:
                return await self._ended(job, seen)
            told = seen.stopped or (seen.alert if seen.alert is not known else None)
            if told is None and self._clock() < until:
                await asyncio.sleep(_LOOK_S)
                continue
            await self.take_back()
            return PrinterProblem(told or seen.alert or ProblemKind.TIMEOUT)

    async def _ended(self, job: str, seen: "_Seen") -> PrintOutcome:
        answer = await self._ask("lpstat", "-l", "-W", "completed", "-o", self._queue)
        if lpstat.taken_back(answer.text, job):
            return PrinterProblem(seen.why or ProblemKind.OFFLINE)
        self._alert = None
        return Printed(job)

    async def _look(self) -> "_Seen":
        report = await self._ask("lpstat", "-l", "-p", self._queue)
        if report.code != 0:
            return _Seen(stopped=report.problem or lpstat.failed(report.text))
        alert = lpstat.alerted(report.text)
        if alert is None or self._alert is None or self._alert.kind is not alert:
            self._alert = None if alert is None else _Alert(alert, self._clock())
        listing = await self._ask("lpstat", "-o", self._queue)
        return _Seen(
            stopped=lpstat.stopped(report.text, self._queue),
            alert=alert,
            jobs=lpstat.jobs(listing.text) if listing.code == 0 else (),
            listed=listing.code == 0,
            own=self._watched,
        )

    def _may_be_over(self, seen: "_Seen") -> bool:
        """Whether all that is the matter is an alert so old that a paper may have been put in since."""
        only_told = seen.why is not None and seen.why is seen.alert
        return only_told and self._alert is not None and self._clock() - self._alert.since_s >= _BELIEVED_S

    def _refused(self, why: ProblemKind) -> PrinterProblem:
        if self._alert is not None:
            self._alert = _Alert(self._alert.kind, self._clock())
        log.warning("paper_not_printed", kind=why)
        return PrinterProblem(why)

    async def _ask(self, *command: str, given: bytes = b"") -> "_Answer":
        return await asyncio.to_thread(self._run, command, given)

    def _run(self, command: tuple[str, ...], given: bytes) -> "_Answer":
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
                timeout=self._deadline_s,
                check=False,
            )
        except subprocess.TimeoutExpired:
            log.warning("printer_silent", command=command[0])
            return _Answer(problem=ProblemKind.TIMEOUT)
        except OSError as error:
            log.failure("cups_command_missing", error, command=command[0])
            return _Answer(problem=ProblemKind.ABSENT)
        return _Answer(done.returncode, done.stdout.decode("utf-8", "replace"))

    @override
    def __repr__(self) -> str:
        return f"CupsPrinter({self._queue!r})"


@dataclass(frozen=True)
class _Answer:
    """What a CUPS command answered; `problem` when it did not answer at all."""

    code: int = -1
    text: str = ""
    problem: ProblemKind | None = None


@dataclass(frozen=True)
class _Alert:
    """What the printer told, and since when by the clock we were given it has told nothing else."""

    kind: ProblemKind
    since_s: float


@dataclass(frozen=True)
class _Seen:
    """One look at the queue: `own` is the job that is being watched, `listed` whether the jobs are known."""

    stopped: ProblemKind | None = None
    alert: ProblemKind | None = None
    jobs: tuple[str, ...] = ()
    listed: bool = False
    own: str | None = None

    @property
    def why(self) -> ProblemKind | None:
        """What keeps a paper from coming; None when nothing does."""
        older = any(job != self.own for job in self.jobs)
        return self.stopped or self.alert or (ProblemKind.OLDER_JOB if older else None)


def _user() -> str:
    """Whose jobs are ours, as CUPS names them."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return "unknown"
