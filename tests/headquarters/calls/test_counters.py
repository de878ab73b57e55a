"""Counters and what can be done at each."""

from datetime import datetime
from pathlib import Path

import pytest

from kiosk.headquarters.app import CONFIG
from kiosk.headquarters.calls.counters import Counter, Counters, load_counters
from kiosk.procedures.japanese.calendar import JAPAN
from kiosk.settings import SettingsError


def test_everybody_at_a_counter_has_its_skills() -> None:
    counters = load_counters(CONFIG / "counters.toml")
    assert counters.skills("fukushi") == {"fukushi"}
    assert counters.skills("shimin") == frozenset()
    assert counters.skills("not-in-the-file") == frozenset()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JAPAN)


def test_a_counter_without_hours_is_there_whenever_somebody_is() -> None:
    counters = Counters(
        counter=(Counter(id="shimin", name="市民課"), Counter(id="zei", name="税務課", opens="09:00-12:00"))
    )
    assert counters.hours("shimin") is None
    assert counters.hours("not-in-the-file") is None
    assert counters.closed_until(at("2026-11-21T03:00")) is None


def test_the_first_counter_to_open_is_told() -> None:
    zei = Counter(id="zei", name="税務課", opens="09:00-12:00")
    saturday = Counter(id="koseki", name="戸籍係", opens="10:00-12:00", days=("sat",), holidays=True)
    counters = Counters(counter=(zei, saturday))
    assert counters.closed_until(at("2026-11-20T13:00")) == at("2026-11-21T10:00")
    assert counters.closed_until(at("2026-11-21T11:00")) is None
    assert counters.closed_until(at("2026-11-21T13:00")) == at("2026-11-24T09:00")


@pytest.mark.parametrize(
    ("line", "told"),
    [('opens = "17:00-08:30"', "opens"), ('days = ["monday"]', "days"), ('hours = "08:30-17:15"', "hours")],
)
def test_what_are_no_hours_is_refused_with_its_key(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "counters.toml"
    path.write_text(f'[[counter]]\nid = "shimin"\nname = "市民課"\n{line}\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=told):
        load_counters(path)
