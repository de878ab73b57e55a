"""The one handler: what libraries say is told by logger and place, and a line that cannot be written says so."""

import io
import json
import logging
import subprocess
import sys
from typing import Any

import pytest
from typing_extensions import override

from kiosk.log.writing import Writer, bound

SECRET = "葛西辻子"


@pytest.fixture
def writer() -> Writer:
    made = Writer()
    made.stream = io.StringIO()
    return made


def said_by(writer: Writer, name: str, level: int, message: object, *args: object) -> list[dict[str, Any]]:
    writer.handle(logging.LogRecord(name, level, __file__, 7, message, args, None))
    assert isinstance(writer.stream, io.StringIO)
    assert SECRET not in writer.stream.getvalue()
    return [json.loads(line) for line in writer.stream.getvalue().splitlines()]


@pytest.mark.parametrize(
    ("message", "args"),
    [
        (f"hello {SECRET}", ()),
        ("hello %s", (SECRET,)),
        ("%d", (SECRET,)),
        ("%s %s", (SECRET,)),
        (ValueError(SECRET), ()),
    ],
    ids=["formatted", "argument", "wrong argument", "too few arguments", "exception"],
)
def test_the_words_of_a_library_stay_behind(writer: Writer, message: object, args: tuple[object, ...]) -> None:
    (line,) = said_by(writer, "aiohttp.server", logging.WARNING, message, *args)
    assert line.pop("at")
    assert line.pop("said_at") == "test_writing.py:7"
    assert line == {"level": "warning", "part": "aiohttp.server", "event": "library_spoke"}


def test_a_librarys_small_talk_is_not_written(writer: Writer) -> None:
    assert not said_by(writer, "aiohttp.access", logging.INFO, SECRET)


def test_a_loggers_name_that_is_no_identifier_is_withheld(writer: Writer) -> None:
    (line,) = said_by(writer, SECRET, logging.ERROR, "x")
    assert line["part"] == "withheld"


def test_the_process_is_named(writer: Writer) -> None:
    writer.program = "reader"
    (line,) = said_by(writer, "asyncio", logging.ERROR, "x")
    assert line["program"] == "reader"


def test_what_a_line_is_about_is_bound_to_lines_of_libraries_too(writer: Writer) -> None:
    with bound(booth="himeji-1", name=SECRET):
        (line,) = said_by(writer, "asyncio", logging.ERROR, "x")
    assert (line["booth"], line["name"]) == ("himeji-1", "withheld")


def test_a_stream_that_is_gone_harms_nobody(writer: Writer, capsys: pytest.CaptureFixture[str]) -> None:
    writer.stream = io.StringIO()
    writer.stream.close()
    record = logging.makeLogRecord({"name": "asyncio", "levelno": logging.ERROR, "msg": SECRET})
    assert writer.handle(record)
    assert capsys.readouterr() == ("", "")


class Full(io.StringIO):
    """Takes nothing longer than a short line, as a full disk."""

    @override
    def write(self, text: str) -> int:
        if len(text) > 100:
            raise OSError(28, SECRET)
        return super().write(text)


def test_a_line_that_cannot_be_written_is_said_to_be_missing(writer: Writer) -> None:
    writer.stream = Full()
    (line,) = said_by(writer, "asyncio", logging.ERROR, "x")
    assert line["event"] == "line_not_written"


def test_it_does_not_load_what_only_draws() -> None:
    program = "import sys, kiosk.log; assert 'rich' not in sys.modules; import rich; print(rich.__name__)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "rich\n"
