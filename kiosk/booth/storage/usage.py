"""Counts of what happens at a booth, for policy staff: a closed list of names, a day, a number; never a person."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from kiosk.booth.storage.store import Store
from kiosk.procedures.japanese.calendar import day_in_japan

if TYPE_CHECKING:
    from sqlmodel import Session

COUNTED: Final = frozenset(
    {
        "visit_begun",
        "card_read",
        "handed_in",
        "call_requested",
        "call_connected",
        "visit_given_up",
    }
)


class Usage:
    """Adds to the counts of today, as the day is in Japan."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    async def count(self, what: str) -> None:
        """Count one `what`; a name that is not on the list is a bug."""
        if what not in COUNTED:
            raise ValueError(f"not counted: {what}")
        day = day_in_japan(self._now()).isoformat()

        def work(session: "Session") -> None:
            from kiosk.booth.storage.tables import UsageRow

            row = session.get(UsageRow, (day, what))
            if row is None:
                session.add(UsageRow(day=day, what=what, count=1))
            else:
                row.count += 1

        await self._store.run(work)
