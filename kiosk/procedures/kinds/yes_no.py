"""Yes or no, in words of the file: のせる, のせない."""

from pydantic import JsonValue
from typing_extensions import override

from kiosk.procedures.fields import FormField
from kiosk.procedures.kinds.kind import Kind


class YesNo(Kind):
    """A boolean."""

    asks = "choose"
    proposable = True

    @override
    def fits(self, item: FormField, value: JsonValue) -> bool:
        return isinstance(value, bool)

    @override
    def text(self, item: FormField, value: JsonValue, locale: str) -> str:
        word = item.on if value is True else item.off
        return word.in_(locale) if word else str(value)

    @override
    def sample(self, item: FormField) -> JsonValue:
        return True

    @override
    def possible(self, item: FormField) -> list[JsonValue]:
        return [True, False]
