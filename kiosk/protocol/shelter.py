"""An evacuation shelter in numbers: how many are there, how old, and what they need; never who.

A booth tells it with its presence, as state: what is lost is told again, and `number` says which of two is newer.
"""

from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field

from kiosk.protocol.model import Moment, Ordinal, Wire

LONGEST_SHELTER_NAME: Final = 40
MOST_COUNTED: Final = 10**6
Counted = Annotated[int, Field(ge=0, le=MOST_COUNTED)]
"""How many of one kind are in one shelter."""


class Band(StrEnum):
    """How old somebody is, as supplies are handed out: milk, nappies, school, work, care."""

    BABY = "baby"  # 0 to 2 years
    INFANT = "infant"  # 3 to 5
    PUPIL = "pupil"  # 6 to 14
    ADULT = "adult"  # 15 to 64
    SENIOR = "senior"  # 65 to 74
    AGED = "aged"  # 75 and over


class Need(StrEnum):
    """What a family says it needs help with."""

    CARE = "care"
    ILL = "ill"
    DIALYSIS = "dialysis"
    BIRTH = "birth"
    ALLERGY = "allergy"
    SENSES = "senses"
    LANGUAGE = "language"


class Bands(Wire):
    """People by age."""

    baby: Counted = 0
    infant: Counted = 0
    pupil: Counted = 0
    adult: Counted = 0
    senior: Counted = 0
    aged: Counted = 0

    @property
    def by_age(self) -> dict[Band, int]:
        """Each of them, the youngest first."""
        return {
            Band.BABY: self.baby,
            Band.INFANT: self.infant,
            Band.PUPIL: self.pupil,
            Band.ADULT: self.adult,
            Band.SENIOR: self.senior,
            Band.AGED: self.aged,
        }

    @property
    def people(self) -> int:
        """All of them."""
        return sum(self.by_age.values())


class Needs(Wire):
    """Families by need; one that needs several is in each."""

    care: Counted = 0
    ill: Counted = 0
    dialysis: Counted = 0
    birth: Counted = 0
    allergy: Counted = 0
    senses: Counted = 0
    language: Counted = 0

    @property
    def by_need(self) -> dict[Need, int]:
        """Each of them."""
        return {
            Need.CARE: self.care,
            Need.ILL: self.ill,
            Need.DIALYSIS: self.dialysis,
            Need.BIRTH: self.birth,
            Need.ALLERGY: self.allergy,
            Need.SENSES: self.senses,
            Need.LANGUAGE: self.language,
        }


class ShelterNow(Wire):
    """Who is in a shelter now, in numbers.

    Attributes:
        number: grows with each change of the register; of two the larger is newer.
        at: when the register changed last, by the booth's clock.
        locked: the register is closed on the booth, and only what was counted before is told.
        families: that are there; `out` is how many are away for now.
        elsewhere: families of other towns; `pets`: families with an animal.
    """

    name: Annotated[str, Field(min_length=1, max_length=LONGEST_SHELTER_NAME)]
    number: Ordinal
    at: Moment
    locked: bool = False
    bands: Bands = Bands()
    needs: Needs = Needs()
    families: Counted = 0
    out: Counted = 0
    elsewhere: Counted = 0
    pets: Counted = 0
