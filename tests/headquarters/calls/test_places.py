"""What staff say of themselves is kept with their account, and reaches routing at once."""

import pytest

from kiosk.headquarters.app import CONFIG
from kiosk.headquarters.calls.places import UnknownPlace
from kiosk.headquarters.staff.views import Role
from kiosk.headquarters.storage.audit import AuditPage
from kiosk.procedures.japanese.languages import LANGUAGES
from kiosk.protocol import duty
from tests.headquarters.headquarters_world import World, call_requested


async def test_counter_and_languages_are_kept_and_other_skills_stay(world: World) -> None:
    sato = await world.staff("sato", skills=("sign", "ko"))
    places = world.headquarters.desk.places
    taken = await places.take(sato.staff, "fukushi", {"vi", "en"})
    assert (taken.counter, taken.skills) == ("fukushi", ("sign", "en", "vi"))
    again = (await world.sign_in("sato")).staff
    assert (again.counter, again.skills) == ("fukushi", ("sign", "en", "vi"))
    page = await world.headquarters.desk.audit_lines(again.model_copy(update={"role": Role.AUDITOR}))
    assert isinstance(page, AuditPage)
    told = [(one.subject, one.detail) for one in page.entries if one.act == "place_taken"]
    assert told == [(f"staff:{again.staff_id}", "fukushi sign en vi")]


@pytest.mark.parametrize(("counter", "languages"), [("nowhere", []), ("shimin", ["xx"]), ("shimin", ["sign"])])
async def test_nobody_can_take_what_is_not_there_or_not_theirs_to_say(
    world: World, counter: str, languages: list[str]
) -> None:
    sato = await world.staff("sato")
    with pytest.raises(UnknownPlace):
        await world.headquarters.desk.places.take(sato.staff, counter, languages)


async def test_who_says_so_gets_the_next_call_in_that_language_without_loading_the_page_again(world: World) -> None:
    booth = await world.booth()
    sato, ueda = await world.staff("sato"), await world.staff("ueda", name="上田光")
    for line in [await sato.on_duty(), console := await ueda.on_duty()]:
        await line.until(duty.CallsNow, lambda now: now.status == "available")
    await world.headquarters.desk.places.take(ueda.staff, "fukushi", ["vi"])
    link = await booth.arrive()
    await link.send(call_requested(language="vi"))
    assert (await console.until(duty.CallRings)).call.language_spoken


def test_every_language_of_the_booth_can_be_named() -> None:
    translations = CONFIG.parent / "assets" / "translations"
    booth = {path.name.split(".")[1] for path in translations.glob("booth.*.toml")}
    assert booth - {"ja", "easy"} == LANGUAGES.keys()
