"""The version of the booth's tables, kept in the file itself (``PRAGMA user_version``).

An update of a booth can be taken back, so a program may meet a file that a newer one wrote. The file says how new its
tables are and the oldest program that still runs on them: `VERSION` is raised with every change of the tables, `COMPAT`
only with one after which an older program would fail or write what is wrong. Files of 0.1 say 0.
"""

from typing import Final

from sqlalchemy import Connection, text

from kiosk.log import Log

VERSION: Final = 2
COMPAT: Final = 0
_SHARE: Final = 1000
_log = Log("booth.store")


class TooNew(Exception):
    """A newer program wrote the file, and this one must not; the text says what to do."""


def agree(connection: Connection) -> None:
    """Write the version of these tables into the file, unless a newer one stands there. Raises `TooNew`."""
    said = int(connection.execute(text("PRAGMA user_version")).scalar_one())
    found, lowest = divmod(said, _SHARE)
    if found <= VERSION:
        if said != VERSION * _SHARE + COMPAT:
            connection.execute(text(f"PRAGMA user_version = {VERSION * _SHARE + COMPAT}"))
        return
    if lowest > VERSION:
        raise TooNew(f"a newer program wrote it (tables {found}, this program knows {VERSION}): update this booth")
    _log.warning("tables_newer", found=found, known=VERSION)
