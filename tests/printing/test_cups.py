"""The CUPS printer against commands that answer as CUPS 2.4 does (its own words, LC_ALL=C)."""

import os
from pathlib import Path

import pytest

from kiosk.printing.cups import CupsPrinter, problem_in
from kiosk.printing.outcome import Printed, PrinterProblem, PrinterReady, ProblemKind

IDLE = "printer slip is idle.  enabled since Sat Nov 21 04:00:00 2026\n\tDescription: slip\n\tAlerts: none\n"
EMPTY = (
    "printer slip is idle.  enabled since Sat Nov 21\n\tTray is empty\n\tDescription: x\n\tAlerts: media-empty-error\n"
)


class Commands:
    """Stand-ins for ``lp`` and ``lpstat`` on the PATH, which note what they were given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def answer(self, command: str, text: str, code: int = 0) -> None:
        self.script(command, f"cat >> {self.folder}/{command}.in\nprintf '%s' '{text}'\nexit {code}\n")

    def script(self, command: str, body: str) -> None:
        path = self.folder / command
        path.write_text(f'#!/bin/sh\necho "$LC_ALL $@" >> {self.folder}/{command}.args\n{body}')
        path.chmod(0o755)

    def given(self, command: str) -> str:
        return (self.folder / f"{command}.args").read_text().strip()


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Commands:
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return Commands(tmp_path)


async def test_a_job_goes_to_the_queue_with_its_options(commands: Commands) -> None:
    commands.answer("lpstat", IDLE)
    commands.answer("lp", "request id is slip-17 (1 file(s))")
    printer = CupsPrinter("slip", ("media=Custom.80x200mm", "fit-to-page"))
    assert await printer.print_pdf(b"%PDF-1.7", "slip") == Printed("slip-17")
    assert commands.given("lp") == "C -d slip -t slip -o media=Custom.80x200mm -o fit-to-page -- -"
    assert (commands.folder / "lp.in").read_bytes() == b"%PDF-1.7"


async def test_a_printer_without_paper_gets_no_job_that_would_come_out_later(commands: Commands) -> None:
    commands.answer("lpstat", EMPTY)
    commands.answer("lp", "request id is slip-17 (1 file(s))")
    assert await CupsPrinter("slip").print_pdf(b"%PDF", "slip") == PrinterProblem(ProblemKind.NO_PAPER)
    assert not (commands.folder / "lp.args").exists()


async def test_an_idle_queue_is_ready(commands: Commands) -> None:
    commands.answer("lpstat", IDLE)
    assert await CupsPrinter("slip").state() == PrinterReady()


async def test_an_unknown_queue_is_an_absent_printer(commands: Commands) -> None:
    commands.answer("lpstat", 'lpstat: Invalid destination name in list "slip".', 1)
    assert await CupsPrinter("slip").state() == PrinterProblem(ProblemKind.ABSENT)


async def test_a_refused_job_is_a_problem(commands: Commands) -> None:
    commands.answer("lpstat", IDLE)
    commands.answer("lp", 'lp: Destination "slip" is not accepting jobs.', 1)
    assert await CupsPrinter("slip").print_pdf(b"%PDF", "slip") == PrinterProblem(ProblemKind.OFFLINE)


async def test_a_machine_without_cups_has_no_printer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert await CupsPrinter("slip").state() == PrinterProblem(ProblemKind.ABSENT)


async def test_a_silent_scheduler_is_killed_at_the_deadline(commands: Commands) -> None:
    commands.script("lpstat", f"echo $$ > {commands.folder}/pid\nexec tail -f /dev/null\n")
    assert await CupsPrinter("slip", deadline_seconds=0.5).state() == PrinterProblem(ProblemKind.TIMEOUT)
    pid = int((commands.folder / "pid").read_text())
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (IDLE, None),
        ("\tAlerts: media-low-warning", None),
        ("\tAlerts: toner-low-report media-low-report", None),
        ("\tAlerts: media-empty-warning toner-low-report", ProblemKind.NO_PAPER),
        ("\tAlerts: media-empty-report", ProblemKind.NO_PAPER),
        ("\tAlerts: media-needed-warning", ProblemKind.NO_PAPER),
        ("\tAlerts: media-jam-warning", ProblemKind.JAMMED),
        ("\tAlerts: door-open-report", ProblemKind.OFFLINE),
        ("\tAlerts: cover-open-error", ProblemKind.OFFLINE),
        ("\tAlerts: cover-open", ProblemKind.OFFLINE),
        ("\tAlerts: media-empty-warning media-jam-error", ProblemKind.JAMMED),
        ("\tDescription: the one that jammed\n\tAlerts: none", None),
        ("printer slip is holding new jobs.  enabled since Sat Nov 21", ProblemKind.OFFLINE),
        (EMPTY, ProblemKind.NO_PAPER),
        ("Alerts: media-jam-error", ProblemKind.JAMMED),
        ("printer slip disabled since Sat Nov 21 -\n\treason unknown", ProblemKind.OFFLINE),
        ("Alerts: offline-report", ProblemKind.OFFLINE),
        ("lpstat: Unable to connect to server: Connection refused", ProblemKind.OFFLINE),
    ],
)
def test_the_words_of_cups_are_understood(words: str, kind: ProblemKind | None) -> None:
    assert problem_in(words) is kind


async def test_a_queue_may_have_any_name(commands: Commands) -> None:
    commands.answer("lpstat", IDLE.replace("slip", "offline-jammed"))
    assert await CupsPrinter("offline-jammed").state() == PrinterReady()


@pytest.mark.parametrize("queue", ["", "a b", "-x/y", "a;rm"])
def test_a_badly_named_queue_is_refused_with_advice(queue: str) -> None:
    with pytest.raises(ValueError, match="lpstat -e"):
        CupsPrinter(queue)


def test_an_option_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="name=value"):
        CupsPrinter("slip", ("media=A4 -o x",))
