"""The words of CUPS 2.4 (LC_ALL=C), read as tokens."""

import pytest

from kiosk.printing import lpstat
from kiosk.printing.outcome import ProblemKind

NO_PAPER, JAMMED, OPEN, OFFLINE = ProblemKind.NO_PAPER, ProblemKind.JAMMED, ProblemKind.OPEN, ProblemKind.OFFLINE


def report(alerts: str = "none", state: str = "is idle.  enabled since", written: str = "") -> str:
    return (
        f"printer slip {state} Sun Nov 29 09:07:23 2026\n\t{written}\n\tForm mounted:\n"
        f"\tDescription: {written}\n\tAlerts: {alerts}\n\tLocation: {written}\n"
    )


@pytest.mark.parametrize("suffix", ["", "-report", "-warning", "-error"])
@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("media-empty", NO_PAPER),
        ("media-needed", NO_PAPER),
        ("input-tray-missing", NO_PAPER),
        ("media-jam", JAMMED),
        ("media-path-jam", JAMMED),
        ("door-open", OPEN),
        ("cover-open", OPEN),
        ("interlock-open", OPEN),
        ("bander-cover-open", OPEN),
        ("offline", OFFLINE),
        ("output-area-full", OFFLINE),
        ("hold-new-jobs", OFFLINE),
        ("marker-waste-full", OFFLINE),
        ("opc-life-over", OFFLINE),
        ("fuser-over-temp", OFFLINE),
        ("developer-empty", OFFLINE),
        ("spool-area-full", OFFLINE),
        ("cups-missing-filter", OFFLINE),
        ("marker-waste-almost-full", None),
        ("opc-near-eol", None),
        ("none", None),
        ("media-low", None),
        ("toner-low", None),
        ("connecting-to-device", None),
        ("jamboree", None),
    ],
)
def test_a_reason_is_a_problem_whatever_its_suffix(reason: str, suffix: str, kind: ProblemKind | None) -> None:
    assert lpstat.alerted(report(f"toner-low-report {reason}{suffix}")) is kind


def test_of_two_reasons_the_worse_is_told() -> None:
    assert lpstat.alerted(report("media-empty-warning media-jam-error")) is JAMMED


def test_what_people_and_drivers_wrote_is_not_read() -> None:
    said = report(written="jammed, out of paper: disabled since media-empty-error")
    assert (lpstat.alerted(said), lpstat.stopped(said, "slip")) == (None, None)


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("is idle.  enabled since", None),
        ("now printing slip-2.  enabled since", None),
        ("is holding new jobs.  enabled since", OFFLINE),
        ("disabled since", OFFLINE),
    ],
)
def test_the_head_line_says_whether_cups_sends_anything(state: str, kind: ProblemKind | None) -> None:
    assert lpstat.stopped(report(state=state), "slip") is kind


def test_a_queue_may_have_any_name() -> None:
    said = report().replace("printer slip", "printer disabled")
    assert lpstat.stopped(said, "disabled") is None
    assert lpstat.stopped(said, "slip") is ProblemKind.ABSENT


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ('lpstat: Invalid destination name in list "slip".', ProblemKind.ABSENT),
        ("lp: Error - The printer or class does not exist.", ProblemKind.ABSENT),
        ('lp: Destination "jam" is not accepting jobs.', OFFLINE),
        ("lpstat: Unable to connect to server: Connection refused", OFFLINE),
        ("lp: Connection timed out", ProblemKind.TIMEOUT),
        ("lp: No space left on device", ProblemKind.DISK_FULL),
    ],
)
def test_a_command_that_fails_says_why(words: str, kind: ProblemKind) -> None:
    assert lpstat.failed(words) is kind


LISTED = """slip-7                  kiosk             1024   Sun Nov 29 09:07:24 2026
\tStatus: slip-9 jammed
\tAlerts: job-canceled-by-user
\tqueued for slip
slip-12                 office            1024   Sun Nov 29 09:07:25 2026
\tAlerts: job-completed-successfully
\tqueued for slip
slip-13                 office            1024   Sun Nov 29 09:07:25 2026
\tAlerts: aborted-by-system
\tqueued for slip
"""


def test_jobs_are_listed_by_their_owner() -> None:
    assert lpstat.jobs(LISTED) == ("slip-7", "slip-12", "slip-13")
    assert lpstat.jobs(LISTED, "kiosk") == ("slip-7",)
    assert lpstat.jobs("", "kiosk") == ()


def test_a_job_that_was_cancelled_or_given_up_brought_no_paper() -> None:
    ended = {job: lpstat.taken_back(LISTED, job) for job in ("slip-7", "slip-12", "slip-13", "slip-1")}
    assert ended == {"slip-7": True, "slip-12": False, "slip-13": True, "slip-1": False}


def test_a_job_is_named_by_lp() -> None:
    assert lpstat.queued("request id is slip-17 (1 file(s))\n") == "slip-17"
    assert lpstat.queued("lp: nothing\n") is None
