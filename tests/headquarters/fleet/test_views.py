"""How a booth stands, in words for staff; a code of enrolment stays out of logs."""

from datetime import UTC, datetime

import pytest

from kiosk.headquarters.fleet.views import BoothLine, BoothState, NewEnrolmentCode
from kiosk.printing.outcome import ProblemKind
from kiosk.protocol.presence import BoothHealth


def test_every_state_of_a_booth_has_words_of_its_own() -> None:
    assert len({state.words for state in BoothState}) == len(BoothState)


def test_a_code_is_not_in_its_words() -> None:
    code = NewEnrolmentCode(
        code="ABCD-EFGH", booth_id="himeji-ieshima-1", place="家島", expires_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    assert "ABCD" not in repr(code)


def _line(problem: str) -> BoothLine:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    health = BoothHealth(software="1", printer_problem=problem)
    return BoothLine(
        booth_id="himeji-ieshima-1",
        place="家島",
        state=BoothState.CONNECTED,
        certificate_expires_at=at,
        health=health,
    )


@pytest.mark.parametrize("problem", list(ProblemKind))
def test_staff_read_what_to_do_about_each_fault_of_a_printer(problem: ProblemKind) -> None:
    assert _line(problem).no_slips.endswith("ください。")


def test_a_printer_that_is_well_or_told_something_new_has_no_sentence() -> None:
    assert (_line("").no_slips, _line("on_fire").no_slips) == ("", "")
