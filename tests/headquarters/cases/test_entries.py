"""What staff write into a case: kept sealed, each writing, on the paper, in history and audit; never over another's."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
import uuid_utils
from sqlalchemy import text, update

from kiosk.headquarters.cases.retention import Retention
from kiosk.headquarters.cases.views import CannotOpen, CaseLine, CaseState, CaseView, NoSuchCase, NotWritten, WrongState
from kiosk.headquarters.settings import Retention as RetentionRules
from kiosk.headquarters.staff.views import NotAllowed, Role
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.tables import CaseEntry, Submission
from tests.headquarters.care_world import care_case, care_world
from tests.headquarters.headquarters_world import SignedIn, World

NUMBER = "0123456789"


@pytest_asyncio.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with care_world(tmp_path) as care:
        yield care


async def shown(world: World, case_id: str, sato: SignedIn) -> CaseView:
    case = await world.headquarters.desk.case(case_id, sato.staff)
    assert isinstance(case, CaseView)
    return case


async def test_what_staff_write_is_shown_owed_no_more_and_kept_sealed(world: World) -> None:
    case_id, sato = await care_case(world, {"level": "help1"}, kind="renew"), await world.staff()
    desk = world.headquarters.desk
    case = await shown(world, case_id, sato)
    assert [(one.field, one.owed, one.text) for one in case.of_staff] == [
        ("insured_no", True, ""), ("level", False, "要支援1"), ("valid_to", False, ""),
        ("card_of_care", True, ""), ("note", True, ""),
    ]  # fmt: skip
    assert (case.owed, case.may_write) == (3, True)
    for field, value in (("insured_no", NUMBER), ("card_of_care", "original"), ("valid_to", "令和9年3月31日")):
        assert isinstance(await desk.write_field(case_id, sato.staff, field, value), CaseLine)
    case = await shown(world, case_id, sato)
    assert case.owed == 1
    assert [(one.label, one.text, one.source_words) for one in case.answers if one.by] == [
        ("被保険者番号", NUMBER, f"職員が記入（{sato.staff.name}）"),
        ("有効期限", "令和9年3月31日（2027年）", f"職員が記入（{sato.staff.name}）"),
        ("介護保険被保険者証", "原本を 見ました", f"職員が記入（{sato.staff.name}）"),
    ]
    assert [(one.words, one.note) for one in case.history[1:]] == [
        ("職員が記入", "被保険者番号"), ("職員が記入", "介護保険被保険者証"), ("職員が記入", "有効期限"),
    ]  # fmt: skip
    rows = await world.headquarters.store.read(lambda c: c.execute(text("SELECT * FROM case_entry")).all())
    assert len(rows) == 3
    assert NUMBER not in repr(rows)
    page = await world.headquarters.store.read(lambda c: audit.page(c, f"case:{case_id}"))
    acts = [one for one in page.entries if one.act == "case_field_written"]
    assert [one.detail for one in acts] == ["valid_to", "card_of_care", "insured_no"]
    pdf = await desk.case_document(case_id, sato.staff)
    assert isinstance(pdf, bytes)


async def test_of_those_who_write_at_the_same_moment_one_does_and_the_others_are_told(
    tmp_path: Path, database: str
) -> None:
    async with care_world(tmp_path, database=database) as world:
        case_id, sato = await care_case(world, kind="new"), await world.staff()
        desk, seen = world.headquarters.desk, ""
        for _ in range(2):
            numbers = ("0123456789", "9876543210", "5555555555", "7777777777")
            told = await asyncio.gather(
                *(desk.write_field(case_id, sato.staff, "insured_no", one, seen) for one in numbers)
            )
            assert sorted(type(one).__name__ for one in told) == ["CaseLine", *["NotWritten"] * 3]
            (line,) = [one for one in (await shown(world, case_id, sato)).of_staff if one.field == "insured_no"]
            seen = line.entry_id


async def test_what_was_written_last_counts_though_the_clock_went_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id, sato = await care_case(world, kind="new"), await world.staff()
    desk, early = world.headquarters.desk, uuid_utils.uuid7()
    assert isinstance(await desk.write_field(case_id, sato.staff, "insured_no", NUMBER), CaseLine)
    (line,) = [one for one in (await shown(world, case_id, sato)).of_staff if one.field == "insured_no"]
    uuid7, once = uuid_utils.uuid7, [early]
    monkeypatch.setattr(uuid_utils, "uuid7", lambda: once.pop() if once else uuid7())
    written = await desk.write_field(case_id, sato.staff, "insured_no", "9876543210", line.entry_id)
    assert isinstance(written, CaseLine)
    (line,) = [one for one in (await shown(world, case_id, sato)).of_staff if one.field == "insured_no"]
    assert line.text == "9876543210"


async def test_of_two_who_write_one_is_told_that_the_other_did_and_each_writing_is_kept(world: World) -> None:
    case_id, sato = await care_case(world, kind="new"), await world.staff()
    desk = world.headquarters.desk
    await desk.write_field(case_id, sato.staff, "insured_no", NUMBER)
    late = await desk.write_field(case_id, sato.staff, "insured_no", "9876543210")
    assert late == NotWritten(field="insured_no", why="changed")
    assert "先に書きました" in late.words
    (line,) = [one for one in (await shown(world, case_id, sato)).of_staff if one.field == "insured_no"]
    assert line.text == NUMBER
    await desk.write_field(case_id, sato.staff, "insured_no", "9876543210", line.entry_id)
    (line,) = [one for one in (await shown(world, case_id, sato)).of_staff if one.field == "insured_no"]
    assert line.text == "9876543210"
    assert (
        await world.headquarters.store.read(lambda c: c.execute(text("SELECT count(*) FROM case_entry")).scalar()) == 2
    )


async def test_what_is_not_taken_says_why(world: World) -> None:
    case_id, sato, auditor = (
        await care_case(world, kind="new"),
        await world.staff(),
        await world.staff("abe", Role.AUDITOR),
    )
    write = world.headquarters.desk.write_field
    for field, value, why in (
        ("insured_no", "12", "unfit"),
        ("insured_no", 3, "unfit"),
        ("level", "care1", "not_here"),
        ("gone", "1", "not_here"),
    ):
        refused = await write(case_id, sato.staff, field, value)
        assert isinstance(refused, NotWritten)
        assert (refused.field, refused.why) == (field, why)
    assert isinstance(await write(case_id, auditor.staff, "insured_no", NUMBER), NotAllowed)
    assert await write("gone", sato.staff, "insured_no", NUMBER) == NoSuchCase(case_id="gone")
    for state in (CaseState.IN_HAND, CaseState.DONE):
        await world.headquarters.desk.change_case(case_id, sato.staff, state)
    assert await write(case_id, sato.staff, "insured_no", NUMBER) == WrongState(state=CaseState.DONE)
    assert not (await shown(world, case_id, sato)).may_write


async def test_an_entry_that_cannot_be_opened_is_left_out_and_the_case_is_shown(world: World) -> None:
    case_id, sato = await care_case(world, kind="new"), await world.staff()
    await world.headquarters.desk.write_field(case_id, sato.staff, "insured_no", NUMBER)
    store = world.headquarters.store
    await store.write(lambda c: c.execute(update(CaseEntry).values(sealed=b"?")))
    assert (await shown(world, case_id, sato)).owed == 1
    await store.write(lambda c: c.execute(update(Submission).values(body=b"?")))
    assert isinstance(await world.headquarters.desk.write_field(case_id, sato.staff, "insured_no", NUMBER), CannotOpen)


async def test_entries_go_with_their_case_also_where_an_older_program_erased_it(world: World) -> None:
    case_id, sato = await care_case(world, kind="new"), await world.staff()
    await world.headquarters.desk.write_field(case_id, sato.staff, "insured_no", NUMBER)
    for state in (CaseState.IN_HAND, CaseState.DONE):
        await world.headquarters.desk.change_case(case_id, sato.staff, state)
    store = world.headquarters.store
    await store.write(
        lambda c: c.execute(
            text("INSERT INTO case_entry SELECT 'x', 'gone', field, at, 'x', key_id, sealed FROM case_entry")
        )
    )
    world.clock.push(days=31)
    assert await Retention(store, RetentionRules(), world.clock, {"care": 30}).sweep() == 1
    assert await store.read(lambda c: c.execute(text("SELECT count(*) FROM case_entry")).scalar()) == 0


async def test_a_procedure_that_is_not_here_has_no_fields_to_write(world: World) -> None:
    case_id, sato = await care_case(world, kind="new"), await world.staff()
    entries = world.headquarters.desk.entries
    entries._procedure = lambda _application: None
    assert await entries.write(case_id, sato.staff, "insured_no", NUMBER, "") == NotWritten(
        field="insured_no", why="not_here"
    )
