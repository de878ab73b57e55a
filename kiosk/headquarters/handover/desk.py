"""Who takes cases along: each is opened for one download, and the taking is in the audit before it is given."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Final

from sqlalchemy import Connection

from kiosk.headquarters.cases import case_list, completing, entries
from kiosk.headquarters.cases.entries import Entries, Written
from kiosk.headquarters.cases.opening import Opener
from kiosk.headquarters.cases.papers import CasePapers
from kiosk.headquarters.cases.submission_rows import body_of
from kiosk.headquarters.cases.views import CannotOpen, CaseFilter, CaseLine, NoSuchCase
from kiosk.headquarters.handover.handed import Handed
from kiosk.headquarters.staff.views import StaffMember
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.readable import readable
from kiosk.headquarters.storage.store import Store
from kiosk.headquarters.view import Unreadable

MOST_CASES: Final = 200
"""As many as one download has; a narrower list gives the others."""
Found = tuple[CaseLine, bytes, tuple[Written, ...]]


class HandoverDesk:
    """Opens cases for the town's own offices."""

    def __init__(
        self, store: Store, opener: Opener, papers: CasePapers, entries: Entries, now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._opener = opener
        self._papers = papers
        self._entries = entries
        self._now = now

    async def case(self, case_id: str, staff: StaffMember, form: str) -> Handed | NoSuchCase | CannotOpen:
        """One case; `form` is how it is taken (``json`` or ``csv``), for the audit."""

        def act(connection: Connection) -> Found | NoSuchCase | CannotOpen:
            found = _found(connection, case_id)
            if not isinstance(found, NoSuchCase | CannotOpen):
                self._taken(connection, found[0], staff, form)
            return found

        found = await self._store.write(act)
        if isinstance(found, NoSuchCase | CannotOpen):
            return found
        return await asyncio.to_thread(self._opened, found)

    async def listed(self, wanted: CaseFilter, staff: StaffMember) -> list[Handed]:
        """Every case of the list, the newest first and at most `MOST_CASES`; rows of another version are left out.

        Only one is in memory at a time with its papers, and nobody else waits meanwhile to write.
        """

        def act(connection: Connection) -> Sequence[CaseLine]:
            lines = _lines(connection, wanted)
            for line in lines:
                self._taken(connection, line, staff, "csv")
            return lines

        opened = []
        for line in await self._store.write(act):
            found = await self._store.read(partial(_found, case_id=line.case_id))
            if not isinstance(found, NoSuchCase | CannotOpen):  # erased since
                opened.append(await asyncio.to_thread(self._opened, found))
        return opened

    def _taken(self, connection: Connection, line: CaseLine, staff: StaffMember, form: str) -> None:
        audit.append(connection, self._now(), staff.actor, "case_handed_over", f"case:{line.case_id}", form)

    def _opened(self, found: Found) -> Handed:
        line, body, rows = found
        opened = self._opener.open(body)
        if isinstance(opened, CannotOpen):
            return Handed(line, None)
        application, procedure = opened.application, self._papers.procedure(opened.application)
        if procedure is None:
            return Handed(line, application)
        written = self._entries.opened(line.case_id, rows)
        form = completing.form_of(application, procedure, written)
        whole = completing.completed(application, form, written)
        return Handed(line, whole, procedure.law, len(completing.owed(form)))


def _found(connection: Connection, case_id: str) -> Found | NoSuchCase | CannotOpen:
    row = case_list.case(connection, case_id)
    if row is None:
        return NoSuchCase(case_id=case_id)
    line = readable(partial(case_list.line, *row), row[0].receipt_number)
    if isinstance(line, Unreadable):
        return CannotOpen(words=line.words)
    return line, body_of(connection, row[0].submission_id), entries.of_case(connection, case_id)


def _lines(connection: Connection, wanted: CaseFilter) -> Sequence[CaseLine]:
    lines: list[CaseLine] = []
    number = pages = 1
    while number <= pages and len(lines) < MOST_CASES:
        page = case_list.page(connection, wanted, number)
        lines += [one for one in page.lines if isinstance(one, CaseLine)]
        number, pages = number + 1, page.pages
    return lines[:MOST_CASES]
