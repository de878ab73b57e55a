"""Which class knows which kind of field."""

from typing import Final

from pydantic import JsonValue

from kiosk.procedures.field_types import FieldType
from kiosk.procedures.fields import FormField
from kiosk.procedures.kinds.bank import Bank
from kiosk.procedures.kinds.choices import Choice, Several
from kiosk.procedures.kinds.computed import Computed
from kiosk.procedures.kinds.dates import Date
from kiosk.procedures.kinds.entries import Entries
from kiosk.procedures.kinds.kind import Kind
from kiosk.procedures.kinds.numbers import Amount, Integer
from kiosk.procedures.kinds.papers import Paper
from kiosk.procedures.kinds.slots import Slot
from kiosk.procedures.kinds.writing import Digits, Kana, Name, Telephone, Written
from kiosk.procedures.kinds.yes_no import YesNo

KINDS: Final[dict[FieldType, Kind]] = {
    FieldType.CHOICE: Choice(),
    FieldType.SEVERAL: Several(),
    FieldType.BOOLEAN: YesNo(),
    FieldType.INTEGER: Integer(),
    FieldType.AMOUNT: Amount(),
    FieldType.TEXT: Written("文字"),
    FieldType.NAME: Name("山田　花子"),
    FieldType.KANA: Kana("ヤマダ　ハナコ"),
    FieldType.DATE: Date(),
    FieldType.ADDRESS: Written("兵庫県姫路市安田四丁目1番地"),
    FieldType.TEL: Telephone("079-221-0000"),
    FieldType.DIGITS: Digits(""),
    FieldType.BANK: Bank(),
    FieldType.PAPER: Paper(),
    FieldType.COMPUTED: Computed(),
    FieldType.SLOT: Slot(),
}
KINDS[FieldType.GROUP] = Entries(KINDS)


def kind_of(item: FormField) -> Kind:
    """What is known of this field's values."""
    return KINDS[item.type]


def fits(item: FormField, value: JsonValue) -> bool:
    """Whether a value has the type of its field; null (nothing) fits every field."""
    return value is None or kind_of(item).fits(item, value)


def kept(item: FormField, value: JsonValue) -> JsonValue:
    """A value that fits, as it is kept; null where it says nothing."""
    return None if value is None else kind_of(item).kept(item, value)
