"""Sessions: who is signed in. Kept at headquarters, locked when idle, and told of as soon as they end."""

import hashlib
import json
import secrets
from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Connection, delete, update
from sqlmodel import col, select

from kiosk.headquarters.settings import SignIn
from kiosk.headquarters.staff.views import Role, StaffMember
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.rows import add, read_one
from kiosk.headquarters.storage.store import Store, StoreUnavailable
from kiosk.headquarters.storage.tables import StaffAccount, StaffSession
from kiosk.log import Log

_log = Log("headquarters.sessions")
_SEEN_EVERY: Final = timedelta(seconds=15)


class Sessions:
    """Every session of this headquarters."""

    def __init__(self, store: Store, rules: SignIn, now: Callable[[], datetime]) -> None:
        self._store = store
        self._rules = rules
        self._now = now
        self._listening: list[Callable[[str], None]] = []
        self._seen: dict[str, datetime] = {}
        """When this process last saw a sign of life, by key: the store may be away, or full, for longer than an idle
        session lasts, and whoever worked on meanwhile is not signed out when it is back."""

    def when_ended(self, tell: Callable[[str], None]) -> None:
        """Have `tell` called with the key (see `session_key`) of each session that this process ended."""
        self._listening.append(tell)

    async def staff_of(self, token: str, *, touch: bool = True) -> StaffMember | None:
        """Whose session this is; None when it ended, was idle for too long, or the account was closed.

        `touch` counts as a sign of life.
        """
        key, now = session_key(token), self._now()
        query = (
            select(StaffAccount, StaffSession)
            .join(StaffSession, col(StaffSession.staff_id) == col(StaffAccount.staff_id))
            .where(col(StaffSession.token_hash) == key, col(StaffAccount.closed_at).is_(None))
        )
        try:
            found = await self._store.read(lambda c: read_one(c, query))
        except StoreUnavailable:
            if touch and key in self._seen:
                self._seen[key] = now
            raise
        if found is None:
            self._seen.pop(key, None)
            return None
        account, session = found
        seen_at = max(session.seen_at, self._seen.get(key, session.seen_at))
        if self._is_idle(seen_at, now) or now - session.began_at > timedelta(hours=self._rules.longest_hours):
            await self.end(token)
            return None
        if touch:
            await self._touch(key, session.seen_at, now)
        return member(account)

    async def _touch(self, key: str, written: datetime, now: datetime) -> None:
        if key not in self._seen:
            self._seen = {one: at for one, at in self._seen.items() if not self._is_idle(at, now)}
        self._seen[key] = now
        if now - written <= _SEEN_EVERY:
            return
        here = update(StaffSession).where(col(StaffSession.token_hash) == key).values(seen_at=now)
        try:
            await self._store.write(lambda c: c.execute(here))
        except StoreUnavailable as error:
            _log.failure("session_not_touched", error)  # a disk that is full can still be read

    def _is_idle(self, seen_at: datetime, now: datetime) -> bool:
        return now - seen_at > timedelta(minutes=self._rules.idle_minutes)

    def in_force(self) -> ColumnElement[bool]:
        """Which sessions still are, of those in the table: an idle one is taken out only when somebody shows it."""
        now = self._now()
        awake = col(StaffSession.seen_at) >= now - timedelta(minutes=self._rules.idle_minutes)
        return awake & (col(StaffSession.began_at) >= now - timedelta(hours=self._rules.longest_hours))

    def begin(self, connection: Connection, staff: StaffMember) -> str:
        """The token of a new session, in the transaction of `connection`."""
        token, now = secrets.token_urlsafe(32), self._now()
        add(
            connection,
            StaffSession(token_hash=session_key(token), staff_id=staff.staff_id, began_at=now, seen_at=now),
        )
        audit.append(connection, now, staff.actor, "signed_in", f"staff:{staff.staff_id}")
        return token

    async def end(self, token: str) -> None:
        """End one session; unknown tokens are nothing to say."""

        def act(connection: Connection) -> list[str]:
            ended = (
                delete(StaffSession)
                .where(col(StaffSession.token_hash) == session_key(token))
                .returning(col(StaffSession.staff_id))
            )
            staff_id = connection.execute(ended).scalar_one_or_none()
            if staff_id is None:
                return []
            audit.append(connection, self._now(), audit.SYSTEM, "signed_out", f"staff:{staff_id}")
            return [session_key(token)]

        self.tell_ended(await self._store.write(act))

    def end_all(self, connection: Connection, staff_id: str) -> tuple[str, ...]:
        """End every session of one account in the transaction of `connection`; the keys, for `tell_ended` after it."""
        ended = (
            delete(StaffSession).where(col(StaffSession.staff_id) == staff_id).returning(col(StaffSession.token_hash))
        )
        return tuple(connection.execute(ended).scalars())

    def tell_ended(self, keys: Iterable[str]) -> None:
        """Tell whoever listens that these sessions ended."""
        for key in keys:
            self._seen.pop(key, None)
            for tell in self._listening:
                tell(key)

    async def gone(self, keys: Collection[str]) -> set[str]:
        """Those of `keys` that are no session any more: another process of headquarters ended them."""
        if not keys:
            return set()
        query = select(col(StaffSession.token_hash)).where(col(StaffSession.token_hash).in_(tuple(keys)))
        return set(keys) - set(await self._store.read(lambda c: c.execute(query).scalars().all()))


def session_key(token: str) -> str:
    """What is kept of a session's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def member(row: StaffAccount) -> StaffMember:
    """An account, as everybody may see it."""
    return StaffMember(
        staff_id=row.staff_id,
        account=row.account,
        name=row.name,
        section=row.section,
        role=Role(row.role),
        counter=row.counter,
        skills=tuple(json.loads(row.skills)),
    )
