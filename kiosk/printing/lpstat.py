"""What CUPS' own commands say (English, LC_ALL=C), read as tokens (pure); the formats are those of CUPS 2.4.

Only the head line of a printer, its ``Alerts:`` and the first column of a job say anything: all other lines hold what
people or drivers wrote, and may hold any word.
"""

import re
from typing import Final

from kiosk.printing.outcome import ProblemKind

_SEVERITIES: Final = ("-report", "-warning", "-error")
_ALERTS: Final = "Alerts:"
_JOB: Final = re.compile(r"^request id is (\S+)", re.MULTILINE)
_REASONS: Final = (
    (ProblemKind.JAMMED, ("jam",)),
    (ProblemKind.NO_PAPER, ("media-empty", "media-needed", "tray-missing")),
    (ProblemKind.OPEN, ("door-open", "cover-open", "interlock-open")),
    (ProblemKind.OFFLINE, ("offline", "shutdown", "timed-out", "output-area-full", "toner-empty")),
    (ProblemKind.OFFLINE, ("marker-supply-empty", "paused", "stopped", "hold-new-jobs")),
    (ProblemKind.OFFLINE, ("marker-waste-full", "opc-life-over", "fuser-over-temp", "developer-empty")),
    (ProblemKind.OFFLINE, ("spool-area-full", "missing-filter")),
)
"""How the state reasons end that keep paper from coming (RFC 8011, section 5.4.12; PWG 5100.9 puts the part before)."""
_FAILURES: Final = (
    (ProblemKind.ABSENT, ("invalid destination", "unknown destination", "does not exist", "no such printer")),
    (ProblemKind.DISK_FULL, ("no space left",)),
    (ProblemKind.TIMEOUT, ("timed out",)),
)


def stopped(report: str, queue: str) -> ProblemKind | None:
    """Whether CUPS itself sends nothing to this printer, from ``lpstat -l -p``; None when it would."""
    head = next((line for line in report.splitlines() if line.startswith(f"printer {queue} ")), None)
    if head is None:
        return ProblemKind.ABSENT
    state = head.removeprefix(f"printer {queue} ")
    return ProblemKind.OFFLINE if state.startswith(("disabled", "is holding")) else None


def alerted(report: str) -> ProblemKind | None:
    """What the printer last told CUPS, from ``lpstat -l -p``, the worst first; None when nothing keeps paper away.

    The suffix of a reason tells nothing: the socket and lpd backends call an empty tray a warning and an open door a
    report, and no paper comes out all the same.
    """
    told = [_keyword(reason) for line in report.splitlines() for reason in _alerts(line)]
    for kind, endings in _REASONS:
        if any(_ends(reason, endings) for reason in told):
            return kind
    return None


def _alerts(line: str) -> list[str]:
    text = line.strip()
    return text.removeprefix(_ALERTS).split() if text.startswith(_ALERTS) else []


def _keyword(reason: str) -> str:
    for severity in _SEVERITIES:
        reason = reason.removesuffix(severity)
    return reason


def _ends(reason: str, endings: tuple[str, ...]) -> bool:
    return any(reason == ending or reason.endswith(f"-{ending}") for ending in endings)


def failed(words: str) -> ProblemKind:
    """Why ``lp`` or ``lpstat`` did not do what was asked."""
    words = words.lower()
    return next((kind for kind, signs in _FAILURES if any(sign in words for sign in signs)), ProblemKind.OFFLINE)


def queued(words: str) -> str | None:
    """The job that ``lp`` made; None when it made none."""
    found = _JOB.search(words)
    return found[1] if found else None


def jobs(listing: str, user: str | None = None) -> tuple[str, ...]:
    """The jobs that ``lpstat -o`` lists, the oldest first; with `user`, only those of this user."""
    rows = [line.split() for line in listing.splitlines() if line and not line[0].isspace()]
    return tuple(row[0] for row in rows if user is None or row[1:2] == [user])


def taken_back(listing: str, job: str) -> bool:
    """Whether this job ended without its paper, from ``lpstat -l -W completed -o``; CUPS may keep no history."""
    own = False
    for line in listing.splitlines():
        if line and not line[0].isspace():
            own = line.split()[0] == job
        elif own and any(reason.startswith(("job-canceled", "aborted", "job-aborted")) for reason in _alerts(line)):
            return True
    return False
