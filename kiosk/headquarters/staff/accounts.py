"""Staff accounts and sign-in: argon2id, throttled tries, sessions kept at headquarters and locked when idle."""

import asyncio
import hashlib
import json
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from kiosk.headquarters.settings import SignIn
from kiosk.headquarters.staff.views import Role, SessionToken, SignInRefused, StaffMember
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.store import Store
from kiosk.headquarters.storage.tables import StaffAccount, StaffSession
from kiosk.log import Log
from kiosk.protocol.identifiers import new_id

_log = Log("headquarters.staff")
_account: Final = StaffAccount.__table__  # type: ignore[attr-defined]
_session: Final = StaffSession.__table__  # type: ignore[attr-defined]
_CLIENT_TRIES: Final = 30
"""Failed tries of one address within a minute, over all names, before it must wait."""
_SEEN_EVERY: Final = timedelta(seconds=15)
SHORTEST_PASSWORD: Final = 10


class AccountTaken(Exception):
    """There is an account of that name already."""


class Staff:
    """The accounts of this headquarters, and who is signed in."""

    def __init__(self, store: Store, rules: SignIn, now: Callable[[], datetime]) -> None:
        self._store = store
        self._rules = rules
        self._now = now
        self._hasher = PasswordHasher()
        self._decoy = self._hasher.hash(secrets.token_hex(16))  # an unknown name must cost as much as a known one
        self._checking = asyncio.Semaphore(2)  # 64 MiB and a core each
        self._failed: dict[str, list[datetime]] = {}

    async def add(
        self,
        account: str,
        name: str,
        section: str,
        role: Role,
        password: str,
        counter: str = "shimin",
        skills: tuple[str, ...] = (),
        by: audit.Actor = audit.SYSTEM,
    ) -> StaffMember:
        """Make an account; raise `AccountTaken`, or `ValueError` for a password under 10 characters."""
        if len(password) < SHORTEST_PASSWORD:
            raise ValueError(f"a password has at least {SHORTEST_PASSWORD} characters")
        hashed = await asyncio.to_thread(self._hasher.hash, password)
        staff = StaffMember(
            staff_id=new_id(), account=account, name=name, section=section, role=role, counter=counter, skills=skills
        )

        def act(connection: Connection) -> None:
            if connection.execute(select(_account.c.staff_id).where(_account.c.account == account)).first():
                raise AccountTaken(account)
            values = {**staff.model_dump(), "role": role.value, "skills": json.dumps(skills)}
            connection.execute(insert(_account), {**values, "password_hash": hashed, "failures": 0})
            audit.append(connection, self._now(), by, "staff_added", f"staff:{staff.staff_id}", role.value)

        await self._store.write(act)
        return staff

    async def count(self) -> int:
        """How many accounts there are."""
        return int(await self._store.read(lambda c: c.execute(select(func.count()).select_from(_account)).scalar_one()))

    async def sign_in(self, account: str, password: str, client: str) -> SessionToken | SignInRefused:
        """Check a password; after several wrong ones in a row the name, and a busy address, must wait."""
        row = await self._store.read(
            lambda c: c.execute(select(_account).where(_account.c.account == account)).one_or_none()
        )
        wait = max(self._wait_of_name(row), self._wait_of_client(client))
        if wait:
            return SignInRefused(reason="wait", wait_seconds=wait)
        async with self._checking:
            right = await asyncio.to_thread(self._matches, row.password_hash if row else self._decoy, password)
        if row is None or not right:
            await self._failed_try(row, client)
            return SignInRefused(reason="wrong")
        if row.closed_at:
            return SignInRefused(reason="closed")
        return await self._begin_session(_member(row))

    async def staff_of(self, token: str, *, touch: bool = True) -> StaffMember | None:
        """Whose session this is; None when it ended, was idle for too long, or the account was closed.

        `touch` counts as a sign of life.
        """
        hashed, now = _hash(token), self._now()
        row = await self._store.read(
            lambda c: c.execute(
                select(_account, _session.c.began_at, _session.c.seen_at)
                .join(_session, _session.c.staff_id == _account.c.staff_id)
                .where(_session.c.token_hash == hashed, _account.c.closed_at.is_(None))
            ).one_or_none()
        )
        if row is None:
            return None
        idle = now - row.seen_at > timedelta(minutes=self._rules.idle_minutes)
        if idle or now - row.began_at > timedelta(hours=self._rules.longest_hours):
            await self.sign_out(token)
            return None
        if touch and now - row.seen_at > _SEEN_EVERY:
            await self._store.write(
                lambda c: c.execute(update(_session).where(_session.c.token_hash == hashed).values(seen_at=now))
            )
        return _member(row)

    async def sign_out(self, token: str) -> None:
        """End a session; unknown tokens are nothing to say."""
        hashed = _hash(token)

        def act(connection: Connection) -> None:
            ended = connection.execute(
                delete(_session).where(_session.c.token_hash == hashed).returning(_session.c.staff_id)
            ).scalar_one_or_none()
            if ended:
                audit.append(connection, self._now(), audit.SYSTEM, "signed_out", f"staff:{ended}")

        await self._store.write(act)

    async def _begin_session(self, staff: StaffMember) -> SessionToken:
        token, now = secrets.token_urlsafe(32), self._now()

        def act(connection: Connection) -> None:
            connection.execute(
                update(_account).where(_account.c.staff_id == staff.staff_id).values(failures=0, wait_until=None)
            )
            connection.execute(
                insert(_session),
                {"token_hash": _hash(token), "staff_id": staff.staff_id, "began_at": now, "seen_at": now},
            )
            audit.append(connection, now, staff.actor, "signed_in", f"staff:{staff.staff_id}")

        await self._store.write(act)
        return SessionToken(text=token, staff=staff)

    async def _failed_try(self, row: Row[Any] | None, client: str) -> None:
        now = self._now()
        recent = [at for at in self._failed.get(client, []) if now - at < timedelta(minutes=1)]
        self._failed[client] = [*recent, now]
        _log.warning("sign_in_failed", known=row is not None)
        if row is None:
            return
        staff_id = row.staff_id

        def act(connection: Connection) -> None:
            failures = connection.execute(
                update(_account)
                .where(_account.c.staff_id == staff_id)
                .values(failures=_account.c.failures + 1)
                .returning(_account.c.failures)
            ).scalar_one()
            if failures >= self._rules.tries_before_wait:
                wait = timedelta(seconds=self._rules.wait_seconds)
                connection.execute(
                    update(_account).where(_account.c.staff_id == staff_id).values(failures=0, wait_until=now + wait)
                )
            audit.append(connection, now, audit.SYSTEM, "sign_in_failed", f"staff:{staff_id}")

        await self._store.write(act)

    def _wait_of_name(self, row: Row[Any] | None) -> int:
        if row is None or row.wait_until is None:
            return 0
        left = (row.wait_until - self._now()).total_seconds()
        return max(0, -int(-left // 1))

    def _wait_of_client(self, client: str) -> int:
        now = self._now()
        recent = [at for at in self._failed.get(client, []) if now - at < timedelta(minutes=1)]
        if len(recent) < _CLIENT_TRIES:
            return 0
        return 60 - int((now - recent[0]).total_seconds())

    def _matches(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except (VerifyMismatchError, InvalidHashError):
            return False


def _member(row: Row[Any]) -> StaffMember:
    return StaffMember(
        staff_id=row.staff_id,
        account=row.account,
        name=row.name,
        section=row.section,
        role=Role(row.role),
        counter=row.counter,
        skills=tuple(json.loads(row.skills)),
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
