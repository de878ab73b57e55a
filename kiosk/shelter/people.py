"""A family as it tells of itself: how many of which age first, names after, and only as much as it likes."""

from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field, model_validator

from kiosk.protocol.identifiers import Locale
from kiosk.protocol.model import Wire
from kiosk.protocol.shelter import Bands, Need

MOST_IN_FAMILY: Final = 99
MOST_MEMBERS: Final = 12
Name = Annotated[str, Field(max_length=100)]
"""As it was written: whole, a nickname, or empty."""


class Inquiry(StrEnum):
    """What the desk may say to somebody who asks whether this family is here."""

    ANSWER = "answer"
    SILENT = "silent"
    HIDDEN = "hidden"
    """Nobody may find out, not even by reading the desk's list: no name is on it."""


class Pet(StrEnum):
    """An animal that came along."""

    NONE = "none"
    DOG = "dog"
    CAT = "cat"
    OTHER = "other"


class Member(Wire):
    """One of the family, where they were named."""

    name: Name
    kana: Name = ""


class Family(Wire):
    """Who came together. `town` is empty for this town; `allergy` tells of what, where somebody said."""

    bands: Bands
    name: Name = ""
    kana: Name = ""
    needs: Annotated[tuple[Need, ...], Field(max_length=len(Need))] = ()
    allergy: Annotated[str, Field(max_length=200)] = ""
    pet: Pet = Pet.NONE
    inquiry: Inquiry = Inquiry.SILENT
    town: Annotated[str, Field(max_length=60)] = ""
    address: Annotated[str, Field(max_length=200)] = ""
    telephone: Annotated[str, Field(max_length=40)] = ""
    members: Annotated[tuple[Member, ...], Field(max_length=MOST_MEMBERS)] = ()
    locale: Locale = "ja"

    @model_validator(mode="after")
    def _somebody_is_there(self) -> "Family":
        if not 1 <= self.bands.people <= MOST_IN_FAMILY:
            raise ValueError(f"a family is 1 to {MOST_IN_FAMILY} people")
        if len(set(self.needs)) != len(self.needs):
            raise ValueError("a need stands there twice")
        return self

    @property
    def hidden(self) -> bool:
        """Whether no list may say the name."""
        return self.inquiry is Inquiry.HIDDEN
