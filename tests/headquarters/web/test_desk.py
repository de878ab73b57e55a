"""The desk: sessions, the value that guards changes, and roles."""

from kiosk.headquarters.cases.views import CaseFilter
from kiosk.headquarters.staff.views import NotAllowed, Role, SessionToken
from kiosk.headquarters.web.desk import Desk
from tests.headquarters.headquarters_world import BOOTH, PASSWORD, PLACE, World


async def test_a_session_from_sign_in_to_sign_out(world: World) -> None:
    await world.staff()
    desk = world.headquarters.desk
    token = await desk.sign_in("sato", PASSWORD, "192.0.2.1")
    assert isinstance(token, SessionToken)
    member = await desk.staff_of(token.text)
    assert member == token.staff
    await desk.sign_out(token.text)
    await desk.sign_out(None)
    assert await desk.staff_of(token.text) is None
    assert await desk.staff_of(None) is None


def test_the_guarding_value_belongs_to_one_session() -> None:
    desk = Desk.__new__(Desk)
    mine = desk.csrf_token("token")
    assert desk.csrf_matches("token", mine)
    for token, given in (("other", mine), ("token", "0"), (None, mine), ("token", None), ("", "")):
        assert not desk.csrf_matches(token, given)


async def test_roles_are_kept_apart(world: World) -> None:
    desk = world.headquarters.desk
    sato = (await world.staff()).staff
    admin = (await world.staff("admin", Role.ADMIN)).staff
    for answer in (
        await desk.cases(admin, CaseFilter()),
        await desk.case("x", admin),
        await desk.case_document("x", admin),
        await desk.new_enrolment_code(sato, BOOTH, PLACE),
        await desk.revoke_booth(sato, BOOTH),
        await desk.audit_lines(sato),
        await desk.add_staff(sato, "x", "x", "x", Role.ADMIN, PASSWORD),
    ):
        assert isinstance(answer, NotAllowed)
