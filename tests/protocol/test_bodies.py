"""A body is read to its end, however it arrives, and not beyond its limit."""

import pytest

from kiosk.protocol.bodies import TooLarge, whole


class Pieces:
    """A body in pieces, as a line gives it."""

    def __init__(self, *pieces: bytes) -> None:
        self.pieces = list(pieces)

    async def read(self, n: int) -> bytes:
        if not self.pieces:
            return b""
        piece = self.pieces.pop(0)
        if len(piece) > n:
            self.pieces.insert(0, piece[n:])
        return piece[:n]


async def test_all_pieces_are_read() -> None:
    assert await whole(Pieces(b"ab", b"c", b"defg"), 7) == b"abcdefg"
    assert await whole(Pieces(), 7) == b""


async def test_what_is_too_large_is_not_read_further() -> None:
    body = Pieces(b"abcd", b"efgh", b"never read")
    with pytest.raises(TooLarge, match="7"):
        await whole(body, 7)
    assert b"never read" in body.pieces
