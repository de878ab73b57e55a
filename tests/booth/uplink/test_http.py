"""The booth's one door out, at real TLS doors: an answer or none, in our own words."""

import asyncio
import socket
from pathlib import Path

import pytest
from aiohttp import web

from kiosk.booth.uplink import http
from kiosk.booth.uplink.device_identity import Device
from kiosk.booth.uplink.http import Answer, Body, Limits, LineBroken, Unreachable
from tests.booth.conftest import Authority
from tests.booth.headquarters_doors import Answer as Say
from tests.booth.headquarters_doors import authority_of_today, booth_of, door
from tests.until import PATIENCE_S

LIMITS = Limits(total_s=10)


@pytest.fixture
def authority() -> Authority:
    return authority_of_today()


@pytest.fixture
def booth(authority: Authority, tmp_path: Path) -> Device:
    return booth_of(authority, tmp_path)


def saying(status: int, headers: dict[str, str] | None = None, body: bytes = b"") -> Say:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=status, body=body, headers=headers)

    return answer


async def asked(authority: Authority, tmp_path: Path, booth: Device, say: Say) -> Answer | Unreachable:
    async with door(authority, tmp_path, {"GET /health": say}) as url:
        return await http.ask(f"{url}/health", booth.tls, LIMITS)


async def test_what_is_sent_arrives_with_its_type_and_headers(
    authority: Authority, tmp_path: Path, booth: Device
) -> None:
    heard: list[tuple[str, str, bytes]] = []

    async def hear(request: web.Request) -> web.Response:
        heard.append((request.content_type, request.headers["Idempotency-Key"], await request.read()))
        return web.Response(status=201, body=b"thanks")

    async with door(authority, tmp_path, {"POST /submissions": hear}) as url:
        body = Body(b"sealed", "application/x-sealed", {"Idempotency-Key": "one"})
        answer = await http.ask(f"{url}/submissions", booth.tls, LIMITS, body)
    assert heard == [("application/x-sealed", "one", b"sealed")]
    assert isinstance(answer, Answer)
    assert (answer.status, answer.content) == (201, b"thanks")


async def test_nobody_sends_a_booth_elsewhere(authority: Authority, tmp_path: Path, booth: Device) -> None:
    answer = await asked(authority, tmp_path, booth, saying(307, {"Location": "https://localhost:1/health"}))
    assert isinstance(answer, Answer)
    assert answer.status == 307


async def test_an_answer_without_end_is_none(authority: Authority, tmp_path: Path, booth: Device) -> None:
    assert await asked(authority, tmp_path, booth, saying(200, None, b"a" * (LIMITS.most_bytes + 1))) == Unreachable(
        http.NO_ANSWER
    )


async def test_another_authoritys_door_is_told_apart_from_no_door(
    authority: Authority, tmp_path: Path, booth: Device
) -> None:
    stranger = authority_of_today()
    assert await asked(stranger, tmp_path, booth, saying(200)) == Unreachable(http.WRONG_CERTIFICATE)
    assert await http.ask("https://localhost:1/health", booth.tls, LIMITS) == Unreachable()


@pytest.mark.parametrize(
    ("limits", "told"),
    [(Limits(total_s=0.3), "unreachable"), (Limits(total_s=0.3, connect_s=10), http.BROKEN_OFF)],
    ids=["nobody says where", "the connection stood"],
)
async def test_a_door_that_never_answers_is_left(
    authority: Authority, tmp_path: Path, booth: Device, limits: Limits, told: str
) -> None:
    over = asyncio.Event()

    async def never(_request: web.Request) -> web.Response:
        await over.wait()
        return web.Response()

    async with door(authority, tmp_path, {"GET /health": never}) as url:
        assert await http.ask(f"{url}/health", booth.tls, limits) == Unreachable(told)
        over.set()


async def test_a_connection_that_breaks_over_a_question_is_told_apart_from_none(
    authority: Authority, tmp_path: Path, booth: Device
) -> None:
    async def reset(request: web.Request) -> web.Response:
        assert request.transport
        request.transport.abort()
        return web.Response()

    assert await asked(authority, tmp_path, booth, reset) == Unreachable(http.BROKEN_OFF)


async def test_what_moves_has_the_time_it_takes(authority: Authority, tmp_path: Path, booth: Device) -> None:
    content = b"x" * 2**20

    async def read_slowly(request: web.Request) -> web.Response:
        taken = 0
        while piece := await request.content.read(2**16):
            taken += len(piece)
            await asyncio.sleep(0.04)  # the line
        return web.Response(status=201, body=b"%d" % taken)

    limits = Limits(total_s=0.3, silence_s=0.3)
    async with door(authority, tmp_path, {"POST /submissions": read_slowly}) as url:
        answer = await http.ask(f"{url}/submissions", booth.tls, limits, Body(content))
    assert isinstance(answer, Answer)
    assert (answer.status, answer.content) == (201, b"%d" % len(content))


async def test_what_stands_still_is_given_up_before_its_time(
    authority: Authority, tmp_path: Path, booth: Device
) -> None:
    over = asyncio.Event()

    async def never_read(_request: web.Request) -> web.Response:
        await over.wait()
        return web.Response()

    limits = Limits(total_s=10 * PATIENCE_S, silence_s=0.5)
    async with door(authority, tmp_path, {"POST /submissions": never_read}) as url, asyncio.timeout(PATIENCE_S):
        asked = await http.ask(f"{url}/submissions", booth.tls, limits, Body(b"x" * 20 * 2**20))
        over.set()
    assert asked == Unreachable(http.BROKEN_OFF)


async def test_an_identity_that_is_gone_reaches_nobody(authority: Authority, tmp_path: Path, booth: Device) -> None:
    (booth.folder / "device.pem").unlink()
    assert await asked(authority, tmp_path, booth, saying(200)) == Unreachable()


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": "120"}, 120.0),
        ({"Retry-After": " 0 "}, 0.0),
        ({"Retry-After": "9" * 400}, 86400.0),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "\u0665"}, None),
        ({"Retry-After": "Sun, 29 Nov 2026 09:02:00 GMT", "Date": "Sun, 29 Nov 2026 09:00:00 GMT"}, 120.0),
        ({"Retry-After": "Sun, 29 Nov 2026 08:00:00 GMT", "Date": "Sun, 29 Nov 2026 09:00:00 GMT"}, 0.0),
        ({"Retry-After": "Sun, 29 Nov 9999 08:00:00 GMT", "Date": "Sun, 29 Nov 2026 09:00:00 GMT"}, 86400.0),
        ({"Retry-After": "Sun, 29 Nov 2026 08:00:00", "Date": "Sun, 29 Nov 2026 09:00:00 GMT"}, None),
    ],
)
async def test_a_time_headquarters_asks_for_is_understood_and_bounded(
    authority: Authority, tmp_path: Path, booth: Device, headers: dict[str, str], seconds: float | None
) -> None:
    answer = await asked(authority, tmp_path, booth, saying(503, headers))
    assert isinstance(answer, Answer)
    assert answer.retry_after_s == seconds


async def test_a_websocket_says_and_hears_and_tells_why_it_ended(
    authority: Authority, tmp_path: Path, booth: Device
) -> None:
    async def echo(request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_str(await socket.receive_str())
        await socket.send_bytes(b"no text")
        await socket.close(code=4001)
        return socket

    async with (
        door(authority, tmp_path, {"GET /link": echo}) as url,
        http.websocket(f"{url}/link", booth.tls, most_bytes=1000, ping_s=10, connect_s=10) as socket,
    ):
        await socket.say("おはよう")
        assert [text async for text in socket] == ["おはよう"]
        assert socket.close_code == 4001
        with pytest.raises(LineBroken):
            await socket.say("too late")


@pytest.mark.parametrize("ours", [True, False])
async def test_a_websocket_that_cannot_be_had_says_why(tmp_path: Path, booth: Device, ours: bool) -> None:
    async with door(authority_of_today(), tmp_path, {}, booths_only=False) as url:
        address, code = ("https://localhost:1", "unreachable") if ours else (url, http.WRONG_CERTIFICATE)
        with pytest.raises(LineBroken, match=code):
            async with http.websocket(f"{address}/link", booth.tls, most_bytes=1000, ping_s=10, connect_s=10):
                pass


async def test_a_websocket_that_does_not_come_to_be_in_time_is_left(
    authority: Authority, tmp_path: Path, booth: Device
) -> None:
    over = asyncio.Event()

    async def never(_request: web.Request) -> web.Response:
        await over.wait()
        return web.Response()

    async with door(authority, tmp_path, {"GET /link": never}) as url:
        with pytest.raises(LineBroken, match="unreachable"):
            async with http.websocket(f"{url}/link", booth.tls, most_bytes=1000, ping_s=10, connect_s=0.3):
                pass
        over.set()


async def test_who_takes_connections_is_told_from_who_does_not() -> None:
    server = await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    assert await http.answers(address, 5)
    server.close()
    await server.wait_closed()
    assert not await http.answers(address, 5)
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        crowd = [socket.socket() for _ in range(3)]
        for one in crowd:
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        assert not await http.answers(full.getsockname(), 0.2)
        for one in crowd:
            one.close()
