"""Eras (和暦): our own table, reading and writing dates whose parts may be unknown (不詳)."""

import re
import unicodedata
from datetime import date, datetime
from typing import Final

from pydantic import JsonValue
from typing_extensions import override

from kiosk.procedures.japanese.calendar import day_in_japan
from kiosk.values import dataclass


@dataclass(frozen=True)
class Era:
    """One era: its name, the letter on buttons and cards, its first day."""

    name: str
    letter: str
    english: str
    begins: date


ERAS = (
    Era("令和", "R", "Reiwa", date(2019, 5, 1)),
    Era("平成", "H", "Heisei", date(1989, 1, 8)),
    Era("昭和", "S", "Showa", date(1926, 12, 25)),
    Era("大正", "T", "Taisho", date(1912, 7, 30)),
    Era("明治", "M", "Meiji", date(1868, 1, 25)),
)
"""The newest first."""
YEARS: Final = range(1868, 2201)
"""Of any date somebody writes, far from the last year of `date`: nothing added leaves its range."""

_WRITTEN = re.compile(
    r"^(令和|平成|昭和|大正|明治|西暦|[RHSTMrhstm])?\s*(元|\d{1,4})\s*(?:年|[./-])?\s*(.*)$", re.ASCII
)
_MONTH_DAY = re.compile(r"^(\d{1,2})\s*(?:月$|(?:月|[./-])\s*(?:(\d{1,2})\s*日?|日?不詳)$)", re.ASCII)
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ALL_UNKNOWN = frozenset({"不詳", "年月日不詳", "生年月日不詳"})
_UNKNOWN_REST = frozenset({"", "不詳", "月日不詳"})
_ERA_ALONE = re.compile(r"^(令和|平成|昭和|大正|明治)年月日不詳$")
_ABOUT = re.compile(r"\s*(?:頃|ころ|ごろ)$")
"""Behind a date that is not sure: 昭和34年5月頃."""


@dataclass(frozen=True)
class WrittenDate:
    """A date as an answer: the parts that are known (others None, never invented) and how it was written.

    A known day needs a known month, and a known month a known year.
    """

    year: int | None
    month: int | None = None
    day: int | None = None
    as_written: str = ""

    @property
    def about(self) -> bool:
        """Whether it is not sure: 昭和34年5月頃."""
        return self.year is not None and _ABOUT.search(_plain(self.as_written)) is not None

    def known(self) -> date | None:
        """The day in the calendar, when all parts are known."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    def to_json(self) -> dict[str, JsonValue]:
        """The shape kept in answers."""
        return {"year": self.year, "month": self.month, "day": self.day, "as_written": self.as_written}

    @override
    def __repr__(self) -> str:
        return "WrittenDate(...)"


def from_json(value: object) -> WrittenDate | None:
    """Read the shape kept in answers; None for anything that is no date."""
    if not isinstance(value, dict) or not set(value) <= {"year", "month", "day", "as_written"}:
        return None
    year, month, day, written = value.get("year"), value.get("month"), value.get("day"), value.get("as_written", "")
    if not (_part(year) and _part(month) and _part(day) and isinstance(written, str)) or len(written) > 60:
        return None
    if not possible(year, month, day):
        return None
    return WrittenDate(year, month, day, written)


def possible(year: int | None, month: int | None, day: int | None) -> bool:
    """Whether such a date can be in the calendar, with its unknown parts."""
    if year is None:
        return month is None and day is None
    if year not in YEARS:
        return False
    if month is None:
        return day is None
    try:
        return date(year, month, 1 if day is None else day) >= ERAS[-1].begins.replace(day=1)
    except ValueError:
        return False


def era_of(day: date) -> Era | None:
    """The era of a day; None before 明治."""
    return next((era for era in ERAS if day >= era.begins), None)


def era_written(written: WrittenDate) -> Era | None:
    """The era to write a date in: the one it was written in, else the one its known parts leave no doubt about.

    大正15年月日不詳 was pressed with its era and keeps it; 1926 as the card gives it may be 大正15年 or 昭和元年, and
    nobody may choose for the resident: None.
    """
    if written.year is None:
        return None
    head = _WRITTEN.match(_plain(written.as_written))
    era = era_named(head[1] or "") if head else None
    again = parse(written.as_written) if era else None
    if again and (again.year, again.month, again.day) == (written.year, written.month, written.day):
        return era
    return _sure_era(written.year, written.month, written.day)


def era_named(text: str) -> Era | None:
    """The era by its name or letter."""
    return next((era for era in ERAS if text in (era.name, era.letter, era.letter.lower())), None)


def parse(text: str) -> WrittenDate | None:
    """Read 和暦 or 西暦 as people write it: 昭和34年5月6日, S34.5.6, 1959-05-06, 昭和6年月日不詳, 昭和34年5月頃."""
    plain = _plain(text)
    if plain in _ALL_UNKNOWN or _ERA_ALONE.match(plain):
        return WrittenDate(None, as_written=text)
    sure = _ABOUT.sub("", plain)
    if sure != plain:
        sure = re.sub(r"(年\s*[0-9]{1,2}月)$", r"\1不詳", sure)
    plain = sure
    if re.fullmatch(r"[0-9]{8}", plain):
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    found = _WRITTEN.match(plain)
    rest = _rest(found[3]) if found else None
    if not found or rest is None:
        return None
    number = 1 if found[2] == "元" else int(found[2])
    if found[1] in (None, "西暦"):
        month, day = rest
        return WrittenDate(number, month, day, text) if number >= 1000 and possible(number, month, day) else None
    era = era_named(found[1])
    return _in_era(era, number, rest, text) if era else None


def _plain(text: str) -> str:
    """For reading only: digits and letters half-width, no blanks around."""
    return unicodedata.normalize("NFKC", text).strip()


def _rest(text: str) -> tuple[int | None, int | None] | None:
    if text.strip() in _UNKNOWN_REST:
        return None, None
    found = _MONTH_DAY.match(text.strip())
    if not found:
        return None
    return int(found[1]), int(found[2]) if found[2] else None


def _in_era(era: Era, number: int, rest: tuple[int | None, int | None], text: str) -> WrittenDate | None:
    month, day = rest
    year = era.begins.year + number - 1
    if number < 1 or not possible(year, month, day) or not _touches(era, year, month, day):
        return None
    return WrittenDate(year, month, day, text)


def _touches(era: Era, year: int, month: int | None, day: int | None) -> bool:
    """Whether any day with these parts lies in the era."""
    return era in {era_of(day) for day in _span(year, month, day)}


def _span(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    """The first and the last day with these parts; no era begins and ends between them."""
    last_month = month or 12
    return date(year, month or 1, day or 1), date(year, last_month, day or _last_day(year, last_month))


def _last_day(year: int, month: int) -> int:
    return (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days


def japanese(written: WrittenDate, *, western: bool = False, day_asked: bool = True) -> str:
    """和暦 in words, 西暦 behind it if asked: 昭和34年5月6日（1959年）; unknown parts are 不詳, the era as pressed.

    Where only the month was asked for, the day is not told to be unknown: 令和8年9月.
    """
    if written.year is None:
        alone = _ERA_ALONE.match(_plain(written.as_written))
        return f"{alone[1] if alone else ''}年月日不詳"
    era = era_written(written)
    if era is None:
        head = f"{written.year}年"
    else:
        number = written.year - era.begins.year + 1
        head = f"{era.name}{'元' if number == 1 else number}年"
    month = f"{written.month}月" if written.month else ""
    day = f"{written.day}日" if written.day else ""
    unknown = "" if written.day or (written.month and not day_asked) else "日不詳" if written.month else "月日不詳"
    return (
        head + month + day + ("頃" if written.about else unknown) + (f"（{written.year}年）" if western and era else "")
    )


def written_day(moment: datetime) -> str:
    """The day in Japan as papers write it: 令和8年11月21日."""
    day = day_in_japan(moment)
    return japanese(WrittenDate(day.year, day.month, day.day))


def english(written: WrittenDate) -> str:
    """The known parts as an English date with the era year behind it: 6 May 1959 (Showa 34); empty without a year."""
    if written.year is None:
        return ""
    parts = [str(written.day)] if written.day else []
    parts += [_MONTHS[written.month - 1]] if written.month else []
    return " ".join([*parts, str(written.year)]) + english_era(written)


def english_era(written: WrittenDate) -> str:
    """The era year in brackets, with a blank before it: `` (Showa 34)``; empty where no era is sure.

    Of a date of which the era alone is known, that: `` (Showa)``.
    """
    if written.year is None:
        alone = _ERA_ALONE.match(_plain(written.as_written))
        named = era_named(alone[1]) if alone else None
        return f" ({named.english})" if named else ""
    era = era_written(written)
    return f" ({era.english} {written.year - era.begins.year + 1})" if era else ""


def _sure_era(year: int, month: int | None, day: int | None) -> Era | None:
    """The era when the known parts leave no doubt: 1989 alone may be 昭和64年 or 平成元年."""
    first, last = _span(year, month, day)
    return era_of(first) if era_of(first) == era_of(last) else None


def _part(value: object) -> bool:
    return value is None or (isinstance(value, int) and not isinstance(value, bool))
