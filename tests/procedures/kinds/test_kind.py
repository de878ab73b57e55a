"""What every kind says where it has nothing of its own to say."""

from datetime import date

from pydantic import JsonValue
from typing_extensions import override

from kiosk.procedures.fields import FormField
from kiosk.procedures.kinds.kind import About, Kind
from tests.procedures.kinds.kind_fields import field


class _Plain(Kind):
    @override
    def fits(self, item: FormField, value: JsonValue) -> bool:
        return True

    @override
    def sample(self, item: FormField) -> JsonValue:
        return "x"


def test_a_plain_kind_keeps_values_as_they_are_and_finds_nothing_wrong() -> None:
    plain, item = _Plain(), field("text")
    assert (plain.kept(item, "1"), plain.text(item, "1", "ja")) == ("1", "1")
    assert plain.wrong(item, "1", About(date(2026, 11, 1))) is None
    assert (plain.possible(item), plain.unanswered(item), plain.proposable, plain.asks) == ([], None, False, "write")
