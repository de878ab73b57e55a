"""What staff write into the fields that are theirs: with what, and what a line typed on a keyboard means."""

import unicodedata
from typing import Final

from pydantic import JsonValue

from kiosk.procedures.field_types import FieldType
from kiosk.procedures.fields import FormField
from kiosk.procedures.japanese import eras
from kiosk.protocol.forms import Entry

_ENTRIES: Final[dict[FieldType, Entry]] = {
    FieldType.CHOICE: "options",
    FieldType.SEVERAL: "options",
    FieldType.BOOLEAN: "options",
    FieldType.INTEGER: "number",
    FieldType.AMOUNT: "number",
    FieldType.DATE: "date",
    FieldType.PAPER: "paper",
}
_YES_NO: Final[dict[str, JsonValue]] = {"true": True, "false": False}


def entry(item: FormField) -> Entry:
    """With what staff write this field; "" where it is not theirs."""
    return _ENTRIES.get(item.type, "text") if item.by_staff else ""


def understood(item: FormField, value: JsonValue) -> JsonValue:
    """A typed line as the value it means; whatever else it may be stays as it is, and is judged as a value.

    Example:
        ``１２`` in an integer is 12, ``2026-04-01`` or 令和8年4月1日 in a date is that day; 十二 stays a text, which
        fits no integer.
    """
    if not isinstance(value, str):
        return value
    plain = unicodedata.normalize("NFKC", value).strip()
    if _ENTRIES.get(item.type) == "number":
        digits = plain.replace(",", "")
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 15 else value
    if item.type is FieldType.DATE:
        written = eras.parse(value)
        return written.to_json() if written else value
    return _YES_NO.get(plain, value) if item.type is FieldType.BOOLEAN else value
