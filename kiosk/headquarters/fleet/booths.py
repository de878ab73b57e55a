"""The fleet (端末一覧): all booths, whether they may come in, and how they are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select, update

from kiosk.headquarters.fleet.presence import Presence
from kiosk.headquarters.fleet.views import BoothLine, BoothState
from kiosk.headquarters.insights.today import start_of_day
from kiosk.headquarters.staff.views import StaffMember
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.store import Store
from kiosk.headquarters.storage.tables import Booth, Submission

_booth: Final = Booth.__table__  # type: ignore[attr-defined]
_submission: Final = Submission.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True)
class KnownBooth:
    """A booth that may come in."""

    booth_id: str
    place: str


class Fleet:
    """All booths of this headquarters."""

    def __init__(self, store: Store, presence: Presence, now: Callable[[], datetime]) -> None:
        self._store = store
        self._presence = presence
        self._now = now

    async def admit(self, booth_id: str, fingerprint: str) -> KnownBooth | None:
        """The booth this certificate (its hash) belongs to; None when it was revoked or replaced. Asked per request."""
        row = await self._store.read(
            lambda c: c.execute(
                select(_booth.c.booth_id, _booth.c.place).where(
                    _booth.c.booth_id == booth_id,
                    _booth.c.revoked_at.is_(None),
                    (_booth.c.certificate == fingerprint) | (_booth.c.certificate_before == fingerprint),
                )
            ).one_or_none()
        )
        return KnownBooth(row.booth_id, row.place) if row else None

    async def revoke(self, booth_id: str, by: StaffMember) -> bool:
        """Shut a booth out from its next message on; False when there is no such booth."""

        def act(connection: Connection) -> bool:
            now = self._now()
            found = connection.execute(
                update(_booth).where(_booth.c.booth_id == booth_id).values(revoked_at=now).returning(_booth.c.booth_id)
            ).first()
            if found:
                audit.append(connection, now, by.actor, "booth_revoked", f"booth:{booth_id}")
            return found is not None

        return await self._store.write(act)

    async def seen(self, booth_id: str) -> None:
        """Note that a booth came or went."""
        now = self._now()
        await self._store.write(
            lambda c: c.execute(update(_booth).where(_booth.c.booth_id == booth_id).values(last_seen_at=now))
        )

    async def lines(self) -> list[BoothLine]:
        """Every booth, by id."""
        since = start_of_day(self._now())

        def act(connection: Connection) -> tuple[list[Row[Any]], dict[str, int]]:
            counts = connection.execute(
                select(_submission.c.booth_id, func.count())
                .where(_submission.c.received_at >= since)
                .group_by(_submission.c.booth_id)
            )
            return list(connection.execute(select(_booth).order_by(_booth.c.booth_id))), {
                row[0]: row[1] for row in counts
            }

        rows, counts = await self._store.read(act)
        return [self._line(row, counts.get(row.booth_id, 0)) for row in rows]

    def _line(self, row: Row[Any], submissions: int) -> BoothLine:
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
            enrolled_at=row.enrolled_at,
            certificate_expires_at=row.certificate_expires_at,
            last_seen_at=here.seen_at if here else row.last_seen_at,
            in_call=bool(here and here.in_call),
            health=here.health if here else None,
            submissions_today=submissions,
        )
