"""The table: CSV that a spreadsheet opens as it is and takes no text in it for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from kiosk.applications import cells
from kiosk.applications.cells import plain
from kiosk.authoring.texts.rows import OWN, Row

_PLACE: Final = "place"
_REVIEWED: Final = "_reviewed_by"
_DELIMITERS: Final = ",;\t"


class NoTable(Exception):
    """The file is no table of texts; `kind` is that of the mistake."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def written(rows: Iterable[Row], locales: Sequence[str]) -> str:
    """The table with a byte order mark, by which spreadsheets know UTF-8."""
    further = [column for locale in locales for column in (locale, locale + _REVIEWED)]
    lines = [[_PLACE, *OWN, *further]]
    for row in rows:
        words = [cell for locale in locales for cell in (row.words.get(locale, ""), row.reviewed_by.get(locale, ""))]
        lines.append([row.place, *(row.own[locale] for locale in OWN), *words])
    return cells.table(lines)


def read(content: bytes) -> list[tuple[int, Row]]:
    """The rows with their numbers as a spreadsheet counts them; raise `NoTable`.

    Columns may have been moved or left out; a language whose column is not there is not changed.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NoTable("table_not_utf8") from None
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:  # a cell larger than any text, or no table at all
        raise NoTable("table_without_columns") from None
    head = [cell.strip() for cell in lines[0]] if lines else []
    if not {_PLACE, *OWN} <= set(head):
        raise NoTable("table_without_columns")
    found = []
    for number, line in enumerate(lines[1:], start=2):
        if any(cell.strip() for cell in line):
            found.append((number, _row(dict(zip(head, map(plain, line), strict=False)))))
    return found


def _row(cells: dict[str, str]) -> Row:
    locales = [name for name in cells if name not in (_PLACE, *OWN) and not name.endswith(_REVIEWED) and name]
    return Row(
        cells.get(_PLACE, ""),
        {locale: cells.get(locale, "") for locale in OWN},
        {locale: cells[locale] for locale in locales},
        {locale: cells[locale + _REVIEWED] for locale in locales if locale + _REVIEWED in cells},
    )
