"""The table of bookings: two never have one seat, and a state it does not know is refused."""

from datetime import UTC, datetime
from typing import Any

import pytest

from kiosk.headquarters.storage.rows import add
from kiosk.headquarters.storage.store import Store, StoreUnavailable
from kiosk.headquarters.storage.tables import Booking

AT = datetime(2026, 12, 1, 0, 30, tzinfo=UTC)


def booking(booking_id: str, **more: Any) -> Booking:
    values: dict[str, Any] = {"seat": 0, "state": "held", **more}
    return Booking(
        booking_id=booking_id, calendar="shimin", starts_at=AT, minutes=30, preferences="", booth_id="b", reason="",
        changed_at=AT, **values,
    )  # fmt: skip


async def test_a_seat_is_one_residents_and_who_has_none_takes_none(either_store: Store) -> None:
    await either_store.write(lambda c: add(c, booking("one")))
    with pytest.raises(StoreUnavailable):
        await either_store.write(lambda c: add(c, booking("two")))
    for name in ("three", "four"):
        await either_store.write(lambda c, name=name: add(c, booking(name, seat=None, state="cancelled")))  # type: ignore[misc]
    with pytest.raises(StoreUnavailable):
        await either_store.write(lambda c: add(c, booking("five", seat=1, state="lost")))
