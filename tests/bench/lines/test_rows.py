"""Every row of the issue is there, and what changes is looked at long enough."""

import pytest

from kiosk.bench.lines.rows import ROWS


def test_nothing_is_wrong_with_the_clean_line_alone() -> None:
    clean = ROWS["clean"]
    assert [name for name, row in ROWS.items() if row.line == clean.line and not row.changes] == ["clean"]
    assert len({row.title for row in ROWS.values()}) == len(ROWS)


def test_a_thin_line_is_one_with_a_rate() -> None:
    assert {name for name, row in ROWS.items() if row.thin} >= {"rate-500", "rate-500-loss-3", "narrows"}
    assert not ROWS["loss-3"].thin


@pytest.mark.parametrize(
    ("name", "asked_s", "look_s", "again_s"), [("cut", None, 25.0, 10.0), ("narrows", 60.0, 60.0, 30.0)]
)
def test_a_line_that_changes_is_good_again_before_the_end(
    name: str, asked_s: float | None, look_s: float, again_s: float
) -> None:
    row = ROWS[name]
    assert row.looked_at_s(asked_s) == look_s
    assert row.recovers_at(look_s) == again_s


def test_other_rows_are_as_long_as_asked() -> None:
    assert ROWS["clean"].looked_at_s(4.0) == 4.0
    assert ROWS["clean"].recovers_at(4.0) is None
