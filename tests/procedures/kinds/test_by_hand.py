"""What staff typed, as the value it means."""

from typing import Any

import pytest
from pydantic import JsonValue

from kiosk.procedures.fields import FormField
from kiosk.procedures.kinds.by_hand import entry, understood
from kiosk.procedures.kinds.table import fits

YES = {"on": {"ja": "はい"}, "off": {"ja": "いいえ"}}


def of_staff(kind: str, **more: Any) -> FormField:
    return FormField.model_validate({"id": "one", "type": kind, "by": "staff", "label": {"ja": "一"}, **more})


@pytest.mark.parametrize(
    ("kind", "more", "typed", "value"),
    [
        ("integer", {}, "１２", 12),
        ("amount", {}, "12,800", 12800),
        ("integer", {}, "十二", "十二"),
        ("integer", {}, 7, 7),
        ("integer", {}, "9" * 16, "9" * 16),
        ("text", {}, "0123", "0123"),
        ("name", {}, "葛\U000e0102西", "葛\U000e0102西"),
        ("boolean", YES, "true", True),
        ("boolean", YES, "false", False),
        ("boolean", YES, "x", "x"),
        ("date", {}, "明日", "明日"),
        ("date", {}, "2026-04-01", {"year": 2026, "month": 4, "day": 1, "as_written": "2026-04-01"}),
        ("date", {}, "令和8年4月1日", {"year": 2026, "month": 4, "day": 1, "as_written": "令和8年4月1日"}),
    ],
)
def test_a_typed_line_is_the_value_it_means(
    kind: str, more: dict[str, Any], typed: JsonValue, value: JsonValue
) -> None:
    item = of_staff(kind, **more)
    assert understood(item, typed) == value
    assert fits(item, value) is (value != typed or kind in ("text", "name") or typed == 7)


def test_each_kind_has_something_to_write_with() -> None:
    options = {"options": [{"id": "a", "label": {"ja": "一"}}]}
    assert entry(of_staff("choice", **options)) == "options"
    assert entry(of_staff("boolean", **YES)) == "options"
    assert entry(of_staff("amount")) == "number"
    assert entry(of_staff("date")) == "date"
    assert entry(of_staff("kana")) == "text"
    assert entry(of_staff("kana").model_copy(update={"by": "resident"})) == ""
