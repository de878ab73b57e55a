"""Residents who registered for tap; on SQLite and on a real PostgreSQL."""

import asyncio
import functools
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, func, insert, select

from kiosk.headquarters.identity import tap_registry
from kiosk.headquarters.storage.store import Store
from kiosk.headquarters.storage.tables import CaseFile, ResidentCase, ResidentRow, ResidentTap, Submission
from kiosk.protocol.identifiers import new_id

AT = datetime(2026, 11, 21, 3, tzinfo=UTC)
_TABLES = (ResidentRow, ResidentTap, ResidentCase)


def add_case(connection: Connection, number: int) -> str:
    case_id, submission_id = new_id(), new_id()
    receipt, at = f"2026-{number:06d}", AT + timedelta(minutes=number)
    kept = {"submission_id": submission_id, "booth_id": "b1", "receipt_number": receipt, "received_at": at}
    connection.execute(
        insert(Submission), {**kept, "case_id": case_id, "body": b"", "body_sha256": "", "sealed_sha256": ""}
    )
    connection.execute(
        insert(CaseFile),
        {
            **kept,
            "case_id": case_id,
            "reference": "IE-4731-08K",
            "procedure": "juminhyo",
            "procedure_title": "住民票の写し" * 30,
            "place": "家島支所",
            "created_at": at,
            "state": "in_hand",
            "signature": "good",
            "signature_detail": "",
            "changed_at": at,
        },
    )
    return case_id


async def counts(store: Store) -> list[int]:
    return await store.read(
        lambda c: [c.execute(select(func.count()).select_from(table)).scalar_one() for table in _TABLES]
    )


async def test_the_same_certificate_is_the_same_resident(either_store: Store) -> None:
    one, other, again = [
        await either_store.write(functools.partial(tap_registry.register, tap_key=key, now=AT))
        for key in ("k1", "k2", "k1")
    ]
    assert one == again != other
    assert await either_store.read(lambda c: tap_registry.resident_of(c, "k2")) == other
    assert await either_store.read(lambda c: tap_registry.resident_of(c, "k3")) is None
    assert await counts(either_store) == [2, 2, 0]


async def test_twins_that_register_at_once_are_one_resident(either_store: Store) -> None:
    found = await asyncio.gather(*(either_store.write(lambda c: tap_registry.register(c, "k1", AT)) for _ in range(10)))
    assert len(set(found)) == 1
    assert (await counts(either_store))[:2] == [1, 1]


async def test_a_resident_is_told_of_their_newest_twenty_cases(either_store: Store) -> None:
    def act(connection: Connection) -> str:
        resident, other = tap_registry.register(connection, "k1", AT), tap_registry.register(connection, "k2", AT)
        for number in range(23):
            case_id = add_case(connection, number)
            tap_registry.link(connection, resident, case_id)
            tap_registry.link(connection, resident, case_id)
        tap_registry.link(connection, other, add_case(connection, 99))
        return resident

    resident = await either_store.write(act)
    told = await either_store.read(lambda c: tap_registry.cases(c, resident))
    assert [case.receipt_number for case in told] == [f"2026-{number:06d}" for number in range(22, 2, -1)]
    assert (told[0].state, told[0].received_at, len(told[0].title)) == ("in_hand", AT + timedelta(minutes=22), 120)


async def test_an_erased_case_is_told_to_nobody(either_store: Store) -> None:
    def act(connection: Connection) -> str:
        resident, case_id = tap_registry.register(connection, "k1", AT), add_case(connection, 1)
        tap_registry.link(connection, resident, case_id)
        tap_registry.forget_cases(connection, [case_id])
        return resident

    resident = await either_store.write(act)
    assert await either_store.read(lambda c: tap_registry.cases(c, resident)) == ()


async def test_who_never_came_again_is_forgotten_and_who_came_is_not(either_store: Store) -> None:
    later = AT + timedelta(days=99)

    def act(connection: Connection) -> None:
        gone, here = tap_registry.register(connection, "k1", AT), tap_registry.register(connection, "k2", AT)
        tap_registry.link(connection, gone, add_case(connection, 1))
        tap_registry.saw(connection, here, later)
        tap_registry.sweep(connection, later + timedelta(days=2), days=100)

    await either_store.write(act)
    assert await counts(either_store) == [1, 1, 0]
    assert await either_store.read(lambda c: tap_registry.resident_of(c, "k2")) is not None
