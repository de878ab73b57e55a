"""Retention: what is due goes, what is not stays, and the audit remembers that it went."""

from sqlalchemy import text

from kiosk.headquarters import audit
from kiosk.headquarters.retention import Retention
from kiosk.headquarters.settings import Retention as RetentionRules
from kiosk.headquarters.views import CaseState
from tests.headquarters.headquarters_world import World


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
    retention = Retention(store, RetentionRules(), world.clock)
    assert await retention.sweep() == 0
    world.clock.push(days=366)
    assert await retention.sweep() == 1
    left = await store.read(lambda c: c.execute(text("SELECT case_id FROM case_file")).scalars().all())
    assert left == [cases[1]]
    assert await store.read(lambda c: c.execute(text("SELECT count(*) FROM submission")).scalar_one()) == 1
    page = await store.read(lambda c: audit.page(c, f"case:{cases[0]}"))
    assert page.entries[0].act == "case_erased"
    assert page.first_broken is None
