"""The common shape of what crosses a wire."""

from typing import Annotated, Any

import pytest
from pydantic import Field, ValidationError

import kiosk.protocol.enrolment
import kiosk.protocol.message
import kiosk.protocol.submissions  # noqa: F401 -- each import defines models that are walked
from kiosk.protocol.model import LARGEST_ANSWER_CHARS, AnswerValue, Count, Moment, Wire
from tests.bounds import models, unbounded


class Word(Wire):
    text: str


class Reading(Wire):
    count: Count = 0
    share: Annotated[float, Field(ge=-1, le=1)] = 0.0
    at: Moment | None = None
    value: AnswerValue = None


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
        '{"count": -1}',
        '{"share": 1e300}',
        '{"share": NaN}',
        '{"at": "9999-12-31T23:59:59Z"}',
        '{"at": "9999-12-31T23:59:59-23:59"}',
        '{"at": "0001-01-01T00:00:00+14:00"}',
        '{"value": 99999999999999999999}',
        '{"value": [{"copies": 99999999999999999999}]}',
        '{"value": "' + "長" * LARGEST_ANSWER_CHARS + '"}',
        '{"value": [' + "0," * LARGEST_ANSWER_CHARS + "0]}",
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


class Unbounded(Wire):
    text: str
    texts: tuple[str, ...]
    number: int
    below: Annotated[int, Field(le=3)]
    share: float | None
    pattern: Annotated[str, Field(pattern=r"^[a-z]+$")]
    anything: Any
    table: dict[str, int]


def test_the_walk_finds_every_field_that_has_no_bound() -> None:
    fields = {place.removeprefix("Unbounded.").removesuffix("[]") for place in unbounded(Unbounded)}
    assert fields == set(Unbounded.model_fields)


@pytest.mark.parametrize("kind", models(Wire), ids=lambda kind: kind.__name__)
def test_every_field_of_every_message_has_a_bound(kind: type[Wire]) -> None:
    assert not unbounded(kind)
