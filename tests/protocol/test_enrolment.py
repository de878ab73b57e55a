"""Enrolment on the wire."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from kiosk.protocol.enrolment import Enrolled, EnrolmentAsked, RenewalAsked


def test_what_headquarters_gives_survives_the_wire_and_the_disk() -> None:
    given = Enrolled(
        booth_id="himeji-ieshima-1",
        place="家島支所",
        municipality="姫路市",
        certificate="pem",
        authority="pem",
        sealing_keys=(),
        booth_url="https://127.0.0.1:8444",
        expires_at=datetime(2027, 2, 19, tzinfo=UTC),
    )
    assert Enrolled.model_validate_json(given.model_dump_json(indent=1)) == given


@pytest.mark.parametrize("code", ["", "K7QM", "K7QM-2D9X-K7QM-2D9X"])
def test_a_code_of_another_length_is_no_code(code: str) -> None:
    with pytest.raises(ValidationError):
        EnrolmentAsked(code=code, csr="x")


@pytest.mark.parametrize("kind", [EnrolmentAsked, RenewalAsked])
def test_a_request_has_a_limit(kind: type[EnrolmentAsked] | type[RenewalAsked]) -> None:
    with pytest.raises(ValidationError, match="too_long"):
        kind.model_validate({"code": "K7QM-2D9X", "csr": "x" * 8193} if kind is EnrolmentAsked else {"csr": "x" * 8193})
