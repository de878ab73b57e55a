"""Which keys of a field nothing would read, by its kind: a file that promises more than happens is mended, not obeyed.

Keys without which a kind cannot be asked, or which only one has, are said in the model (`kiosk.procedures.fields`).
"""

from collections.abc import Iterator
from typing import Final

from kiosk.procedures.field_types import FieldType
from kiosk.procedures.fields import FormField, Page

_WRITTEN: Final = (FieldType.TEXT, FieldType.NAME, FieldType.KANA, FieldType.ADDRESS)
_TYPED: Final = (*_WRITTEN, FieldType.TEL, FieldType.DIGITS, FieldType.AMOUNT)
_READ_BY: Final[dict[str, tuple[FieldType, ...]]] = {
    "unit": (FieldType.INTEGER, FieldType.COMPUTED, FieldType.GROUP),
    "max_chars": _WRITTEN,
    "future": (FieldType.DATE,),
    "example": _TYPED,
    "icon": (FieldType.BOOLEAN, FieldType.PAPER),
    "required": tuple(one for one in FieldType if one is not FieldType.COMPUTED),
    "question": tuple(one for one in FieldType if one is not FieldType.COMPUTED),
    "hint": tuple(one for one in FieldType if one is not FieldType.COMPUTED),
}
_OF_THE_SCREEN: Final = ("question", "example", "icon")
"""Keys that a field of staff has no screen for."""


def unread(page: Page) -> Iterator[tuple[int, str]]:
    """Each key that is written and that nothing reads, with the number of its field on the page."""
    asked_before: FormField | None = None
    for number, field in enumerate(page.fields):
        yield from ((number, key) for key in _unread(field))
        if field.question is not None and _stands_below(asked_before, field):
            yield number, "question"
        if not field.by_staff and field.type is not FieldType.COMPUTED:
            asked_before = field


def read_by(key: str) -> str:
    """The kinds that read a key, as a file writes them."""
    return ", ".join(_READ_BY[key])


def _unread(field: FormField) -> Iterator[str]:
    for key, kinds in _READ_BY.items():
        of_screen = field.by_staff and field.type is not FieldType.PAPER and key in _OF_THE_SCREEN
        if (of_screen or field.type not in kinds) and getattr(field, key) != FormField.model_fields[key].default:
            yield key


def _stands_below(before: FormField | None, field: FormField) -> bool:
    """Whether a yes-or-no question shares the screen of the one before it, which has the words above them."""
    return before is not None and before.type is field.type is FieldType.BOOLEAN and not field.by_staff
