"""Commands to the card and its answers as bytes, over a transport that only knows how to exchange them.

Status words are given as the card measures them (JICSAP Table 25); what each one means for the resident is decided in
`kiosk.card.mynumber`.
"""

from typing import Final, Protocol

from kiosk.protocol.faults import CardFault, Code
from kiosk.values import dataclass

OK: Final = 0x9000
END_OF_FILE: Final = 0x6282
NO_DIAGNOSIS: Final = 0x6F00
NOT_FOUND: Final = 0x6A82
NOT_ALLOWED: Final = 0x6982
BEYOND_END: Final = 0x6B00
NO_CURRENT_FILE: Final = 0x6986
FUNCTION_ABSENT: Final = 0x6A81
PIN_LOCKED: Final = (0x6983, 0x6984)  # ISO says the first, cards say the second
DEFECTIVE: Final = (0x6400, 0x6581)

_LONGEST_ANSWER: Final = 65538


class Transport(Protocol):
    """The narrow way to a card: one command in, one answer out, or `CardFault`."""

    def transmit(self, command: bytes | bytearray) -> bytes:
        """Exchange one command APDU; the answer ends with the two status bytes."""


@dataclass(frozen=True)
class Answer:
    """What came back: data without the status word, and the status word."""

    data: bytes
    status: int

    @property
    def tries_left(self) -> int | None:
        """The number of tries a 63Cx names."""
        return self.status & 0x0F if self.status & 0xFFF0 == 0x63C0 else None


class Exchange:
    """Commands sent one by one since the card got power, with the courtesies every reader owes a card.

    Attributes:
        count: how many commands were sent.
    """

    def __init__(self, transport: Transport) -> None:
        self.count = 0
        self._transport = transport

    def send(self, command: bytes | bytearray) -> Answer:
        """Send `command`; fetch waiting data (61xx), correct a wrong Le (6Cxx), forgive 6F00 to the very first one."""
        first = self.count == 0
        answer = self._once(command)
        if first and answer.status == NO_DIAGNOSIS:  # seen on a card after a cold power-on
            answer = self._once(command)
        if answer.status >> 8 == 0x6C:
            answer = self._once(_with_le(command, answer.status & 0xFF))
        data = answer.data
        while answer.status >> 8 == 0x61:
            answer = self._once(bytes([0x00, 0xC0, 0x00, 0x00, answer.status & 0xFF]))
            data += answer.data
            if len(data) > _LONGEST_ANSWER or not answer.data:
                raise CardFault(Code.GARBLED, answer.status)
        return Answer(data, answer.status)

    def send_secret(self, command: bytearray) -> Answer:
        """Send a command that carries a PIN exactly once and overwrite it, whatever happens."""
        try:
            return self._once(command)
        finally:
            command[:] = bytes(len(command))

    def _once(self, command: bytes | bytearray) -> Answer:
        self.count += 1
        raw = self._transport.transmit(command)
        if not 2 <= len(raw) <= _LONGEST_ANSWER:
            raise CardFault(Code.GARBLED)
        return Answer(raw[:-2], int.from_bytes(raw[-2:], "big"))


def _with_le(command: bytes | bytearray, le: int) -> bytes:
    """The same short command with another Le; its data stay."""
    data = 5 + command[4] if len(command) > 5 else 4
    return bytes(command[:data]) + bytes([le])


def select_application(aid: bytes) -> bytes:
    """SELECT by full AID, no answer data wanted."""
    return bytes([0x00, 0xA4, 0x04, 0x0C, len(aid)]) + aid


def select_file(number: int) -> bytes:
    """SELECT a file of the current application."""
    return bytes([0x00, 0xA4, 0x02, 0x0C, 0x02]) + number.to_bytes(2, "big")


def read_short(number: int, length: int = 256) -> bytes:
    """READ BINARY from the start of a file named by its short id (JICSAP Table 5), selecting it as well."""
    return bytes([0x00, 0xB0, 0x80 | number, 0x00, length & 0xFF])


def read_at(offset: int, length: int = 256) -> bytes:
    """READ BINARY of the current file; `length` 1..256."""
    return bytes([0x00, 0xB0, offset >> 8 & 0x7F, offset & 0xFF, length & 0xFF])


def ask_tries(number: int = 0) -> bytes:
    """The empty VERIFY: four bytes, asks for the counter and costs no try; 0 is the selected PIN."""
    return bytes([0x00, 0x20, 0x00, 0x80 | number])


def verify(pin: bytearray, number: int = 0) -> bytearray:
    """VERIFY with a PIN; the caller sends it with `send_secret`."""
    command = bytearray([0x00, 0x20, 0x00, 0x80 | number, len(pin)])
    command += pin
    return command


def get_data(tag: int) -> bytes:
    """GET DATA of an object at power-on level."""
    return bytes([0x00, 0xCA]) + tag.to_bytes(2, "big") + b"\0"


def sign(key: int, digest_info: bytes) -> bytes:
    """COMPUTE DIGITAL SIGNATURE with the key named by its short id; the card pads exactly these bytes (P1 = 00)."""
    return bytes([0x80, 0x2A, 0x00, 0x80 | key, len(digest_info)]) + digest_info + b"\0"


_SHA256_PREFIX: Final = bytes.fromhex("3031300D060960864801650304020105000420")


def digest_info_sha256(digest: bytes) -> bytes:
    """The 51-byte DigestInfo of a SHA-256 digest; its NULL is required by strict verifiers."""
    assert len(digest) == 32
    return _SHA256_PREFIX + digest
