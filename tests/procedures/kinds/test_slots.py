"""A time that is kept, or preferences."""

from datetime import UTC, datetime

import pytest
from pydantic import JsonValue

from kiosk.procedures.kinds import slots
from kiosk.procedures.kinds.slots import Kept, Preferred
from kiosk.procedures.kinds.table import fits, kind_of
from tests.procedures.kinds.kind_fields import field

SLOT = field("slot")
KEPT = Kept("shimin", datetime(2026, 12, 1, 0, 30, tzinfo=UTC), 30, "h-1").to_json()
PREFERRED = Preferred("shimin", ("2026-12-01 am", "2026-12-02 pm")).to_json()


def test_both_are_told_in_words() -> None:
    said = kind_of(SLOT)
    assert said.text(SLOT, KEPT, "ja") == "12月1日（火） 9:30"
    assert said.text(SLOT, KEPT, "en") == "Tue 12/1 9:30"
    assert said.text(SLOT, PREFERRED, "ja") == "第1希望 12月1日（火） 午前、第2希望 12月2日（水） 午後"
    assert said.text(SLOT, "x", "ja") == "x"
    assert slots.preference_text("soon", "ja") == "soon"
    assert KEPT["start"] == "2026-12-01T09:30:00+09:00"
    assert slots.read(KEPT) == Kept("shimin", datetime(2026, 12, 1, 0, 30, tzinfo=UTC), 30, "h-1")


def test_what_somebody_takes_home_promises_no_time_that_is_not_sure() -> None:
    kept, preferred = slots.read(KEPT), slots.read(PREFERRED)
    assert kept is not None
    assert preferred is not None
    assert slots.coming(kept, "市役所 1階", True, "ja") == "ご予約　12月1日（火） 9:30　市役所 1階"
    unsure = "ご希望の日時　12月1日（火） 9:30　職員が 日時を 決めて お知らせします。"
    assert slots.coming(kept, "市役所 1階", False, "ja") == unsure
    assert slots.coming(preferred, "", True, "en").startswith("Your wishes: Choice 1: Tue 12/1 morning")


@pytest.mark.parametrize("value", [KEPT, PREFERRED, kind_of(SLOT).sample(SLOT)])
def test_they_fit(value: JsonValue) -> None:
    assert fits(SLOT, value)


@pytest.mark.parametrize(
    "value",
    [
        "tomorrow",
        {"calendar": 3, "preferences": ["2026-12-01 am"]},
        {"calendar": "shimin", "preferences": []},
        {"calendar": "shimin", "preferences": "2026-12-01 am"},
        {"calendar": "shimin", "preferences": ["2026-12-01 am"] * 2},
        {"calendar": "shimin", "preferences": [f"2026-12-0{day} am" for day in range(1, 5)]},
        {"calendar": "shimin", "preferences": ["2026-12-01 noon"]},
        {"calendar": "shimin", "preferences": ["2026-13-01 am"]},
        {**KEPT, "start": "soon"},
        {**KEPT, "start": "2026-12-01T09:30:00"},
        {**KEPT, "minutes": "30"},
        {**KEPT, "hold": None},
        {**KEPT, "more": 1},
        {**KEPT, "start": "9999-12-31T23:59:59-12:00"},
        {**KEPT, "start": "0001-01-01T00:00:00+14:00"},
        {**KEPT, "start": "2101-01-01T00:00:00+09:00"},
        {**KEPT, "minutes": 10**15},
        {**KEPT, "minutes": True},
        {**KEPT, "hold": "h" * 65},
        {**KEPT, "calendar": "x" * 65},
        {**PREFERRED, "calendar": "x" * 65},
    ],
)
def test_nothing_else_does(value: JsonValue) -> None:
    assert not fits(SLOT, value)
