"""The common shape of everything that crosses a wire."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Final, Self

from pydantic import BaseModel, ConfigDict, model_validator

LARGEST_NUMBER: Final = 2**53 - 1
"""RFC 7493 (I-JSON), section 2.2: the largest whole number every reader of JSON holds exactly."""
YEARS: Final = range(1970, 2101)
"""Years of a moment that crosses a wire; a booth whose clock battery is empty begins at 1970, and is still heard.
A century's reserve to the last year of `datetime`: no time zone and no waiting time added can leave its range."""


class Bounded(BaseModel):
    """A value from outside whose numbers and moments stay within what clocks, stores and pages can hold.

    A number of 400 digits or a moment in the year 9999 is a readable message, and breaks whoever adds, stores or shows
    it later; so each is refused where it comes in.
    """

    @model_validator(mode="after")
    def _within_bounds(self) -> Self:
        for name, value in self.__dict__.items():
            if not within(value):
                raise ValueError(f"{name}: a number or a moment out of bounds")
        return self


class Wire(Bounded):
    """A value that crosses a wire: frozen, and strict about keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    weight: ClassVar[int] = 1
    """What a message counts against the pace of its link: more where it makes many others work."""


def within(value: object) -> bool:
    """Whether every number and moment in `value` (plain values, lists and mappings of them) is within bounds."""
    match value:
        case int() | float():
            return abs(value) <= LARGEST_NUMBER  # false for NaN and infinity
        case datetime():
            return value.year in YEARS
        case list() | tuple():
            return all(within(item) for item in value)
        case Mapping():
            return all(within(item) for item in value.values())
        case _:
            return True
