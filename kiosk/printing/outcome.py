"""What a printer answers: printed, ready, or a problem a host helper can do something about."""

from enum import StrEnum

from kiosk.values import dataclass


class ProblemKind(StrEnum):
    """What a host helper can do something about."""

    ABSENT = "absent"
    JAMMED = "jammed"
    NO_PAPER = "no_paper"
    OPEN = "open"
    OFFLINE = "offline"
    TIMEOUT = "timeout"
    DISK_FULL = "disk_full"
    OLDER_JOB = "older_job"


@dataclass(frozen=True)
class Printed:
    """The paper is out: the name of the file, or the queue's job number."""

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
