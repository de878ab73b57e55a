"""The booth's program with its screen: a process of its own, as an installer starts it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CONFIG = Path(__file__).parents[2] / "config"
ENVIRONMENT = {
    **os.environ,
    "QT_QPA_PLATFORM": "offscreen",
    "QT_QUICK_BACKEND": "software",
    "PCSCLITE_CSOCK_NAME": "/nowhere/pcscd.comm",
}


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    path = tmp_path / "booth.toml"
    path.write_text(
        f'place = "家島支所"\nreference_prefix = "IE"\nstate = "state"\nprocedures = "{CONFIG / "procedures"}"\n'
        '[headquarters]\nurl = "https://127.0.0.1:1"\n[screen]\nfull_screen = false\n'
        '[printer]\nkind = "folder"\n[media]\ncamera = "none"\nmicrophone = "none"\nspeaker = "none"\n'
    )
    return path


def start(settings: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "kiosk", "booth", "--config", str(settings)],
        env=ENVIRONMENT, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def events(booth: "subprocess.Popen[str]") -> Iterator[dict[str, Any]]:
    assert booth.stderr is not None
    for line in booth.stderr:
        if line.startswith("{"):
            yield json.loads(line)


def test_an_unenrolled_booth_says_what_is_wrong_and_ends_when_told(settings: Path) -> None:
    with start(settings) as booth:
        seen = {}
        for event in events(booth):
            seen[event["event"]] = event
            if {"booth_opened", "alarm", "reader_absent"} <= set(seen):
                break
        assert seen["alarm"]["code"] == "B-01"
        order = list(seen)
        assert order.index("alarm") < order.index("first_screen_shown") < order.index("booth_opened")
        booth.send_signal(signal.SIGTERM)
        rest = list(events(booth))
        assert booth.wait(20) == 0
        assert any(event["event"] == "booth_closed" for event in rest)


def test_a_booth_that_is_told_to_end_behind_its_first_picture_leaves_nothing_half_done(settings: Path) -> None:
    with start(settings) as booth:
        for event in events(booth):
            if event["event"] == "first_screen_shown":
                break
        booth.send_signal(signal.SIGTERM)
        assert booth.wait(20) in (0, -signal.SIGTERM)
    state = settings.parent / "state"
    assert not (state / "somebody-is-here").exists()
    with start(settings) as booth:  # as if nothing had been
        assert any(event["event"] == "reader_absent" for event in events(booth))
        booth.send_signal(signal.SIGTERM)
        list(events(booth))
        assert booth.wait(20) == 0


def test_what_breaks_behind_the_first_picture_is_told_and_the_booth_stays(settings: Path) -> None:
    (settings.parent / "state" / "booth.sqlite").mkdir(parents=True)
    with start(settings) as booth:
        seen = []
        for event in events(booth):
            seen.append((event["event"], event.get("code")))
            if {"booth_opened", "reader_absent"} <= {name for name, _ in seen}:
                break
        assert seen.index(("first_screen_shown", None)) < seen.index(("alarm", "B-03"))
        booth.send_signal(signal.SIGTERM)
        list(events(booth))
        assert booth.wait(20) == 0


def test_a_wrong_setting_is_named_with_its_remedy(settings: Path) -> None:
    settings.write_text(settings.read_text().replace("[headquarters]\nurl", "[headquarters]\nurll"))
    with start(settings) as booth:
        assert booth.stderr is not None
        said = booth.stderr.read()
        assert booth.wait(20) == 2
    assert "unknown key 'headquarters.urll'; did you mean 'url'?" in said


LATER = {
    "kiosk.booth.app", "kiosk.booth.call.state", "kiosk.booth.shelter.desk", "kiosk.booth.screen_parts",
    "kiosk.booth.visit.runner", "kiosk.media.messages", "kiosk.protocol.message", "PySide6.QtMultimedia",
    "aiohttp", "phonenumbers", "sqlalchemy", "sqlmodel", "typst", "fontTools", "segno", "typer", "rich",
    "prompt_toolkit", "uharfbuzz", "av", "aiortc", "smartcard", "livekit", "sounddevice", "alembic", "fastapi",
}  # fmt: skip


def test_what_the_first_screen_does_not_show_is_not_loaded_for_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from kiosk.booth import front, program, screen; print(*sys.modules)"],
        env=ENVIRONMENT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    loaded = set(done.stdout.split())
    assert "PySide6.QtQuick" in loaded
    assert not loaded & LATER
