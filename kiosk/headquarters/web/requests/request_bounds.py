"""Request bounds: how much and how long one connection may send before a request is whole. Pure; the protocol acts.

A parser keeps the line it is in and adds each piece to it, which takes quadratic time for a line without an end; and a
request that never ends holds a place for as long as it likes. Bodies themselves have limits of their own by path
(`body_limit`); here counts everything around them: heads, trailers, the frames of chunks.
"""

from typing import Final

LARGEST_HEAD_BYTES: Final = 64 * 1024
"""Bytes of a request line with its headers (browsers send 2 KB); as much again may stand around a body in chunks."""
HEAD_S: Final = 10.0
BODY_S: Final = 30.0
"""For any body; beyond that it must come at `SLOWEST_BYTES_S` on average."""
SLOWEST_BYTES_S: Final = 2048
"""16 kbit/s: the slowest line a booth could hand in over at all."""


class RequestBounds:
    """How far one connection is with the request it sends. Times are seconds of any steady clock."""

    def __init__(self, now_s: float) -> None:
        self._in_head = True
        self._since_s: float | None = now_s
        self._around = 0
        self._body = 0

    def fed(self, count: int, now_s: float) -> None:
        """Bytes arrived; called before they are parsed."""
        if self._since_s is None:
            self._since_s = now_s
        self._around += count

    def body(self, count: int) -> None:
        """So many of the bytes that arrived were a body."""
        self._around -= count
        self._body += count

    def head_read(self, now_s: float) -> None:
        """The head is whole; a body may follow."""
        self._in_head = False
        self._since_s, self._around, self._body = now_s, 0, 0

    def request_read(self) -> None:
        """The request is whole; the next one may begin."""
        self._in_head = True
        self._since_s, self._around, self._body = None, 0, 0

    def waited(self, seconds: float) -> None:
        """The server itself did not read for so long."""
        if self._since_s is not None:
            self._since_s += seconds

    @property
    def too_much(self) -> bool:
        """Whether more was sent than a head, or the frames of such a body, may have."""
        return self._around > LARGEST_HEAD_BYTES + (0 if self._in_head else self._body)

    @property
    def deadline_s(self) -> float | None:
        """When what is being sent must be whole; None while nothing is."""
        if self._since_s is None:
            return None
        return self._since_s + (HEAD_S if self._in_head else BODY_S + self._body / SLOWEST_BYTES_S)
