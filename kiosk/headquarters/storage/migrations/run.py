"""Bring the tables up to date on an open connection, or run on newer ones where those allow it.

Each step has a number. A step that only adds (a table, a column with a default, an index) leaves `COMPAT` as it is: the
program before still runs on the tables, so an update can be taken back, and processes of two versions may share one
database while it goes on. A step after which an older program would fail or write what is wrong raises `COMPAT` to its
own number. The database keeps the `COMPAT` of whoever brought it up to date.
"""

from pathlib import Path
from typing import Final

from sqlalchemy import Column, Connection, Integer, Table, column, delete, func, insert, inspect, select, table, text

from kiosk.headquarters.storage.tables import metadata
from kiosk.log import Log

COMPAT: Final = 5
"""The oldest program that runs on the tables as they are now, by the number of the newest step it has."""
_compat: Final = Table(
    "schema_compat",
    metadata,
    Column("lowest", Integer, primary_key=True, autoincrement=False),
    sqlite_strict=True,
)
_version: Final = table("alembic_version", column("version_num"))
"""Where alembic writes down the newest step a database has seen."""
_LOCK: Final = 7160132
"""PostgreSQL's advisory lock for the steps; the audit has the one before."""
_log = Log("headquarters.store")


class TablesTooNew(Exception):
    """A newer program brought the tables to where this one would do harm; the text says what to do."""


def upgrade(connection: Connection) -> None:
    """Run every step that this database has not seen, in the transaction of `connection`. Raises `TablesTooNew`.

    Of several programs that start at once one takes the steps, and the others wait for it.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    known, found = newest_step(), _step_of(connection)
    if found > known:
        _allow(connection, found, known)
        return
    if found == known:
        return
    _take_steps(connection)
    connection.execute(delete(_compat))
    connection.execute(insert(_compat), {"lowest": COMPAT})


def newest_step() -> int:
    """The number of the newest step this program has, as the names of their files say."""
    return max(int(path.name[1:5]) for path in (Path(__file__).parent / "versions").glob("v[0-9]*.py"))


def _step_of(connection: Connection) -> int:
    if not inspect(connection).has_table(_version.name):
        return 0
    return int(connection.execute(select(_version.c.version_num)).scalar() or 0)


def _take_steps(connection: Connection) -> None:
    from alembic import command  # a tenth of what a start takes, and nearly every start finds the tables up to date
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _allow(connection: Connection, found: int, known: int) -> None:
    kept = inspect(connection).has_table(_compat.name)
    lowest = connection.execute(select(func.max(_compat.c.lowest))).scalar_one() if kept else None
    if lowest is None or lowest > known:
        raise TablesTooNew(
            f"the database was brought to tables {found} by a newer program, and this one knows {known}: update this "
            "program, or put back the copy of the database made before the update"
        )
    _log.warning("tables_newer", found=found, known=known)
