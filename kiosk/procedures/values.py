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
        case FieldType.SEVERAL:
            return _are_options(field, value)
        case FieldType.BOOLEAN:
            return isinstance(value, bool)
        case FieldType.INTEGER:
            return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**9
        case FieldType.AMOUNT:
            return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9
        case _:
            return eras.from_json(value) is not None


def kept(field: FormField, value: JsonValue) -> JsonValue:
    """The value as it is kept: blank text and no option are nothing, options stand in the order of the file, readings
    are full-width katakana, all else is untouched.
    """
    if isinstance(value, str) and not value.strip():
        return None
    if field.type is FieldType.SEVERAL:
        return [option.id for option in field.chosen(value)] or None
    if isinstance(value, str) and field.type is FieldType.KANA:
        return kana.katakana(value)
    if field.type is FieldType.DATE:
        written = eras.from_json(value)
        return written.to_json() if written else None
    return value


def touched(field: FormField, value: JsonValue, option_id: str) -> JsonValue:
    """The value of several after one option was touched: it comes or goes, and what cannot stand beside it goes."""
    touched_one, before = field.option(option_id), field.chosen(value)
    if touched_one is None or touched_one in before:
        after = tuple(option for option in before if option is not touched_one)
    elif touched_one.alone:
        after = (touched_one,)
    else:
        after = (*(option for option in before if not option.alone), touched_one)
    return kept(field, [option.id for option in after])


def _are_options(field: FormField, value: JsonValue) -> bool:
    """Whether each is the id of another option, and one that stands alone does."""
    if not isinstance(value, list):
        return False
    found = field.chosen(value)
    return len(found) == len(value) and (len(found) < 2 or not any(option.alone for option in found))


def _has_controls(text: str) -> bool:
    """Whether anything in it is not seen but turns, hides or breaks what is: controls, bidi marks, invisible spaces.

    The two joiners shape letters of several scripts and may stay, and so may variation selectors.
    """
    return any(letter not in _JOINERS and unicodedata.category(letter) in _UNSEEN for letter in text)
