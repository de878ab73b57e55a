"""Staff accounts and sign-in: argon2id, tries counted before they are checked, unknown names answered like known."""

import asyncio
import json
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import Connection, func
from sqlmodel import col, select

from kiosk.headquarters.settings import SignIn
from kiosk.headquarters.staff import browsers
from kiosk.headquarters.staff.roster import Roster
from kiosk.headquarters.staff.sessions import Sessions, member
from kiosk.headquarters.staff.tries import MustWait, Tries
from kiosk.headquarters.staff.turns import Turns
from kiosk.headquarters.staff.views import Role, SessionToken, SignInRefused, StaffMember
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.rows import add, read_one
from kiosk.headquarters.storage.store import Store
from kiosk.headquarters.storage.tables import StaffAccount
from kiosk.log import Log
from kiosk.protocol.identifiers import new_id

_log = Log("headquarters.staff")
_CHECKS_AT_ONCE: Final = 2  # 64 MiB and a core each
_MOST_WAITING: Final = 64
"""A check takes about 0.1 s, so the last of them waits a few seconds."""
_BUSY_S: Final = 5
SHORTEST_PASSWORD: Final = 10


class AccountTaken(Exception):
    """There is an account of that name already."""


class Staff:
    """The accounts of this headquarters, and who is signed in."""

    def __init__(
        self, store: Store, rules: SignIn, now: Callable[[], datetime], hasher: PasswordHasher | None = None
    ) -> None:
        """`hasher` decides what a guess costs: RFC 9106's second choice (64 MiB, three passes) unless given."""
        self.sessions = Sessions(store, rules, now)
        self.roster = Roster(store, self.sessions, now)
        self._store = store
        self._now = now
        self._hasher = hasher or PasswordHasher()
        self._decoy = self._hasher.hash(secrets.token_hex(16))  # an unknown name must cost as much as a known one
        self._tries = Tries(rules, now)
        self._turns = Turns(_CHECKS_AT_ONCE, _MOST_WAITING)

    async def add(
        self,
        account: str,
        name: str,
        section: str,
        role: Role,
        password: str,
        *,
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
            if connection.execute(
                select(col(StaffAccount.staff_id)).where(col(StaffAccount.account) == account)
            ).first():
                raise AccountTaken(account)
            add(
                connection,
                StaffAccount(
                    staff_id=staff.staff_id,
                    account=account,
                    name=name,
                    section=section,
                    role=role.value,
                    counter=counter,
                    skills=json.dumps(skills),
                    password_hash=hashed,
                ),
            )
            audit.append(connection, self._now(), by, "staff_added", f"staff:{staff.staff_id}", role.value)

        await self._store.write(act)
        return staff

    async def count(self) -> int:
        """How many accounts there are."""
        return int(
            await self._store.read(lambda c: c.execute(select(func.count()).select_from(StaffAccount)).scalar_one())
        )

    async def sign_in(
        self, account: str, password: str, client: str, browser: str | None = None
    ) -> SessionToken | SignInRefused:
        """Check a password that came from the address `client` and from the `browser` of this cookie.

        Each try is counted before it is checked, in the same way for names that do not exist.
        """
        key = browsers.browser_key(browser)
        row, known = await self._store.read(lambda c: self._find(c, account, key))
        begun = self._tries.begin(account, client, key if known else None)
        if isinstance(begun, MustWait):
            return SignInRefused(reason="wait", wait_s=begun.wait_s)
        async with self._turns.turn(account, known=known) as called:
            hashed = row.password_hash if row else self._decoy
            right = called and await asyncio.to_thread(self._matches, hashed, password)
        if not called:
            begun.forgive()
            return SignInRefused(reason="busy", wait_s=_BUSY_S)
        if row is None or not right:
            await self._note_failure(row)
            return SignInRefused(reason="wrong")
        begun.forgive()
        if row.closed_at:
            return SignInRefused(reason="closed")
        return await self._let_in(member(row), key)

    async def staff_of(self, token: str, *, touch: bool = True) -> StaffMember | None:
        """Whose session this is; see `Sessions.staff_of`."""
        return await self.sessions.staff_of(token, touch=touch)

    async def sign_out(self, token: str) -> None:
        """End one session."""
        await self.sessions.end(token)

    def _find(self, connection: Connection, account: str, browser: str) -> tuple[StaffAccount | None, bool]:
        row = read_one(connection, select(StaffAccount).where(col(StaffAccount.account) == account))
        known = browsers.is_known(connection, browser, row.staff_id if row else "", self._now())
        return row, known

    async def _let_in(self, staff: StaffMember, browser: str) -> SessionToken:
        def act(connection: Connection) -> SessionToken:
            token = self.sessions.begin(connection, staff)
            kept = browsers.remember(connection, browser, staff.staff_id, self._now())
            return SessionToken(text=token, browser=kept, staff=staff)

        return await self._store.write(act)

    async def _note_failure(self, row: StaffAccount | None) -> None:
        """Write it down; for an unknown name too, or the time to the answer would tell the two apart."""
        _log.warning("sign_in_failed", known=row is not None)
        subject = f"staff:{row.staff_id}" if row else "staff:unknown"
        await self._store.write(lambda c: audit.append(c, self._now(), audit.SYSTEM, "sign_in_failed", subject))

    def _matches(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except (VerifyMismatchError, InvalidHashError):
            return False
