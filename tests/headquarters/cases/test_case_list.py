"""The list: newest first, filtered by state, procedure and any part of a number, with names of staff."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection

from kiosk.headquarters.cases import case_list
from kiosk.headquarters.cases.views import CaseFilter, CaseLine, CaseState
from kiosk.headquarters.storage.rows import add
from kiosk.headquarters.storage.store import Store
from kiosk.headquarters.storage.tables import CaseFile, StaffAccount, Submission

AT = datetime(2026, 11, 21, tzinfo=UTC)


def id_of(number: int) -> str:
    return f"00000000-0000-7000-8000-{number:012d}"


def add_case(connection: Connection, number: int, *, state: CaseState = CaseState.NEW, taken_by: str = "") -> None:
    receipt, case_id, submission_id = f"2026-{number:06d}", id_of(number), id_of(1000 + number)
    add(
        connection,
        Submission(
            submission_id=submission_id,
            booth_id="b1",
            body_sha256="",
            sealed_sha256="",
            receipt_number=receipt,
            case_id=case_id,
            received_at=AT + timedelta(minutes=number),
            body=b"sealed",
        ),
    )
    add(
        connection,
        CaseFile(
            case_id=case_id,
            submission_id=submission_id,
            receipt_number=receipt,
            reference="IE-4731-08K" if number == 3 else f"H1-{number:04d}",
            procedure="juminhyo" if number % 2 else "inkan",
            procedure_title="住民票の写し",
            booth_id="b1",
            place="家島支所",
            created_at=AT,
            received_at=AT + timedelta(minutes=number),
            state=state.value,
            signature="good",
            signature_detail="",
            taken_by=taken_by or None,
            changed_at=AT,
        ),
    )


def add_all(connection: Connection) -> None:
    add(
        connection,
        StaffAccount(
            staff_id="s1", account="a", name="佐藤", section="市民課", role="clerk", counter="shimin", skills="[]",
            password_hash="",
        ),
    )  # fmt: skip
    add_case(connection, 1)
    add_case(connection, 2, state=CaseState.IN_HAND, taken_by="s1")
    add_case(connection, 3)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (CaseFilter(), ["2026-000003", "2026-000002", "2026-000001"]),
        (CaseFilter(state=CaseState.IN_HAND), ["2026-000002"]),
        (CaseFilter(procedure="juminhyo"), ["2026-000003", "2026-000001"]),
        (CaseFilter(number=" h1-0002 "), ["2026-000002"]),
        (CaseFilter(number="000003"), ["2026-000003"]),
        (CaseFilter(number="２０２６－０００００３"), ["2026-000003"]),
        (CaseFilter(number="ie4731o8k"), ["2026-000003"]),
        (CaseFilter(number="%"), []),
        (CaseFilter(number="_"), []),
        (CaseFilter(state=CaseState.DONE), []),
    ],
)
async def test_cases_are_found_newest_first(either_store: Store, wanted: CaseFilter, found: list[str]) -> None:
    await either_store.write(add_all)
    page = await either_store.read(lambda c: case_list.page(c, wanted, 1))
    assert [line.receipt_number for line in page.lines if isinstance(line, CaseLine)] == found
    assert (page.total, page.pages, page.counts[CaseState.NEW]) == (len(found), 1, 2)


async def test_who_has_a_case_in_hand_is_named(either_store: Store) -> None:
    await either_store.write(add_all)
    taken, free = await either_store.read(lambda c: [case_list.case(c, id_of(number)) for number in (2, 1)])
    assert taken is not None
    assert case_list.line(*taken).taken_by == "佐藤"
    assert free is not None
    assert case_list.line(*free).taken_by is None


async def test_a_case_that_is_not_there_is_none(either_store: Store) -> None:
    assert await either_store.read(lambda c: case_list.case(c, id_of(1))) is None


async def test_a_page_ends_and_the_next_goes_on(either_store: Store) -> None:
    def act(connection: Connection) -> None:
        for number in range(case_list.PAGE_SIZE + 1):
            add_case(connection, number)

    await either_store.write(act)
    pages = [await either_store.read(lambda c, n=n: case_list.page(c, CaseFilter(), n)) for n in (1, 2, 3)]  # type: ignore[misc]
    assert [(len(page.lines), page.page, page.pages, page.total) for page in pages] == [
        (50, 1, 2, 51),
        (1, 2, 2, 51),
        (0, 3, 2, 51),
    ]
