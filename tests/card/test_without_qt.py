"""`kiosk card` at the bench of a machine that has no Qt: every import of it is refused, and all verbs work."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.rehearsal.card.faults import FaultyCard
from kiosk.rehearsal.card.pcscd import RunningPcscd
from kiosk.rehearsal.card.roots import lay_down_roots
from kiosk.rehearsal.card.vpcd import VirtualSlot

if TYPE_CHECKING:
    from tests.card.conftest import Cards

pytestmark = pytest.mark.pcsc

_REFUSE = """
import sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("PySide6", "shiboken6", "qasync"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, NoQt())
"""


@pytest.fixture
def environment(service: RunningPcscd, tmp_path: Path) -> dict[str, str]:
    """Also for the reader's own process: Python reads sitecustomize at each start."""
    (tmp_path / "sitecustomize.py").write_text(_REFUSE)
    return {**os.environ, **service.environment, "PYTHONPATH": str(tmp_path)}


@pytest.fixture
def slot(service: RunningPcscd, cards: "Cards") -> Iterator[VirtualSlot]:
    slot = service.slot()
    slot.insert(FaultyCard(cards("kasai")))
    yield slot
    slot.eject()


def kiosk_card(environment: dict[str, str], *words: str, typed: str = "") -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "kiosk", "card", *words],
        env=environment, input=typed, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_qt_is_refused_here(environment: dict[str, str]) -> None:
    words = [sys.executable, "-c", "import PySide6"]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert "No module named 'PySide6'" in done.stderr


@pytest.mark.usefixtures("slot")
def test_a_card_is_read(environment: dict[str, str]) -> None:
    done = kiosk_card(environment, "read", "--json", "--pin-stdin", typed="1234\n")
    assert done.returncode == 0, done.stderr
    assert "葛\U000e0102西" in done.stdout


@pytest.mark.usefixtures("slot")
def test_the_reader_is_watched(environment: dict[str, str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "kiosk", "card", "watch"], env=environment, stdout=subprocess.PIPE, text=True
    ) as watch:
        assert watch.stdout is not None
        told = next(line for line in watch.stdout if line.startswith("card_present"))
        watch.terminate()
        assert watch.wait(20) == 0
    assert "JPKIAPICCTOKEN2" in told


@pytest.mark.usefixtures("slot")
def test_the_installer_is_told(environment: dict[str, str]) -> None:
    done = kiosk_card(environment, "doctor")
    assert done.returncode == 0, done.stdout + done.stderr
    assert [line[:2] for line in done.stdout.splitlines()] == ["OK", "OK", "OK"]


def test_roots_are_listed(environment: dict[str, str], tmp_path: Path, now: datetime) -> None:
    lay_down_roots(tmp_path / "roots", now)
    done = kiosk_card(environment, "trust", "--mode", "rehearsal", "--folder", str(tmp_path / "roots"))
    assert done.returncode == 0, done.stderr
    assert [line.split()[0] for line in done.stdout.splitlines()[::2]] == ["auth", "sign", "face", "face"]
