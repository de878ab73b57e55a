"""The fleet (端末一覧): all booths, whether they may come in, and how they are.

A booth that was revoked or enrolled again is shut out at once, and one that another process of headquarters shut out
within `LOOK_S`: whether a link may stay is never left to what the other end says. TLS looks at a certificate's end
once, when a connection is opened; an open one is ended here, and may come again with the certificate that followed.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from sqlalchemy import Connection, update
from sqlmodel import col, select

from kiosk.headquarters.alarms import Alarm, Alarms
from kiosk.headquarters.fleet.presence import Presence
from kiosk.headquarters.fleet.quota import Sent, sent_today
from kiosk.headquarters.fleet.views import BoothLine, BoothState
from kiosk.headquarters.settings import DailyQuota
from kiosk.headquarters.staff.views import StaffMember
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.readable import readable
from kiosk.headquarters.storage.rows import read
from kiosk.headquarters.storage.store import Store, StoreUnavailable
from kiosk.headquarters.storage.tables import Booth
from kiosk.headquarters.view import Unreadable
from kiosk.log import Log
from kiosk.tasks import Tasks
from kiosk.values import dataclass

_log = Log("headquarters.fleet")
LOOK_S: Final = 3.0
"""How often every open link is compared with the booths in force."""


_TWICE_SHOWN: Final = timedelta(minutes=10)
"""How long the list shows that a booth was there twice; the second one asks again every minute."""


@dataclass(frozen=True)
class KnownBooth:
    """A booth that may come in."""

    booth_id: str
    place: str


@dataclass(frozen=True, eq=False)
class Guest:
    """An open link: the certificate (its hash and end) it came with, and how to end it: for good, or to come back."""

    booth_id: str
    fingerprint: str
    expires_at: datetime
    shut: Callable[[], None]
    send_away: Callable[[], None]


class Fleet:
    """All booths of this headquarters."""

    def __init__(
        self,
        store: Store,
        presence: Presence,
        now: Callable[[], datetime],
        rules: DailyQuota | None = None,
        alarms: Alarms | None = None,
    ) -> None:
        """`rules`: how much one booth may send in a day; `alarms`: told of a booth that did not renew itself."""
        self._alarms = alarms or Alarms(now)
        self._rules = rules or DailyQuota()
        self._store = store
        self._presence = presence
        self._now = now
        self._guests: set[Guest] = set()
        self._in_force: dict[tuple[str, str], KnownBooth] = {}
        """Whoever was admitted here, by booth and certificate, as the store said when it was asked last."""
        self._tasks = Tasks("fleet")

    def start(self) -> None:
        """Begin to compare open links with the booths in force."""
        self._tasks.start(self._keep_looking(), "look")

    async def stop(self) -> None:
        """Stop comparing."""
        await self._tasks.end()

    def came(self, guest: Guest) -> None:
        """A link was opened. Called before it is admitted, so that no revocation can fall between the two."""
        self._guests.add(guest)

    def went(self, guest: Guest) -> None:
        """A link was closed."""
        self._guests.discard(guest)

    async def look(self) -> None:
        """End every link whose certificate is not (or no longer) in force or ran out; raises `StoreUnavailable`."""
        if not (self._guests or self._in_force):
            return
        asked = tuple(self._guests)
        rows = await self._store.read(
            lambda c: c.execute(
                select(col(Booth.booth_id), col(Booth.certificate), col(Booth.certificate_before)).where(
                    col(Booth.revoked_at).is_(None)
                )
            ).all()
        )
        newest = {(row.booth_id, row.certificate) for row in rows}
        in_force = newest | {(row.booth_id, row.certificate_before) for row in rows}
        self._in_force = {shown: booth for shown, booth in self._in_force.items() if shown in in_force}
        for guest in asked:
            shown = (guest.booth_id, guest.fingerprint)
            if guest not in self._guests:
                continue
            if shown not in in_force:
                self._guests.discard(guest)
                _log.event("link_shut", booth=guest.booth_id)
                guest.shut()
            elif guest.expires_at <= self._now():
                self._guests.discard(guest)
                _log.event("link_outlived_certificate", booth=guest.booth_id)
                if shown in newest:  # there is no other to come again with
                    self._alarms.ring(Alarm.CERTIFICATE_EXPIRED, booth=guest.booth_id)
                guest.send_away()

    async def _keep_looking(self) -> None:
        while True:
            await asyncio.sleep(LOOK_S)
            try:
                await self.look()
            except StoreUnavailable as error:
                _log.failure("links_not_compared", error)  # nobody is shut out because the disk is

    async def admit(self, booth_id: str, fingerprint: str) -> KnownBooth | None:
        """The booth this certificate (its hash) belongs to; None when it was revoked or replaced. Asked per request."""
        row = await self._store.read(
            lambda c: c.execute(
                select(col(Booth.booth_id), col(Booth.place)).where(
                    col(Booth.booth_id) == booth_id,
                    col(Booth.revoked_at).is_(None),
                    (col(Booth.certificate) == fingerprint) | (col(Booth.certificate_before) == fingerprint),
                )
            ).one_or_none()
        )
        if row is None:
            self._in_force.pop((booth_id, fingerprint), None)
            return None
        known = self._in_force[booth_id, fingerprint] = KnownBooth(row.booth_id, row.place)
        return known

    async def admit_guest(self, guest: Guest) -> KnownBooth | None:
        """As `admit`; while the store is away, whoever was in force when it was asked last comes back to its call."""
        try:
            return await self.admit(guest.booth_id, guest.fingerprint)
        except StoreUnavailable as error:
            known = self._in_force.get((guest.booth_id, guest.fingerprint))
            if known is None:
                raise
            _log.failure("link_admitted_as_before", error, booth=guest.booth_id)
            return known

    async def admits(self, guest: Guest) -> bool:
        """Whether an open link may still say what concerns others. A store that fails shuts nobody out."""
        try:
            return await self.admit(guest.booth_id, guest.fingerprint) is not None
        except StoreUnavailable as error:
            _log.failure("link_not_compared", error)
            return True

    async def revoke(self, booth_id: str, by: StaffMember) -> bool:
        """Shut a booth out at once; False when there is no such booth."""

        def act(connection: Connection) -> bool:
            now = self._now()
            found = connection.execute(
                update(Booth)
                .where(col(Booth.booth_id) == booth_id)
                .values(revoked_at=now)
                .returning(col(Booth.booth_id))
            ).first()
            if found:
                audit.append(connection, now, by.actor, "booth_revoked", f"booth:{booth_id}")
            return found is not None

        revoked = await self._store.write(act)
        await self.look()
        return revoked

    async def seen(self, booth_id: str) -> None:
        """Note that a booth came or went."""
        now = self._now()
        await self._store.write(
            lambda c: c.execute(update(Booth).where(col(Booth.booth_id) == booth_id).values(last_seen_at=now))
        )

    async def lines(self) -> list[BoothLine | Unreadable]:
        """Every booth, by id; one whose row cannot be shown is marked."""

        def act(connection: Connection) -> tuple[Sequence[Booth], dict[str, Sent]]:
            return read(connection, select(Booth).order_by(col(Booth.booth_id))), sent_today(connection, self._now())

        rows, sent = await self._store.read(act)
        return [readable(partial(self._line, row, sent.get(row.booth_id, Sent())), row.booth_id) for row in rows]

    def _line(self, row: Booth, sent: Sent) -> BoothLine:
        here = self._presence.of(row.booth_id)
        if row.revoked_at:
            state = BoothState.REVOKED
        elif here and here.connected:
            state = BoothState.CONNECTED
        else:
            state = BoothState.SILENT if here or row.last_seen_at else BoothState.NEVER_SEEN
        return BoothLine(
            booth_id=row.booth_id,
            place=row.place,
            state=state,
            certificate_expires_at=row.certificate_expires_at,
            certificate_over=not row.revoked_at and row.certificate_expires_at < self._now(),
            last_seen_at=here.seen_at if here else row.last_seen_at,
            in_call=bool(here and here.in_call),
            health=here.health if here else None,
            twice=bool(here and here.twice_at and self._now() - here.twice_at < _TWICE_SHOWN),
            submissions_today=sent.submissions,
            quota_percent=sent.percent_of(self._rules),
        )
