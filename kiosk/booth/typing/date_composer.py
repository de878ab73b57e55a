"""What a key does to a date: era, year, month, day by large keys, ``press(typed, key) -> typed``, pure.

Keys: ``era:<name>`` (or ``era:西暦``), a digit, ``erase``, ``clear``, ``next``, ``month:<n>``, ``day:<n>``,
``unknown`` (不詳, of the part being asked and those behind it), ``about`` (頃, on and off), ``part:<part>``.
"""

import calendar
from dataclasses import replace
from enum import StrEnum
from typing import Final

from pydantic import JsonValue
from typing_extensions import override

from kiosk.procedures.japanese import eras
from kiosk.values import dataclass

WESTERN: Final = "西暦"
UNKNOWN: Final = 0
"""A part nobody knows."""


class Part(StrEnum):
    """What is being asked now."""

    ERA = "era"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True)
class TypedDate:
    """A date on its way; a month or day of `UNKNOWN` is 不詳, None was not touched yet.

    Who does not know the year may know the era: `year_unknown` makes it 昭和年月日不詳, or 年月日不詳 without one.
    `about` says that it is not sure (頃). With `month_only` no day is asked, and nothing may stay unknown.
    """

    era: str = ""
    year: str = ""
    month: int | None = None
    day: int | None = None
    part: Part = Part.ERA
    year_unknown: bool = False
    about: bool = False
    month_only: bool = False

    @property
    def western_year(self) -> int | None:
        """The year in the calendar."""
        if not self.year or not self.era:
            return None
        if self.era == WESTERN:
            return int(self.year)
        era = eras.era_named(self.era)
        return era.begins.year + int(self.year) - 1 if era else None

    @property
    def last_day(self) -> int:
        """How many day keys to show."""
        year = self.western_year
        if not self.month:
            return 31
        return calendar.monthrange(year if year and 1 <= year <= 9999 else 2000, self.month)[1]

    @property
    def complete(self) -> bool:
        """Whether every part was touched."""
        day_said = self.month_only or self.day is not None
        return self.year_unknown or (bool(self.year) and self.month is not None and day_said)

    @property
    def impossible(self) -> bool:
        """Complete, and no such day was ever: 昭和64年1月8日, 2月30日."""
        return self.complete and self.value() is None

    def value(self) -> JsonValue:
        """The answer, None until it is a day (or a day with unknown parts)."""
        if not self.complete:
            return None
        written = eras.parse(self._words())
        return written.to_json() if written else None

    def _words(self) -> str:
        era = "" if self.era == WESTERN else self.era
        if self.year_unknown:
            return f"{era}年月日不詳"
        month, day = f"{self.month}月" if self.month else "", f"{self.day}日" if self.day else ""
        unknown = "" if self.day or self.month_only else "日不詳" if self.month else "月日不詳"
        return f"{era}{int(self.year)}年{month}{day}{'頃' if self.about else unknown}"

    @override
    def __repr__(self) -> str:
        return f"TypedDate({self.part})"


def begin(value: JsonValue, *, western: bool = False, month_only: bool = False) -> TypedDate:
    """Start from an answer, or empty; `western` presets 西暦 for people who do not use eras."""
    written = eras.from_json(value)
    if written is None or written.year is None:
        empty = TypedDate(WESTERN, part=Part.YEAR) if western else TypedDate()
        empty = replace(empty, month_only=month_only)
        if written is None:
            return empty
        named = next((one.name for one in eras.ERAS if written.as_written.startswith(one.name)), "")
        return _unknown(empty if western or not named else TypedDate(named, part=Part.YEAR))
    era = None if western else eras.era_written(written)
    year = written.year - era.begins.year + 1 if era else written.year
    return TypedDate(
        era.name if era else WESTERN, str(year), written.month or UNKNOWN, written.day or UNKNOWN,
        Part.MONTH if month_only else Part.DAY, about=written.about, month_only=month_only,
    )  # fmt: skip


def press(typed: TypedDate, key: str) -> TypedDate:
    """`typed` after one key; a key that does not fit changes nothing."""
    name, _, what = key.partition(":")
    if name == "era" and (what == WESTERN or eras.era_named(what)):
        known = _known(typed)
        return replace(known, era=what, year="" if what != typed.era else typed.year, part=Part.YEAR)
    if name == "part" and what in Part.__members__.values():
        return typed if typed.month_only and what == Part.DAY else replace(typed, part=Part(what))
    if name in ("month", "day") and what.isdecimal():
        return _pad(_known(typed), Part(name), int(what))
    if key.isdecimal() and len(key) == 1 and typed.part is Part.YEAR:
        return _digit(typed, key)
    return _deed(typed, key)


def _deed(typed: TypedDate, key: str) -> TypedDate:
    if key == "clear":
        return TypedDate(month_only=typed.month_only)
    if key == "erase":
        return _erase(typed)
    if key == "next" and typed.part is Part.YEAR and typed.year:
        return replace(typed, part=Part.MONTH)
    if key in ("unknown", "about") and typed.month_only:
        return typed
    if key == "unknown":
        return _unknown(typed)
    if key == "about" and typed.western_year is not None:
        return replace(typed, about=not typed.about, month=typed.month or UNKNOWN, day=typed.day or UNKNOWN)
    return typed


def _digit(typed: TypedDate, digit: str) -> TypedDate:
    typed = _known(typed)
    if not typed.era or (not typed.year and digit == "0"):
        return typed
    year = typed.year + digit
    if int(year) > _last_year(typed.era):
        return typed
    full = int(year) * 10 > _last_year(typed.era)
    return replace(typed, year=year, part=Part.MONTH if full else Part.YEAR)


def _last_year(era: str) -> int:
    """The highest year of an era: 64 of 昭和; two digits for the present one."""
    if era == WESTERN:
        return 2200
    number = next((index for index, one in enumerate(eras.ERAS) if one.name == era), 0)
    return 99 if number == 0 else eras.ERAS[number - 1].begins.year - eras.ERAS[number].begins.year + 1


def _pad(typed: TypedDate, part: Part, number: int) -> TypedDate:
    if part is Part.MONTH and 1 <= number <= 12:
        part = Part.MONTH if typed.month_only else Part.DAY
        return replace(typed, month=number, day=None if typed.day == UNKNOWN else typed.day, part=part)
    if part is Part.DAY and 1 <= number <= 31 and typed.month:
        return replace(typed, day=number)
    return typed


def _known(typed: TypedDate) -> TypedDate:
    """Whoever writes a part after all begins with nothing known and nothing unknown."""
    return replace(typed, month=None, day=None, year_unknown=False) if typed.year_unknown else typed


def _erase(typed: TypedDate) -> TypedDate:
    if typed.year_unknown:
        return TypedDate()
    match typed.part:
        case Part.DAY if typed.day is not None:
            return replace(typed, day=None)
        case Part.DAY | Part.MONTH if typed.month is not None:
            return replace(typed, month=None, day=None, part=Part.MONTH)
        case Part.DAY | Part.MONTH:
            return replace(typed, year=typed.year[:-1], part=Part.YEAR)
        case Part.YEAR if typed.year:
            return replace(typed, year=typed.year[:-1])
        case _:
            return TypedDate(month_only=typed.month_only)


def _unknown(typed: TypedDate) -> TypedDate:
    if typed.part in (Part.ERA, Part.YEAR):
        era = typed.era if typed.part is Part.YEAR else ""  # who is asked for the era and does not know it has none
        western = typed.era == WESTERN  # the usual for this resident; another era would have to be pressed again
        kept = TypedDate(WESTERN if western else era, part=Part.YEAR if western or era else Part.ERA)
        return replace(kept, month=UNKNOWN, day=UNKNOWN, year_unknown=True)
    if typed.part is Part.MONTH:
        return replace(typed, month=UNKNOWN, day=UNKNOWN, part=Part.DAY)
    return typed if typed.month is None else replace(typed, day=UNKNOWN)
