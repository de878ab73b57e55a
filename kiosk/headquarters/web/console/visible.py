"""Visible text: what came from outside may not turn around the text beside it.

A character like U+202E shows a name, and all after it in the line, from right to left, so that a page says something
else than what is stored. Such characters show nothing by themselves: on a page each is a mark that something is there.
"""

from typing import Any, Final

TURNING: Final = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Unicode Standard Annex 9, section 2: the marks, embeddings, overrides and isolates."""
MARK: Final = "\ufffd"
_MARKS: Final = str.maketrans(dict.fromkeys(TURNING, MARK))


def visible(value: Any) -> Any:
    """Text with a mark in the place of what turns text; anything else as it is."""
    return value.translate(_MARKS) if isinstance(value, str) else value
