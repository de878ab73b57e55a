"""The diary: rows of bookings. Two booths that want one time at the same moment are told apart by one constraint.

A seat is one of those who come at the same time; the table lets nobody have another's. Whoever finds none is told so
and asked again. A hold that ran out is gone with the next question.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, Update, and_, delete, or_, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from kiosk.headquarters.bookings.calendars import Calendar, Calendars, has, offered
from kiosk.headquarters.storage.rows import read
from kiosk.headquarters.storage.tables import Booking
from kiosk.procedures.kinds.slots import Kept, Preferred
from kiosk.protocol.identifiers import new_id

KEPT: Final = timedelta(days=90)
"""How long a booking stays after its time, or a cancelled one after it was cancelled."""
MOST_HELD: Final = 4
"""Times held for one booth at once: one resident is there, and a few who left without its being heard."""


def free(connection: Connection, calendar: Calendar, now: datetime) -> tuple[datetime, ...]:
    """Every time that can be booked now."""
    let_go(connection, now)
    query = select(col(Booking.starts_at)).where(col(Booking.calendar) == calendar.id, col(Booking.seat).is_not(None))
    taken = Counter(connection.execute(query).scalars())
    return tuple(start for start in offered(calendar, now) if taken[start] < calendar.at_once)


def hold(
    connection: Connection, calendar: Calendar, hold_id: str, start: datetime, booth_id: str, now: datetime
) -> Booking | None:
    """Keep this time, or keep it longer; None where it is not free, and then what was held before is still held.

    Beyond `MOST_HELD` the time a booth asked for first is given up: no booth can keep an office to itself.
    """
    let_go(connection, now)
    before = find_to_change(connection, hold_id)
    if before is not None and not (before.booth_id == booth_id and _is_held(before, calendar)):
        return None
    until = now + timedelta(minutes=calendar.hold_minutes)
    if before is not None and before.starts_at == start:
        connection.execute(_of(hold_id, held_until=until, changed_at=now))
        return find(connection, hold_id)
    if start not in offered(calendar, now):
        return None
    if before is not None:
        moved = _moved(connection, calendar, hold_id, starts_at=start, held_until=until, changed_at=now)
        return find(connection, hold_id) if moved else None
    row = _row(hold_id, calendar, start, booth_id, now, state="held")
    if _seated(connection, calendar, row, held_until=until):
        _give_up_oldest(connection, booth_id, hold_id)
        return find(connection, hold_id)
    twin = find(connection, hold_id)  # the same question, asked again before it was answered
    return twin if twin and (twin.booth_id, twin.starts_at) == (booth_id, start) and _is_held(twin, calendar) else None


def _is_held(row: Booking, calendar: Calendar) -> bool:
    return row.state == "held" and row.calendar == calendar.id


def _give_up_oldest(connection: Connection, booth_id: str, but: str) -> None:
    """Ids are the booth's own, whose clock may have gone back: when it was held, headquarters knows."""
    ours = (col(Booking.booth_id) == booth_id, col(Booking.state) == "held", col(Booking.booking_id) != but)
    newest_first = col(Booking.changed_at).desc(), col(Booking.booking_id).desc()
    newest = select(col(Booking.booking_id)).where(*ours).order_by(*newest_first)
    over = list(connection.execute(newest.offset(MOST_HELD - 1)).scalars())
    connection.execute(delete(Booking).where(col(Booking.booking_id).in_(over)))


def leave(connection: Connection, hold_id: str, booth_id: str) -> None:
    """Give a hold back; what is booked stays."""
    ours = (col(Booking.booking_id) == hold_id, col(Booking.booth_id) == booth_id, col(Booking.state) == "held")
    connection.execute(delete(Booking).where(*ours))


def book(
    connection: Connection, calendars: Calendars, said: Kept | Preferred, booth_id: str, case_id: str, now: datetime
) -> Booking | None:
    """What an application says becomes a booking: of the time held, or of the same time where that is free still.

    Where it is not, where the calendar has no such time any more, and where only preferences were said, staff have to
    find a time (`preferred`). None for a calendar that is not here. The same application again changes nothing.
    """
    mine = read(connection, select(Booking).where(col(Booking.case_id) == case_id))
    if mine:
        return mine[0]
    calendar = calendars.get(said.calendar)
    if calendar is None:
        return None
    if isinstance(said, Preferred):
        row = _row(new_id(), calendar, None, booth_id, now, state="preferred", preferences=" / ".join(said.preferences))
        row.case_id = case_id
        _add(connection, row)
        return row
    held = find_to_change(connection, said.hold)
    if held and held.booth_id == booth_id and _is_held(held, calendar) and held.starts_at == said.start:
        connection.execute(_of(said.hold, state="booked", held_until=None, case_id=case_id, changed_at=now))
        return find(connection, said.hold)
    row = _row(new_id(), calendar, said.start, booth_id, now, state="booked")
    row.case_id = case_id
    if has(calendar, said.start, now) and _seated(connection, calendar, row):
        return find(connection, row.booking_id)
    lost = row.model_copy(
        update={"state": "preferred", "preferences": said.start.isoformat(timespec="minutes"), "starts_at": None}
    )
    _add(connection, lost)
    return lost


def place(connection: Connection, calendar: Calendar, row: Booking, start: datetime, by: str, now: datetime) -> bool:
    """Staff give a booking this time, also outside what booths are offered; False where nobody more can come then."""
    if row.state == "booked" and row.starts_at == start:  # it is its own
        return False
    said = {"state": "booked", "starts_at": start, "minutes": calendar.slot_minutes, "reason": row.reason}
    return _moved(connection, calendar, row.booking_id, **said, changed_by=by, changed_at=now)


def cancel(connection: Connection, row: Booking, reason: str, by: str, now: datetime) -> None:
    """Nobody comes then; somebody else may."""
    connection.execute(_of(row.booking_id, state="cancelled", seat=None, reason=reason, changed_by=by, changed_at=now))


def find(connection: Connection, booking_id: str) -> Booking | None:
    """One booking."""
    found = read(connection, select(Booking).where(col(Booking.booking_id) == booking_id))
    return found[0] if found else None


def find_to_change(connection: Connection, booking_id: str) -> Booking | None:
    """One booking, which nobody else changes until this transaction ends."""
    found = read(connection, select(Booking).where(col(Booking.booking_id) == booking_id).with_for_update())
    return found[0] if found else None


def of_case(connection: Connection, case_id: str) -> Booking | None:
    """The booking of a case."""
    found = read(connection, select(Booking).where(col(Booking.case_id) == case_id))
    return found[0] if found else None


def of_day(connection: Connection, begins: datetime, calendar: str) -> tuple[Booking, ...]:
    """Who comes within a day from `begins`, of one calendar or ("") of all."""
    day = (col(Booking.starts_at) >= begins, col(Booking.starts_at) < begins + timedelta(days=1))
    query = (
        select(Booking).where(*day, col(Booking.state) != "held").order_by(col(Booking.starts_at), col(Booking.seat))
    )
    return tuple(one for one in read(connection, query) if calendar in ("", one.calendar))


def preferred(connection: Connection, calendar: str) -> tuple[Booking, ...]:
    """Whom staff still owe a time, who waits longest first."""
    query = select(Booking).where(col(Booking.state) == "preferred").order_by(col(Booking.changed_at))
    return tuple(one for one in read(connection, query) if calendar in ("", one.calendar))


def let_go(connection: Connection, now: datetime) -> None:
    """Holds that ran out are gone."""
    connection.execute(delete(Booking).where(col(Booking.state) == "held", col(Booking.held_until) < now))


def sweep(connection: Connection, now: datetime, case_ids: Iterable[str]) -> None:
    """Erase the bookings of cases that are erased, and what is long over."""
    let_go(connection, now)
    old = now - KEPT
    connection.execute(delete(Booking).where(col(Booking.case_id).in_(list(case_ids))))
    over = or_(col(Booking.starts_at) < old, and_(col(Booking.state) == "cancelled", col(Booking.changed_at) < old))
    connection.execute(delete(Booking).where(over))


def _of(booking_id: str, **values: object) -> Update:
    return update(Booking).where(col(Booking.booking_id) == booking_id).values(**values)


def _row(
    booking_id: str,
    calendar: Calendar,
    start: datetime | None,
    booth_id: str,
    now: datetime,
    *,
    state: str,
    preferences: str = "",
) -> Booking:
    return Booking(
        booking_id=booking_id,
        calendar=calendar.id,
        starts_at=start,
        minutes=calendar.slot_minutes,
        state=state,
        preferences=preferences,
        booth_id=booth_id,
        reason="",
        changed_at=now,
    )


def _seated(connection: Connection, calendar: Calendar, row: Booking, held_until: datetime | None = None) -> bool:
    """Insert it with the first seat nobody has; False where all are taken."""
    row.held_until = held_until
    for seat in range(calendar.at_once):
        row.seat = seat
        if _add(connection, row):
            return True
    return False


def _moved(connection: Connection, calendar: Calendar, booking_id: str, **values: object) -> bool:
    """Give a booking these values and the first seat nobody has; False, and nothing changed, where all are taken."""
    for seat in range(calendar.at_once):
        try:
            with connection.begin_nested():
                connection.execute(_of(booking_id, **values, seat=seat))
        except IntegrityError:
            continue
        return True
    return False


def _add(connection: Connection, row: Booking) -> bool:
    """Insert it; False where its seat is taken, or its id is there."""
    maker = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    once = maker(Booking).values(row.model_dump()).on_conflict_do_nothing()
    return connection.execute(once.returning(col(Booking.booking_id))).first() is not None
