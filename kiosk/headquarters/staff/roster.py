"""The roster (職員名簿): who has an account, whether it is open, and where it is signed in.

Closing an account and signing somebody out end sessions in the store first; lines of this process end with them at
once, those of another process as soon as it looks (`kiosk.headquarters.web.sockets`). Nothing of an account is deleted:
cases and the audit name the people who worked on them.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, func, update
from sqlmodel import col, select

from kiosk.headquarters.staff import browsers
from kiosk.headquarters.staff.sessions import Sessions, member
from kiosk.headquarters.staff.views import RosterLine
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.readable import readable
from kiosk.headquarters.storage.rows import read
from kiosk.headquarters.storage.store import Store
from kiosk.headquarters.storage.tables import StaffAccount, StaffSession
from kiosk.headquarters.view import Unreadable


class NoSuchAccount(Exception):
    """There is no account of this name or id."""


class Roster:
    """Every account of this headquarters."""

    def __init__(self, store: Store, sessions: Sessions, now: Callable[[], datetime]) -> None:
        self._store = store
        self._sessions = sessions
        self._now = now

    async def lines(self) -> list[RosterLine | Unreadable]:
        """Every account, open ones first, by name."""
        in_force = self._sessions.in_force()
        query = (
            select(StaffAccount, func.count(col(StaffSession.token_hash)))
            .outerjoin(StaffSession, (col(StaffSession.staff_id) == col(StaffAccount.staff_id)) & in_force)
            .group_by(col(StaffAccount.staff_id))
            .order_by(col(StaffAccount.closed_at).is_not(None), col(StaffAccount.account))
        )
        rows = await self._store.read(lambda c: read(c, query))
        return [readable(partial(_line, account, sessions), account.account) for account, sessions in rows]

    async def named(self, account: str) -> str:
        """The id of the account that signs in by this name; raise `NoSuchAccount`."""
        query = select(col(StaffAccount.staff_id)).where(col(StaffAccount.account) == account)
        staff_id = await self._store.read(lambda c: c.execute(query).scalar_one_or_none())
        if staff_id is None:
            raise NoSuchAccount(account)
        return str(staff_id)

    async def close(self, staff_id: str, by: audit.Actor) -> None:
        """Nobody signs in with this account any more, and whoever is signed in is signed out. Again does nothing."""
        await self._change(staff_id, by, "staff_closed", closed_at=self._now())

    async def reopen(self, staff_id: str, by: audit.Actor) -> None:
        """Let a closed account sign in again, with the password it had."""
        await self._change(staff_id, by, "staff_reopened", closed_at=None)

    async def sign_out(self, staff_id: str, by: audit.Actor) -> None:
        """End every session of an account, and forget its browsers: one of them may be in other hands."""

        def act(connection: Connection) -> tuple[str, ...]:
            if (
                connection.execute(
                    select(col(StaffAccount.staff_id)).where(col(StaffAccount.staff_id) == staff_id)
                ).first()
                is None
            ):
                raise NoSuchAccount(staff_id)
            return self._end_all(connection, staff_id, by)

        self._sessions.tell_ended(await self._store.write(act))

    async def _change(self, staff_id: str, by: audit.Actor, what: str, *, closed_at: datetime | None) -> None:
        is_open = col(StaffAccount.closed_at).is_(None)

        def act(connection: Connection) -> tuple[str, ...]:
            mine = col(StaffAccount.staff_id) == staff_id
            if connection.execute(select(col(StaffAccount.staff_id)).where(mine)).first() is None:
                raise NoSuchAccount(staff_id)
            change = update(StaffAccount).where(mine, is_open if closed_at else ~is_open).values(closed_at=closed_at)
            if connection.execute(change.returning(col(StaffAccount.staff_id))).first():
                audit.append(connection, self._now(), by, what, f"staff:{staff_id}")
            return self._end_all(connection, staff_id, by) if closed_at else ()

        self._sessions.tell_ended(await self._store.write(act))

    def _end_all(self, connection: Connection, staff_id: str, by: audit.Actor) -> tuple[str, ...]:
        browsers.forget_all(connection, staff_id)
        keys = self._sessions.end_all(connection, staff_id)
        if keys:
            audit.append(connection, self._now(), by, "signed_out_everywhere", f"staff:{staff_id}", str(len(keys)))
        return keys


def _line(account: StaffAccount, sessions: int) -> RosterLine:
    return RosterLine(staff=member(account), sessions=sessions, closed_at=account.closed_at)
