"""Lay a virtual card on a virtual reader: the client side of vpcd's socket, in a thread of its own.

Every message is a 16-bit length and a payload; a payload of one byte is a control (power, reset, ATR). Laying down is
connecting, pulling out is closing.
"""

import contextlib
import socket
import struct
import threading
from time import monotonic
from typing import Final

from kiosk.rehearsal.card.faults import Ejected, FaultyCard, FellSilent

DEFAULT_PORT: Final = 0x8C7B
_LENGTH: Final = struct.Struct("!H")
LOOK_S: Final = 0.4
"""pcscd looks at a reader this often (pcsc-lite, PCSCLITE_STATUS_POLL_DELAY)."""
_MARGIN_S: Final = 0.05
_POWER_OFF, _POWER_ON, _RESET, _ATR = 0, 1, 2, 4


class SlotUnreachable(Exception):
    """No virtual reader listens there, or it does not take the card."""


class VirtualSlot:
    """One slot of the virtual reader."""

    def __init__(self, port: int = DEFAULT_PORT, host: str = "127.0.0.1", *, look_s: float = LOOK_S) -> None:
        """Know where it is; `look_s` says how often its service looks: a card laid down sooner may stay unseen."""
        self._unseen_s = look_s + _MARGIN_S
        self._card: FaultyCard | None = None
        self._address = (host, port)
        self._socket: socket.socket | None = None
        self._thread: threading.Thread | None = None
        self._taken = threading.Event()
        self._gone = threading.Event()
        self._gone_at = 0.0

    @property
    def card(self) -> FaultyCard | None:
        """The card that lies there; None after it was pulled out, by a fault, too."""
        return None if self._gone.is_set() else self._card

    def insert(self, card: FaultyCard, timeout_s: float = 10.0) -> None:
        """Lay `card` down and wait until the reader has asked it for its ATR; a card that lies there is swapped.

        A reader that has become empty is left so until the service has looked: no hand is faster.
        """
        swapped = self.card is not None
        self.eject()
        if not swapped:
            threading.Event().wait(max(0.0, self._gone_at + self._unseen_s - monotonic()))
        try:
            connection = socket.create_connection(self._address, timeout_s)
        except OSError as error:
            raise SlotUnreachable(f"no virtual reader at port {self._address[1]}") from error
        connection.settimeout(None)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        card.commands = 0
        card.ejected_after = False
        self._card, self._socket = card, connection
        self._taken.clear()
        self._gone.clear()
        self._thread = threading.Thread(target=self._serve, args=(card, connection), name="virtual-card", daemon=True)
        self._thread.start()
        if not self._taken.wait(timeout_s):
            self.eject()
            raise SlotUnreachable(f"the virtual reader at port {self._address[1]} does not take the card")

    def eject(self) -> None:
        """Pull the card out, if one lies there."""
        if self._socket is not None:
            _hang_up(self._socket)
            self._socket = None
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()
            self._thread = None
        self._card = None

    def _serve(self, card: FaultyCard, connection: socket.socket) -> None:
        try:
            while True:
                message = _receive(connection)
                if len(message) == 1:
                    self._control(card, connection, message[0])
                else:
                    _send(connection, card.transmit(message))
                    if card.ejected_after:
                        return
        except (Ejected, EOFError, OSError):
            return
        except FellSilent:
            self._stay_silent(connection)
        finally:
            card.card.power_off()
            _hang_up(connection)
            self._gone_at = monotonic()
            self._gone.set()

    def _control(self, card: FaultyCard, connection: socket.socket, control: int) -> None:
        if control in (_POWER_OFF, _POWER_ON):
            card.card.power_off()
        elif control == _RESET:
            card.card.reset()
        elif control == _ATR:
            _send(connection, card.card.atr)
            self._taken.set()

    def _stay_silent(self, connection: socket.socket) -> None:
        """Lie there and answer nothing until somebody pulls the card out."""
        with contextlib.suppress(OSError, EOFError):
            while True:
                _receive(connection)


def _hang_up(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()


def _send(connection: socket.socket, payload: bytes) -> None:
    connection.sendall(_LENGTH.pack(len(payload)) + payload)


def _receive(connection: socket.socket) -> bytes:
    (length,) = _LENGTH.unpack(_receive_exactly(connection, _LENGTH.size))
    return _receive_exactly(connection, length)


def _receive_exactly(connection: socket.socket, size: int) -> bytes:
    got = b""
    while len(got) < size:
        # the driver writes length and body in two sends: without this each command costs 40 ms, and Linux forgets it
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        part = connection.recv(size - len(got))
        if not part:
            raise EOFError
        got += part
    return got
