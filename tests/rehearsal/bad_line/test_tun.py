"""Namespaces: honest where they are not allowed, and nobody stays in one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.rehearsal.bad_line.tun import NoBadLine, gone_into


def test_without_the_right_to_it_says_what_is_needed() -> None:
    powerless = ("setpriv", "--bounding-set=-all", "--inh-caps=-all") if os.geteuid() == 0 else ()
    done = subprocess.run(
        [*powerless, sys.executable, "-m", "kiosk", "rehearsal", "bad-line", "--control"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stdout == ""
    assert "CAP_NET_ADMIN" in done.stderr


def test_whoever_could_not_go_is_still_at_home(tmp_path: Path) -> None:
    home = Path("/proc/thread-self/ns/net").readlink()
    no_namespace = tmp_path / "file"
    no_namespace.touch()
    with pytest.raises(NoBadLine), gone_into(str(no_namespace)):
        raise AssertionError("it went")
    assert Path("/proc/thread-self/ns/net").readlink() == home
