"""The store: SQLite with one writer that commits in groups, or PostgreSQL; the same two verbs, `read` and `write`.

SQLite (WAL, synchronous FULL): every write runs on one connection in one thread, in the order of arrival, each in its
own savepoint; what waits meanwhile is committed together. Readers open the file read-only. PostgreSQL: a small pool.
A write has happened, durably, when `write` returns. What is deleted SQLite overwrites; PostgreSQL waits for its vacuum.
"""

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

import pysqlite3.dbapi2
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import StaticPool

from kiosk.headquarters.storage.migrations.run import TablesTooNew, upgrade
from kiosk.log import Log

_log = Log("headquarters.store")
_GROUP: Final = 64
_READERS: Final = 4
_SAFE_SQLITE: Final = (3, 51, 3)

T = TypeVar("T")


class StoreUnavailable(Exception):
    """The database cannot be read or written now (disk full, server gone); nothing was changed."""


class _Job(Generic[T]):
    """One write that waits for the writer."""

    def __init__(self, act: Callable[[Connection], T]) -> None:
        self.act = act
        self.done: Future[T] = Future()


class Store:
    """Where headquarters keeps everything. Open it with `open_store`; `close` it at the end."""

    def __init__(self, writer: Engine, reader: Engine) -> None:
        self.dialect = writer.dialect.name
        self._writer = writer
        self._reader = reader
        self._threads = ThreadPoolExecutor(_READERS * 2, thread_name_prefix="store")
        self._jobs: queue.SimpleQueue[_Job[Any] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        if self.dialect == "sqlite":
            self._thread = threading.Thread(target=self._write_in_groups, name="store-writer", daemon=True)
            self._thread.start()

    async def read(self, act: Callable[[Connection], T]) -> T:
        """Run `act` on a reading connection; raise `StoreUnavailable` when the database fails."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._read, act)

    async def write(self, act: Callable[[Connection], T]) -> T:
        """Run `act` in a transaction and return once it is durable. An exception of `act` undoes its part alone."""
        if self._thread is None:
            return await asyncio.get_running_loop().run_in_executor(self._threads, self._write_one, act)
        job = _Job(act)
        self._jobs.put(job)
        return await asyncio.shield(asyncio.wrap_future(job.done))

    def close(self) -> None:
        """Finish what waits and close every connection."""
        if self._thread:
            self._jobs.put(None)
            self._thread.join()
        self._threads.shutdown()
        self._reader.dispose()
        self._writer.dispose()

    def _read(self, act: Callable[[Connection], T]) -> T:
        try:
            with self._reader.connect() as connection:
                return act(connection)
        except DBAPIError as error:
            raise StoreUnavailable(type(error.orig).__name__) from error

    def _write_one(self, act: Callable[[Connection], T]) -> T:
        try:
            with self._writer.begin() as connection:
                return act(connection)
        except DBAPIError as error:
            raise StoreUnavailable(type(error.orig).__name__) from error

    def _write_in_groups(self) -> None:
        with self._writer.connect() as connection:
            while (first := self._jobs.get()) is not None:
                group, last = self._gather(first)
                _commit_group(connection, group)
                if last:
                    return

    def _gather(self, first: _Job[Any]) -> tuple[list[_Job[Any]], bool]:
        group = [first]
        while len(group) < _GROUP:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job is None:
                return group, True
            group.append(job)
        return group, False


def _commit_group(connection: Connection, group: list[_Job[Any]]) -> None:
    settled: list[Callable[[], None]] = []
    try:
        with connection.begin():
            settled.extend(_run_in_savepoint(connection, job) for job in group)
    except DBAPIError as error:
        _log.failure("commit_failed", error, writes=len(group))
        failed = StoreUnavailable(type(error.orig).__name__)
        settled = [lambda job=job: job.done.set_exception(failed) for job in group]  # type: ignore[misc]
    for settle in settled:
        settle()


def _run_in_savepoint(connection: Connection, job: _Job[Any]) -> Callable[[], None]:
    try:
        with connection.begin_nested():
            value = job.act(connection)
    except DBAPIError as error:
        if not connection.in_transaction() or connection.invalidated:
            raise
        failed = StoreUnavailable(type(error.orig).__name__)
        failed.__cause__ = error
        return lambda: job.done.set_exception(failed)
    except Exception as error:  # noqa: BLE001 -- courier boundary: the caller gets the very exception
        kept = error
        return lambda: job.done.set_exception(kept)
    return lambda: job.done.set_result(value)


def open_store(folder: Path, database: str = "") -> Store:
    """Open the database, bring its tables up to date and check that it is as durable as it must be.

    `database` empty: SQLite in `folder`. Blocking; raises `StoreUnavailable`.
    """
    try:
        writer, reader = _postgresql(database) if database else _sqlite(folder / "headquarters.sqlite3")
        with contextlib.ExitStack() as undo:
            undo.callback(writer.dispose)
            undo.callback(reader.dispose)
            with writer.begin() as connection:
                upgrade(connection)
            _check(writer)
            undo.pop_all()
    except TablesTooNew as error:
        raise StoreUnavailable(str(error)) from error
    except DBAPIError as error:
        telling = isinstance(error, OperationalError)  # of files and servers; others may quote what is stored
        raise StoreUnavailable(str(error.orig) if telling else type(error.orig).__name__) from error
    return Store(writer, reader)


def _sqlite(path: Path) -> tuple[Engine, Engine]:
    version = pysqlite3.dbapi2.sqlite_version_info
    if version < _SAFE_SQLITE:
        _log.warning("sqlite_too_old", version=".".join(map(str, version)))
    options = {"isolation_level": None, "check_same_thread": False, "timeout": 10.0}
    writer = create_engine(
        f"sqlite:///{path}", module=pysqlite3.dbapi2, connect_args=options, poolclass=StaticPool, hide_parameters=True
    )

    @event.listens_for(writer, "connect")
    def _durable(connection: Any, _record: Any) -> None:
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "trusted_schema = OFF",
            "secure_delete = ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(writer, "begin")
    def _immediate(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    reader = create_engine(
        f"sqlite:///file:{path}?mode=ro&uri=true",
        module=pysqlite3.dbapi2,
        connect_args=options,
        pool_size=_READERS,
        max_overflow=_READERS,
        hide_parameters=True,
    )
    path.touch(mode=0o600, exist_ok=True)
    for one in (path, *path.parent.glob(f"{path.name}-*")):
        with contextlib.suppress(PermissionError):  # somebody else's file is their matter
            one.chmod(0o600)  # a backup may have been put back readable for all; what SQLite makes beside it follows
    return writer, reader


def _postgresql(url: str) -> tuple[Engine, Engine]:
    engine = create_engine(url, pool_size=_READERS * 2, max_overflow=0, pool_pre_ping=True, hide_parameters=True)
    return engine, engine


def _check(engine: Engine) -> None:
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            journal = connection.execute(text("PRAGMA journal_mode")).scalar_one()
            synchronous = connection.execute(text("PRAGMA synchronous")).scalar_one()
            if (journal, synchronous) != ("wal", 2):
                raise StoreUnavailable(f"journal {journal}, synchronous {synchronous}: this disk cannot keep promises")
        elif connection.execute(text("SHOW synchronous_commit")).scalar_one() == "off":
            raise StoreUnavailable("synchronous_commit is off: turn it on for this database")
