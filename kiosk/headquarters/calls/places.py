"""Places: at which counter staff sit and which languages they speak, as they say themselves; kept with the account."""

import json
from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import Connection, select, update
from sqlmodel import col

from kiosk.headquarters.calls.counters import Counters
from kiosk.headquarters.staff.views import StaffMember
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.store import Store
from kiosk.headquarters.storage.tables import StaffAccount
from kiosk.procedures.japanese.languages import LANGUAGES


class UnknownPlace(Exception):
    """There is no such counter, or no such language."""


class Places:
    """What staff may say of themselves. Other skills are given by an administrator, and stay."""

    def __init__(self, store: Store, counters: Counters, now: Callable[[], datetime]) -> None:
        self.counters = counters.counter
        self._store = store
        self._now = now
        self._listening: list[Callable[[StaffMember], None]] = []

    def when_taken(self, tell: Callable[[StaffMember], None]) -> None:
        """Have `tell` called with everybody who took another place."""
        self._listening.append(tell)

    async def take(self, staff: StaffMember, counter: str, languages: Collection[str]) -> StaffMember:
        """Sit at `counter` and speak `languages`, from now on; raise `UnknownPlace`."""
        known = counter in {one.id for one in self.counters} or counter == staff.counter
        if not known or not set(languages) <= LANGUAGES.keys():
            raise UnknownPlace

        def act(connection: Connection) -> tuple[str, ...]:
            mine = col(StaffAccount.staff_id) == staff.staff_id
            had = json.loads(connection.execute(select(col(StaffAccount.skills)).where(mine)).scalar_one())
            skills = [skill for skill in had if skill not in LANGUAGES] + [one for one in LANGUAGES if one in languages]
            connection.execute(update(StaffAccount).where(mine).values(counter=counter, skills=json.dumps(skills)))
            told = " ".join((counter, *skills))
            audit.append(connection, self._now(), staff.actor, "place_taken", f"staff:{staff.staff_id}", told)
            return tuple(skills)

        skills = await self._store.write(act)
        taken = staff.model_copy(update={"counter": counter, "skills": skills})
        for tell in self._listening:
            tell(taken)
        return taken
