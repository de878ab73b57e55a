"""The booking desk: what booths ask of the diary, and what staff do with it. Staff's changes are in the audit."""

from collections.abc import Callable
from datetime import date, datetime, time
from functools import partial

from sqlalchemy import Connection
from sqlmodel import col, select

from kiosk.applications.application import Application
from kiosk.headquarters.bookings import diary
from kiosk.headquarters.bookings.calendars import Calendar, Calendars
from kiosk.headquarters.bookings.views import BookingLine, NoSuchBooking, NotFree
from kiosk.headquarters.staff.views import StaffMember
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.rows import read
from kiosk.headquarters.storage.store import Store
from kiosk.headquarters.storage.tables import Booking, CaseFile
from kiosk.procedures.japanese.calendar import JAPAN
from kiosk.procedures.kinds import slots
from kiosk.protocol.bookings import HoldAsked, HoldGiven, SlotsGiven

LONGEST_REASON = 400


class BookingDesk:
    """Bookings of all calendars.

    Attributes:
        calendars: those of ``bookings.toml``.
    """

    def __init__(self, store: Store, calendars: Calendars, now: Callable[[], datetime]) -> None:
        self.calendars = calendars
        self._store = store
        self._now = now

    # -- booths -------------------------------------------------------------------------------------------------------

    async def slots(self, calendar_id: str) -> SlotsGiven | None:
        """Every free time of a calendar; None where there is no such calendar."""
        calendar = self.calendars.get(calendar_id)
        if calendar is None:
            return None
        free = await self._store.write(partial(diary.free, calendar=calendar, now=self._now()))
        return SlotsGiven(place=calendar.place, slots=free)

    async def hold(self, booth_id: str, calendar_id: str, asked: HoldAsked) -> HoldGiven | None:
        """Keep one time for a resident; None where somebody else has it."""
        calendar = self.calendars.get(calendar_id)
        if calendar is None:
            return None
        row = await self._store.write(
            lambda c: diary.hold(c, calendar, asked.hold_id, asked.start.astimezone(JAPAN), booth_id, self._now())
        )
        if row is None or row.starts_at is None or row.held_until is None:
            return None
        return HoldGiven(hold_id=asked.hold_id, start=row.starts_at, minutes=row.minutes, until=row.held_until)

    async def leave(self, booth_id: str, hold_id: str) -> None:
        """Give back what was held."""
        await self._store.write(lambda c: diary.leave(c, hold_id, booth_id))

    def file(self, connection: Connection, case_id: str, booth_id: str, application: Application) -> None:
        """What was handed in books its time, or stands as a preference that staff answer."""
        said = next((found for one in application.answers if (found := slots.read(one.value))), None)
        if said is not None and (row := diary.book(connection, self.calendars, said, booth_id, case_id, self._now())):
            audit.append(connection, self._now(), audit.SYSTEM, f"booking_{row.state}", f"case:{case_id}")

    # -- staff --------------------------------------------------------------------------------------------------------

    async def day(self, day: date, calendar: str = "") -> tuple[BookingLine, ...]:
        """Who comes on a day in Japan."""
        begins = datetime.combine(day, time.min, JAPAN)
        return await self._store.read(lambda c: self._lines(c, diary.of_day(c, begins, calendar)))

    async def preferred(self, calendar: str = "") -> tuple[BookingLine, ...]:
        """Whom staff still owe a time."""
        return await self._store.read(lambda c: self._lines(c, diary.preferred(c, calendar)))

    async def free(self, calendar_id: str) -> tuple[datetime, ...]:
        """What staff may offer: the same times as the booths."""
        given = await self.slots(calendar_id)
        return given.slots if given else ()

    async def place(
        self, booking_id: str, start: datetime, reason: str, staff: StaffMember
    ) -> BookingLine | NoSuchBooking | NotFree:
        """Give a preference its time, or move a booking."""

        def act(connection: Connection) -> BookingLine | NoSuchBooking | NotFree:
            row, calendar = self._changeable(connection, booking_id)
            if row is None or calendar is None:
                return NoSuchBooking(booking_id=booking_id)
            now, before = self._now(), row.starts_at
            row.reason = reason[:LONGEST_REASON]
            if start <= now or not diary.place(connection, calendar, row, start.astimezone(JAPAN), staff.name, now):
                return NotFree()
            what = "booking_moved" if before else "booking_confirmed"
            audit.append(connection, now, staff.actor, what, _subject(row), start.isoformat(timespec="minutes"))
            return self._again(connection, booking_id)

        return await self._store.write(act)

    async def cancel(self, booking_id: str, reason: str, staff: StaffMember) -> BookingLine | NoSuchBooking:
        """Nobody comes; `reason` says why."""

        def act(connection: Connection) -> BookingLine | NoSuchBooking:
            row, _ = self._changeable(connection, booking_id)
            if row is None:
                return NoSuchBooking(booking_id=booking_id)
            now = self._now()
            diary.cancel(connection, row, reason[:LONGEST_REASON], staff.name, now)
            audit.append(connection, now, staff.actor, "booking_cancelled", _subject(row))
            return self._again(connection, booking_id)

        return await self._store.write(act)

    def _changeable(self, connection: Connection, booking_id: str) -> tuple[Booking | None, Calendar | None]:
        row = diary.find_to_change(connection, booking_id)
        if row is None or row.state not in ("booked", "preferred"):
            return None, None
        return row, self.calendars.get(row.calendar)

    def _again(self, connection: Connection, booking_id: str) -> BookingLine:
        row = diary.find(connection, booking_id)
        assert row is not None
        return self._lines(connection, (row,))[0]

    def _lines(self, connection: Connection, rows: tuple[Booking, ...]) -> tuple[BookingLine, ...]:
        wanted = col(CaseFile.case_id).in_([row.case_id for row in rows if row.case_id])
        cases = {one.case_id: one for one in read(connection, select(CaseFile).where(wanted))}
        return tuple(self._line(row, cases.get(row.case_id or "")) for row in rows)

    def _line(self, row: Booking, case: CaseFile | None) -> BookingLine:
        calendar = self.calendars.get(row.calendar)
        return BookingLine.model_validate({
            "booking_id": row.booking_id,
            "calendar": row.calendar,
            "calendar_name": calendar.name if calendar else row.calendar,
            "starts_at": row.starts_at,
            "minutes": row.minutes,
            "state": row.state,
            "preferences": row.preferences,
            "reason": row.reason,
            "changed_by": row.changed_by or "",
            "case_id": row.case_id or "",
            "number": case.receipt_number if case else "",
            "procedure": case.procedure_title if case else "",
        })  # fmt: skip


def _subject(row: Booking) -> str:
    return f"case:{row.case_id}" if row.case_id else f"booking:{row.booking_id}"
