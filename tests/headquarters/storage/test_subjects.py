"""What an audit line is about has the name people know it by, for as long as there is one."""

from kiosk.headquarters.storage.subjects import names
from tests.headquarters.headquarters_world import PLACE, World


async def test_persons_places_and_cases_have_names_and_what_is_gone_has_none(world: World) -> None:
    booth, staff = await world.booth(), await world.staff("sato")
    await booth.submit(*booth.submission())
    store = world.headquarters.store
    case = (await staff.get("/api/cases"))[1]["lines"][0]
    subjects = [f"booth:{booth.booth_id}", f"staff:{staff.staff.staff_id}", f"case:{case['case_id']}"]
    found = await store.read(lambda c: names(c, [*subjects, "staff:unknown", "case:gone", "system", "evidence:gone"]))
    assert found == dict(zip(subjects, (PLACE, staff.staff.name, case["receipt_number"]), strict=True))
