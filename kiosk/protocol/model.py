"""The common shape of everything that crosses a wire, and the bounds of what its fields may hold.

Every text has a longest length, every list a largest count, every number and moment a range (walked by a test): a
number of 400 digits or a moment in the year 9999 is a readable message, and breaks whoever adds, stores or shows it
later; so each is refused where it comes in.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, ClassVar, Final

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, JsonValue, WithJsonSchema

LARGEST_NUMBER: Final = 2**53 - 1
"""RFC 7493 (I-JSON), section 2.2: the largest whole number every reader of JSON holds exactly."""
YEARS: Final = range(1970, 2101)
"""Years of a moment that crosses a wire; a booth whose clock battery is empty begins at 1970, and is still heard.
A century's reserve to the last year of `datetime`: no time zone and no waiting time added can leave its range."""
LARGEST_ANSWER_CHARS: Final = 8192
"""Characters of one answer written as JSON; its words have at most 4,000, each of which may have to be escaped."""


class Wire(BaseModel):
    """A value that crosses a wire: frozen, and strict about keys it does not know.

    What is never read or written in a run is never built (`defer_build`): a booth shows its first screen before it has
    a message to understand.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    came_with: ClassVar[int] = 0
    """The minor of the protocol this kind came with; an older peer is not told it."""
    weight: ClassVar[int] = 1
    """What a message counts against the pace of its link: more where it makes many others work."""


def _within_years(moment: datetime) -> datetime:
    if moment.year not in YEARS:
        raise ValueError("a moment out of bounds")
    return moment


def _small(value: JsonValue) -> JsonValue:
    if not _numbers_within(value):
        raise ValueError("a number out of bounds")
    if len(json.dumps(value, ensure_ascii=False)) > LARGEST_ANSWER_CHARS:
        raise ValueError("an answer is too large")
    return value


def _numbers_within(value: object) -> bool:
    match value:
        case int() | float():
            return abs(value) <= LARGEST_NUMBER  # false for NaN and infinity
        case list():
            return all(_numbers_within(item) for item in value)
        case Mapping():
            return all(_numbers_within(item) for item in value.values())
        case _:
            return True


Moment = Annotated[
    AwareDatetime,
    AfterValidator(_within_years),
    WithJsonSchema({"type": "string", "format": "date-time", "maxLength": 40}),
]
"""A moment with its zone, in one of `YEARS`."""
Count = Annotated[int, Field(ge=0, le=LARGEST_NUMBER)]
"""How many of something, or how much in a unit its name says."""
Ordinal = Annotated[int, Field(ge=0, lt=2**31)]
"""A number that only grows within one call (`epoch`, `attempt`): what is behind it is late."""
Pem = Annotated[str, Field(max_length=8192)]
"""One certificate or request in text form; ours have under 1,000 characters."""
AnswerValue = Annotated[JsonValue, AfterValidator(_small), WithJsonSchema({"maxLength": LARGEST_ANSWER_CHARS})]
"""The value of one answer: a text, a number, yes or no, or a date as it was written."""
