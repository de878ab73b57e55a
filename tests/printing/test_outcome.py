"""What a printer answers."""

from typing import get_args

from kiosk.printing.outcome import PrinterProblem, PrinterState, PrintOutcome, ProblemKind


def test_every_answer_is_printed_or_ready_or_a_named_problem() -> None:
    assert {kind.__name__ for kind in get_args(PrintOutcome)} == {"Printed", "PrinterProblem"}
    assert {kind.__name__ for kind in get_args(PrinterState)} == {"PrinterReady", "PrinterProblem"}
    assert {kind.value for kind in ProblemKind} == {
        "absent",
        "jammed",
        "no_paper",
        "open",
        "offline",
        "timeout",
        "disk_full",
        "older_job",
    }
    assert PrinterProblem(ProblemKind.JAMMED) == PrinterProblem(ProblemKind("jammed"))
