"""The page of accounts."""

from kiosk.headquarters.staff.views import Role
from tests.headquarters.headquarters_world import SignedIn, World


async def page(staff: SignedIn) -> tuple[int, str]:
    async with staff.http.get(f"{staff.url}/staff") as answer:
        return answer.status, await answer.text()


async def press(staff: SignedIn, staff_id: str, verb: str, csrf: str = "") -> tuple[int, str, str]:
    """Where the browser ends: status, path, text."""
    form = {"csrf": csrf or staff.csrf}
    async with staff.http.post(
        f"{staff.url}/staff/{staff_id}/{verb}", data=form, headers={"Origin": staff.url}
    ) as answer:
        return answer.status, answer.url.path, await answer.text()


async def test_an_administrator_closes_an_account_and_opens_it_again(world: World) -> None:
    sato, admin = await world.staff(), await world.staff("admin", Role.ADMIN)
    _, before = await page(admin)
    assert "サインイン中 1" in before
    status, path, closed = await press(admin, sato.staff.staff_id, "close")
    assert (status, path) == (200, "/staff")
    assert "閉じています" in closed
    assert "もう一度使う" in closed
    assert "閉じています" not in (await press(admin, sato.staff.staff_id, "reopen"))[2]


async def test_ones_own_account_is_not_closed(world: World) -> None:
    admin = await world.staff("admin", Role.ADMIN)
    assert f"/staff/{admin.staff.staff_id}/close" not in (await page(admin))[1]
    status, _, text = await press(admin, admin.staff.staff_id, "close")
    assert (status, "ほかの管理者に頼んでください" in text) == (409, True)


async def test_who_is_no_administrator_sees_no_accounts(world: World) -> None:
    sato = await world.staff()
    status, text = await page(sato)
    assert (status, "管理者に連絡" in text) == (403, True)
    assert (await press(sato, sato.staff.staff_id, "reopen"))[0] == 403


async def test_an_administrator_is_not_sent_to_the_administrator(world: World) -> None:
    admin = await world.staff("admin", Role.ADMIN)
    async with admin.http.get(f"{admin.url}/place") as answer:
        text = await answer.text()
    assert (answer.status, "管理者に連絡" in text) == (200, False)


async def test_a_clerk_signs_out_everywhere_from_their_own_page(world: World) -> None:
    sato = await world.staff()
    again = await world.sign_in("sato")
    async with sato.http.get(f"{sato.url}/place") as answer:
        assert f"/staff/{sato.staff.staff_id}/sign-out" in await answer.text()
    status, path, _ = await press(sato, sato.staff.staff_id, "sign-out")
    assert (status, path) == (200, "/sign-in")
    assert (await again.get("/api/me"))[0] == 401


async def test_a_form_of_another_session_changes_nothing(world: World) -> None:
    sato, admin = await world.staff(), await world.staff("admin", Role.ADMIN)
    assert (await press(admin, sato.staff.staff_id, "close", csrf="other"))[0] == 403
    assert (await sato.get("/api/me"))[0] == 200


async def test_an_account_that_is_gone_is_said_kindly(world: World) -> None:
    admin = await world.staff("admin", Role.ADMIN)
    status, _, text = await press(admin, "nobody", "close")
    assert (status, "もう一度選んでください" in text) == (404, True)
