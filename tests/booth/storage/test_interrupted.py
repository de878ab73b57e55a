"""A booth that stopped in a visit says so at its next start, and nothing of whose it was."""

from pathlib import Path

import pytest

from kiosk.booth.storage.interrupted import Interrupted


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "somebody-is-here"


def test_a_visit_that_ended_leaves_nothing(path: Path) -> None:
    booth = Interrupted(path)
    booth.visit(begun=True, now_s=1.0)
    assert path.read_bytes() == b""
    booth.visit(begun=False, now_s=2.0)
    assert not Interrupted(path).told


@pytest.mark.parametrize("stopped", [True, False])
def test_one_that_was_cut_off_is_told_until_somebody_comes(path: Path, stopped: bool) -> None:
    before = Interrupted(path)
    before.visit(begun=True, now_s=1.0)
    if stopped:
        before.stop()
        before.visit(begun=False, now_s=2.0)  # the stopping booth forgets it
    booth = Interrupted(path)
    booth.visit(begun=False, now_s=100.0)
    assert booth.told
    booth.visit(begun=True, now_s=110.0)
    assert not booth.told


def test_after_a_while_it_is_told_no_more(path: Path) -> None:
    path.touch()
    booth = Interrupted(path)
    booth.visit(begun=False, now_s=100.0)
    booth.visit(begun=False, now_s=800.0)
    assert not booth.told


def test_a_disk_that_takes_nothing_stops_no_visit(tmp_path: Path) -> None:
    Interrupted(tmp_path / "gone" / "file").visit(begun=True, now_s=1.0)
