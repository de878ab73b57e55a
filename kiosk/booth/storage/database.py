"""The booth's database: one SQLite file, opened or moved aside, and transactions in it.

Journal TRUNCATE with synchronous FULL lost nothing in 1,000 simulated power cuts, and it leaves the WAL-reset fault of
Debian's SQLite out altogether. A damaged file is moved aside with an alarm, what can still be read of it is carried on,
and the next resident is never refused.
"""

import errno
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import Engine, event, text
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, create_engine

from kiosk.booth.storage import salvage, schema
from kiosk.booth.storage.faults import StoreBroken, StoreFull, fault_of
from kiosk.booth.storage.tables import BoothTable, OutboxRow, ShelterRecordRow, ShelterRow
from kiosk.log import Log
from kiosk.values import dataclass

_log = Log("booth.store")
PRAGMAS: Final = {"journal_mode": "truncate", "synchronous": "2"}
"""What is set, and then asked for, on each opening."""
T = TypeVar("T")


@dataclass(frozen=True)
class Database:
    """An open file.

    Attributes:
        moved_aside: where a damaged file went before this one was made, or None.
        taken_over: how many submissions could be read from it and are carried on.
    """

    engine: Engine
    moved_aside: Path | None = None
    taken_over: int = 0

    def transaction(self, work: Callable[[Session], T]) -> T:
        """Run `work` and commit. Raises `StoreFull` or `StoreBroken`; nothing was stored then."""
        try:
            with Session(self.engine, expire_on_commit=False) as session:
                result = work(session)
                session.commit()
                return result
        except (OperationalError, DatabaseError) as error:
            raise fault_of(str(error.orig)) from error

    def close(self) -> None:
        """Close the file."""
        self.engine.dispose()


def open_or_move_aside(path: Path, now: Callable[[], datetime]) -> Database:
    """Open or create the file; a damaged one is moved aside first. Raises `StoreFull` or `StoreBroken`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _only_for_the_booth(path)
        return _opened(path, now)
    except schema.TooNew as error:
        raise StoreBroken(f"{path}: {error}") from error
    except DatabaseError as error:
        raise fault_of(str(error.orig)) from error
    except OSError as error:
        raise StoreFull(str(error)) if error.errno == errno.ENOSPC else StoreBroken(str(error)) from error


def _only_for_the_booth(path: Path) -> None:
    """Nobody else on the machine reads the file, nor what an older program left beside it: a journal, a damaged one.

    A journal that SQLite makes gets the same mode, and one that is there keeps its own.
    """
    path.touch(mode=0o600, exist_ok=True)
    for one in (path, *path.parent.glob(f"{path.name}[-.]*")):
        one.chmod(0o600)


def _opened(path: Path, now: Callable[[], datetime]) -> Database:
    try:
        return Database(_connect(path))
    except DatabaseError as error:
        if isinstance(error, OperationalError) and not _damaged(error):
            raise
    aside = _move_aside(path, now())
    engine = _connect(path)
    taken_over = _take_over(aside, engine)
    _log.warning("store_moved_aside", file=aside.name, taken_over=taken_over)
    return Database(engine, aside, taken_over)


def _connect(path: Path) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}", poolclass=StaticPool, connect_args={"check_same_thread": False, "timeout": 5.0}
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


def _move_aside(path: Path, at: datetime) -> Path:
    stamp = at.strftime("%Y%m%dT%H%M%S")
    aside = path.with_name(f"{path.name}.damaged-{stamp}")
    number = 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}.damaged-{stamp}-{number}")
    for suffix in ("-journal", "-wal", "-shm"):  # they belong to the damaged file and may help to repair it
        beside = path.with_name(path.name + suffix)
        if beside.exists():
            beside.replace(aside.with_name(aside.name + suffix))
    path.replace(aside)
    return aside


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
        _take_shelter_over(aside, session)
    return number


def _take_shelter_over(aside: Path, session: Session) -> None:
    """Carry an open shelter on with every record that can be read, or the one a booth is prepared for."""
    kept = salvage.shelter(aside)
    if kept is None:
        return
    session.add(ShelterRow(number=1, kept=kept))
    records = [ShelterRecordRow(**row) for row in salvage.shelter_records(aside)]
    session.add_all(records)
    session.commit()
    _log.warning("shelter_taken_over", records=len(records))


def _set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
    for name, value in PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}")


def _examine(engine: Engine) -> None:
    with engine.connect() as connection:
        found = connection.execute(text("PRAGMA quick_check")).scalars().all()  # a row for each thing that is wrong
        if found != ["ok"]:
            raise DatabaseError("PRAGMA quick_check", None, sqlite3.DatabaseError("malformed"))
        for name, wanted in PRAGMAS.items():
            if str(connection.execute(text(f"PRAGMA {name}")).scalar_one()) != wanted:
                raise StoreBroken(f"PRAGMA {name} did not take effect")


def _damaged(error: DatabaseError) -> bool:
    return any(word in str(error.orig) for word in ("malformed", "not a database", "corrupt"))
