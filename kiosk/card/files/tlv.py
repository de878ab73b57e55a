"""Strict BER-TLV: bounded, non-recursive, never reads past the end, raises nothing but `TlvError`."""

from typing import Final

from kiosk.values import dataclass

_LONGEST_TAG: Final = 3
_MANY: Final = 64


class TlvError(Exception):
    """The bytes are not the TLV they should be."""


@dataclass(frozen=True)
class Header:
    """Tag, length of the value, and how many bytes the two took."""

    tag: int
    length: int
    size: int

    @property
    def total(self) -> int:
        """Bytes of the whole object."""
        return self.size + self.length


@dataclass(frozen=True)
class Tlv:
    """One object and where it began in the bytes that were parsed; `whole` is as written, header included."""

    tag: int
    value: bytes
    offset: int
    whole: bytes


def read_header(raw: bytes, start: int = 0) -> Header:
    """The header at `start`; the value itself need not be there yet."""
    tag, position = _tag(raw, start)
    if position >= len(raw):
        raise TlvError("ends before the length")
    first = raw[position]
    position += 1
    if first < 0x80:
        return Header(tag, first, position - start)
    count = first & 0x7F
    if count not in (1, 2, 3):
        raise TlvError("indefinite or overlong length")
    if position + count > len(raw):
        raise TlvError("ends within the length")
    return Header(tag, int.from_bytes(raw[position : position + count], "big"), position + count - start)


def _tag(raw: bytes, start: int) -> tuple[int, int]:
    if start >= len(raw):
        raise TlvError("ends before the tag")
    position = start + 1
    if raw[start] & 0x1F == 0x1F:
        while True:
            if position >= len(raw):
                raise TlvError("ends within the tag")
            position += 1
            if position - start > _LONGEST_TAG:
                raise TlvError("tag too long")
            if not raw[position - 1] & 0x80:
                break
    return int.from_bytes(raw[start:position], "big"), position


def parse(raw: bytes) -> list[Tlv]:
    """All objects of one level; every byte must belong to one, and no tag may come twice."""
    found: list[Tlv] = []
    seen: set[int] = set()
    position = 0
    while position < len(raw):
        header = read_header(raw, position)
        end = position + header.total
        if end > len(raw):
            raise TlvError("length over the end")
        if header.tag in seen:
            raise TlvError("repeated tag")
        if len(found) == _MANY:
            raise TlvError("too many objects")
        seen.add(header.tag)
        found.append(Tlv(header.tag, raw[position + header.size : end], position, raw[position:end]))
        position = end
    return found


def encode(tag: int, value: bytes) -> bytes:
    """One object, with the shortest length form."""
    size = len(value)
    if size < 0x80:
        length = bytes([size])
    else:
        digits = size.to_bytes((size.bit_length() + 7) // 8, "big")
        length = bytes([0x80 | len(digits)]) + digits
    return tag.to_bytes((tag.bit_length() + 7) // 8, "big") + length + value
