"""Japan has one time zone and no summer time."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kiosk.procedures.japanese.calendar import JAPAN, day_in_japan


@pytest.mark.parametrize("month", [1, 7])
def test_japan_is_nine_hours_ahead_all_year(month: int) -> None:
    assert datetime(2026, month, 1, tzinfo=JAPAN).utcoffset() == timedelta(hours=9)


def test_the_day_begins_at_midnight_in_japan() -> None:
    assert day_in_japan(datetime(2026, 11, 1, 14, 59, tzinfo=UTC)) == date(2026, 11, 1)
    assert day_in_japan(datetime(2026, 11, 1, 15, 0, tzinfo=UTC)) == date(2026, 11, 2)
