"""Tables of headquarters made once and copied: making them anew for every test took longer than the test.

How they are made, step by step, is tried in `storage/test_migrations.py` and wherever a folder is empty.
"""

import tempfile
from functools import cache
from pathlib import Path

from sqlalchemy import create_engine, text

from kiosk.headquarters.storage.store import open_store

FILE = "headquarters.sqlite3"
TEMPLATE = "kiosk_template"


def lay_down_tables(folder: Path) -> None:
    """Put an SQLite database as a first start leaves it into `folder`, unless there is one already."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not (folder / FILE).exists():
        (folder / FILE).write_bytes(_tables())
        (folder / FILE).chmod(0o600)


@cache
def _tables() -> bytes:
    with tempfile.TemporaryDirectory(prefix="kiosk-tables-") as folder:
        open_store(Path(folder)).close()
        assert [path.name for path in Path(folder).iterdir()] == [FILE], "everything is in the one file"
        return (Path(folder) / FILE).read_bytes()


def make_template(cluster: str) -> None:
    """Make a database of PostgreSQL from which others are copied."""
    execute(cluster, f"CREATE DATABASE {TEMPLATE}")
    open_store(Path(), cluster + TEMPLATE).close()


def execute(cluster: str, statement: str) -> None:
    """Say one sentence to the cluster itself."""
    engine = create_engine(cluster + "postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
