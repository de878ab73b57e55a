"""Turns: password checks are called up one by one for each name, known browsers first, and only so many may wait.

A check costs 64 MiB and a core for a moment, and what asks for one may be anybody.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass


@dataclass(eq=False)
class _Waiting:
    name: str
    called: asyncio.Future[None]


class Turns:
    """Who may check now; `at_once` of different names, `most_waiting` in each of the two lines."""

    def __init__(self, at_once: int, most_waiting: int) -> None:
        self._at_once = at_once
        self._most_waiting = most_waiting
        self._running: set[str] = set()
        self._known: list[_Waiting] = []
        self._strangers: list[_Waiting] = []

    @asynccontextmanager
    async def turn(self, name: str, *, known: bool) -> AsyncIterator[bool]:
        """Wait for a turn of `name`; False at once where too many wait already."""
        if not await self._called(name, self._known if known else self._strangers):
            yield False
            return
        try:
            yield True
        finally:
            self._end(name)

    async def _called(self, name: str, line: list[_Waiting]) -> bool:
        if len(line) >= self._most_waiting:
            return False
        waiting = _Waiting(name, asyncio.get_running_loop().create_future())
        line.append(waiting)
        self._call_next()
        try:
            await waiting.called
        except asyncio.CancelledError:
            if waiting in line:
                line.remove(waiting)
            else:
                self._end(name)
            raise
        return True

    def _end(self, name: str) -> None:
        self._running.discard(name)
        self._call_next()

    def _call_next(self) -> None:
        for line in (self._known, self._strangers):
            for waiting in tuple(line):
                if len(self._running) >= self._at_once:
                    return
                if waiting.name not in self._running and not waiting.called.done():
                    line.remove(waiting)
                    self._running.add(waiting.name)
                    waiting.called.set_result(None)
