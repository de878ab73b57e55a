"""Commands change the line, and what is no command changes nothing."""

import json

import pytest

from kiosk.rehearsal.bad_line.conditions import Conditions
from kiosk.rehearsal.bad_line.control import Line
from kiosk.rehearsal.bad_line.profiles import PROFILES

S = 1_000_000_000


@pytest.fixture
def line() -> Line[str]:
    return Line(PROFILES["clean"], 1, 0)


def arrived(line: Line[str], now_ns: int) -> dict[str, list[str]]:
    for way in line.ways.values():
        way.take("packet", 100, now_ns)
    return {name: way.arrived(now_ns) for name, way in line.ways.items()}


def test_what_is_named_is_changed_and_the_rest_stays(line: Line[str]) -> None:
    line.obey('{"do": "set", "loss_percent": 3}', 0)
    said = line.obey('{"do": "set", "way": "down", "rate_kbit": 500}', 0)
    assert said == {"ok": True, "up": {"loss_percent": 3}, "down": {"loss_percent": 3, "rate_kbit": 500}}
    assert line.ways["down"].conditions == Conditions(loss_percent=3, rate_kbit=500)


def test_a_rate_is_taken_away_again(line: Line[str]) -> None:
    line.obey('{"do": "set", "rate_kbit": 500}', 0)
    line.obey('{"do": "set", "rate_kbit": null}', 0)
    assert line.ways["up"].conditions == Conditions()


@pytest.mark.parametrize(
    "said",
    [
        "cut", "[1]", "3", "null", "{}", '{"do": "blow"}', '{"do": "set", "loss": 3}',
        '{"do": "set", "loss_percent": 200}',
        '{"do": "set", "way": "left", "delay_ms": 1}', '{"do": "cut"}', '{"do": "cut", "seconds": -1}',
        '{"do": "cut", "seconds": NaN}', '{"do": "cut", "seconds": 1, "more": 2}', "[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_command_changes_nothing_and_says_why(line: Line[str], said: str) -> None:
    answer = line.obey(said, 0)
    assert not answer["ok"]
    assert answer["why"]
    assert arrived(line, 0) == {"up": ["packet"], "down": ["packet"]}


def test_a_cut_is_for_both_directions_or_for_one(line: Line[str]) -> None:
    line.obey('{"do": "cut", "seconds": 5}', 0)
    line.obey('{"do": "cut", "seconds": 7.5, "way": "up"}', 0)
    assert arrived(line, 5 * S - 1) == {"up": [], "down": []}
    assert arrived(line, 5 * S) == {"up": [], "down": ["packet"]}
    assert arrived(line, 8 * S) == {"up": ["packet"], "down": ["packet"]}


def test_it_counts_and_can_be_written_down(line: Line[str]) -> None:
    arrived(line, 0)
    said = line.obey('{"do": "count"}', 0)
    assert said["up"] == {"sent_bytes": 100, "passed": 1, "lost": 0, "dropped": 0, "cut": 0}
    assert json.loads(json.dumps(said)) == said


def test_it_ends_when_told(line: Line[str]) -> None:
    assert not line.over
    assert line.obey('{"do": "quit"}', 0) == {"ok": True}
    assert line.over


def test_a_line_that_is_away_now_and_then_is_cut_in_time() -> None:
    line: Line[str] = Line(PROFILES["cut"], 1, 100 * S)
    seen = {}
    for second in range(125, 166, 5):
        line.turn(second * S)
        seen[second] = bool(arrived(line, second * S)["up"])
    assert [second for second, passed in seen.items() if not passed] == [130, 160]
