"""A process that stands by is taken once, alive or not at all, and ends with whoever made it."""

import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.standby import Standby, Started, spawn

OPEN_FILES = Path("/proc/self/fd")
WAITS = "import os, socket; s = socket.socket(fileno=int(os.environ['FD'])); s.sendall(b'here'); s.recv(1)"


class Maker:
    """Makes processes that say they are there and then wait."""

    def __init__(self) -> None:
        self.made: list[Started] = []

    def __call__(self) -> Started:
        one = spawn([sys.executable, "-c", WAITS], {}, "FD")
        one.socket.setblocking(True)
        assert one.socket.recv(4, socket.MSG_WAITALL) == b"here"
        self.made.append(one)
        return one


@pytest.fixture
def make() -> Iterator[Maker]:
    maker = Maker()
    yield maker
    for one in maker.made:
        one.process.kill()
        one.process.wait()
        one.socket.close()


async def test_the_one_that_waits_is_taken_once_and_another_follows(make: Maker) -> None:
    standby = Standby(make, 0.0)
    assert standby.take() is None
    await standby.keep()
    await standby.keep()
    assert len(make.made) == 1, "one is enough"
    assert standby.take() is make.made[0]
    assert standby.take() is None
    await standby.keep()
    assert standby.take() is make.made[1]


async def test_one_that_died_while_it_waited_is_not_taken(make: Maker) -> None:
    standby = Standby(make, 0.0)
    await standby.keep()
    make.made[0].process.kill()
    make.made[0].process.wait()
    assert standby.take() is None
    assert make.made[0].socket.fileno() == -1


async def test_the_end_ends_the_one_that_waits(make: Maker) -> None:
    standby = Standby(make, 0.0)
    await standby.keep()
    standby.end()
    with pytest.raises(ProcessLookupError):
        os.kill(make.made[0].process.pid, 0)
    standby.end()


async def test_one_that_cannot_be_made_is_no_fault(tmp_path: Path) -> None:
    before = len(list(OPEN_FILES.iterdir()))
    standby = Standby(lambda: spawn([str(tmp_path / "absent")], {}, "FD"), 0.0)
    await standby.keep()
    assert standby.take() is None
    assert len(list(OPEN_FILES.iterdir())) == before
