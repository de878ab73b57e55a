"""The register in numbers: told to headquarters, and written where everybody may read it."""

from datetime import datetime
from typing import Final

from kiosk.protocol.shelter import Band, Bands, Need, Needs, ShelterNow
from kiosk.shelter.people import Family, Pet
from kiosk.shelter.register import Register

FEW: Final = 5
"""Below this a number may name somebody, and is published as "fewer than"."""
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
    bands = {band.value: getattr(before.bands, band) + getattr(family.bands, band) for band in Band}
    needs = {need.value: getattr(before.needs, need) + (need in family.needs) for need in Need}
    return before.model_copy(
        update={
            "bands": Bands(**bands),
            "needs": Needs(**needs),
            "families": before.families + 1,
            "elsewhere": before.elsewhere + bool(family.town),
            "pets": before.pets + (family.pet is not Pet.NONE),
        }
    )


def published(number: int) -> str:
    """A number as it may be published: 0, "5未満", or itself."""
    return f"{FEW}未満" if 0 < number < FEW else str(number)
