"""The times a calendar offers."""

from datetime import UTC, date, datetime
from pathlib import Path

from kiosk.headquarters.app import CONFIG
from kiosk.headquarters.bookings.calendars import Calendar, load_calendars, offered
from kiosk.procedures.japanese.calendar import JAPAN

MONDAY = datetime(2026, 11, 30, 0, 10, tzinfo=UTC)  # 09:10 in Japan


def calendar(**more: object) -> Calendar:
    return Calendar.model_validate({"id": "shimin", "name": "市民課", "opens": "09:00-11:00", "horizon_days": 2} | more)


def told(one: Calendar, at: datetime = MONDAY) -> list[str]:
    return [f"{start.astimezone(JAPAN):%d %H:%M}" for start in offered(one, at)]


def test_lead_pause_and_horizon_are_kept() -> None:
    assert told(calendar(pause="10:00-10:30")) == ["01 09:30", "01 10:30", "02 09:00", "02 09:30", "02 10:30"]
    assert told(calendar(lead_hours=0, horizon_days=1))[:2] == ["30 09:30", "30 10:00"]
    assert told(calendar(slot_minutes=90)) == ["02 09:00"]


def test_no_day_that_is_none() -> None:
    friday = datetime(2026, 11, 20, 0, 0, tzinfo=UTC)
    assert told(calendar(horizon_days=4), friday)[:1] == ["24 09:00"]  # the 23rd is 勤労感謝の日
    assert told(calendar(closed=[date(2026, 12, 1)]))[:1] == ["02 09:00"]
    saturdays = calendar(days=["sat"], horizon_days=7)
    assert told(saturdays)[0] == "05 09:00"


def test_the_file_that_comes_along_is_good(tmp_path: Path) -> None:
    assert {"shimin", "fukushi"} <= {one.id for one in load_calendars(CONFIG / "bookings.toml").calendar}
    assert load_calendars(CONFIG / "bookings.toml").get("gone") is None
    assert offered(load_calendars(CONFIG / "bookings.toml").calendar[0], MONDAY)
