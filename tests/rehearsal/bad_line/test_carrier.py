"""The edge over pairs of sockets in place of devices: every packet whole, commands in pieces, an end in order."""

import json
import os
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from kiosk.rehearsal.bad_line.carrier import Carrier
from kiosk.rehearsal.bad_line.control import Line
from kiosk.rehearsal.bad_line.profiles import PROFILES
from kiosk.rehearsal.bad_line.tun import End


class Ends:
    """A carrier in a thread of its own, and what a program has in its hands."""

    def __init__(self) -> None:
        self.booth, booth = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.headquarters, headquarters = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        for one in (booth, headquarters):
            one.setblocking(False)
        for one in (self.booth, self.headquarters):
            one.settimeout(20)
        commands, self.commands = os.pipe()
        replies, writes = os.pipe()
        self.replies = os.fdopen(replies, "rb")
        self._kept = (booth, headquarters)
        self._files = (commands, writes)
        line: Line[bytes] = Line(PROFILES["clean"], 1, time.monotonic_ns())
        carrier = Carrier(line, End(-1, booth.fileno()), End(-1, headquarters.fileno()), commands, writes)
        self.thread = threading.Thread(target=carrier.run, daemon=True)
        self.thread.start()

    def say(self, said: bytes) -> None:
        os.write(self.commands, said)

    def close(self) -> None:
        os.close(self.commands)
        self.thread.join(20)
        assert not self.thread.is_alive()
        self.replies.close()
        for file in self._files:
            os.close(file)
        for one in (self.booth, self.headquarters, *self._kept):
            one.close()


@pytest.fixture
def ends() -> Iterator[Ends]:
    found = Ends()
    yield found
    found.close()


def test_packets_pass_whole_in_both_directions(ends: Ends) -> None:
    ends.booth.send(b"to headquarters")
    ends.headquarters.send(b"to the booth")
    assert ends.headquarters.recv(100) == b"to headquarters"
    assert ends.booth.recv(100) == b"to the booth"


def test_commands_may_come_in_pieces_and_many_at_once(ends: Ends) -> None:
    ends.say(b'{"do": "set", "loss_')
    ends.say(b'percent": 100}\n\nwhat\n{"do": "count"}\n')
    told = [json.loads(ends.replies.readline()) for _ in range(3)]
    assert [one["ok"] for one in told] == [True, False, True]
    ends.booth.send(b"lost")
    ends.say(b'{"do": "set", "loss_percent": 0}\n')
    assert json.loads(ends.replies.readline())["ok"]


def test_it_ends_when_told(ends: Ends) -> None:
    ends.say(b'{"do": "quit"}\n')
    ends.thread.join(20)
    assert not ends.thread.is_alive()
