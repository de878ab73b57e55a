"""Counters and what can be done at each."""

from kiosk.headquarters.app import CONFIG
from kiosk.headquarters.calls.counters import load_counters


def test_everybody_at_a_counter_has_its_skills() -> None:
    counters = load_counters(CONFIG / "counters.toml")
    assert counters.skills("fukushi") == {"fukushi"}
    assert counters.skills("shimin") == frozenset()
    assert counters.skills("not-in-the-file") == frozenset()
