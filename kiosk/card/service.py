"""PC/SC calls with our own errors: the one module that imports `smartcard`, and only its raw layer.

The raw layer keeps no copy of what was sent, has no observers and no background threads.
"""

from typing import Any, Final

from smartcard import scard
from typing_extensions import override

from kiosk.card.apdu import Transport
from kiosk.protocol.faults import CardFault, Code
from kiosk.values import dataclass

NOTIFY_READERS: Final = "\\\\?PnP?\\Notification"

_REMOVED: Final = (
    scard.SCARD_E_NO_SMARTCARD,
    scard.SCARD_W_REMOVED_CARD,
    scard.SCARD_W_RESET_CARD,
    scard.SCARD_E_NOT_TRANSACTED,
)
_SERVICE_GONE: Final = (
    scard.SCARD_E_NO_SERVICE,
    scard.SCARD_E_SERVICE_STOPPED,
    scard.SCARD_E_INVALID_HANDLE,
    scard.SCARD_E_READER_UNAVAILABLE,
    scard.SCARD_E_UNKNOWN_READER,
    scard.SCARD_E_NO_READERS_AVAILABLE,
    scard.SCARD_F_COMM_ERROR,
)


@dataclass(frozen=True)
class Slot:
    """One reader as the service sees it now.

    Attributes:
        state: the event state of PC/SC.
        atr: what the card said when it got power.
    """

    reader: str
    state: int
    atr: bytes

    @property
    def present(self) -> bool:
        """Whether something lies there."""
        return bool(self.state & scard.SCARD_STATE_PRESENT)

    @property
    def insertions(self) -> int:
        """The service's own counter of insertions and removals, by which a quick swap is seen."""
        return self.state >> 16 & 0xFFFF

    @property
    def answers(self) -> bool:
        """Whether the reader could be asked; otherwise nothing is counted."""
        return not self.state & scard.SCARD_STATE_UNAVAILABLE


def code_of(result: int) -> Code:
    """The fault a PC/SC result stands for."""
    result &= 0xFFFFFFFF
    if result in {value & 0xFFFFFFFF for value in _REMOVED}:
        return Code.PULLED_OUT
    if result in {value & 0xFFFFFFFF for value in _SERVICE_GONE}:
        return Code.NO_READER
    if result == scard.SCARD_E_SHARING_VIOLATION & 0xFFFFFFFF:
        return Code.BUSY
    return Code.MUTE


class Service:
    """One connection to the PC/SC service; `CardFault(NO_READER)` when there is none.

    A call that waits holds its connection: each thread has its own.
    """

    def __init__(self) -> None:
        result, self._context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
        _check(result)

    def readers(self) -> list[str]:
        """All readers by name."""
        result, names = scard.SCardListReaders(self._context, [])
        if result & 0xFFFFFFFF == scard.SCARD_E_NO_READERS_AVAILABLE & 0xFFFFFFFF:
            return []
        _check(result)
        return list(names)

    def slots(self, readers: list[str]) -> list[Slot]:
        """How each of `readers` is at this moment."""
        if not readers:
            return []
        states = [(name, scard.SCARD_STATE_UNAWARE) for name in readers]
        result, now = scard.SCardGetStatusChange(self._context, 0, states)
        if result & 0xFFFFFFFF != scard.SCARD_E_TIMEOUT & 0xFFFFFFFF:
            _check(result)
        return [Slot(name, state & ~scard.SCARD_STATE_CHANGED, bytes(atr)) for name, state, atr in now]

    def wait(self, known: list[Slot], milliseconds: int) -> bool:
        """Wait until something differs from `known`, a reader comes or goes, or the time is over; True if something."""
        states = [(slot.reader, slot.state & ~scard.SCARD_STATE_CHANGED) for slot in known]
        result, _ = scard.SCardGetStatusChange(self._context, milliseconds, [*states, (NOTIFY_READERS, 0)])
        if result & 0xFFFFFFFF in (scard.SCARD_E_TIMEOUT & 0xFFFFFFFF, scard.SCARD_E_CANCELLED & 0xFFFFFFFF):
            return False
        _check(result)
        return True

    def connect(self, reader: str) -> "Connection":
        """Power the card and hold it for us alone."""
        result, handle, protocol = scard.SCardConnect(
            self._context, reader, scard.SCARD_SHARE_EXCLUSIVE, scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        )
        _check(result)
        return Connection(handle, protocol)

    def ask_reader(self, reader: str) -> None:
        """Have the reader say anew whether something lies there.

        A command that finds no card marks the reader as empty, and the service keeps that until its own look finds a
        change: a card that was back before that look would never be seen (pcsc-lite 1.9.9, `SCardTransmit`).
        """
        result, handle, _ = scard.SCardConnect(self._context, reader, scard.SCARD_SHARE_DIRECT, 0)
        _check(result)
        scard.SCardDisconnect(handle, scard.SCARD_RESET_CARD)

    def close(self) -> None:
        """Give the connection back."""
        scard.SCardReleaseContext(self._context)


class Connection(Transport):
    """A card held for us alone, powered."""

    def __init__(self, handle: Any, protocol: int) -> None:
        self._handle = handle
        self._protocol = scard.SCARD_PCI_T0 if protocol == scard.SCARD_PROTOCOL_T0 else scard.SCARD_PCI_T1

    @override
    def transmit(self, command: bytes | bytearray) -> bytes:
        sent = list(command)  # it may hold a PIN
        try:
            result, answer = scard.SCardTransmit(self._handle, self._protocol, sent)
        finally:
            sent[:] = bytes(len(sent))
        _check(result)
        return bytes(answer)

    def power_off(self) -> None:
        """Let the card go and cut its power: it forgets every PIN."""
        scard.SCardDisconnect(self._handle, scard.SCARD_UNPOWER_CARD)


def _check(result: int) -> None:
    if result != scard.SCARD_S_SUCCESS:
        raise CardFault(code_of(result), result & 0xFFFF)
