"""The lines a shelter's screens show: families without names for everybody, with names for the desk, and numbers."""

from collections.abc import Callable
from typing import Final

from kiosk.booth.shelter.desk import Found
from kiosk.protocol.shelter import ShelterNow
from kiosk.shelter.register import Household
from kiosk.values import dataclass

Say = Callable[..., str]
"""A key of words and its values, in the language of the screen."""
LINES: Final = (3, 3, 2, 2)
"""Families on the desk's list by size of text."""


@dataclass(frozen=True)
class FamilyRow:
    """A family to touch: `whereabouts` is present, away, or empty where nobody can know."""

    household: str
    title: str
    detail: str
    whereabouts: str
    whereaboutsText: str


@dataclass(frozen=True)
class NumberRow:
    """How many of one kind."""

    kind: str
    label: str
    number: str


def found_rows(found: Found, say: Say) -> tuple[FamilyRow, ...]:
    """Whoever put the card down or typed the number; no name is on a screen that anybody may look at."""
    if found.blind:
        number = say("shelter-number", number=_spaced(found.number)) if found.number else say("shelter-this-card")
        return (FamilyRow("", number, "", "", ""),)
    return tuple(
        FamilyRow(
            one.household,
            say("shelter-number", number=one.reference),
            say("shelter-people", count=one.people),
            "present" if one.present else "away",
            say("shelter-present" if one.present else "shelter-away"),
        )
        for one in found.families
    )


def listed_rows(households: tuple[Household, ...], say: Say) -> tuple[FamilyRow, ...]:
    """The desk's list."""
    return tuple(
        FamilyRow(
            one.id,
            one.family.name or say("shelter-no-name"),
            f"{one.reference}　{say('shelter-people', count=one.family.bands.people)}",
            "present" if one.present else "away",
            say("shelter-present" if one.present else "shelter-away"),
        )
        for one in households
    )


def number_rows(told: ShelterNow | None, say: Say) -> tuple[NumberRow, ...]:
    """Everybody by age, then what is needed, those kinds only that are there."""
    if told is None:
        return ()
    ages = [NumberRow(band, say(f"shelter-band-{band}"), str(number)) for band, number in told.bands.by_age.items()]
    needs = [NumberRow(need, say(f"shelter-need-{need}"), str(number)) for need, number in told.needs.by_need.items()]
    more = [
        NumberRow("pets", say("shelter-need-pets"), str(told.pets)),
        NumberRow("elsewhere", say("shelter-need-elsewhere"), str(told.elsewhere)),
    ]
    return (*ages, *(one for one in (*needs, *more) if one.number != "0"))


def _spaced(digits: str) -> str:
    return f"{digits[:4]}-{digits[4:]}"
