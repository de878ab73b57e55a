"""Whatever happens in a real process of ours, no name comes out, and what happened is still told."""

import json
import os
import subprocess
import sys
import threading
import warnings
from pathlib import Path
from typing import Any, Final

import pytest

from kiosk.log.capture import capture
from tests.log.leaks import SECRET, WAYS

ROOT: Final = Path(__file__).resolve().parents[2]

EVENTS: Final[dict[str, list[tuple[str, str, str | None]]]] = {
    "uncaught_with_locals": [("process", "uncaught", "KeyError")],
    "uncaught_group": [("process", "uncaught", "ValueError")],
    "uncaught_validation": [("process", "uncaught", "ValidationError")],
    "uncaught_from_the_database": [("process", "uncaught", "IntegrityError")],
    "uncaught_while_another_was_told": [("process", "uncaught", "OperationalError")],
    "a_thread": [("process", "thread_failed", "ValueError")],
    "a_destructor": [("process", "destructor_failed", "ValueError")],
    "a_warning": [("process", "python_warned", None)],
    "a_logger": [("somebody", "library_spoke", None)],
    "a_logger_with_exception": [("somebody", "library_spoke", "ValueError")],
    "a_logger_that_keeps_to_itself": [("somebody", "library_spoke", None)],
    "a_wrong_format": [("somebody", "library_spoke", None)],
    "a_task": [("asyncio", "library_spoke", "ValueError")],
    "a_task_on_uvloop": [("asyncio", "library_spoke", "ValueError")],
    "a_callback": [("asyncio", "library_spoke", "ValueError")],
    "a_callback_on_uvloop": [("asyncio", "library_spoke", "ValueError")],
    "a_task_of_ours": [("tasks", "task_failed", "ValueError")],
    "a_web_application": [("uvicorn.error", "library_spoke", "ValueError")],
    "a_web_server_of_aiohttp": [("aiohttp.server", "library_spoke", "ValueError")],
    "a_web_client": [("process", "uncaught", "ClientConnectorError")],
    "a_session_left_open": [("asyncio", "library_spoke", None)],
    "qt_itself": [("qt", "qt_spoke", None)],
    "a_page": [("qt", "qt_spoke", None), ("qt", "qt_spoke", None)],
    "a_slot": [("process", "uncaught", "ValueError")],
    "a_callback_on_qasync": [("qasync._QEventLoop", "library_spoke", "ValueError")] * 2,
}


def run(*command: str, given: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )


def lines(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    """What was written, all of which must be lines of the log."""
    assert SECRET not in done.stdout + done.stderr
    return [json.loads(line) for line in done.stderr.splitlines()]


def test_every_way_has_its_right_value() -> None:
    assert EVENTS.keys() == WAYS.keys()


@pytest.mark.parametrize("way", list(WAYS))
def test_no_name_comes_out(way: str) -> None:
    written = lines(run("-W", "ignore", "-W", "default::RuntimeWarning", "-m", "tests.log.leaks", way))
    assert [(line["part"], line["event"], line.get("error")) for line in written] == EVENTS[way]
    assert {line["program"] for line in written} == {"leaks"}


@pytest.mark.parametrize("way", [name for name in WAYS if name.startswith("uncaught_")])
def test_what_nobody_caught_ends_the_process_as_ever(way: str) -> None:
    done = run("-m", "tests.log.leaks", way)
    assert (done.returncode, done.stdout) == (1, "")


WITHOUT: Final = {
    "kiosk/bench/bare_card.py": "the floor that others are compared with",
    "kiosk/bench/procedures/reading.py": "compared with itself, and its errors are the bench's to tell",
    "kiosk/bench/procedures/touching.py": "as that",
    "kiosk/bench/first_picture.py": "one of its two windows is such a floor; the other is the booth's",
    "kiosk/headquarters/web/console/wire_types.py": "run by developers",
    "kiosk/loading.py": "what it loads begins with it",
}


def test_every_process_of_ours_begins_with_it() -> None:
    begin = {
        str(path.relative_to(ROOT)): "capture(" in text
        for path in sorted((ROOT / "kiosk").rglob("*.py"))
        if 'if __name__ == "__main__"' in (text := path.read_text(encoding="utf-8"))
    }
    assert {path for path, captured in begin.items() if not captured} == WITHOUT.keys()


@pytest.mark.parametrize(
    "child",
    [
        ("kiosk.media.engine_child", "--settings", f'{{"{SECRET}": 1}}', "--remote", "a", "--mirror", "b"),
        ("kiosk.media.trial.asked", f'{{"{SECRET}": 1}}'),
    ],
    ids=["engine", "probe"],
)
def test_a_child_that_is_told_nonsense_does_not_repeat_it(child: tuple[str, ...]) -> None:
    done = run("-m", *child)
    (line,) = lines(done)
    assert (done.returncode, line["event"], line["error"]) == (1, "uncaught", "ValidationError")
    assert line["place"].startswith("kiosk/media/")


def test_the_readers_process_does_not_repeat_where_it_was_called_from() -> None:
    done = run("-m", "kiosk.card.reader_child", "--trust", f"/nowhere/{SECRET}", KIOSK_CHILD_FD=SECRET)
    (line,) = lines(done)
    assert (done.returncode, line["program"], line["event"]) == (1, "reader", "uncaught")


def test_headquarters_does_not_repeat_what_a_settings_file_holds(tmp_path: Path) -> None:
    damaged = tmp_path / "keys"
    damaged.mkdir()
    done = run("-m", "kiosk", "headquarters", "staff-add", "--data", str(tmp_path), "--name", SECRET, "--section", "a",
               "--role", "admin", given="short\n")  # fmt: skip
    assert done.returncode == 1
    assert SECRET not in done.stdout + done.stderr


def test_everything_is_as_it_was_after_it_was_undone() -> None:
    def now() -> tuple[object, ...]:
        return sys.excepthook, sys.unraisablehook, threading.excepthook, warnings.showwarning

    before = now()
    undo = capture("test")
    assert not set(map(id, now())) & set(map(id, before))
    undo()
    assert now() == before
