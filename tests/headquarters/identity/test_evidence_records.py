"""Findings as rows: what goes in comes back, belongs to one case, and is swept; on SQLite and on PostgreSQL."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlmodel
from sqlalchemy import Connection, func, select, text, update
from sqlmodel import col

from kiosk.headquarters.identity import evidence_records
from kiosk.headquarters.identity.evidence_records import SAME_VISIT, Where
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.rows import read
from kiosk.headquarters.storage.store import Store, StoreUnavailable
from kiosk.headquarters.storage.tables import CaseFile, EvidenceRow
from kiosk.headquarters.view import Unreadable
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import Evidence, Method, Outcome, StepFound, Verdict
from tests.headquarters.identity.test_tap_registry import add_case

AT = datetime(2026, 11, 21, 3, tzinfo=UTC)
ACTOR = audit.Actor("booth:b1", "家島支所")


def found(**changes: Any) -> Evidence:
    given = {
        "evidence_id": new_id(),
        "level": "A3",
        "method": Method.CARD_KEY,
        "outcome": Outcome.NOT_CHECKED,
        "at": AT,
        "code": "C-21",
        "by": "佐藤花子",
        "steps": (StepFound(step="revocation", verdict=Verdict.NOT_CHECKED, code="C-21"),),
    }
    return Evidence.model_validate(given | changes)


def keep(connection: Connection, one: Evidence, **where: object) -> str:
    evidence_records.keep(connection, one, Where(**({"booth_id": "b1"} | where)), ACTOR, "proof_judged")  # type: ignore[arg-type]
    return one.evidence_id


async def test_a_finding_comes_back_as_it_went_in(either_store: Store) -> None:
    def act(connection: Connection) -> tuple[Evidence | Unreadable, ...]:
        case_id = add_case(connection, 1)
        keep(connection, later, case_id=case_id)
        keep(connection, first, case_id=case_id)
        return evidence_records.of_case(connection, case_id)

    first, later = found(), found(at=AT + timedelta(seconds=1), code=None, by="", steps=())
    assert await either_store.write(act) == (first, later)


async def test_what_cannot_be_read_is_marked_in_its_place_and_put_off_like_the_rest(either_store: Store) -> None:
    def act(connection: Connection) -> tuple[tuple[Evidence | Unreadable, ...], EvidenceRow]:
        case_id = add_case(connection, 1)
        for one in (odd, good):
            keep(connection, one, case_id=case_id)
        ours = {"id": odd.evidence_id}
        connection.execute(text("UPDATE evidence SET steps = '{' WHERE evidence_id = :id"), ours)
        evidence_records.put_off(connection, odd.evidence_id, AT, 2)
        query = sqlmodel.select(EvidenceRow).where(sqlmodel.col(EvidenceRow.evidence_id) == odd.evidence_id)
        return evidence_records.of_case(connection, case_id), read(connection, query)[0]

    odd, good = found(), found(at=AT + timedelta(seconds=1))
    of_case, row = await either_store.write(act)
    assert of_case == (Unreadable(unreadable=odd.evidence_id), good)
    assert (row.again_at, row.tries, row.steps) == (AT, 2, "{")


async def test_the_papers_of_a_case_are_named_and_nothing_of_others(either_store: Store) -> None:
    def act(connection: Connection) -> tuple[dict[str, str], str]:
        case_id, other = add_case(connection, 1), add_case(connection, 2)
        looked = keep(connection, found(method=Method.PAPER_SEEN), case_id=case_id, paper="運転免許証")
        keep(connection, found(), case_id=case_id)
        keep(connection, found(method=Method.PAPER_SEEN), case_id=other, paper="旅券")
        return evidence_records.papers(connection, case_id), looked

    papers, looked = await either_store.write(act)
    assert papers == {looked: "運転免許証"}


async def test_each_is_in_the_audit_with_its_case_or_its_own_id(either_store: Store) -> None:
    def act(connection: Connection) -> tuple[str, str]:
        case_id = add_case(connection, 1)
        keep(connection, found(), case_id=case_id)
        return case_id, keep(connection, found())

    case_id, evidence_id = await either_store.write(act)
    page = await either_store.read(audit.page)
    assert [(line.subject, line.detail) for line in page.entries] == [
        (f"evidence:{evidence_id}", "card_key not_checked C-21"),
        (f"case:{case_id}", "card_key not_checked C-21"),
    ]


async def test_only_fresh_findings_of_the_same_booth_go_into_a_case(either_store: Store) -> None:
    def act(connection: Connection) -> tuple[set[str], set[str], set[str]]:
        case_id, other = add_case(connection, 1), add_case(connection, 2)
        ours = keep(connection, found())
        named = [
            ours,
            keep(connection, found(), booth_id="b2"),
            keep(connection, found(at=AT - SAME_VISIT - timedelta(minutes=1))),
            keep(connection, found(), case_id=other),
            new_id(),
        ]
        first = evidence_records.link(connection, case_id, "b1", named, AT)
        again = evidence_records.link(connection, case_id, "b1", named, AT)
        stolen = evidence_records.link(connection, other, "b1", [ours], AT)
        assert evidence_records.link(connection, case_id, "b1", [], AT) == ()
        return set(first) ^ {ours}, set(again) ^ {ours}, set(stolen)

    assert await either_store.write(act) == (set(), set(), set())


async def test_what_staff_could_not_confirm_in_the_same_call_comes_along_unnamed(either_store: Store) -> None:
    call = new_id()

    def act(connection: Connection) -> tuple[set[str], set[str]]:
        case_id = add_case(connection, 1)
        named = keep(connection, found(), call_id=call)
        not_them = keep(connection, found(outcome=Outcome.NOT_CONFIRMED), call_id=call)
        keep(connection, found(), call_id=call)
        keep(connection, found(outcome=Outcome.NOT_CONFIRMED), call_id=new_id())
        keep(connection, found(outcome=Outcome.NOT_CONFIRMED), call_id=call, booth_id="b2")
        keep(connection, found(outcome=Outcome.NOT_CONFIRMED))
        evidence_records.link(connection, case_id, "b1", [named], AT)
        of_case = evidence_records.of_case(connection, case_id)
        return {one.evidence_id for one in of_case if isinstance(one, Evidence)}, {named, not_them}

    linked, wanted = await either_store.write(act)
    assert linked == wanted


async def test_a_resident_is_found_by_the_findings_of_the_case_and_by_what_was_registered_for_it(
    either_store: Store,
) -> None:
    submission_id = new_id()

    def act(connection: Connection) -> tuple[str, ...]:
        case_id = add_case(connection, 1)
        keep(connection, found(), case_id=case_id, tap_key="k1")
        keep(connection, found(), case_id=case_id)
        keep(connection, found(), submission_id=submission_id, tap_key="k2")
        keep(connection, found(), submission_id=submission_id, tap_key="k3", booth_id="b2")
        return evidence_records.tap_keys(connection, case_id, submission_id, "b1")

    assert sorted(await either_store.write(act)) == ["k1", "k2"]


async def test_looking_once_more_changes_the_finding_and_not_its_time(either_store: Store) -> None:
    def act(connection: Connection) -> Evidence:
        one = found()
        keep(connection, one, again_at=AT)
        better = one.model_copy(update={"outcome": Outcome.CONFIRMED, "code": None, "steps": ()})
        evidence_records.changed(connection, better, None, 1)
        (row,) = read(connection, sqlmodel.select(EvidenceRow))
        assert (row.again_at, row.tries) == (None, 1)
        assert evidence_records.told(row) == better
        return better

    assert (await either_store.write(act)).at == AT


async def test_what_no_application_came_to_is_swept_and_cases_keep_theirs(either_store: Store) -> None:
    def act(connection: Connection) -> tuple[int, int]:
        case_id = add_case(connection, 1)
        keep(connection, found(), case_id=case_id)
        keep(connection, found())
        keep(connection, found(at=AT + timedelta(days=29)))
        evidence_records.sweep(connection, AT + timedelta(days=31), days=30)
        left = connection.execute(select(func.count()).select_from(EvidenceRow)).scalar_one()
        evidence_records.forget_cases(connection, [case_id])
        return left, connection.execute(select(func.count()).select_from(EvidenceRow)).scalar_one()

    assert await either_store.write(act) == (2, 1)


async def test_findings_outlive_their_case_where_another_of_its_visit_rests_on_them(either_store: Store) -> None:
    def act(connection: Connection) -> tuple[list[str], list[str], int]:
        first, second, other = (add_case(connection, number) for number in (1, 2, 3))
        of_visit = {"visit_reference": "IE-4731-08K"}
        connection.execute(update(CaseFile).where(col(CaseFile.case_id).in_([first, second])).values(of_visit))
        kept = keep(connection, found(), case_id=first)
        keep(connection, found(method=Method.CARD_SIGNATURE, level="A4"), case_id=first)
        keep(connection, found(), case_id=other)
        beside = [getattr(one, "evidence_id", "") for one in evidence_records.of_visit(connection, second)]
        assert evidence_records.of_visit(connection, other) == ()
        evidence_records.forget_cases(connection, [first, other])
        left = [getattr(one, "evidence_id", "") for one in evidence_records.of_case(connection, second)]
        assert beside == left == [kept]
        evidence_records.forget_cases(connection, [first, second])
        return beside, left, connection.execute(select(func.count()).select_from(EvidenceRow)).scalar_one()

    beside, left, at_the_end = await either_store.write(act)
    assert (len(beside), len(left), at_the_end) == (1, 1, 0)


@pytest.mark.parametrize("nonsense", [("A9", "confirmed"), ("A3", "perhaps")])
async def test_the_database_refuses_levels_and_outcomes_nobody_knows(
    either_store: Store, nonsense: tuple[str, str]
) -> None:
    statement = (
        "INSERT INTO evidence (evidence_id, booth_id, level, method, outcome, steps, at, found_by, paper, tries) "
        "VALUES ('e', 'b', :level, 'tap', :outcome, '[]', '2026-01-01', '', '', 0)"
    )
    level, outcome = nonsense
    with pytest.raises(StoreUnavailable):
        await either_store.write(lambda c: c.execute(text(statement), {"level": level, "outcome": outcome}))
