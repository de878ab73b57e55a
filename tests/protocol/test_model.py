"""The common shape of what crosses a wire."""

import pytest
from pydantic import AwareDatetime, JsonValue, ValidationError

from kiosk.protocol.model import Wire


class Word(Wire):
    text: str


class Reading(Wire):
    count: int = 0
    share: float = 0.0
    at: AwareDatetime | None = None
    value: JsonValue = None


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(ValidationError, match="extra_forbidden"):
        Word.model_validate({"text": "a", "more": 1})


def test_a_value_never_changes() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Word(text="a").text = "b"  # that is the point


@pytest.mark.parametrize(
    "text",
    [
        '{"count": 1' + "0" * 400 + "}",
        '{"count": 9007199254740992}',
        '{"count": -9007199254740992}',
        '{"share": 1e300}',
        '{"share": NaN}',
        '{"at": "9999-12-31T23:59:59Z"}',
        '{"at": "9999-12-31T23:59:59-23:59"}',
        '{"at": "0001-01-01T00:00:00+14:00"}',
        '{"value": 99999999999999999999}',
        '{"value": [{"copies": 99999999999999999999}]}',
    ],
)
def test_a_number_or_a_moment_out_of_bounds_is_refused_where_it_comes_in(text: str) -> None:
    with pytest.raises(ValidationError):
        Reading.model_validate_json(text)


@pytest.mark.parametrize(
    "text",
    [
        '{"count": 9007199254740991, "share": -0.5, "value": {"copies": [2, true, null, "99999999999999999999"]}}',
        '{"at": "1970-01-01T00:00:00Z"}',
        '{"at": "2100-12-31T23:59:59+09:00"}',
    ],
)
def test_what_is_within_bounds_is_taken(text: str) -> None:
    Reading.model_validate_json(text)
