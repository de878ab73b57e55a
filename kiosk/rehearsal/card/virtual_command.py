"""Command APDUs as the card sees them: cases 1 to 4, short and extended."""

from dataclasses import field

from kiosk.values import dataclass

_VERIFY = 0x20
_CHANGE = 0x24


class BadLength(Exception):
    """Lc, Le and the length of the command do not agree."""


@dataclass(frozen=True)
class Command:
    """One command; `le` is how many bytes are wanted at most, None when none are."""

    cla: int
    ins: int
    p1: int
    p2: int
    data: bytes = field(default=b"", repr=False)
    le: int | None = None

    def masked(self) -> str:
        """The command in hex with the bytes of a PIN as ``**``."""
        header = bytes([self.cla, self.ins, self.p1, self.p2]).hex()
        shown = "**" * len(self.data) if self.ins in (_VERIFY, _CHANGE) else self.data.hex()
        length = f"{len(self.data):02x}" if self.data else ""
        return header + length + shown + ("" if self.le is None else f"+{self.le}")


def parse_command(raw: bytes) -> Command:
    """Parse one command APDU; raise `BadLength` when its lengths do not agree."""
    if len(raw) < 4:
        raise BadLength
    data, le = _body(raw[4:])
    return Command(raw[0], raw[1], raw[2], raw[3], data, le)


def _body(body: bytes) -> tuple[bytes, int | None]:
    if not body:
        return b"", None
    if len(body) == 1:
        return b"", body[0] or 256
    if body[0]:
        return _counted(body[1:], body[0], 1)
    if len(body) == 3:
        return b"", int.from_bytes(body[1:], "big") or 65536
    return _counted(body[3:], int.from_bytes(body[1:3], "big"), 2)


def _counted(rest: bytes, length: int, le_size: int) -> tuple[bytes, int | None]:
    """Data of a given length, followed by nothing or by an Le of `le_size` bytes."""
    if not length or len(rest) not in (length, length + le_size):
        raise BadLength
    tail = rest[length:]
    return rest[:length], (int.from_bytes(tail, "big") or 256**le_size) if tail else None
