"""How a booth stands, in words for staff; a code of enrolment stays out of logs."""

from datetime import UTC, datetime

from kiosk.headquarters.fleet.views import BoothState, NewEnrolmentCode


def test_every_state_of_a_booth_has_words_of_its_own() -> None:
    assert len({state.words for state in BoothState}) == len(BoothState)


def test_a_code_is_not_in_its_words() -> None:
    code = NewEnrolmentCode(
        code="ABCD-EFGH", booth_id="himeji-ieshima-1", place="家島", expires_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    assert "ABCD" not in repr(code)
