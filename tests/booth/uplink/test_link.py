"""The link at a real mutual-TLS door: hello first, welcome makes it online, any break is mended by itself."""

import asyncio
import io
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from kiosk import log
from kiosk.booth.uplink import http
from kiosk.booth.uplink import link as links
from kiosk.booth.uplink.device_identity import Device
from kiosk.booth.uplink.link import Link
from kiosk.protocol import calls
from kiosk.protocol.identifiers import PROTOCOL_VERSION, new_id
from kiosk.protocol.message import LARGEST_MESSAGE_BYTES, FromBooth, ToBooth, decode, encode, from_booth
from kiosk.protocol.presence import (
    INSTANCE,
    Availability,
    Beat,
    BoothHealth,
    BoothHello,
    Closing,
    Heartbeat,
    Refused,
    Welcome,
)
from kiosk.protocol.versions import MINOR
from tests import previous
from tests.booth.conftest import AT, Authority
from tests.booth.headquarters_doors import BOOTH, at, authority_of_today, booth_of, door
from tests.protocol.test_message import SAMPLES, kinds
from tests.until import PATIENCE_S

AVAILABLE = Availability(staff_free=1, staff_on_duty=2, waiting=0)
WELCOME = Welcome(
    protocol_version=PROTOCOL_VERSION, server_time=AT, sealing_keys=(), availability=AVAILABLE, protocol_minor=MINOR
)


@pytest.fixture(autouse=True)
def written() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    log.to_stream(stream)
    yield stream
    log.to_stream(None)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("random.uniform", lambda *_range: 0.0)


class Line:
    """One connection as headquarters sees it."""

    def __init__(self, socket: web.WebSocketResponse, instance: str) -> None:
        self.socket = socket
        self.instance = instance
        self.said: asyncio.Queue[FromBooth] = asyncio.Queue()
        self.texts: list[str] = []

    async def next(self) -> FromBooth:
        async with asyncio.timeout(PATIENCE_S):
            return await self.said.get()

    async def say(self, *messages: object) -> None:
        for message in messages:
            await self.socket.send_str(message if isinstance(message, str) else encode(message))  # type: ignore[arg-type]


class Switchboard:
    def __init__(self) -> None:
        self.lines: asyncio.Queue[Line] = asyncio.Queue()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        line = Line(socket, request.headers[INSTANCE])
        self.lines.put_nowait(line)
        async for message in socket:
            if message.type is aiohttp.WSMsgType.TEXT:
                line.texts.append(message.data)
                line.said.put_nowait(decode(message.data, from_booth))
        return socket

    async def line(self) -> Line:
        async with asyncio.timeout(PATIENCE_S):
            return await self.lines.get()


class Booth:
    """A link and all it told."""

    def __init__(self, device: Device) -> None:
        self.device = device
        self.messages: asyncio.Queue[ToBooth] = asyncio.Queue()
        self.changes: asyncio.Queue[bool] = asyncio.Queue()
        self.alarms: asyncio.Queue[str] = asyncio.Queue()
        self.call: tuple[str | None, int] = (None, 0)

    def unstarted(self, device: Callable[[], Device | None]) -> Link:
        return Link(
            device=device, health=lambda: BoothHealth(software="0.1.0"), call_now=lambda: self.call,
            on_message=self.messages.put_nowait, on_change=self.changes.put_nowait, on_alarm=self.alarms.put_nowait,
        )  # fmt: skip

    @asynccontextmanager
    async def link(self, url: str, device: Device | None = None) -> AsyncIterator[Link]:
        known = at(device or self.device, url)
        link = self.unstarted(lambda: known)
        await link.start()
        try:
            yield link
        finally:
            await link.stop()

    async def change(self) -> bool:
        async with asyncio.timeout(PATIENCE_S):
            return await self.changes.get()

    async def message(self) -> ToBooth:
        async with asyncio.timeout(PATIENCE_S):
            return await self.messages.get()

    async def alarm(self) -> str:
        async with asyncio.timeout(PATIENCE_S):
            return await self.alarms.get()


@pytest.fixture
def authority() -> Authority:
    return authority_of_today()


@pytest.fixture
def booth(authority: Authority, tmp_path: Path) -> Booth:
    return Booth(booth_of(authority, tmp_path))


@pytest.fixture
def switchboard() -> Switchboard:
    return Switchboard()


@pytest.fixture
async def url(authority: Authority, tmp_path: Path, switchboard: Switchboard) -> AsyncIterator[str]:
    async with door(authority, tmp_path, {"GET /link": switchboard.answer}) as found:
        yield found


async def welcomed(booth: Booth, switchboard: Switchboard) -> Line:
    line = await switchboard.line()
    assert isinstance(await line.next(), BoothHello)
    await line.say(WELCOME)
    assert await booth.change() is True
    assert await booth.message() == WELCOME
    return line


async def test_hello_is_first_and_only_welcome_makes_it_online(
    booth: Booth, switchboard: Switchboard, url: str
) -> None:
    async with booth.link(url) as link:
        line = await switchboard.line()
        hello = await line.next()
        assert isinstance(hello, BoothHello)
        assert (hello.booth_id, hello.protocol_version, hello.call_id) == (BOOTH, PROTOCOL_VERSION, None)
        assert not link.online
        assert not link.send(calls.CallCancelled(call_id=new_id())), "nothing is said before the welcome"
        await line.say(WELCOME)
        assert await booth.change() is True
        assert link.online
    assert await booth.change() is False


async def test_messages_go_both_ways_in_order(booth: Booth, switchboard: Switchboard, url: str) -> None:
    async with booth.link(url) as link:
        line = await welcomed(booth, switchboard)
        said = [calls.CallCancelled(call_id=new_id()) for _ in range(20)]
        assert all(link.send(message) for message in said)
        assert [await line.next() for _ in said] == said
        heard = [calls.CallQueued(call_id=new_id(), waiting_number=n, ahead=0) for n in range(20)]
        await line.say(*heard)
        assert [await booth.message() for _ in heard] == heard


async def test_of_a_curtain_drawn_and_opened_on_a_slow_line_only_the_newest_is_sent(
    booth: Booth, switchboard: Switchboard, url: str
) -> None:
    call_id = new_id()
    curtains = [calls.PinCurtain(call_id=call_id, epoch=1, drawn=number % 2 == 0) for number in range(1001)]
    async with booth.link(url) as link:
        line = await welcomed(booth, switchboard)
        assert all(link.send(message) for message in curtains), "states do not pile up"
        assert link.send(calls.CallHungUp(call_id=call_id, epoch=1))
        assert [await line.next(), await line.next()] == [curtains[-1], calls.CallHungUp(call_id=call_id, epoch=1)]


@pytest.mark.parametrize("bad", ["", "rubbish", '{"kind": "unknown"}', '{"kind": "availability"}', '"x"'])
async def test_a_bad_message_is_ignored_and_the_next_is_heard(
    booth: Booth, switchboard: Switchboard, url: str, bad: str, written: io.StringIO
) -> None:
    async with booth.link(url) as link:
        line = await welcomed(booth, switchboard)
        await line.say(bad, AVAILABLE)
        assert await booth.message() == AVAILABLE
        assert link.online
    assert "bad_message" in written.getvalue()


async def test_a_message_too_long_ends_the_connection_and_a_new_one_is_made(
    booth: Booth, switchboard: Switchboard, url: str
) -> None:
    async with booth.link(url):
        line = await welcomed(booth, switchboard)
        await line.say('"' + "x" * LARGEST_MESSAGE_BYTES + '"')
        assert await booth.change() is False
        await welcomed(booth, switchboard)


async def test_a_message_nobody_can_use_does_not_end_the_link(
    booth: Booth, switchboard: Switchboard, url: str, written: io.StringIO
) -> None:
    def fail(message: ToBooth) -> None:
        booth.messages.put_nowait(message)
        raise KeyError("a bug")

    async with booth.link(url) as link:
        link._on_message = fail  # as a listener with a bug
        line = await welcomed(booth, switchboard)
        await line.say(AVAILABLE)
        assert await booth.message() == AVAILABLE
        assert link.online
    assert "message_not_used" in written.getvalue()


@pytest.mark.parametrize("how", ["closed", "cut"])
async def test_after_any_break_it_says_hello_again(booth: Booth, switchboard: Switchboard, url: str, how: str) -> None:
    async with booth.link(url) as link:
        line = await welcomed(booth, switchboard)
        if how == "closed":
            await line.socket.close()
        else:
            assert line.socket._req
            assert line.socket._req.transport
            line.socket._req.transport.abort()
        assert await booth.change() is False
        assert not link.send(AVAILABLE)
        await welcomed(booth, switchboard)
        assert link.online


@pytest.mark.parametrize(("code", "shortest"), [(Closing.MAY_NOT, 30.0), (Closing.COME_BACK, 0.2), (1012, 0.2)])
async def test_it_comes_back_soon_unless_it_was_told_that_it_may_not(
    booth: Booth, switchboard: Switchboard, url: str, code: int, shortest: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[tuple[float, float]] = []

    def drawn(*ends: float) -> float:
        pauses.append((ends[0], ends[1]))
        return 0.0

    monkeypatch.setattr("random.uniform", drawn)
    async with booth.link(url):
        line = await welcomed(booth, switchboard)
        await line.socket.close(code=code)
        assert await booth.change() is False
        await welcomed(booth, switchboard)
    assert pauses[0][0] == shortest


@pytest.mark.parametrize("in_call", [True, False])
async def test_in_a_call_it_comes_back_every_second_however_long_headquarters_was_away(
    booth: Booth, in_call: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    longest: list[float] = []
    enough = asyncio.Event()

    def drawn(*ends: float) -> float:
        longest.append(ends[1])
        if len(longest) == 8:
            enough.set()
        return 0.0

    monkeypatch.setattr("random.uniform", drawn)
    booth.call = (new_id(), 1) if in_call else (None, 0)
    async with booth.link("https://localhost:1"), asyncio.timeout(PATIENCE_S):
        await enough.wait()
    assert longest[:8] == ([1.0] * 8 if in_call else [2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0, 60.0])


async def test_in_a_call_a_connection_that_hangs_is_soon_begun_anew_and_now_and_then_given_time(
    booth: Booth, monkeypatch: pytest.MonkeyPatch
) -> None:
    patience: list[float] = []
    enough = asyncio.Event()

    @asynccontextmanager
    async def hangs(*_: object, connect_s: float, **__: object) -> AsyncIterator[None]:
        patience.append(connect_s)
        if len(patience) == 5:
            enough.set()
            booth.call = (None, 0)
        raise http.LineBroken("unreachable")
        yield

    monkeypatch.setattr(http, "websocket", hangs)
    booth.call = (new_id(), 1)
    async with booth.link("https://localhost:1"), asyncio.timeout(PATIENCE_S):
        await enough.wait()
        await asyncio.sleep(0.01)
    assert patience[:6] == [4.0, 4.0, 4.0, 12.0, 4.0, 20.0]


async def test_in_a_call_headquarters_is_sought_where_it_was_until_somebody_answers(
    booth: Booth, switchboard: Switchboard, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    knocked: list[http.Address] = []

    async def answers(address: http.Address, within_s: float) -> bool:
        assert within_s == 2.0
        knocked.append(address)
        return len(knocked) == 3

    monkeypatch.setattr(http, "answers", answers)
    async with booth.link(url):
        line = await welcomed(booth, switchboard)
        booth.call = (new_id(), 1)
        await line.socket.close()
        assert await booth.change() is False
        await welcomed(booth, switchboard)
    assert len(knocked) == 3
    assert {port for _, port in knocked} == {int(url.rsplit(":", 1)[1])}


async def test_a_line_that_carries_nothing_any_more_is_found_by_itself(
    booth: Booth, authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "_PING_EVERY_S", 0.4)
    over = asyncio.Event()

    async def half_open(request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        await socket.send_str(encode(WELCOME))
        await over.wait()
        return socket

    async with door(authority, tmp_path, {"GET /link": half_open}) as url, booth.link(url):
        assert await booth.change() is True
        assert await booth.change() is False
        over.set()


async def test_the_call_of_now_is_named_to_be_resumed(booth: Booth, switchboard: Switchboard, url: str) -> None:
    async with booth.link(url):
        line = await welcomed(booth, switchboard)
        booth.call = (new_id(), 4)
        await line.socket.close()
        hello = await (await switchboard.line()).next()
        assert isinstance(hello, BoothHello)
        assert (hello.call_id, hello.epoch) == booth.call


async def test_headquarters_that_starts_later_is_found(
    booth: Booth, switchboard: Switchboard, authority: Authority, tmp_path: Path
) -> None:
    async with door(authority, tmp_path, {"GET /link": switchboard.answer}) as url:
        port = int(url.rsplit(":", 1)[1])
    async with booth.link(url), door(authority, tmp_path, {"GET /link": switchboard.answer}, port=port):
        await welcomed(booth, switchboard)


async def test_what_was_not_sent_before_a_break_is_not_sent_after_it(
    booth: Booth, switchboard: Switchboard, url: str
) -> None:
    async with booth.link(url) as link:
        line = await welcomed(booth, switchboard)
        await line.socket.close()
        assert await booth.change() is False
        link._outgoing.put(calls.CallCancelled(call_id=new_id()))  # queued in the moment of the break
        line = await switchboard.line()
        await line.next()
        await line.say(WELCOME)
        assert await booth.change() is True
        assert link.send(Heartbeat(health=BoothHealth(software="after")))
        assert isinstance(await line.next(), Heartbeat)


async def test_heartbeats_carry_the_health(
    booth: Booth, switchboard: Switchboard, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "_HEARTBEAT_EVERY_S", 0.01)
    async with booth.link(url):
        line = await welcomed(booth, switchboard)
        beats = [await line.next() for _ in range(3)]
    assert beats == [Heartbeat(health=BoothHealth(software="0.1.0"))] * 3


async def test_a_beat_is_answered_at_once(booth: Booth, switchboard: Switchboard, url: str) -> None:
    async with booth.link(url):
        line = await welcomed(booth, switchboard)
        await line.say(Beat())
        assert await line.next() == Heartbeat(health=BoothHealth(software="0.1.0"))


async def test_each_start_of_each_machine_is_told_apart(booth: Booth, switchboard: Switchboard, url: str) -> None:
    seen = []
    for _ in range(2):
        async with booth.link(url):
            for _ in range(2):
                line = await switchboard.line()
                seen.append(line.instance)
                await line.socket.close()
    assert seen[0] == seen[1] != seen[2] == seen[3]


async def test_a_certificate_of_somebody_else_gets_no_hello_and_alarms(
    booth: Booth, switchboard: Switchboard, tmp_path: Path
) -> None:
    async with door(authority_of_today(), tmp_path, {"GET /link": switchboard.answer}) as url, booth.link(url):
        assert await booth.alarm() == "B-07"
    assert switchboard.lines.empty()


@pytest.mark.parametrize(
    ("code", "alarm"), [("version_too_old", "B-11"), ("not_enrolled", "B-06"), ("booth_twice", "B-15")]
)
async def test_a_refusal_that_staff_must_see_to_alarms(
    booth: Booth, switchboard: Switchboard, url: str, code: str, alarm: str
) -> None:
    async with booth.link(url):
        line = await switchboard.line()
        await line.next()
        await line.say(Refused(code=code))  # type: ignore[arg-type] # one of the two
        assert await booth.alarm() == alarm
        assert isinstance(await booth.message(), Refused)


async def test_a_full_queue_says_so(booth: Booth, switchboard: Switchboard, url: str) -> None:
    async with booth.link(url) as link:
        await welcomed(booth, switchboard)
        sent = [link.send(calls.CallCancelled(call_id=new_id())) for _ in range(300)]  # without giving the loop a turn
        assert sent == [True] * 200 + [False] * 100


async def test_stopping_is_possible_at_any_time(booth: Booth, switchboard: Switchboard, url: str) -> None:
    async with booth.link("https://localhost:1"):
        pass
    async with booth.link(url):
        await switchboard.line()
    assert booth.changes.empty()


async def test_before_enrolment_it_is_offline_and_afterwards_it_comes(
    booth: Booth, switchboard: Switchboard, url: str
) -> None:
    known: list[Device] = []
    link = booth.unstarted(lambda: known[0] if known else None)
    await link.start()
    try:
        assert not link.online
        assert not link.send(AVAILABLE)
        known.append(at(booth.device, url))
        link.enrolled()
        await welcomed(booth, switchboard)
        assert link.online
    finally:
        await link.stop()


async def test_headquarters_of_the_oldest_minor_is_told_nothing_it_does_not_know(
    booth: Booth, switchboard: Switchboard, url: str
) -> None:
    messages = [sample for sample in SAMPLES if isinstance(sample, kinds("FromBooth"))]
    known = [message for message in messages if getattr(message, "came_with", 0) <= previous.MINOR]
    (welcome,) = (said for said in previous.samples("ToBooth") if said["kind"] == "welcome")
    async with booth.link(url) as link:
        line = await switchboard.line()
        await line.next()
        await line.say(json.dumps(welcome))
        assert await booth.change()
        for message in messages:
            assert link.send(message)
            if message in known:
                await line.next()
    assert len(line.texts) == 1 + len(known)
    assert not [complaint for text in line.texts for complaint in previous.complaints("FromBooth", text)]


async def test_what_headquarters_of_a_newer_minor_says_more_is_passed_over(
    booth: Booth, switchboard: Switchboard, url: str, written: io.StringIO
) -> None:
    newer = WELCOME.model_copy(update={"protocol_minor": MINOR + 1})
    async with booth.link(url):
        line = await switchboard.line()
        await line.next()
        await line.say(newer, '{"kind": "of_another_minor"}', json.dumps({**AVAILABLE.model_dump(), "later": 1}))
        assert [await booth.message(), await booth.message()] == [newer, AVAILABLE]
    assert "bad_message" not in written.getvalue()
