"""The page 避難所: what a booth tells with its presence stands there, and what it stopped telling does not."""

from datetime import UTC, datetime

from kiosk.protocol.presence import BoothHealth
from kiosk.protocol.shelter import Bands, ShelterNow
from tests.headquarters.headquarters_world import World

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


async def test_numbers_of_a_shelter_reach_staff_exact_and_others_veiled(world: World) -> None:
    booth, sato = await world.booth(), await world.staff()
    bands = Bands(adult=40, baby=2)
    told = ShelterNow(name="家島小学校", number=3, at=AT, locked=True, bands=bands, families=11, out=1)

    async def page(**query: str) -> str:
        async with sato.http.get(f"{sato.url}/shelters", params=query) as answer:
            assert answer.status == 200
            return await answer.text()

    assert "開いている避難所は ありません" in await page()
    await booth.arrive(health=BoothHealth(software="x", shelter=told))
    exact, public = await page(), await page(public="true")
    assert "家島小学校" in exact
    assert "42人" in exact
    assert '<td class="right number">2</td>' in exact
    assert "5未満" in public
    assert '<td class="right number">2</td>' not in public
    assert "42人" not in public, "less 40 adults it would say how many babies"
    assert "約40人" in public
    assert "外出中 1世帯" in exact
    assert "外出中 5世帯未満" in public
    assert "鍵がかかっています" in exact
