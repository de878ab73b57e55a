"""Messages of a call: limits, and the words both sides share."""

from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from kiosk.protocol import calls, duty
from kiosk.protocol.identifiers import new_id

CALL = new_id()


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (calls.MediaOffer, {"sdp": "x" * 65537}),
        (calls.MediaAnswer, {"sdp": "x" * 65537}),
        (calls.MediaCandidate, {"candidate": "x" * 2049}),
        (calls.MediaCandidate, {"candidate": "", "sdp_mid": "x" * 33}),
    ],
)
def test_what_is_too_long_is_refused(kind: type[BaseModel], values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="string_too_long"):
        kind.model_validate({"call_id": CALL, "epoch": 1, "attempt": 1, **values})


def test_a_note_of_staff_has_a_limit() -> None:
    with pytest.raises(ValidationError):
        duty.WrapUp(call_id=CALL, outcome=duty.Outcome.SOLVED, note="x" * 2001)


def test_an_empty_candidate_is_a_message_of_its_own() -> None:
    ended = calls.MediaCandidate(call_id=CALL, epoch=1, attempt=1, candidate="")
    assert calls.MediaCandidate.model_validate_json(ended.model_dump_json()).candidate == ""


def test_a_time_without_its_zone_is_refused() -> None:
    with pytest.raises(ValidationError, match="timezone_aware"):
        duty.WaitingCall.model_validate(
            {"call_id": CALL, "place": "p", "since": "2026-11-21T03:00:00", "waiting_number": 1}
        )


def test_both_sides_share_the_words_of_an_end() -> None:
    assert {reason.value for reason in calls.EndReason} == {
        "booth_hung_up", "staff_hung_up", "gave_up_waiting", "nobody_free", "lost", "refused",
    }  # fmt: skip
