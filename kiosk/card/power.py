"""The power of the card that lies there: switched on patiently, watched at each command, and cut."""

from time import monotonic, sleep
from typing import Final, Protocol

from typing_extensions import override

from kiosk.card.apdu import Transport
from kiosk.card.conversation import Conversation
from kiosk.card.service import Service, Slot
from kiosk.card.watchdog import Watchdog
from kiosk.protocol.faults import CardFault, Code

_CONNECTS: Final = 3
"""A card that does not answer to power is tried this often."""
_BUSY_WAIT_S: Final = 0.25
_LEAVING_S: Final = 1.0
"""Until the service, which looks every 0.4 s, has noticed that a card is gone."""
_GLANCE_MS: Final = 250


class Powered(Protocol):
    """A card under power."""

    def transmit(self, command: bytes | bytearray) -> bytes:
        """Send one command and return the answer with its status."""

    def power_off(self) -> None:
        """Let the card go and cut its power."""


class WatchedConnection(Transport):
    """A connection whose every command has a deadline, and which knows lost contact from a card that stammers."""

    def __init__(self, connection: Powered, watchdog: Watchdog) -> None:
        self._connection = connection
        self._watchdog = watchdog

    @override
    def transmit(self, command: bytes | bytearray) -> bytes:
        with self._watchdog.command():
            answer = self._connection.transmit(command)
        if not answer:  # what was pulled while it worked answers nothing, successfully; no card does
            raise CardFault(Code.PULLED_OUT)
        return answer

    def power_off(self) -> None:
        """Let the card go and cut its power."""
        with self._watchdog.command():
            self._connection.power_off()


class Power:
    """Connects to a card and lets it go; one at a time.

    Attributes:
        on: whether a card is connected.
    """

    def __init__(self, watchdog: Watchdog) -> None:
        self._watchdog = watchdog
        self._service: Service | None = None
        self._connection: WatchedConnection | None = None

    @property
    def on(self) -> bool:
        return self._connection is not None

    def connect(self, slot: Slot, busy_waits: int, *, short_ids: bool = True) -> Conversation:
        """Power the card; again when it does not answer, and patiently when another program holds it.

        `busy_waits` counts quarters of a second. Raises `CardFault`, with `Code.SWAPPED` where another card lies there.
        """
        mute_left, busy_left = _CONNECTS, busy_waits
        while True:
            try:
                return self._connect_once(slot, short_ids)
            except CardFault as fault:
                mute_left -= fault.code is Code.MUTE
                busy_left -= fault.code is Code.BUSY
                if fault.code not in (Code.MUTE, Code.BUSY) or not mute_left or not busy_left:
                    raise
                sleep(_BUSY_WAIT_S)

    def has_left(self, slot: Slot) -> bool:
        """Whether the service notices within a moment that this card is gone; True where there is no service."""
        ends = monotonic() + _LEAVING_S
        try:
            service = self._served()
            while monotonic() < ends:
                now = service.slots([slot.reader])[0]
                if now.insertions != slot.insertions:
                    return True
                service.wait([now], _GLANCE_MS)
        except CardFault:
            return True
        return False

    def ask_reader(self, slot: Slot) -> None:
        """Have the reader say anew that this card lies there, after a command that found none; raises `CardFault`."""
        with self._watchdog.command():
            self._served().ask_reader(slot.reader)

    def off(self) -> None:
        """Cut the card's power, so that it forgets every PIN."""
        if self._connection is not None:
            self._connection.power_off()
            self._connection = None

    def leave_service(self) -> None:
        """Let the card service go; the next card asks for it anew."""
        if self._service is not None:
            self._service.close()
            self._service = None

    def _connect_once(self, slot: Slot, short_ids: bool) -> Conversation:
        service = self._served()
        with self._watchdog.command():
            connection = service.connect(slot.reader)
        self._connection = WatchedConnection(connection, self._watchdog)
        if service.slots([slot.reader])[0].insertions != slot.insertions:
            raise CardFault(Code.SWAPPED)
        return Conversation(self._connection, short_ids=short_ids)

    def _served(self) -> Service:
        if self._service is None:
            self._service = Service()
        return self._service
