"""Inbox: what one end said and nobody has acted on yet, so that a slow reader never stops hearing.

The socket is always read, or pings would go unanswered behind messages that wait for their turn; so what waits needs a
bound of its own, in messages and in bytes.
"""

import asyncio
from collections import deque
from typing import Final

MOST_WAITING: Final = 256
"""Messages. An honest end has a handful in a burst: the candidates of one answer, the keys of one touch."""
MOST_BYTES: Final = 4 * 2**20
"""A dozen of the largest messages."""


class Inbox:
    """The messages of one end that wait for their turn."""

    def __init__(self) -> None:
        self._waiting: deque[str | bytes] = deque()
        self._bytes = 0
        self._over = False
        self._news = asyncio.Event()

    def put(self, text: str | bytes) -> bool:
        """Take one message; False when too much waits already."""
        if len(self._waiting) >= MOST_WAITING or self._bytes + len(text) > MOST_BYTES:
            return False
        self._waiting.append(text)
        self._bytes += len(text)
        self._news.set()
        return True

    def end(self) -> None:
        """Nothing more comes; what waits may still be taken."""
        self._over = True
        self._news.set()

    def drop(self) -> None:
        """Nothing more comes, and nothing of what waits is wanted."""
        self._waiting.clear()
        self.end()

    async def take(self) -> str | bytes | None:
        """The next message, waited for; None after the last."""
        await self._news.wait()
        if not self._waiting:
            return None
        text = self._waiting.popleft()
        self._bytes -= len(text)
        if not self._waiting and not self._over:
            self._news.clear()
        return text
