"""Bodies of HTTP answers, read whole and never beyond what they may have."""

from typing import Protocol


class Content(Protocol):
    """A body that arrives in pieces (`aiohttp.StreamReader`)."""

    async def read(self, n: int) -> bytes:
        """What has arrived, at most `n` bytes; empty at the end."""


class TooLarge(Exception):
    """The other side sends more than it may."""


async def whole(content: Content, most: int) -> bytes:
    """The body to its end; raise `TooLarge` as soon as it has more than `most` bytes."""
    body = bytearray()
    while piece := await content.read(most + 1 - len(body)):
        body += piece
        if len(body) > most:
            raise TooLarge(f"more than {most} bytes")
    return bytes(body)
