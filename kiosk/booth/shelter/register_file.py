"""The register on the booth's disk: each record sealed when it is written, and read again only with the code's key."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from pydantic import ValidationError

from kiosk.applications.sealing import SealingKeyPair, open_own, seal_for
from kiosk.booth.shelter.kept import Kept, Phase, opened
from kiosk.booth.storage.faults import StoreFull
from kiosk.booth.storage.store import Store
from kiosk.log import Log
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.model import Wire
from kiosk.protocol.shelter import ShelterNow
from kiosk.shelter.counting import arrived
from kiosk.shelter.people import Family
from kiosk.shelter.records import LAST_NUMBER, MOST_RECORDS, HouseholdId, Marks, Record, Reference, Where
from kiosk.shelter.register import Register

if TYPE_CHECKING:
    from sqlmodel import Session

_log = Log("booth.shelter")
_PLACE = "shelter/register"


class Happened(Wire):
    """What is to be written; number, time and id come with it."""

    household: HouseholdId | Literal[""] = ""
    reference: Reference | Literal[""] = ""
    marks: Marks = ()
    family: Family | None = None
    moved: Where | None = None


class RegisterFile:
    """The rows of one booth. What works on them raises `StoreFull` or `StoreBroken`.

    Who comes is added to the numbers in the same transaction; whoever has the register open counts anew and tells.
    """

    def __init__(self, store: Store, booth: Callable[[], str], now: Callable[[], datetime]) -> None:
        self._store = store
        self._booth = booth
        self._now = now

    async def load(self) -> Kept | None:
        """What the booth is prepared for; None where it is not."""
        return await self._store.run(_kept)

    async def keep(self, kept: Kept) -> None:
        """Keep this from now on."""
        await self._store.run(lambda session: _keep(session, kept))

    async def prepare(self, kept: Kept) -> bool:
        """Prepare the booth for the day, anew too; False, and nothing is changed, where a shelter is open."""

        def work(session: "Session") -> bool:
            before = _kept(session)
            if before is not None and before.phase is Phase.OPEN:
                return False
            _forget(session)
            _keep(session, kept)
            return True

        return await self._store.run(work)

    async def open(self, at: datetime) -> bool:
        """Open what the booth is prepared for; one that is open stays as it is. False where nothing is prepared."""

        def work(session: "Session") -> bool:
            kept = _kept(session)
            if kept is not None and kept.phase is Phase.READY:
                _keep(session, opened(kept, at))
            return kept is not None

        return await self._store.run(work)

    async def tell(self, told: ShelterNow) -> None:
        """Keep the numbers as they were counted last."""

        def work(session: "Session") -> None:
            kept = _kept(session)
            if kept is not None:
                _keep(session, kept.model_copy(update={"told": told}))

        await self._store.run(work)

    async def write(self, happened: Happened) -> Record:
        """One record; when this returns it survives a power cut."""
        return await self._store.run(lambda session: self.written(session, happened))

    def written(self, session: "Session", happened: Happened) -> Record:
        """Write within a transaction of somebody else; in the store's thread."""
        kept = _kept(session)
        if kept is None or kept.phase is not Phase.OPEN or _count(session) >= MOST_RECORDS:
            raise StoreFull("no shelter is open here, or its register is full")
        booth, at = self._booth(), self._now()
        record = Record(
            id=new_id(),
            booth=booth,
            number=min(kept.number + 1, LAST_NUMBER),
            at=at,
            household=happened.household,
            reference=happened.reference,
            marks=happened.marks,
            family=happened.family,
            moved=happened.moved,
        )
        _add(session, kept, record)
        told = kept.told
        if told is not None:
            told = told.model_copy(update={"number": record.number, "at": at})
            told = arrived(told, record.family) if record.family and record.moved == "in" else told
        _keep(session, kept.model_copy(update={"number": record.number, "told": told}))
        return record

    async def read(self, pair: SealingKeyPair) -> Register:
        """Every record that can be read; what cannot is left aside and said in the log, never a reason to refuse."""
        rows = await self._store.run(_rows)
        return await asyncio.to_thread(_register, rows, pair)

    async def take(self, kept: Kept, records: Iterable[Record]) -> Kept:
        """Write what another booth handed over, all of it or nothing; the number of the last record with it.

        What is there already is there once: who takes again what they took before takes nothing.
        """
        new = tuple(records)

        def work(session: "Session") -> Kept:
            before, there = _kept(session) or kept, _ids(session)
            for record in new:
                if record.id not in there:
                    _add(session, before, record)
            number = max((before.number, *(record.number for record in new)))
            after = before.model_copy(update={"number": number, "marks": kept.marks})
            _keep(session, after)
            return after

        return await self._store.run(work)

    async def end(self, kept: Kept) -> None:
        """Destroy the register, and keep what the booth is prepared with next."""

        def work(session: "Session") -> None:
            _forget(session)
            _keep(session, kept)

        await self._store.run(work)
        _log.event("shelter_ended")

    async def forget(self) -> None:
        """Destroy the register and everything the booth was prepared with."""
        await self._store.run(_forget)
        _log.event("shelter_forgotten")


def _register(rows: list[tuple[str, bytes]], pair: SealingKeyPair) -> Register:
    read = [_record(key_id, sealed, pair) for key_id, sealed in rows]
    if lost := read.count(None):
        _log.warning("shelter_records_unreadable", count=lost)
    return Register({one.id: one for one in read if one})


def _record(key_id: str, sealed: bytes, pair: SealingKeyPair) -> Record | None:
    opened = open_own(sealed, key_id, _PLACE, [pair])
    try:
        return Record.model_validate_json(opened) if isinstance(opened, bytes) else None
    except ValidationError:
        return None


def _kept(session: "Session") -> Kept | None:
    from kiosk.booth.storage.tables import ShelterRow

    row = session.get(ShelterRow, 1)
    return Kept.model_validate_json(row.kept) if row else None


def _keep(session: "Session", kept: Kept) -> None:
    from kiosk.booth.storage.tables import ShelterRow

    session.merge(ShelterRow(number=1, kept=kept.model_dump_json()))


def _add(session: "Session", kept: Kept, record: Record) -> None:
    from kiosk.booth.storage.tables import ShelterRecordRow

    sealed = seal_for(record.model_dump_json().encode(), kept.key, _PLACE)
    session.add(ShelterRecordRow(record_id=record.id, key_id=kept.key.key_id, sealed=sealed))


def _forget(session: "Session") -> None:
    from sqlmodel import delete

    from kiosk.booth.storage.tables import ShelterRecordRow, ShelterRow

    session.exec(delete(ShelterRecordRow))
    session.exec(delete(ShelterRow))


def _count(session: "Session") -> int:
    from sqlmodel import func, select

    from kiosk.booth.storage.tables import ShelterRecordRow

    return session.exec(select(func.count()).select_from(ShelterRecordRow)).one()


def _ids(session: "Session") -> frozenset[str]:
    from sqlmodel import select

    from kiosk.booth.storage.tables import ShelterRecordRow

    return frozenset(session.exec(select(ShelterRecordRow.record_id)))


def _rows(session: "Session") -> list[tuple[str, bytes]]:
    from sqlmodel import select

    from kiosk.booth.storage.tables import ShelterRecordRow

    return [(row.key_id, bytes(row.sealed)) for row in session.exec(select(ShelterRecordRow)).all()]
