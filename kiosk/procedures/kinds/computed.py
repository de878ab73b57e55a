"""What is computed from other answers and shown: an amount, a number, a date, an age."""

from typing import Final

from pydantic import JsonValue
from typing_extensions import override

from kiosk.procedures.fields import FormField
from kiosk.procedures.kinds.dates import Date
from kiosk.procedures.kinds.kind import Kind
from kiosk.procedures.kinds.numbers import Amount, Integer
from kiosk.procedures.kinds.writing import Written
from kiosk.procedures.words import words


class Age(Integer):
    """Years somebody is old, by law: 34歳."""

    @override
    def text(self, item: FormField, value: JsonValue, locale: str) -> str:
        return words(locale)["age"].format(age=value)

    @override
    def sample(self, item: FormField) -> JsonValue:
        return 34


_SHOWN: Final[dict[str | None, Kind]] = {
    "amount": Amount(),
    "number": Integer(),
    "date": Date(),
    "text": Written("文字"),
    "age": Age(),
}


class Computed(Kind):
    """A value of its formula, written as the file says (`FormField.show`); nobody answers it."""

    @override
    def fits(self, item: FormField, value: JsonValue) -> bool:
        """Whether a formula may come to this value; that nobody writes it, `SharedForm.apply` sees to."""
        return _SHOWN[item.show].fits(item, value)

    @override
    def text(self, item: FormField, value: JsonValue, locale: str) -> str:
        return _SHOWN[item.show].text(item, value, locale)

    @override
    def sample(self, item: FormField) -> JsonValue:
        return _SHOWN[item.show].sample(item)
