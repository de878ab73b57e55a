"""Sockets from hello to close: what is refused, and how it is said."""

import asyncio
import json
from pathlib import Path

import pytest
from pydantic import BaseModel

from kiosk.headquarters.alarms import Alarm
from kiosk.headquarters.fleet import booths
from kiosk.headquarters.fleet.booths import Fleet
from kiosk.headquarters.fleet.presence import Presence
from kiosk.headquarters.staff.views import Role
from kiosk.headquarters.storage.store import open_store
from kiosk.protocol.duty import CallsNow, ConsoleHello, StatusChosen
from kiosk.protocol.identifiers import PROTOCOL_VERSION
from kiosk.protocol.message import LARGEST_MESSAGE_BYTES, to_booth
from kiosk.protocol.presence import BoothHealth, Closing, Heartbeat, Refused, Welcome
from kiosk.protocol.versions import HEADER, MINOR
from tests import previous
from tests.headquarters.headquarters_world import DEADLINE, Wire, World, call_requested, csr, running, told_again
from tests.until import until


async def test_a_booth_is_welcomed_with_the_keys_to_seal_to(world: World) -> None:
    booth = await world.booth()
    link = await booth.link()
    await link.send(booth.hello())
    welcome = await link.until(Welcome)
    assert [key.key_id for key in welcome.sealing_keys] == ["hq-1a", "hq-1b"]
    assert world.headquarters.desk.booths._presence.connected() == [booth.booth_id]


@pytest.mark.parametrize(("version", "code"), [(0, "version_too_old"), (99, "version_too_new")])
async def test_another_version_is_told_what_to_do_even_if_its_hello_is_unknown(
    world: World, version: int, code: str
) -> None:
    link = await (await world.booth()).link()
    await link.socket.send_json({"kind": "booth_hello", "protocol_version": version, "of": "another shape"})
    refused = await link.until(Refused)
    assert refused.code == code
    assert "update" in refused.detail
    await link.closed()


async def test_the_hello_comes_first(world: World) -> None:
    link = await (await world.booth()).link()
    await link.send(Heartbeat(health=BoothHealth(software="x")))
    assert (await link.until(Refused)).detail == "the first message must be the hello"
    await link.closed()


async def test_a_booth_cannot_speak_for_another(world: World) -> None:
    booth = await world.booth()
    link = await booth.link()
    await link.send(booth.hello(booth_id="himeji-hojo-1"))
    assert (await link.until(Refused)).code == "not_allowed"


async def test_ten_bad_messages_close_the_link_and_fewer_do_not(world: World) -> None:
    link = await (await world.booth()).arrive()
    for number in range(10):
        await link.socket.send_str(f'{{"kind":"unknown_{number}"}}')
    for _ in range(10):
        assert (await link.until(Refused)).code == "bad_message"
    await link.closed()


async def test_a_bad_message_is_not_repeated_in_the_refusal(world: World) -> None:
    link = await (await world.booth()).arrive()
    await link.socket.send_str('{"kind":"heartbeat","health":{"software":"秘密の名前","x":"秘密の値"}}')
    assert "秘密" not in (await link.until(Refused)).detail


async def test_an_oversized_message_closes_the_link(world: World) -> None:
    link = await (await world.booth()).arrive()
    await link.socket.send_str("x" * (LARGEST_MESSAGE_BYTES + 1))
    assert await link.closed() == 1009


async def test_a_newer_link_replaces_the_older(world: World) -> None:
    booth = await world.booth()
    first = await booth.arrive()
    await booth.arrive()
    await first.closed()
    assert world.headquarters.desk.booths._presence.connected() == [booth.booth_id]


async def test_a_revoked_booth_is_shut_out_at_once_and_need_not_say_a_word(world: World) -> None:
    booth, admin = await world.booth(), await world.staff("admin", Role.ADMIN)
    link = await booth.arrive()
    status, _ = await admin.post(f"/api/fleet/{booth.booth_id}/revoke", {})
    assert status == 204
    assert world.headquarters.desk.booths._guests == set(), "before the answer to who revoked it"
    assert (await link.until(Refused)).code == "not_enrolled"
    assert await link.closed() == Closing.MAY_NOT
    again = await booth.link()
    assert (await again.until(Refused)).code == "not_enrolled"
    assert await again.closed() == Closing.MAY_NOT


async def test_a_booth_revoked_before_its_hello_is_not_let_in_by_it(world: World) -> None:
    booth, admin = await world.booth(), await world.staff("admin", Role.ADMIN)
    link = await booth.link()
    await until(lambda: world.headquarters.desk.booths._guests)
    await admin.post(f"/api/fleet/{booth.booth_id}/revoke", {})
    await link.send(booth.hello())
    assert (await link.until(BaseModel, lambda _message: True)) == Refused(
        code="not_enrolled", detail="this certificate is not (or no longer) of an enrolled booth"
    )
    assert await link.closed() == Closing.MAY_NOT
    assert world.headquarters.desk.booths._presence.connected() == []


@pytest.fixture
def looks_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Links are compared with the store all the time, not every three seconds."""
    monkeypatch.setattr(booths, "LOOK_S", 0.05)


@pytest.mark.usefixtures("looks_at_once")
async def test_a_silent_booth_that_another_process_revoked_is_shut_out(world: World) -> None:
    booth, other = await world.booth(), await world.booth("himeji-hojo-1", "北条支所")
    link, stays = await booth.arrive(), await other.arrive()
    beside = open_store(world.folder / "hq")  # as a second headquarters on the same database
    try:
        admin = (await world.staff("admin", Role.ADMIN)).staff
        assert await Fleet(beside, Presence(world.clock), world.clock).revoke(booth.booth_id, admin)
    finally:
        beside.close()
    assert (await link.until(Refused)).code == "not_enrolled"
    assert await link.closed() == Closing.MAY_NOT
    await stays.send(Heartbeat(health=BoothHealth(software="x")))
    assert world.headquarters.desk.booths._presence.connected() == [other.booth_id]


@pytest.mark.parametrize("message", [call_requested(), told_again()], ids=["asked", "told_again"])
async def test_a_booth_that_another_process_revoked_rings_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, message: BaseModel
) -> None:
    monkeypatch.setattr(booths, "LOOK_S", 3600.0)  # nobody compares: its own call must give it away
    async with running(tmp_path) as world:
        booth, admin = await world.booth(), (await world.staff("admin", Role.ADMIN)).staff
        console = await (await world.staff()).on_duty()
        await console.until(CallsNow, lambda now: now.status == "available")
        link = await booth.arrive()
        beside = open_store(world.folder / "hq")
        try:
            assert await Fleet(beside, Presence(world.clock), world.clock).revoke(booth.booth_id, admin)
        finally:
            beside.close()
        await link.send(message)
        assert (await link.until(Refused)).code == "not_enrolled"
        assert await link.closed() == Closing.MAY_NOT
        assert world.headquarters.switchboard.routing.last_number == 0


async def test_a_booth_enrolled_again_loses_the_link_of_its_old_certificate(world: World) -> None:
    booth = await world.booth()
    link = await booth.arrive()
    again = await world.booth()
    assert (await link.until(Refused)).code == "not_enrolled"
    assert await link.closed() == Closing.MAY_NOT
    await again.arrive()


async def test_a_link_outlives_the_renewal_of_its_certificate(world: World) -> None:
    booth = await world.booth()
    link = await booth.arrive()
    async with booth.http.post(f"{booth.url}/renew", json={"csr": csr(booth.key)}) as answer:
        assert answer.status == 200
    await world.headquarters.desk.booths.look()
    await link.socket.send_str("{}")
    assert (await link.until(Refused)).code == "bad_message", "still heard"


@pytest.mark.parametrize("renewed", [False, True])
async def test_no_link_outlives_its_certificate_and_who_did_not_renew_is_told_of(world: World, renewed: bool) -> None:
    booth = await world.booth()
    link = await booth.arrive()
    if renewed:
        async with booth.http.post(f"{booth.url}/renew", json={"csr": csr(booth.key)}) as answer:
            assert answer.status == 200
    world.clock.set_by(days=91)
    await world.headquarters.desk.booths.look()
    assert await link.closed() == Closing.COME_BACK
    assert world.headquarters.alarms.counts()[Alarm.CERTIFICATE_EXPIRED] == (0 if renewed else 1)


async def test_who_is_closed_learns_whether_to_come_back(world: World) -> None:
    booth = await world.booth()
    link = await booth.arrive()
    for peer in world.headquarters.switchboard._teller.links.values():
        peer.peer.close("too slow", Closing.COME_BACK)
    assert await link.closed() == Closing.COME_BACK
    for said in (booth.hello(booth_id="himeji-hojo-1"), booth.hello(protocol_version=99)):
        wrong = await booth.link()
        await wrong.send(said)
        assert await wrong.closed() == Closing.MAY_NOT
    bad = await booth.arrive()
    for _ in range(10):
        await bad.socket.send_str("{}")
    assert await bad.closed() == Closing.MAY_NOT


async def test_an_old_certificate_works_until_the_booth_is_enrolled_again(world: World) -> None:
    booth = await world.booth()
    async with booth.http.post(f"{booth.url}/renew", json={"csr": csr(booth.key)}) as answer:
        renewed = await answer.json()
    assert renewed["booth_id"] == booth.booth_id
    fresh = await world.enrolled_booth(booth.booth_id, booth.key, renewed["certificate"])
    await booth.arrive()
    await fresh.arrive()
    await world.booth()
    assert (await (await fresh.link()).until(Refused)).code == "not_enrolled"


async def test_a_session_that_idles_ends_its_line_with_the_next_word(world: World) -> None:
    staff = await world.staff()
    line = await staff.line()
    await line.send(ConsoleHello(protocol_version=PROTOCOL_VERSION))
    await line.until(CallsNow)
    world.clock.push(minutes=11)
    await line.send(StatusChosen(status="break"))
    assert "サインイン" in (await line.until(Refused)).detail
    assert await line.closed() == 1008


async def test_a_booth_of_the_minor_before_calls_and_is_told_nothing_it_does_not_know(world: World) -> None:
    booth = await world.booth()
    staff = await (await world.staff()).on_duty()
    await staff.until(CallsNow, lambda now: now.status == "available")
    async with booth.http.ws_connect(f"{booth.url}/link", headers={HEADER: "1.0"}) as link:
        said = {message["kind"]: message for message in previous.samples("FromBooth")}
        hello = {**said["booth_hello"], "booth_id": booth.booth_id, "call_id": None, "epoch": 0}
        for message in (hello, said["heartbeat"], said["call_requested"]):
            await link.send_str(json.dumps(message))
        heard: list[str] = []
        async with asyncio.timeout(DEADLINE):
            while "call_queued" not in heard:
                text = await link.receive_str()
                assert not previous.complaints("ToBooth", text), text
                heard.append(json.loads(text)["kind"])
        await link.send_str(json.dumps(said["call_cancelled"]))
    assert heard[0] == "welcome"
    assert "refused" not in heard


async def test_a_booth_of_a_newer_minor_is_heard_as_far_as_it_is_understood(world: World) -> None:
    booth = await world.booth()
    async with booth.http.ws_connect(f"{booth.url}/link", headers={HEADER: "1.99"}) as socket:
        link = Wire(socket, to_booth)
        await socket.send_str(json.dumps({**booth.hello().model_dump(), "later": 1}))
        assert (await link.until(Welcome)).protocol_minor == MINOR
        for _ in range(12):  # more than a link may err
            await socket.send_str('{"kind": "of_another_minor"}')
        await socket.send_str('{"kind": "heartbeat"}')
        assert "heartbeat.health: missing" in (await link.until(Refused)).detail
