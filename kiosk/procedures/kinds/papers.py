"""A paper that staff saw: an original, a copy, or one on a telephone. What stood on it is kept nowhere."""

from typing import Final

from pydantic import JsonValue
from typing_extensions import override

from kiosk.procedures.fields import FormField
from kiosk.procedures.kinds.kind import Kind
from kiosk.procedures.words import words

PROOFS: Final = ("original", "copy", "phone")


class Paper(Kind):
    """A value is one of `PROOFS`: as what staff saw it. Who saw it and when stands with every answer."""

    asks = "choose"

    @override
    def fits(self, item: FormField, value: JsonValue) -> bool:
        return value in PROOFS

    @override
    def text(self, item: FormField, value: JsonValue, locale: str) -> str:
        return words(locale)[f"paper_{value}"] if self.fits(item, value) else str(value)

    @override
    def sample(self, item: FormField) -> JsonValue:
        return PROOFS[0]

    @override
    def possible(self, item: FormField) -> list[JsonValue]:
        return list(PROOFS)
