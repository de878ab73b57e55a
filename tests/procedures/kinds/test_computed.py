"""What is computed, as it is written."""

from typing import Any

import pytest

from kiosk.procedures.kinds.table import fits, kind_of
from tests.procedures.group_procedure import BIRTH
from tests.procedures.kinds.kind_fields import field


@pytest.mark.parametrize(
    ("show", "value", "text"),
    [
        ("amount", 12800, "12,800円"),
        ("number", 3, "3人"),
        ("age", 67, "67歳"),
        ("date", BIRTH, "昭和34年5月6日（1959年）"),
        ("text", "全員", "全員"),
    ],
)
def test_each_is_written_as_the_file_says(show: str, value: Any, text: str) -> None:
    item = field("computed", formula="1", show=show, unit={"ja": "人"})
    assert fits(item, value)
    assert kind_of(item).text(item, value, "ja") == text
    assert fits(item, kind_of(item).sample(item))


@pytest.mark.parametrize(("show", "value"), [("amount", -1), ("age", "67"), ("number", 1.5), ("date", "2026-01-01")])
def test_a_value_that_cannot_be_written_so_does_not_fit(show: str, value: Any) -> None:
    assert not fits(field("computed", formula="1", show=show), value)
