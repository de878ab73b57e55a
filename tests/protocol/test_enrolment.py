"""Enrolment on the wire."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from kiosk.protocol.enrolment import Enrolled, EnrolmentAsked, RenewalAsked, new_code, read_code


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


@pytest.mark.parametrize(
    "typed", ["K7QM-2D9X-4HTA", "k7qm2d9x4hta", " K7QM 2D9X 4HTA\n", "Ｋ７ＱＭ－２Ｄ９Ｘ－４ＨＴＡ", "K7QM‐2D9X—4HTA"]
)
def test_a_code_is_read_as_it_was_meant(typed: str) -> None:
    assert EnrolmentAsked(code=typed, csr="x").code == "K7QM2D9X4HTA"


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    assert read_code("oooo-OOOO-oooO") == "000000000000"
    assert read_code("1000-0000-000H") == read_code("Looo-0000-oooh") == read_code("iooo-0000-oooh")


@pytest.mark.parametrize(
    "code", ["", "K7QM", "K7QM-2D9X", "K7QM-2D9X-4HTB", "7KQM-2D9X-4HTA", "K7QM-2D9X-4HTAA", "K7QU-2D9X-4HTA", "K" * 41]
)
def test_what_is_mistyped_is_no_code(code: str) -> None:
    with pytest.raises(ValidationError):
        EnrolmentAsked(code=code, csr="x")


def test_a_code_is_drawn_and_shown_as_it_is_read() -> None:
    drawn = {new_code() for _ in range(100)}
    assert len(drawn) == 100
    assert {read_code(code) for code in drawn} == {code.replace("-", "") for code in drawn}
    assert {len(code) for code in drawn} == {14}


@pytest.mark.parametrize("kind", [EnrolmentAsked, RenewalAsked])
def test_a_request_has_a_limit(kind: type[EnrolmentAsked] | type[RenewalAsked]) -> None:
    more = {"code": "K7QM-2D9X-4HTA"} if kind is EnrolmentAsked else {}
    with pytest.raises(ValidationError, match="too_long"):
        kind.model_validate({"csr": "x" * 8193, **more})
