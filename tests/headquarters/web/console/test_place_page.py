"""The page of one's own account: sign out everywhere, and for who takes calls the counter and the languages."""

import re

import pytest

from kiosk.headquarters.staff.views import Role
from tests.headquarters.headquarters_world import SignedIn, World


async def page(staff: SignedIn, path: str = "/place") -> tuple[int, str]:
    async with staff.http.get(staff.url + path) as answer:
        return answer.status, await answer.text()


async def send(staff: SignedIn, **form: str) -> tuple[int, str]:
    headers = {"Origin": staff.url}
    async with staff.http.post(f"{staff.url}/place", data=form, headers=headers) as answer:
        return answer.status, await answer.text()


async def test_what_is_chosen_is_kept_and_shown_again(world: World) -> None:
    sato = await world.staff("sato")
    status, before = await page(sato)
    assert status == 200
    assert 'value="shimin" required checked' in before
    assert 'value="vi" checked' not in before
    status, after = await send(sato, csrf=sato.csrf, counter="fukushi", language="vi")
    assert status == 200
    assert "記録しました" in after
    assert 'value="fukushi" required checked' in after
    assert 'value="vi" checked' in after


async def test_a_counter_that_is_not_there_is_said_kindly(world: World) -> None:
    sato = await world.staff("sato")
    status, text = await send(sato, csrf=sato.csrf, counter="nowhere")
    assert (status, "もう一度 選んでください" in text) == (422, True)


async def test_a_form_of_another_session_changes_nothing(world: World) -> None:
    sato = await world.staff("sato")
    status, text = await send(sato, csrf="0" * 32, counter="fukushi")
    assert (status, "変更はしていません" in text) == (403, True)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.AUDITOR])
async def test_who_takes_no_calls_has_no_counter(world: World, role: Role) -> None:
    other = await world.staff("ueda", role)
    status, text = await page(other)
    assert (status, 'name="counter"' in text, 'name="language"' in text) == (200, False, False)
    assert (await send(other, csrf=other.csrf, counter="shimin"))[0] == 403


@pytest.mark.parametrize("role", Role)
async def test_everybody_finds_the_button_that_signs_them_out_everywhere(world: World, role: Role) -> None:
    here = await world.staff("ueda", role)
    _, start = await page(here, "/fleet")
    assert 'href="/place"' in start
    _, text = await page(here)
    (action,) = re.findall(r'action="(/staff/[^"]+/sign-out)"', text)
    async with here.http.post(here.url + action, data={"csrf": here.csrf}, headers={"Origin": here.url}) as answer:
        assert answer.url.path == "/sign-in"
    async with here.http.get(here.url + "/place") as answer:
        assert answer.url.path == "/sign-in", "the session is over, not only this page"
