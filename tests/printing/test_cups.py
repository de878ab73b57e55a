"""The CUPS printer with a real scheduler, and commands that hang or are not there."""

import asyncio
import os
from pathlib import Path

import pytest

from kiosk.printing.cups import CupsPrinter
from kiosk.printing.outcome import Printed, PrinterProblem, PrinterReady, ProblemKind
from tests.printing.scheduler import Scheduler
from tests.until import until

PDF = b"%PDF-1.7"


class Clock:
    """A clock that stands until it is turned."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


async def test_a_paper_is_printed_when_it_is_out(scheduler: Scheduler) -> None:
    printer = CupsPrinter("slip", ("media=Custom.80x200mm", "fit-to-page"))
    assert await printer.print_pdf(PDF, "slip") == Printed("slip-1")
    assert scheduler.paper == PDF
    assert await printer.state() == PrinterReady()


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("media-empty-warning", ProblemKind.NO_PAPER),
        ("media-jam-warning", ProblemKind.JAMMED),
        ("door-open-report", ProblemKind.OPEN),
        ("cover-open-error", ProblemKind.OPEN),
    ],
)
async def test_a_paper_that_cannot_come_out_is_taken_back(scheduler: Scheduler, reason: str, kind: ProblemKind) -> None:
    scheduler.tells(f"+{reason}", stuck=True)
    printer = CupsPrinter("slip")
    assert await printer.print_pdf(PDF, "slip") == PrinterProblem(kind)
    assert await printer.state() == PrinterProblem(kind)
    await until(lambda: not scheduler.waiting)
    assert scheduler.paper == b""


async def test_a_printer_without_paper_gets_no_job_that_would_come_out_later(scheduler: Scheduler) -> None:
    scheduler.tells("+media-empty-warning", stuck=True)
    printer = CupsPrinter("slip", clock=Clock())
    await printer.print_pdf(PDF, "slip")
    scheduler.tells()
    assert await printer.print_pdf(PDF, "slip") == PrinterProblem(ProblemKind.NO_PAPER)
    assert (scheduler.paper, scheduler.waiting) == (b"", [])


async def test_an_old_alert_is_asked_about_by_the_next_paper(scheduler: Scheduler) -> None:
    scheduler.tells("+media-empty-warning", stuck=True)
    clock = Clock()
    printer = CupsPrinter("slip", clock=clock)
    await printer.print_pdf(PDF, "slip")
    scheduler.tells("-media-empty-warning")
    clock.now += 300.0
    assert await printer.print_pdf(PDF, "slip") == Printed("slip-2")
    assert await printer.state() == PrinterReady()


async def test_a_slow_paper_is_taken_back_at_its_deadline(scheduler: Scheduler) -> None:
    scheduler.tells(stuck=True)
    assert await CupsPrinter("slip", paper_s=0.5).print_pdf(PDF, "slip") == PrinterProblem(ProblemKind.TIMEOUT)
    await until(lambda: not scheduler.waiting)
    assert scheduler.paper == b""


async def test_a_paper_of_an_earlier_run_never_comes_out(scheduler: Scheduler) -> None:
    scheduler.run("cupsdisable", "slip")
    scheduler.run("lp", "-d", "slip", given="of an earlier visit")
    printer = CupsPrinter("slip")
    assert await printer.state() == PrinterProblem(ProblemKind.OFFLINE)
    assert scheduler.waiting == ["slip-1"]
    await printer.take_back()
    scheduler.run("cupsenable", "slip")
    assert await printer.print_pdf(PDF, "slip") == Printed("slip-2")
    assert scheduler.paper == PDF


async def test_a_queue_that_still_holds_an_older_job_is_not_ready(scheduler: Scheduler) -> None:
    scheduler.run("lp", "-d", "slip", "-U", "office", "-H", "hold", given="of somebody else")
    printer = CupsPrinter("slip")
    assert await printer.state() == PrinterProblem(ProblemKind.OLDER_JOB)
    assert await printer.print_pdf(PDF, "slip") == PrinterProblem(ProblemKind.OLDER_JOB)
    assert scheduler.waiting == ["slip-1"]


async def test_a_paper_may_be_taken_back_while_it_is_in_the_printer(scheduler: Scheduler) -> None:
    scheduler.tells(stuck=True)
    printer = CupsPrinter("slip")
    printing = asyncio.get_running_loop().create_task(printer.print_pdf(PDF, "slip"))
    await scheduler.has_job()
    assert await printer.state() == PrinterReady()
    await printer.take_back()
    assert await printing == PrinterProblem(ProblemKind.OFFLINE)
    assert (scheduler.paper, scheduler.waiting) == (b"", [])


async def test_a_queue_that_takes_no_jobs_is_offline(scheduler: Scheduler) -> None:
    scheduler.run("cupsreject", "slip")
    assert await CupsPrinter("slip").print_pdf(PDF, "slip") == PrinterProblem(ProblemKind.OFFLINE)


async def test_an_unknown_queue_is_an_absent_printer(scheduler: Scheduler) -> None:
    assert scheduler.waiting == []
    assert await CupsPrinter("nowhere").state() == PrinterProblem(ProblemKind.ABSENT)


async def test_a_machine_without_cups_has_no_printer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert await CupsPrinter("slip").state() == PrinterProblem(ProblemKind.ABSENT)
    assert await CupsPrinter("slip").print_pdf(PDF, "slip") == PrinterProblem(ProblemKind.ABSENT)


async def test_a_silent_scheduler_is_killed_at_the_deadline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = tmp_path / "lpstat"
    command.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nexec tail -f /dev/null\n")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert await CupsPrinter("slip", deadline_s=0.5).state() == PrinterProblem(ProblemKind.TIMEOUT)
    pid = int((tmp_path / "pid").read_text())
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.parametrize("queue", ["", "a b", "-x/y", "a;rm"])
def test_a_badly_named_queue_is_refused_with_advice(queue: str) -> None:
    with pytest.raises(ValueError, match="lpstat -e"):
        CupsPrinter(queue)


def test_an_option_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="name=value"):
        CupsPrinter("slip", ("media=A4 -o x",))
