"""The console's line: who may open it, what it says first, and what ends it."""

import json

import aiohttp
import pytest

from kiosk.headquarters.staff.accounts import Staff
from kiosk.headquarters.staff.views import Role
from kiosk.headquarters.storage import audit
from kiosk.headquarters.web import sockets
from kiosk.protocol import calls
from kiosk.protocol.duty import CallRings, CallsNow, ConsoleHello, RingAnswered, StatusChosen
from kiosk.protocol.identifiers import PROTOCOL_VERSION
from kiosk.protocol.message import to_console
from kiosk.protocol.presence import Beat, Closing, Refused
from kiosk.protocol.versions import MINOR, SPOKEN
from tests.headquarters.headquarters_world import CHEAP, Wire, World, call_requested


async def test_the_line_opens_only_for_a_page_of_ours(world: World) -> None:
    staff = await world.staff()
    for origin in ("https://elsewhere.example", None):
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await staff.http.ws_connect(staff.url + "/console/line", origin=origin)
    stranger = await world.session()
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await stranger.ws_connect(staff.url + "/console/line", origin=staff.url)
    assert isinstance(await staff.line(), Wire)


async def test_a_role_that_takes_no_calls_has_no_line(world: World) -> None:
    line = await (await world.staff("audit", Role.AUDITOR)).line()
    assert (await line.until(Refused)).code == "not_allowed"
    await line.closed()


async def test_an_older_console_is_told_to_load_again(world: World) -> None:
    line = await (await world.staff()).line()
    await line.send(ConsoleHello(protocol_version=0))
    assert (await line.until(Refused)).code == "version_too_old"


@pytest.mark.parametrize(
    ("query", "minor"), [("", 0), (f"?protocol={SPOKEN}", MINOR), ("?protocol=1.900", 900), ("?protocol=x", 0)]
)
async def test_a_page_is_spoken_to_in_its_own_minor(world: World, query: str, minor: int) -> None:
    """It stays open while headquarters is brought up to date, or back."""
    staff = await world.staff()
    line = Wire(await staff.http.ws_connect(f"{staff.url}/console/line{query}", origin=staff.url), to_console)
    await line.send(ConsoleHello(protocol_version=PROTOCOL_VERSION))
    await line.until(CallsNow)
    [peers] = world.headquarters.sockets._lines.values()
    assert [peer.minor for peer in peers] == [minor]
    later = {"kind": "status_chosen", "status": "break", "came_with_a_later_minor": True}
    await line.socket.send_str(json.dumps(later))
    if minor == MINOR:
        assert (await line.until(Refused)).code == "bad_message"
    else:
        await line.until(CallsNow, lambda now: now.status == "break")
    await line.close()


async def test_a_console_starts_off_duty(world: World) -> None:
    line = await (await world.staff()).line()
    await line.send(ConsoleHello(protocol_version=1))
    assert (await line.until(CallsNow)).status == "off"


@pytest.fixture
def nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines are not compared with sessions while the test goes on: what ends one must say so itself."""
    monkeypatch.setattr(sockets, "LOOK_S", 3600.0)


@pytest.mark.usefixtures("nobody_looks")
async def test_signing_out_ends_the_line_of_that_session_at_once_and_no_other(world: World) -> None:
    staff, other = await world.staff(), await world.staff("abe", name="阿部次郎")
    line, stays = await staff.on_duty(), await other.on_duty()
    await line.until(CallsNow, lambda now: now.status == "available")
    await staff.post("/api/sign-out", {})
    assert "サインイン" in (await line.until(Refused)).detail
    assert await line.closed() == 1008
    await stays.until(CallsNow, lambda now: now.status == "available")
    await stays.send(StatusChosen(status="break"))
    await stays.until(CallsNow, lambda now: now.status == "break")
    workers = world.headquarters.switchboard.routing.workers
    assert workers[staff.staff.staff_id].lost_at is not None
    assert workers[other.staff.staff_id].lost_at is None


async def test_signing_out_in_a_call_ends_it_for_the_resident_at_once_and_its_outcome_is_owed(
    world: World,
) -> None:
    staff, booth = await world.staff(), await world.booth()
    line, link = await staff.on_duty(), await booth.arrive()
    await line.until(CallsNow, lambda now: now.status == "available")
    request = call_requested()
    await link.send(request)
    await line.send(RingAnswered(reservation_id=(await line.until(CallRings)).reservation_id))
    await link.until(calls.CallAnswered)
    await staff.post("/api/sign-out", {})
    assert (await link.until(calls.CallEnded)).reason is calls.EndReason.STAFF_HUNG_UP
    again = await (await world.sign_in("sato")).line()
    await again.send(ConsoleHello(protocol_version=PROTOCOL_VERSION))
    now = await again.until(CallsNow)
    assert now.state == "wrapping"
    assert now.owed
    assert now.owed.call.call_id == request.call_id


@pytest.mark.usefixtures("nobody_looks")
async def test_closing_an_account_ends_all_its_lines_at_once_and_no_other(world: World) -> None:
    sato, abe = await world.staff(), await world.staff("abe", name="阿部次郎")
    admin = await world.staff("admin", Role.ADMIN)
    again = await world.sign_in("sato")
    first, second, stays = await sato.on_duty(), await again.line(), await abe.on_duty()
    await second.send(ConsoleHello(protocol_version=PROTOCOL_VERSION))
    await second.until(CallsNow)
    await stays.until(CallsNow, lambda now: now.status == "available")
    assert (await admin.post(f"/api/staff/{sato.staff.staff_id}/close", {}))[0] == 204
    assert await second.closed() == 1008
    assert await first.closed() == 1008
    await stays.send(StatusChosen(status="break"))
    await stays.until(CallsNow, lambda now: now.status == "break")


async def test_a_session_that_another_process_ended_ends_its_line_with_the_next_look(world: World) -> None:
    """The command line works beside a running headquarters, on the same store."""
    sato = await world.staff()
    line = await sato.on_duty()
    await line.until(CallsNow, lambda now: now.status == "available")
    beside = Staff(world.headquarters.store, world.headquarters.settings.sign_in, world.clock, CHEAP)
    await beside.roster.close(sato.staff.staff_id, audit.SYSTEM)
    await world.headquarters.sockets.look()
    assert await line.closed() == 1008


async def test_whoever_answers_no_beat_is_known_to_be_gone_and_may_come_back_and_who_does_stays(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line that is open at this end only: a proxy, a VPN, a laptop that sleeps."""
    monkeypatch.setattr(sockets, "BEAT_S", 0.1)
    monkeypatch.setattr(sockets, "SILENT_S", 2.0)
    sato, abe = await world.staff(), await world.staff("abe", name="阿部次郎")
    half_open, stays = await sato.on_duty(), await abe.on_duty()
    link = await (await world.booth()).arrive()
    workers = world.headquarters.switchboard.routing.workers
    presence = world.headquarters.desk.booths._presence

    def known() -> bool:
        return workers[sato.staff.staff_id].lost_at is not None and not presence.connected()

    while not known():
        await stays.until(Beat)
        await stays.send(Beat())
        workers = world.headquarters.switchboard.routing.workers
    assert workers[abe.staff.staff_id].lost_at is None
    for one in (half_open, link):
        assert await one.closed() not in (Closing.MAY_NOT, 1000)
