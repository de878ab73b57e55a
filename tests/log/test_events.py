"""Logs: one JSON object a line, and nothing personal in it, whatever a caller passes."""

import io
import json
import threading
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import pytest

from kiosk.log import Log, bound, to_stream
from kiosk.tasks import Tasks


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    written = io.StringIO()
    to_stream(written)
    yield written
    to_stream(None)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


class Colour(StrEnum):
    RED = "red"


def test_an_event_is_one_object_with_its_facts(stream: io.StringIO) -> None:
    Log("booth").event("card_seen", code="C-02", tries=3, good=True, nothing=None, colour=Colour.RED)
    (line,) = lines(stream)
    assert line.pop("at")
    assert line == {
        "level": "info", "part": "booth", "event": "card_seen",
        "code": "C-02", "tries": 3, "good": True, "nothing": None, "colour": "red",
    }  # fmt: skip


def test_an_exception_leaves_as_type_and_place_never_as_message(stream: io.StringIO) -> None:
    def fail() -> None:
        raise ValueError("葛西辻子 1234")

    try:
        fail()
    except ValueError as error:
        Log("booth").failure("it_broke", error, code="B-03")
    assert "葛西" not in stream.getvalue()
    assert "1234" not in stream.getvalue()
    (line,) = lines(stream)
    assert line["error"] == "ValueError"
    assert str(line["place"]).startswith("test_events.py:")
    assert (line["level"], line["code"]) == ("error", "B-03")


def test_an_exception_that_was_never_raised_has_no_place(stream: io.StringIO) -> None:
    Log("booth").failure("it_broke", ValueError("x"))
    assert lines(stream)[0]["place"] == "unknown"


def test_no_fact_takes_the_place_of_the_event(stream: io.StringIO) -> None:
    Log("booth").event("happened", event="other", part="other", level="other")
    (line,) = lines(stream)
    assert (line["event"], line["part"], line["level"]) == ("happened", "booth", "info")


def _fifty_lines() -> None:
    for number in range(50):
        Log("t").event("e", n=number)


def test_threads_do_not_tear_each_others_lines(stream: io.StringIO) -> None:
    many = [threading.Thread(target=_fifty_lines) for _ in range(4)]
    for thread in many:
        thread.start()
    for thread in many:
        thread.join()
    assert len(lines(stream)) == 200


def test_without_a_stream_of_its_own_the_log_goes_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    Log("booth").warning("alarm", code="B-01")
    assert json.loads(capsys.readouterr().err)["level"] == "warning"


def test_what_is_bound_stands_in_every_line_inside_and_in_none_after(stream: io.StringIO) -> None:
    with bound(call="c-1"):
        Log("booth").event("answered")
        Log("booth").event("moved", call="c-2")
    Log("booth").event("ended")
    assert [line.get("call") for line in lines(stream)] == ["c-1", "c-2", None]


async def test_what_is_bound_goes_with_what_was_started_inside(stream: io.StringIO) -> None:
    async def work() -> None:
        Log("booth").event("worked")

    tasks = Tasks("test")
    with bound(booth="himeji-1"):
        begun = tasks.start(work(), "work")
    await begun
    assert [line["booth"] for line in lines(stream)] == ["himeji-1"]
