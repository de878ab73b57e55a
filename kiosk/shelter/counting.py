"""The register in numbers: told to headquarters, and written where everybody may read it."""

from datetime import datetime
from typing import Final

from kiosk.protocol.shelter import MOST_COUNTED, Band, Bands, Need, Needs, ShelterNow
from kiosk.shelter.people import Family, Pet
from kiosk.shelter.register import Register

FEW: Final = 5
"""Below this a number may name somebody, and is published as "fewer than"."""
_TENS: Final = 10
BANDS: Final = {
    Band.BABY: "0〜2歳",
    Band.INFANT: "3〜5歳",
    Band.PUPIL: "6〜14歳",
    Band.ADULT: "15〜64歳",
    Band.SENIOR: "65〜74歳",
    Band.AGED: "75歳以上",
}
NEEDS: Final = {
    Need.CARE: "車いす・介助",
    Need.ILL: "けが・病気・薬",
    Need.DIALYSIS: "透析・酸素・機械",
    Need.BIRTH: "妊娠・赤ちゃん",
    Need.ALLERGY: "アレルギー",
    Need.SENSES: "目・耳",
    Need.LANGUAGE: "ことば",
}
"""What staff read, on paper and at the console."""


def counted(register: Register, name: str, number: int, at: datetime) -> ShelterNow:
    """Everybody who is there. Who is hidden eats and sleeps too: they are in every number, as nobody."""
    there = [one for one in register.households if one.present]
    told = ShelterNow(name=name, number=number, at=at, out=len(register.households) - len(there))
    for one in there:
        told = arrived(told, one.family)
    return told


def arrived(before: ShelterNow, family: Family) -> ShelterNow:
    """The numbers with one more family; all a booth can say while its register is locked."""
    bands = {band.value: _more(getattr(before.bands, band), getattr(family.bands, band)) for band in Band}
    needs = {need.value: _more(getattr(before.needs, need), need in family.needs) for need in Need}
    return before.model_copy(
        update={
            "bands": Bands(**bands),
            "needs": Needs(**needs),
            "families": _more(before.families, 1),
            "elsewhere": _more(before.elsewhere, bool(family.town)),
            "pets": _more(before.pets, family.pet is not Pet.NONE),
        }
    )


def _more(number: int, by: int) -> int:
    """No more than a message may say: a register another booth filled costs neither the shelter nor the line."""
    return min(number + by, MOST_COUNTED)


def published(number: int, unit: str = "") -> str:
    """A number as it may be published: 0, "5未満", or itself."""
    return f"{FEW}{unit}未満" if _few(number) else f"{number}{unit}"


def published_people(told: ShelterNow) -> str:
    """How many there are in all; in tens where it would say, less the bands beside it, how many a few are."""
    people = told.bands.people
    if _few(people) or not any(_few(number) for number in told.bands.by_age.values()):
        return published(people, "人")
    return f"約{(people + _TENS // 2) // _TENS * _TENS}人"


def _few(number: int) -> bool:
    return 0 < number < FEW
