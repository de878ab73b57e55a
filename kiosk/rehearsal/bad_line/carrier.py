"""The edge of the bad line: reads packets from both devices, lets the line decide, writes them when they are due."""

import contextlib
import json
import os
import select
import time
from typing import Final

from kiosk.rehearsal.bad_line.control import Line
from kiosk.rehearsal.bad_line.tun import End

_AT_ONCE: Final = 64
"""Packets read before the others have their turn."""
_LONGEST_WAIT_NS: Final = 500_000_000
_LONGEST_COMMAND: Final = 65_536
Packets = Line[bytes]


class Carrier:
    """Carries packets between two ends until told to stop, or until the file of its commands is closed."""

    def __init__(self, line: Packets, booth: End, headquarters: End, commands: int | None, replies: int) -> None:
        """`commands` and `replies` are files: lines of JSON as `control` says. Without commands nothing changes."""
        self._line = line
        up, down = line.ways["up"], line.ways["down"]
        self._ways = {booth.device: (up, headquarters.device), headquarters.device: (down, booth.device)}
        self._commands = commands
        self._replies = replies
        self._said = b""

    def run(self) -> None:
        """Carry."""
        _go_before_others()
        files = (*self._ways, *(() if self._commands is None else (self._commands,)))
        while not self._line.over:
            for file in select.select(files, (), (), self._wait_s())[0]:  # poll counts in whole milliseconds
                if file == self._commands:
                    self._obey(file)
                else:
                    self._read(file)
            self._line.turn(time.monotonic_ns())
            self._write()

    def _wait_s(self) -> float:
        now_ns = time.monotonic_ns()
        moments = [moment for way, _ in self._ways.values() if (moment := way.next_ns()) is not None]
        until_ns = min([*moments, now_ns + _LONGEST_WAIT_NS])
        return max(0, until_ns - now_ns) / 1_000_000_000

    def _read(self, device: int) -> None:
        way, _ = self._ways[device]
        for _ in range(_AT_ONCE):
            try:
                packet = os.read(device, 65_536)
            except BlockingIOError:
                return
            way.take(packet, len(packet), time.monotonic_ns())

    def _write(self) -> None:
        now_ns = time.monotonic_ns()
        for way, out in self._ways.values():
            for packet in way.arrived(now_ns):
                try:
                    os.write(out, packet)
                except OSError:
                    continue  # the device's own queue is full, or it was taken down

    def _obey(self, commands: int) -> None:
        said = os.read(commands, _LONGEST_COMMAND)  # not readline: select does not see what a buffer holds back
        if not said:
            self._line.over = True
            return
        *lines, self._said = (self._said + said).split(b"\n")
        for one in lines:
            if one.strip():
                reply = self._line.obey(one.decode("utf-8", "replace"), time.monotonic_ns())
                os.write(self._replies, json.dumps(reply).encode() + b"\n")


def _go_before_others() -> None:
    """A line is not late because the machine has much to do; without the right to it, it is a little."""
    with contextlib.suppress(PermissionError):
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
