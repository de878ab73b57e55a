"""What a stranger may send to a door, and for how long."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest

from kiosk.headquarters.web import protocols
from kiosk.headquarters.web.requests import request_bounds
from kiosk.protocol.calls import MediaAnswer
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.submissions import MEDIA_TYPE
from tests.headquarters.headquarters_world import DEADLINE, World, read_figures
from tests.headquarters.web.started_program import started

START = b"POST /api/sign-in HTTP/1.1\r\nHost: hq\r\nContent-Type: application/json\r\n"
CHUNKED = START + b"Transfer-Encoding: chunked\r\n\r\n"
MEBIBYTE = 2**20


async def knock(world: World, *parts: bytes) -> tuple[bytes, bytes]:
    """Send to the staff door whatever it takes; its status line, and all of its answer."""
    door = urlsplit(world.ready.staff_url)
    reader, writer = await asyncio.open_connection(door.hostname, door.port)
    try:
        async with asyncio.timeout(DEADLINE):
            for part in parts:
                writer.write(part)
                await writer.drain()
            answer = await reader.read()
    except ConnectionError:  # closed while there was more to send
        answer = b""
    finally:
        writer.close()
    return answer.split(b"\r\n")[0], answer


async def is_open(world: World) -> bool:
    http = await world.session()
    async with http.get(f"{world.ready.staff_url}/health") as answer:
        return answer.status == 200


ENDLESS = {
    "one header line": b"GET / HTTP/1.1\r\nX-Long: " + b"a" * MEBIBYTE,
    "one header name": b"GET / HTTP/1.1\r\n" + b"a" * MEBIBYTE,
    "many header lines": b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * (MEBIBYTE // 6),
    "a path": b"GET /" + b"a" * MEBIBYTE,
    "empty lines": b"\r\n" * (MEBIBYTE // 2),
    "a trailer": CHUNKED + b"0\r\nX-Long: " + b"a" * MEBIBYTE,
    "an extension of a chunk": CHUNKED + b"1;x=" + b"a" * MEBIBYTE,
    "chunks of one byte": CHUNKED + b"1\r\nx\r\n" * (MEBIBYTE // 6),
}


@pytest.mark.parametrize("kind", ENDLESS)
async def test_what_has_no_end_is_refused_at_its_bound(world: World, kind: str) -> None:
    bound = request_bounds.LARGEST_HEAD_BYTES * (6 if "one byte" in kind else 4) // 4  # six bytes for one of a body
    status, answer = await knock(world, ENDLESS[kind][: bound + 26_000])
    assert status == b"HTTP/1.1 431 Request Header Fields Too Large"
    assert b"\r\nContent-Security-Policy:".lower() in answer.lower()
    await knock(world, ENDLESS[kind])
    assert await is_open(world)


async def test_an_honest_head_of_some_length_is_read(world: World) -> None:
    http = await world.session()
    async with http.get(f"{world.ready.staff_url}/health", headers={"X-Long": "a" * 7000, "X-More": "b" * 7000}) as got:
        assert got.status == 200


async def test_a_body_that_goes_on_after_it_was_refused_is_not_taken_for_ever(world: World) -> None:
    length = 64 * MEBIBYTE
    head = START + b"Content-Length: %d\r\n\r\n" % length
    status, _ = await knock(world, head, *[b"x" * MEBIBYTE] * 64)
    assert status in {b"HTTP/1.1 413 Request Entity Too Large", b"HTTP/1.1 413 Content Too Large", b""}
    assert await is_open(world)


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Doors that wait no longer than a test does."""
    monkeypatch.setattr(request_bounds, "HEAD_S", 0.3)
    monkeypatch.setattr(request_bounds, "BODY_S", 0.3)
    monkeypatch.setattr(protocols, "_UNREAD_S", 0.3)


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("sent", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: hq\r\n", CHUNKED + b"1\r\nx\r\n"])
async def test_a_request_that_is_never_whole_is_closed(world: World, sent: bytes) -> None:
    status, answer = await knock(world, sent)
    assert status == b"HTTP/1.1 408 Request Timeout"
    assert b"connection: close" in answer


@pytest.mark.usefixtures("hasty")
async def test_hundreds_who_send_a_byte_now_and_then_hold_nothing(world: World) -> None:
    door = urlsplit(world.ready.staff_url)

    async def drip() -> None:
        reader, writer = await asyncio.open_connection(door.hostname, door.port)
        try:
            writer.write(b"GET / HTTP/1.1\r\n")
            while not reader.at_eof():
                writer.write(b"X: y\r\n")
                await writer.drain()
                try:
                    async with asyncio.timeout(0.1):
                        await reader.read(1000)
                except TimeoutError:
                    continue
        except ConnectionError:
            pass
        finally:
            writer.close()

    async with asyncio.timeout(60), asyncio.TaskGroup() as slow:
        for _ in range(300):
            slow.create_task(drip())
        assert await is_open(world)
    assert await is_open(world)


@pytest.mark.usefixtures("hasty")
async def test_whoever_does_not_take_its_answers_is_given_up(world: World) -> None:
    door = urlsplit(world.ready.staff_url)
    _, writer = await asyncio.open_connection(door.hostname, door.port, limit=1)  # and nobody reads

    async def ask_on() -> None:
        while True:
            writer.write(b"GET /static/console.css HTTP/1.1\r\nHost: hq\r\n\r\n" * 100)
            await writer.drain()
            await asyncio.sleep(0)

    with pytest.raises(ConnectionError):
        await asyncio.wait_for(ask_on(), 60)
    writer.close()


async def test_a_kept_connection_serves_many_requests_and_bodies(world: World) -> None:
    connector = aiohttp.TCPConnector(limit=1)
    http = await world.stack.enter_async_context(aiohttp.ClientSession(connector=connector))
    for _ in range(3):
        body = {"name": "nobody", "password": "x" * 100}
        async with http.post(f"{world.ready.staff_url}/api/sign-in", json=body) as answer:
            assert answer.status == 401
        async with http.get(f"{world.ready.staff_url}/health") as answer:
            assert answer.status == 200


async def test_a_large_submission_in_pieces_is_received(world: World) -> None:
    booth = await world.booth()
    _, body = booth.submission()

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 100):
            yield body[start : start + 100]

    async with booth.http.post(f"{booth.url}/submissions", data=pieces()) as answer:
        assert answer.status == 415, "read, and refused for its kind"


async def test_a_line_that_breaks_within_a_submission_rings_no_alarm(
    world: World, capfd: pytest.CaptureFixture[str]
) -> None:
    booth = await world.booth()
    door = urlsplit(booth.url)
    head = f"POST /submissions HTTP/1.1\r\nHost: hq\r\nContent-Type: {MEDIA_TYPE}\r\nContent-Length: 9000\r\n\r\n"
    _, writer = await asyncio.open_connection(door.hostname, door.port, ssl=booth.tls)
    writer.write(head.encode() + b"x" * 100)
    await writer.drain()
    server = world.headquarters.doors_open._servers[1].server_state
    async with asyncio.timeout(DEADLINE):
        while not server.tasks:
            await asyncio.sleep(0.01)
        writer.transport.abort()
        while server.tasks:
            await asyncio.sleep(0.01)
    assert sum(world.headquarters.alarms.counts().values()) == 0
    assert "error" not in capfd.readouterr().err


HEALTH = b"GET /health HTTP/1.1\r\nHost: hq\r\n\r\n"
UPGRADE = b"GET /console/line HTTP/1.1\r\nHost: hq\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
ODD = (
    HEALTH,
    UPGRADE,
    CHUNKED + b'5\r\n{"a":\r\n1\r\n1\r\n0\r\n\r\n',
    b"GET /cases?number=%ff HTTP/1.1\r\nHost: hq\r\nCookie: kiosk_session=\xff\xfe\r\n\r\n",
    b"GET /sign-in HTTP/1.1\r\nHost: hq\r\nX-Forwarded-For: \xff\r\nOrigin: http://[\r\n\r\n",
    b"POST /sign-in HTTP/1.1\r\nHost: hq\r\nContent-Type: multipart/form-data\r\nContent-Length: 4\r\n\r\n--x\r",
    b"GET http://[::1/%00 HTTP/1.0\r\nHost: hq\r\nExpect: 100-continue\r\n\r\n",
    b"CONNECT hq:1 HTTP/1.1\r\nHost: hq\r\n\r\n",
)


def garbled(draw: random.Random) -> bytes:
    """One to three odd requests in one go, some with a byte changed or left out."""
    sent = bytearray(b"".join(draw.choices(ODD, k=draw.randint(1, 3))))
    for _ in range(draw.randint(0, 3)):
        at = draw.randrange(len(sent))
        sent[at : at + draw.randint(0, 2)] = draw.randbytes(draw.randint(0, 2))
    return bytes(sent)


async def test_nothing_that_a_stranger_sends_is_a_fault_of_ours(tmp_path: Path) -> None:
    """The program as it is started, with its own loop, which raises where another only warns."""
    draw = random.Random(1)
    async with started(tmp_path) as program, aiohttp.ClientSession() as http:
        door = urlsplit(program.staff_url)
        for _ in range(400):
            reader, writer = await asyncio.open_connection(door.hostname, door.port)
            writer.write(garbled(draw))
            writer.write_eof()
            with contextlib.suppress(ConnectionError):
                await reader.read()
            writer.close()
        async with http.get(f"{program.staff_url}/metrics") as answer:
            figures = read_figures(await answer.text())
    assert {name: value for name, value in figures.items() if "kiosk_alarms" in name and value} == {}
    assert '"level": "error"' not in program.log()


async def test_headquarters_stops_at_once_though_requests_are_under_way(
    world: World, capfd: pytest.CaptureFixture[str]
) -> None:
    door = urlsplit(world.ready.staff_url)
    reader, writer = await asyncio.open_connection(door.hostname, door.port)
    writer.write(CHUNKED + b"1\r\n{\r\n")
    await writer.drain()
    counts = world.headquarters.doors.staff
    async with asyncio.timeout(DEADLINE):
        while not any(own.idle for own in counts._by_asker.values()):
            await asyncio.sleep(0.01)
        world.headquarters.doors_open._servers[0].should_exit = True
        await reader.read()
    writer.close()
    await world.headquarters.doors_open._serving[0]
    assert "library_spoke" not in capfd.readouterr().err, "no request had to be cancelled"


async def test_tiny_messages_without_number_close_their_own_link(world: World) -> None:
    booth = await world.booth()
    link = await booth.arrive()
    frames = link.socket._conn
    assert frames is not None
    assert frames.transport is not None
    frames.transport.write(b"\x81\x81\0\0\0\0x" * 40_000)  # masked, one byte of text each
    assert await link.closed() == 1008


async def test_a_link_that_reads_nothing_is_gone_when_it_answers_no_ping(world: World) -> None:
    config = world.headquarters.doors_open._servers[1].config
    config.ws_ping_interval = config.ws_ping_timeout = 0.3
    booth = await world.booth()
    link = await booth.arrive()
    frames = link.socket._conn
    assert frames is not None
    assert isinstance(frames.transport, asyncio.Transport)
    frames.transport.pause_reading()
    peer = world.headquarters.switchboard._teller.links[booth.booth_id].peer
    for attempt in range(300):  # more than any buffer on the way holds
        peer.send(MediaAnswer(call_id=new_id(), epoch=1, attempt=attempt, sdp="x" * 60_000))
    async with asyncio.timeout(DEADLINE):
        while world.headquarters.desk.booths._presence.connected():
            await asyncio.sleep(0.01)


async def test_a_message_of_endless_empty_parts_closes_its_own_link(world: World) -> None:
    booth = await world.booth()
    link = await booth.arrive()
    frames = link.socket._conn
    assert frames is not None
    assert frames.transport is not None
    frames.transport.write(b"\x01\x80\0\0\0\0" + b"\x00\x80\0\0\0\0" * 40_000)
    assert await link.closed() == 1008


def test_a_plain_connection_has_no_peer() -> None:
    assert protocols.peer_of(None) is None
