"""Values: whether one fits the type of its field, and the form in which it is kept."""

import unicodedata

from pydantic import JsonValue

from kiosk.procedures.japanese import eras, kana
from kiosk.procedures.procedure import FieldType, FormField

LONGEST_TEXT = 1000
"""Code points of any text value; what a reader counts is a check, this is a limit."""
_TEXTS = frozenset({FieldType.TEXT, FieldType.NAME, FieldType.KANA, FieldType.ADDRESS, FieldType.TEL})

_JOINERS = "\u200c\u200d"
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode's categories of controls, formats (U+200E, U+202E, U+2066, U+FEFF ...), halves, line and paragraph ends."""


def fits(field: FormField, value: JsonValue) -> bool:
    """Whether a value has the type of its field; null (nothing) fits every field."""
    if value is None:
        return True
    if field.type in _TEXTS:
        return isinstance(value, str) and len(value) <= LONGEST_TEXT and not _has_controls(value)
    match field.type:
        case FieldType.CHOICE:
            return isinstance(value, str) and field.option(value) is not None
        case FieldType.BOOLEAN:
            return isinstance(value, bool)
        case FieldType.INTEGER:
            return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**9
        case _:
            return eras.from_json(value) is not None


def kept(field: FormField, value: JsonValue) -> JsonValue:
    """The value as it is kept: blank text is nothing, readings are full-width katakana, all else untouched."""
    if isinstance(value, str) and not value.strip():
        return None
    if isinstance(value, str) and field.type is FieldType.KANA:
        return kana.katakana(value)
    if field.type is FieldType.DATE:
        written = eras.from_json(value)
        return written.to_json() if written else None
    return value


def _has_controls(text: str) -> bool:
    """Whether anything in it is not seen but turns, hides or breaks what is: controls, bidi marks, invisible spaces.

    The two joiners shape letters of several scripts and may stay, and so may variation selectors.
    """
    return any(letter not in _JOINERS and unicodedata.category(letter) in _UNSEEN for letter in text)
