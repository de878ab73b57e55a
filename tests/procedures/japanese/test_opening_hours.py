"""When offices are open: working days, holidays, the turn of the year."""

from datetime import UTC, date, datetime

import pytest

from kiosk.procedures.japanese.calendar import JAPAN
from kiosk.procedures.japanese.opening_hours import Hours, hours, is_holiday

OFFICE = hours("08:35-17:00")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JAPAN)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-11-20T16:59", None),
        ("2026-11-20T17:00", "2026-11-24T08:35"),  # the 23rd is 勤労感謝の日
        ("2026-11-21T10:00", "2026-11-24T08:35"),
        ("2026-11-24T07:00", "2026-11-24T08:35"),
        ("2026-11-24T08:34:59", "2026-11-24T08:35"),
        ("2026-11-24T08:35", None),
        ("2026-12-28T18:00", "2027-01-04T08:35"),
        ("2026-09-22T12:00", "2026-09-24T08:35"),  # 国民の休日 between 敬老の日 and 秋分の日
        ("2027-03-22T12:00", "2027-03-23T08:35"),  # 振替休日
    ],
)
def test_closed_until(now: str, until: str | None) -> None:
    assert OFFICE.closed_until(at(now)) == (at(until) if until else None)
    assert OFFICE.are_open(at(now)) is (until is None)


def test_moments_of_other_zones_are_understood() -> None:
    assert OFFICE.are_open(datetime(2026, 11, 20, 0, 0, tzinfo=UTC))  # 09:00 in Japan
    assert not OFFICE.are_open(datetime(2026, 11, 20, 9, 0, tzinfo=UTC))  # 18:00


def test_a_counter_may_be_there_on_saturdays_or_on_holidays() -> None:
    saturday = hours("09:00-12:00", (5,))
    assert saturday.are_open(at("2026-11-21T09:00"))
    assert saturday.closed_until(at("2026-11-21T12:00")) == at("2026-11-28T09:00")
    always = hours("00:00-23:59", tuple(range(7)), holidays=True)
    assert always.are_open(at("2027-01-01T12:00"))


def test_who_opens_on_no_day_is_not_looked_for_for_ever() -> None:
    assert hours("09:00-12:00", ()).closed_until(at("2026-11-21T12:00")) == at("2026-12-22T09:00")


@pytest.mark.parametrize("text", ["8:35-17:00", "08:35", "08:35-24:30", "17:00-08:35", "09:00-09:00", "25:00-26:00"])
def test_what_are_no_hours_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"hours|hour|opens|minute"):
        hours(text)


def test_the_turn_of_the_year_is_a_holiday() -> None:
    assert [day for day in range(26, 32) if is_holiday(date(2026, 12, day))] == [29, 30, 31]
    assert [day for day in range(1, 6) if is_holiday(date(2027, 1, day))] == [1, 2, 3]


def test_hours_are_a_plain_value() -> None:
    assert hours("08:35-17:00") == Hours(OFFICE.opens, OFFICE.closes)
