"""Whether the rows of a table fit: each that does not is told with its number, and then nothing is written."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kiosk.authoring.texts.rows import OWN, Row
from kiosk.procedures.files.mistakes import Mistake, mistake
from kiosk.procedures.japanese import ruby
from kiosk.values import dataclass

_GAP: Final = re.compile(r"\{\w*\}")
_LOCALE: Final = re.compile(r"[a-z]{2,4}(-[A-Za-z]{2,4})?")


@dataclass(frozen=True)
class Unfit:
    """What is wrong in one row, numbered as a spreadsheet does."""

    row: int
    mistake: Mistake


def unfit(numbered: Sequence[tuple[int, Row]], places: set[str]) -> Iterator[Unfit]:
    """Every row that does not fit the folder whose texts have these `places`."""
    seen: dict[str, int] = {}
    for number, row in numbered:
        if row.place not in places:
            yield Unfit(number, mistake("row_unknown_place", place=row.place))
        elif row.place in seen:
            yield Unfit(number, mistake("row_twice", other=seen[row.place]))
        seen.setdefault(row.place, number)
        for found in _of_row(row):
            yield Unfit(number, found)
    yield from _conflicts(numbered)


def _of_row(row: Row) -> Iterator[Mistake]:
    for locale in OWN:
        if not row.own[locale].strip():
            yield mistake("row_blank", language=locale)
    for kanji in ruby.unread(row.own["easy"]):
        yield mistake("no_reading", kanji=kanji)
    yield from _gaps(row)
    for locale in row.words:
        if not _LOCALE.fullmatch(locale):
            yield mistake("no_language", name=locale)
        if row.reviewed_by.get(locale, "").strip() and not row.words[locale].strip():
            yield mistake("row_reviewed_nothing", language=locale)


def _gaps(row: Row) -> Iterator[Mistake]:
    """What the program fills in must be there in every language."""
    gaps = sorted(_GAP.findall(row.own["ja"]))
    for locale, text in {**row.own, **row.words}.items():
        if text.strip() and sorted(_GAP.findall(text)) != gaps:
            yield mistake("row_gaps", language=locale, gaps=" ".join(gaps) or "-")


def _conflicts(numbered: Sequence[tuple[int, Row]]) -> Iterator[Unfit]:
    """The same Japanese, translated in two ways: a text is translated once."""
    first: dict[tuple[str, str], tuple[int, str, str]] = {}
    for number, row in numbered:
        for locale, text in row.words.items():
            mine = (number, text, row.reviewed_by.get(locale, "").strip())
            other = first.setdefault((locale, row.own["ja"]), mine)
            if other[1:] != mine[1:]:
                yield Unfit(number, mistake("row_conflict", language=locale, other=other[0], japanese=row.own["ja"]))
