"""A process made before it is needed: what it imports takes seconds on a busy machine, taking it over takes none."""

import asyncio
import contextlib
import os
import socket
import subprocess
from collections.abc import Callable, Mapping, Sequence

from kiosk.values import dataclass


@dataclass(frozen=True)
class Started:
    """A process and our end of the socket pair it talks on."""

    process: "subprocess.Popen[bytes]"
    socket: socket.socket


def spawn(command: Sequence[str], environment: Mapping[str, str], variable: str) -> Started:
    """Start a process whose environment names its end of a socket pair in `variable`; raise `OSError`."""
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    with theirs:
        try:
            process = subprocess.Popen(  # noqa: S603 -- our own module, no shell
                command,
                pass_fds=[theirs.fileno()],
                env={**os.environ, **environment, variable: str(theirs.fileno())},
                stdin=subprocess.DEVNULL,
            )
        except OSError:
            ours.close()
            raise
    return Started(process, ours)


def see_off(process: "subprocess.Popen[bytes]", patience_s: float) -> None:
    """Wait for the end of a process; one that takes longer is killed. Blocks."""
    try:
        process.wait(patience_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Standby:
    """One process that waits to take over. What it says meanwhile is heard by whoever takes it."""

    def __init__(self, make: Callable[[], Started], after_s: float) -> None:
        """`make` starts one, `after_s` seconds after the one before was taken: whoever took it comes first."""
        self._make = make
        self._after_s = after_s
        self._waits: Started | None = None

    async def keep(self) -> None:
        """Have one in a while; one that cannot be made now is made after the next was taken."""
        await asyncio.sleep(self._after_s)
        if self._waits is None:
            with contextlib.suppress(OSError):
                self._waits = self._make()

    def take(self) -> Started | None:
        """The one that waits, which is the caller's from now on; None where there is none, or it died."""
        waits, self._waits = self._waits, None
        if waits is not None and waits.process.poll() is not None:
            waits.socket.close()
            return None
        return waits

    def end(self) -> None:
        """End the one that waits."""
        if waits := self.take():
            waits.socket.close()
            see_off(waits.process, 0.0)
