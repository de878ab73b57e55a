"""Numbers: their bounds, their counter, and yen in groups of three."""

from datetime import date

import pytest

from kiosk.procedures.kinds.kind import About, Wrong
from kiosk.procedures.kinds.table import kind_of
from tests.procedures.kinds.kind_fields import field

ABOUT = About(date(2026, 11, 1))


@pytest.mark.parametrize(
    ("kind", "value", "wrong"),
    [
        ("integer", 0, Wrong("too_small", {"count": "1"})),
        ("integer", 1, None),
        ("integer", 20000, None),
        ("integer", 20001, Wrong("too_large", {"count": "20000"})),
        ("amount", 0, Wrong("too_little_yen", {"count": "1"})),
        ("amount", 20001, Wrong("too_much_yen", {"count": "20,000"})),
    ],
)
def test_a_number_stays_within_its_bounds(kind: str, value: int, wrong: Wrong | None) -> None:
    item = field(kind, minimum=1, maximum=20000)
    assert kind_of(item).wrong(item, value, ABOUT) == wrong


def test_without_bounds_nothing_is_wrong() -> None:
    assert kind_of(field("integer")).wrong(field("integer"), -5, ABOUT) is None


def test_numbers_in_words() -> None:
    copies, paid = field("integer", unit={"ja": "通"}), field("amount")
    assert kind_of(copies).text(copies, 2, "ja") == "2通"
    assert kind_of(paid).text(paid, 12800, "ja") == "12,800円"
