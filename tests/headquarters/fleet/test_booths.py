"""The fleet: every booth, how it is, and whether it may come in."""

from sqlalchemy import text

from kiosk.headquarters.fleet.views import BoothLine, BoothState
from kiosk.headquarters.staff.views import Role
from kiosk.headquarters.view import Unreadable
from kiosk.protocol.presence import BoothHealth, Heartbeat, Refused
from tests.headquarters.headquarters_world import BOOTH, World


def booth_line(line: BoothLine | Unreadable) -> BoothLine:
    assert isinstance(line, BoothLine)
    return line


async def state(world: World) -> BoothState:
    (line,) = await world.headquarters.desk.fleet()
    return booth_line(line).state


async def test_a_booth_from_never_seen_to_revoked(world: World) -> None:
    booth = await world.booth()
    assert await state(world) is BoothState.NEVER_SEEN
    link = await booth.arrive()
    assert await state(world) is BoothState.CONNECTED
    await link.send(Heartbeat(health=BoothHealth(software="0.1.0", outbox_waiting=3)))
    await link.socket.send_str("{}")  # its refusal tells that the heartbeat was read
    await link.until(Refused)
    (line,) = await world.headquarters.desk.fleet()
    line = booth_line(line)
    assert line.health is not None
    assert (line.health.outbox_waiting, line.place, line.submissions_today) == (3, "家島支所", 0)
    world.headquarters.switchboard.booth_left(BOOTH, world.headquarters.switchboard._teller.links[BOOTH].peer)
    assert await state(world) is BoothState.SILENT
    admin = (await world.staff("admin", Role.ADMIN)).staff
    fleet = world.headquarters.desk.booths
    assert await fleet.revoke(BOOTH, admin)
    assert await state(world) is BoothState.REVOKED
    assert not await fleet.revoke("himeji-nowhere-1", admin)


async def test_a_row_of_another_version_is_marked_and_the_others_are_shown(world: World) -> None:
    await world.booth()
    await world.booth("himeji-hojo-1", "北条支所")
    bad = "UPDATE booth SET booth_id = 'Ieshima 1', enrolled_at = '9999-12-31T23:59:59-23:59' WHERE booth_id = :id"
    await world.headquarters.store.write(lambda c: c.execute(text(bad), {"id": BOOTH}))
    marked, shown = await world.headquarters.desk.fleet()
    assert isinstance(marked, Unreadable)
    assert (marked.unreadable, booth_line(shown).place) == ("Ieshima 1", "北条支所")
    sato = await world.staff()
    async with sato.http.get(f"{sato.url}/fleet") as answer:
        page = await answer.text()
    assert answer.status == 200
    assert "北条支所" in page
    assert marked.words in page


async def test_only_the_newest_certificate_and_the_one_before_are_admitted(world: World) -> None:
    await world.booth()
    fleet = world.headquarters.desk.booths
    assert await fleet.admit(BOOTH, "another") is None
    assert await fleet.admit("himeji-nowhere-1", "another") is None


async def test_submissions_of_today_are_counted(world: World) -> None:
    booth = await world.booth()
    for _ in range(2):
        await booth.submit(*booth.submission())
    (line,) = await world.headquarters.desk.fleet()
    assert booth_line(line).submissions_today == 2
