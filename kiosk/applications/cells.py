"""Cells of a table for a spreadsheet, in which no text becomes a formula and no number loses its zeros."""

from typing import Final

_APOSTROPHE: Final = "'"
"""A spreadsheet takes what stands behind one for text."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""With these a spreadsheet begins to calculate; one for Japanese takes the wide signs, too (OWASP, CSV Injection)."""
_EXACT_DIGITS: Final = 15
"""A spreadsheet keeps no more digits of a number."""


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
    return cell.isascii() and cell.isdigit() and (len(cell) > _EXACT_DIGITS or (cell.startswith("0") and cell != "0"))
