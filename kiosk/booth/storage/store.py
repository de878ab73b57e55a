"""The booth's store: one file, one connection, one thread; durable before it is believed.

The database below it (`database`) takes a third of a second to load. It is loaded in the store's thread when the store
is opened, after the first screen is shown.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kiosk.booth.storage.faults import StoreBroken

if TYPE_CHECKING:
    from sqlmodel import Session

    from kiosk.booth.storage.database import Database

T = TypeVar("T")


class Store:
    """Access to the booth's database from the event loop; all work happens in one thread.

    Attributes:
        moved_aside: where a damaged file went at the start, or None.
        taken_over: how many submissions could be read from it and are carried on.
    """

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        self.path = path
        self.moved_aside: Path | None = None
        self.taken_over = 0
        self._now = now
        self._database: Database | None = None
        self._closed = False
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="booth-store")

    async def open(self) -> None:
        """Open or create the file; a damaged one is moved aside first. Raises `StoreFull` or `StoreBroken`."""
        await self._in_thread(self._open)

    async def run(self, work: "Callable[[Session], T]") -> T:
        """Run `work` in one transaction, committed before this returns.

        Raises `StoreFull` when the disk is full and `StoreBroken` when the file cannot be written; nothing was stored
        then.
        """
        return await self._in_thread(lambda: self._transaction(work))

    async def close(self) -> None:
        """Close the file; closing again does nothing."""
        if self._closed:
            return
        self._closed = True
        await self._in_thread(self._dispose)
        self._thread.shutdown()

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _open(self) -> None:
        from kiosk.booth.storage.database import open_or_move_aside

        self._database = open_or_move_aside(self.path, self._now)
        self.moved_aside, self.taken_over = self._database.moved_aside, self._database.taken_over

    def _transaction(self, work: "Callable[[Session], T]") -> T:
        if self._database is None:
            raise StoreBroken("not open")
        return self._database.transaction(work)

    def _dispose(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None
