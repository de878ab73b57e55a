"""Alarms are all counted and not all written down."""

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kiosk import log
from kiosk.headquarters.alarms import Alarm, Alarms


class Now:
    """A clock that stands until it is pushed."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 21, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    written = io.StringIO()
    log.to_stream(written)
    yield written
    log.to_stream(None)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_every_kind_has_a_count_before_it_ever_rang() -> None:
    assert Alarms(Now()).counts() == dict.fromkeys(Alarm, 0)


def test_a_flood_is_counted_whole_and_logged_once_a_minute(stream: io.StringIO) -> None:
    now = Now()
    alarms = Alarms(now)
    for _ in range(1000):
        alarms.ring(Alarm.FAULT, error="ValueError")
    now.at += timedelta(minutes=1)
    alarms.ring(Alarm.FAULT, error="KeyError")
    assert alarms.counts()[Alarm.FAULT] == 1001
    assert [(line["code"], line["count"], line["error"]) for line in lines(stream)] == [
        ("fault", 1, "ValueError"),
        ("fault", 1001, "KeyError"),
    ]


def test_one_kind_does_not_hide_another(stream: io.StringIO) -> None:
    alarms = Alarms(Now())
    alarms.ring(Alarm.FAULT)
    alarms.ring(Alarm.STORE_UNAVAILABLE)
    assert [line["code"] for line in lines(stream)] == ["fault", "store-unavailable"]


def test_a_clock_set_back_does_not_silence_alarms(stream: io.StringIO) -> None:
    now = Now()
    alarms = Alarms(now)
    alarms.ring(Alarm.FAULT)
    now.at -= timedelta(days=1)
    alarms.ring(Alarm.FAULT)
    assert len(lines(stream)) == 2
