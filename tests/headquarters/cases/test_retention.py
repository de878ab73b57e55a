"""Retention: what is due goes, what is not stays, and the audit remembers that it went."""

from datetime import timedelta
from functools import partial

from sqlalchemy import Connection, select, text
from sqlmodel import col

from kiosk.applications.application import IdentityEvent
from kiosk.headquarters.cases.retention import Retention, days_to_keep
from kiosk.headquarters.cases.views import CaseState
from kiosk.headquarters.settings import Retention as RetentionRules
from kiosk.headquarters.storage import audit
from kiosk.headquarters.storage.rows import add
from kiosk.headquarters.storage.tables import CallBreak
from tests.headquarters.card_world import applied, auth_card, handed_in, proved, signed
from tests.headquarters.headquarters_world import World
from tests.town import DELIVERED, read_once

TABLES = ("nonce", "evidence", "resident", "resident_tap", "resident_case", "case_file")


async def test_a_case_done_a_year_ago_is_erased_and_an_open_one_is_not(world: World) -> None:
    booth, sato = await world.booth(), await world.staff()
    cases = []
    for _ in range(2):
        key, body = booth.submission()
        cases.append((await booth.submit(key, body))[1]["case_id"])
    await world.headquarters.intake.filed()
    for state in (CaseState.IN_HAND, CaseState.DONE):
        await world.headquarters.desk.change_case(cases[0], sato.staff, state)
    store = world.headquarters.store
    retention = Retention(store, RetentionRules(), world.clock, {})
    assert await retention.sweep() == 0
    world.clock.push(days=366)
    assert await retention.sweep() == 1
    left = await store.read(lambda c: c.execute(text("SELECT case_id FROM case_file")).scalars().all())
    assert left == [cases[1]]
    assert await store.read(lambda c: c.execute(text("SELECT count(*) FROM submission")).scalar_one()) == 1
    page = await store.read(lambda c: audit.page(c, f"case:{cases[0]}"))
    assert page.entries[0].act == "case_erased"
    assert page.first_broken is None


async def test_a_procedure_file_says_how_long_its_cases_are_kept(world: World) -> None:
    booth, sato = await world.booth(), await world.staff()
    key, body = booth.submission()
    case_id = (await booth.submit(key, body))[1]["case_id"]
    await world.headquarters.intake.filed()
    for state in (CaseState.IN_HAND, CaseState.DONE):
        await world.headquarters.desk.change_case(case_id, sato.staff, state)
    store = world.headquarters.store
    procedure = await store.read(lambda c: c.execute(text("SELECT procedure FROM case_file")).scalar_one())
    shorter = Retention(store, RetentionRules(), world.clock, {procedure: 100})
    another = Retention(store, RetentionRules(), world.clock, {"another": 1})
    world.clock.push(days=101)
    assert await another.sweep() == 0
    assert await shorter.sweep() == 1


async def test_what_a_law_asked_to_be_kept_stays_when_its_procedure_is_taken_out_of_service(
    either_world: World,
) -> None:
    """A bundle is published in which its file is missing, or asks for less: what is erased nobody brings back."""
    booth, sato = await either_world.booth(), await either_world.staff()
    key, body = booth.submission()
    case_id = (await booth.submit(key, body))[1]["case_id"]
    await either_world.headquarters.intake.filed()
    for state in (CaseState.IN_HAND, CaseState.DONE):
        await either_world.headquarters.desk.change_case(case_id, sato.staff, state)
    store, clock = either_world.headquarters.store, either_world.clock
    procedure = await store.read(lambda c: c.execute(text("SELECT procedure FROM case_file")).scalar_one())
    retention = Retention(store, RetentionRules(), clock, {procedure: 1825, "another": 1})
    assert await retention.sweep() == 0
    for published in ({"another": 1}, {procedure: 100}, {}):
        retention.days_by_procedure = published
        clock.push(days=400)
        assert await retention.sweep() == 0
    retention.days_by_procedure = {procedure: 1900}
    clock.push(days=1840 - 1200)
    assert await retention.sweep() == 0, "what a law asks for now counts where it is more"
    retention.days_by_procedure = {}
    assert await retention.sweep() == 1


def test_the_longest_of_the_versions_counts() -> None:
    procedure = read_once(DELIVERED).procedure("juminhyo")
    assert procedure is not None
    earlier = procedure.model_copy(update={"keeps": procedure.keeps.model_copy(update={"headquarters_days": 1825})})
    assert days_to_keep((procedure,)) == {"juminhyo": 365}
    assert days_to_keep((earlier, procedure)) == {"juminhyo": 1825}


async def test_headquarters_keeps_by_its_procedure_files(world: World) -> None:
    assert world.headquarters.retention.days_by_procedure["juminhyo"] == 365


def counts(connection: Connection) -> list[int]:
    return [connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in TABLES]


async def test_what_was_found_goes_with_its_case_and_what_came_to_none_goes_sooner(card_world: World) -> None:
    booth, sato, clock = await card_world.booth(), await card_world.staff(), card_world.clock
    judged = await proved(booth, auth_card(), register_tap=True)
    named = IdentityEvent.model_validate(
        {"level": "A3", "method": "card_key", "outcome": "confirmed", "at": clock()}
        | {"evidence": judged["evidence"]["evidence_id"]}
    )
    content = applied(booth, identity_events=(named,))
    case_id = await handed_in(card_world, booth, content, signed(content))
    await proved(booth, auth_card())
    for state in (CaseState.IN_HAND, CaseState.DONE):
        await card_world.headquarters.desk.change_case(case_id, sato.staff, state)
    await card_world.headquarters.case_identity.asked()
    store = card_world.headquarters.store
    retention = Retention(store, RetentionRules(), clock, {})
    counted = []
    for days in (0, 31, 335, 1500):
        clock.push(days=days)
        await retention.sweep()
        counted.append(await store.read(counts))
    assert counted == [[2, 3, 1, 1, 1, 1], [0, 2, 1, 1, 1, 1], [0, 0, 1, 1, 0, 0], [0, 0, 0, 0, 0, 0]]


async def test_breaks_of_calls_go_with_their_calls(world: World) -> None:
    store, now = world.headquarters.store, world.clock()
    row = {"call_id": "c1", "what": "booth_line", "began_at": now}
    days = RetentionRules().call_days
    for name, ended_at in (("old", now), ("new", now + timedelta(days=1))):
        await store.write(partial(add, row=CallBreak.model_validate({**row, "break_id": name, "ended_at": ended_at})))
    world.clock.push(days=days, seconds=1)
    await Retention(store, RetentionRules(), world.clock, {}).sweep()
    assert await store.read(lambda c: c.execute(select(col(CallBreak.break_id))).scalars().all()) == ["new"]
