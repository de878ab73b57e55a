"""The types of field by name, and which keys of a file each may have and needs; what one does is in `kinds`."""

from enum import StrEnum
from typing import Final


class FieldType(StrEnum):
    """What kind of value a field takes."""

    CHOICE = "choice"
    SEVERAL = "several"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    AMOUNT = "amount"
    TEXT = "text"
    NAME = "name"
    KANA = "kana"
    DATE = "date"
    ADDRESS = "address"
    TEL = "tel"
    DIGITS = "digits"
    BANK = "bank"
    PAPER = "paper"
    GROUP = "group"
    COMPUTED = "computed"
    SLOT = "slot"


STAFF_WRITE: Final = frozenset(FieldType) - {FieldType.BANK, FieldType.GROUP, FieldType.COMPUTED, FieldType.SLOT}
"""The types that staff have something to write with, at the console and in a case."""
BELONG: Final[dict[str, tuple[FieldType, ...]]] = {
    "options": (FieldType.CHOICE, FieldType.SEVERAL),
    "on": (FieldType.BOOLEAN,),
    "off": (FieldType.BOOLEAN,),
    "minimum": (FieldType.INTEGER, FieldType.AMOUNT, FieldType.SEVERAL, FieldType.DIGITS, FieldType.GROUP),
    "maximum": (FieldType.INTEGER, FieldType.AMOUNT, FieldType.SEVERAL, FieldType.DIGITS, FieldType.GROUP),
    "calendar": (FieldType.SLOT,),
    "month_only": (FieldType.DATE,),
    "none": (FieldType.TEL, FieldType.DIGITS),
    "registered": (FieldType.BANK,),
    "savings": (FieldType.BANK,),
    "holder": (FieldType.BANK,),
    "same_holder": (FieldType.BANK,),
    "fields": (FieldType.GROUP,),
    "item": (FieldType.GROUP,),
    "add": (FieldType.GROUP,),
    "first": (FieldType.GROUP,),
    "formula": (FieldType.COMPUTED,),
    "show": (FieldType.COMPUTED,),
}
"""Keys of `kiosk.procedures.fields.FormField` that only these types have."""
NEEDED: Final[dict[FieldType, tuple[str, ...]]] = {
    FieldType.CHOICE: ("options",),
    FieldType.SEVERAL: ("options",),
    FieldType.BOOLEAN: ("on", "off"),
    FieldType.DIGITS: ("maximum",),
    FieldType.GROUP: ("fields", "item", "add", "maximum"),
    FieldType.COMPUTED: ("formula", "show"),
}
"""Keys without which a type cannot be asked."""
NOT_INSIDE: Final = (FieldType.GROUP, FieldType.BANK, FieldType.SLOT)
"""Types that are not asked about each one of a group."""
