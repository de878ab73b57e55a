"""Japan has one time zone and no summer time."""

from datetime import datetime, timedelta

import pytest

from kiosk.procedures.japanese.calendar import JAPAN


@pytest.mark.parametrize("month", [1, 7])
def test_japan_is_nine_hours_ahead_all_year(month: int) -> None:
    assert datetime(2026, month, 1, tzinfo=JAPAN).utcoffset() == timedelta(hours=9)
