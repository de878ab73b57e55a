"""A table for a spreadsheet, in which no text becomes a formula or a day, and no number loses its zeros."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_APOSTROPHE: Final = "'"
"""A spreadsheet takes what stands behind one for text."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""With these a spreadsheet begins to calculate; one for Japanese takes the wide signs, too (OWASP, CSV Injection)."""
_EXACT_DIGITS: Final = 15
"""A spreadsheet keeps no more digits of a number."""
_A_DAY: Final = re.compile(r"\d{1,4}(?:[-/]\d{1,2}){1,2}|\d{1,2}[-/](?:\d{1,2}[-/])?\d{4}|\d{1,2}月\d{1,2}日")
"""1-2-3 is the third of February 2001, 3-1950 March 1950; the day of a calendar that ISO writes stays one."""
_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_A_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?[eE][+-]?\d+|\d+\.\d*0|\([\d.,]+\)|\d+ \d+/\d+")
"""What is written otherwise once it is a number: 1E5, 1.10, (3) which is -3, 1 1/2 which is 1.5."""
_BOM: Final = "\ufeff"
"""By which spreadsheets know UTF-8."""


def table(rows: Iterable[Iterable[str]]) -> str:
    """The rows as CSV; each cell in quotes, as some spreadsheets begin a new one at a semicolon or tab, too."""
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([safe(cell) for cell in row] for row in rows)
    return _BOM + out.getvalue()


def safe(cell: str) -> str:
    """The cell as it is written into a table; `plain` gives it back."""
    return _APOSTROPHE + cell if _is_taken_otherwise(cell) else cell


def plain(cell: str) -> str:
    """What `safe` was given."""
    return cell[1:] if cell.startswith(_APOSTROPHE) and _is_taken_otherwise(cell[1:]) else cell


def _is_taken_otherwise(cell: str) -> bool:
    begin = cell.lstrip(" \u3000\u00a0\u200b\ufeff")
    if begin.startswith((*_FORMULA, _APOSTROPHE)):
        return True
    narrow = unicodedata.normalize("NFKC", cell)  # a spreadsheet for Japanese reads wide digits, too
    if narrow.isascii() and narrow.isdigit():
        return len(narrow) > _EXACT_DIGITS or (narrow.startswith("0") and narrow != "0")
    if _A_DAY.fullmatch(narrow):
        return _ISO_DAY.fullmatch(narrow) is None
    return _A_NUMBER.fullmatch(narrow) is not None
