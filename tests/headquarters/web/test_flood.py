"""One link that sends without measure: nobody else may feel it."""

from collections.abc import Iterable

import aiohttp
import pytest
from pydantic import BaseModel

from kiosk.headquarters.fleet.booths import KnownBooth
from kiosk.headquarters.rate_limit import Pace
from kiosk.headquarters.web.protocols import CONTROLS
from kiosk.protocol.calls import CallCancelled, CallEnded, CallRequested
from kiosk.protocol.duty import CallsNow, StatusChosen
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.message import FromBooth, encode, to_booth
from kiosk.protocol.presence import BoothHealth, Closing, Heartbeat, Refused, Welcome
from tests.headquarters.headquarters_world import Wire, World, told_again


def pairs(count: int) -> Iterable[BaseModel]:
    """A call and its end, so many times."""
    for _ in range(count):
        call_id = new_id()
        yield CallRequested(call_id=call_id)
        yield CallCancelled(call_id=call_id)


async def burst(link: Wire, messages: Iterable[BaseModel]) -> None:
    """Everything into one write, as a program that does not wait would."""
    for message in messages:
        await link.socket.send_str(encode(message))


async def test_a_burst_of_calls_from_one_booth_closes_nobody_else(world: World) -> None:
    flooder, other = await world.booth(), await world.booth("himeji-hojo-1", "北条支所")
    sato, suzuki = await world.staff(), await world.staff("suzuki", name="鈴木一郎")
    consoles = [await sato.on_duty(), await suzuki.on_duty()]
    link, stays = await flooder.arrive(), await other.arrive()
    await burst(link, pairs(300))
    await stays.socket.send_str("{}")
    assert (await stays.until(Refused)).code == "bad_message", "still heard"
    for console in consoles:
        await console.send(StatusChosen(status="break"))
        assert (await console.until(CallsNow, lambda now: now.status == "break")).status == "break"
    assert await link.closed() == Closing.MAY_NOT
    assert isinstance(link.seen[-1], Refused)
    assert link.seen[-1].detail == "more messages than a link may send"


async def test_a_few_calls_too_many_are_slowed_and_the_link_stays_and_answers_pings(world: World) -> None:
    booth = await world.booth()
    link = Wire(await booth.http.ws_connect(f"{booth.url}/link", autoping=False), to_booth)
    await link.send(booth.hello())
    await link.until(Welcome)
    await burst(link, pairs(7))
    await link.socket.ping(b"are you there")
    ended = 0
    while (event := await link.socket.receive()).type is not aiohttp.WSMsgType.PONG:
        ended += isinstance(to_booth.validate_json(event.data), CallEnded)
    assert ended < 7, "the ping did not wait behind the calls"
    for _ in range(7 - ended):
        await link.until(CallEnded)
    await link.socket.send_str("{}")
    await link.until(Refused, lambda refused: refused.code == "bad_message")


@pytest.mark.parametrize("kind", [aiohttp.WSMsgType.PING, aiohttp.WSMsgType.PONG])
async def test_who_sends_pings_or_pongs_without_end_is_closed(world: World, kind: aiohttp.WSMsgType) -> None:
    """They stand in no queue and wait for no turn: half a minute of them, and nobody else was served for as long."""
    flooder, other = await world.booth(), await world.booth("himeji-hojo-1", "北条支所")
    link, stays = await flooder.arrive(), await other.arrive()
    for _ in range(CONTROLS.at_once + 20):
        await (link.socket.ping() if kind is aiohttp.WSMsgType.PING else link.socket.pong())
    assert await link.closed() == Closing.MAY_NOT
    await stays.socket.send_str("{}")
    assert (await stays.until(Refused)).code == "bad_message", "still heard"


async def test_a_new_link_has_no_new_allowance(world: World) -> None:
    booth = await world.booth()
    link = await booth.arrive()
    await burst(link, [CallCancelled(call_id=new_id()) for _ in range(200)])
    pace = world.headquarters.sockets._paces[booth.booth_id]
    await booth.arrive()
    assert world.headquarters.sockets._paces[booth.booth_id] is pace


async def test_a_call_told_again_weighs_as_much_as_one_that_is_asked_for(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or whoever only *tells* new calls rings staff, and moves everybody's queue, twenty times as fast."""
    weights: list[int] = []

    def weigh(_pace: Pace, _now_s: float, weight: int = 1) -> float:
        weights.append(weight)
        return 0.0

    link = await (await world.booth()).arrive()
    monkeypatch.setattr(Pace, "wait_s", weigh)
    told = told_again()
    for message in (told, told, CallCancelled(call_id=told.call_id), told):
        await link.send(message)
    await link.until(CallEnded)
    await link.until(CallEnded)
    assert sum(weights[:2]) == CallRequested.weight
    assert weights[2:] == [1, 1, 1], "what is known already, and what is over, costs what a state costs"


async def test_two_links_take_turns_however_much_one_of_them_says(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = await world.booth(), await world.booth("himeji-hojo-1", "北条支所")
    heard: list[str] = []
    switchboard = world.headquarters.switchboard
    act = switchboard.from_booth

    def listen(booth: KnownBooth, message: FromBooth) -> None:
        heard.append(booth.booth_id)
        act(booth, message)

    monkeypatch.setattr(switchboard, "from_booth", listen)
    links = [await first.arrive(), await second.arrive()]
    beat = Heartbeat(health=BoothHealth(software="x"))
    for link, count in zip(links, (100, 5), strict=True):
        await burst(link, [beat] * count)
    await links[1].socket.send_str("{}")
    await links[1].until(Refused)
    assert heard.count(second.booth_id) == 5
    assert heard.count(first.booth_id) < 100, "the first was not heard to its end before the second"
