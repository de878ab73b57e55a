"""Logs: one JSON object a line, and nothing personal in it, whatever a caller passes."""

import io
import json
import threading
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import log
from kiosk.log import Log, clean


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    written = io.StringIO()
    log.to_stream(written)
    yield written
    log.to_stream(None)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


class Colour(StrEnum):
    RED = "red"
    JAPANESE = "赤"


def test_an_event_is_one_object_with_its_facts(stream: io.StringIO) -> None:
    Log("booth").event("card_seen", code="C-02", tries=3, good=True, nothing=None, colour=Colour.RED)
    (line,) = lines(stream)
    assert line.pop("at")
    assert line == {
        "level": "info", "part": "booth", "event": "card_seen",
        "code": "C-02", "tries": 3, "good": True, "nothing": None, "colour": "red",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["葛西 辻子", "a name with spaces", "taro@example.jp", "x" * 97, "line\nbreak", 'quote"', Colour.JAPANESE],
)
def test_anything_but_an_identifier_is_withheld(text: str) -> None:
    assert clean(text) == "withheld"


@pytest.mark.parametrize("value", ["123456789012", "no-123456789012", "a123456789012b", "12/123456789012", 10**11])
def test_twelve_digits_are_withheld_wherever_they_stand(value: str | int) -> None:
    assert clean(value) == "withheld"


@pytest.mark.parametrize(
    "text",
    ["", "C-02", "himeji-ieshima-1", "01935f00-7b1c-7cc0-8000-123456789012", "kiosk/booth/app.py:12", "1234",
     "12345678901234", "0123456789012" + "a" * 51],
)  # fmt: skip
def test_identifiers_are_kept(text: str) -> None:
    assert clean(text) == text


@given(st.text(), st.text())
def test_no_text_gets_through_that_is_no_identifier(before: str, after: str) -> None:
    assert clean(f"{before} {after}") == "withheld"
    assert clean(f"{before}葛{after}") == "withheld"


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
    assert str(line["place"]).endswith("withheld") or "test_log.py:" in str(line["place"])
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
