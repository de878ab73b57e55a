"""Published bundles: each signed under the next number and committed before anybody hears of it.

Another process, also the command line, may publish; so the store is asked again every few seconds.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import Connection, delete, func, text
from sqlmodel import col, select

from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.rows import add
from kiosk.headquarters.storage.store import Store, StoreUnavailable
from kiosk.headquarters.storage.tables import ProcedureBundle
from kiosk.headquarters.view import View
from kiosk.log import Log
from kiosk.procedures.bundles.contents import Contents
from kiosk.procedures.bundles.signed import sign
from kiosk.tasks import Tasks
from kiosk.values import dataclass

_log = Log("headquarters.publishing")
LOOK_S: Final = 10.0
_KEPT: Final = 20
"""Bundles that stay, the newest ones: what was published last month can still be looked at."""


_HIGHEST_ASKED: Final = 2**30
"""Numbers end, and none is given twice: nobody may ask for the last one."""


class NotRising(Exception):
    """A number that was asked for is not above the newest, or leaves none for later; the text says which."""


@dataclass(frozen=True)
class Newest:
    """The newest bundle, as booths are given it."""

    number: int
    published_at: datetime
    body: bytes


class PublishedLine(View):
    """What staff are told of the newest bundle; number 0 where nothing was published yet."""

    number: int = 0
    published_at: datetime | None = None


class Published:
    """The newest bundle of this headquarters, as last looked up.

    Attributes:
        newest: None where nothing was published yet.
    """

    def __init__(self, store: Store) -> None:
        self.newest: Newest | None = None
        self._store = store
        self._heard: list[Callable[[Newest], None]] = []
        self._tasks = Tasks("publishing")

    @property
    def number(self) -> int:
        """Of the newest bundle; 0 where there is none."""
        return self.newest.number if self.newest else 0

    @property
    def line(self) -> PublishedLine:
        """The newest bundle for staff."""
        newest = self.newest
        return PublishedLine(number=newest.number, published_at=newest.published_at) if newest else PublishedLine()

    def when_newer(self, hear: Callable[[Newest], None]) -> None:
        """`hear` is told of every bundle that is newer than the one before."""
        self._heard.append(hear)

    async def start(self) -> None:
        """Know the newest bundle, and look for newer ones."""
        try:
            await self.look()
        except StoreUnavailable as error:
            _log.failure("bundles_not_looked_up", error)
        self._tasks.start(self._keep_looking(), "look")

    async def stop(self) -> None:
        """Stop looking."""
        await self._tasks.end()

    async def look(self) -> None:
        """Ask the store; raises `StoreUnavailable`."""
        found = await self._store.read(lambda c: newest(c, after=self.number))
        if found is not None:
            self.newest = found
            _log.event("bundle_published", number=found.number)
            for hear in self._heard:
                hear(found)

    async def _keep_looking(self) -> None:
        while True:
            await asyncio.sleep(LOOK_S)
            try:
                await self.look()
            except StoreUnavailable as error:
                _log.failure("bundles_not_looked_up", error)


def newest(connection: Connection, after: int = 0) -> Newest | None:
    """The bundle with the highest number above `after`."""
    columns = col(ProcedureBundle.number), col(ProcedureBundle.published_at), col(ProcedureBundle.body)
    query = select(*columns).where(col(ProcedureBundle.number) > after).order_by(columns[0].desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return Newest(*row) if row else None


def publish(
    connection: Connection,
    contents: Contents,
    key: ec.EllipticCurvePrivateKey,
    at: datetime,
    by: audit.Actor,
    number: int | None = None,
) -> int:
    """Sign the files under the next number, or under a higher one that is asked for, and keep them; the number.

    Raises `NotRising`, and `BadBundle` (``too_large``).
    """
    if connection.dialect.name == "postgresql":  # SQLite has one writer
        connection.execute(text("LOCK TABLE procedure_bundle IN SHARE ROW EXCLUSIVE MODE"))
    highest = connection.execute(select(func.max(col(ProcedureBundle.number)))).scalar() or 0
    if number is not None and number <= highest:
        raise NotRising(f"the newest bundle has number {highest}")
    if number is not None and number > _HIGHEST_ASKED:
        raise NotRising(f"a number is at most {_HIGHEST_ASKED}: behind it there must be others")
    given = number or highest + 1
    add(
        connection,
        ProcedureBundle(
            number=given,
            published_at=at,
            published_by=by.who,
            files=len(contents),
            body=sign(contents, given, key),
        ),
    )
    old = select(col(ProcedureBundle.number)).order_by(col(ProcedureBundle.number).desc()).offset(_KEPT).limit(1)
    if (last := connection.execute(old).scalar()) is not None:
        connection.execute(delete(ProcedureBundle).where(col(ProcedureBundle.number) <= last))
    audit.append(connection, at, by, "procedures_published", f"procedures:{given}", f"{len(contents)}")
    return given
