"""Whose TLS is begun next, and that a stranger with thousands delays nobody else's."""

import asyncio
import contextlib
import socket
import ssl
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kiosk.headquarters.rate_limit import Rate
from kiosk.headquarters.settings import BoothDoor
from kiosk.headquarters.web import acceptor
from kiosk.headquarters.web.handshakes import MOST_WAITING, Handshakes, hung_up
from kiosk.tasks import Tasks
from tests.headquarters.headquarters_world import DEADLINE, running
from tests.until import until

AT_ONCE = Rate(at_once=1000, every=timedelta(microseconds=1))
STRANGER = "127.0.0.99"
CROWD = 60


async def order_of(handshakes: Handshakes, asked: list[str]) -> list[str]:
    """In which order those who ask for a turn get it."""
    called: list[str] = []

    async def wait(whose: str) -> None:
        await handshakes.turn(whose)
        called.append(whose)

    async with asyncio.timeout(DEADLINE), asyncio.TaskGroup() as group:
        for whose in asked:
            group.create_task(wait(whose))
    return called


async def test_addresses_take_turns() -> None:
    called = await order_of(Handshakes(AT_ONCE), ["stranger"] * 500 + ["booth", "staff", "booth"])
    assert sorted(called[:3]) == ["booth", "staff", "stranger"]
    assert called[3:5] == ["stranger", "booth"]
    assert called[5:] == ["stranger"] * 498


async def test_a_line_is_only_so_long_for_each_address() -> None:
    handshakes, tasks = Handshakes(Rate(at_once=1, every=timedelta(days=1))), Tasks("test")
    for _ in range(MOST_WAITING + 1):
        tasks.start(handshakes.turn("stranger"), "turn")
    await until(lambda: handshakes.full("stranger"))
    assert not handshakes.full("booth")
    await tasks.end()


async def test_only_so_many_are_begun_at_once_and_one_more_each_while() -> None:
    handshakes = Handshakes(Rate(at_once=3, every=timedelta(days=1)))
    tasks = Tasks("test")
    waiting = [tasks.start(handshakes.turn("booth"), "turn") for _ in range(9)]
    await until(lambda: sum(one.done() for one in waiting) >= 3)
    for _ in range(20):
        await asyncio.sleep(0)
    assert sum(one.done() for one in waiting) == 3
    await tasks.end()


async def test_who_leaves_takes_nobody_s_turn() -> None:
    handshakes = Handshakes(Rate(at_once=2, every=timedelta(days=1)))
    left, stay = Tasks("left"), Tasks("stay")
    for _ in range(50):
        left.start(handshakes.turn("stranger"), "turn")
    stays = stay.start(handshakes.turn("stranger"), "turn")
    await asyncio.sleep(0)
    await left.end()
    await until(stays.done)


@contextlib.contextmanager
def connected() -> Iterator[tuple[socket.socket, socket.socket]]:
    """Both ends of a TCP connection: ours and theirs."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        theirs = socket.create_connection(listener.getsockname())
        ours, _ = listener.accept()
    with ours, theirs:
        yield ours, theirs


async def test_who_hung_up_is_known_whatever_was_sent_before() -> None:
    with connected() as (ours, theirs):
        theirs.sendall(b"hello")
        assert not hung_up(ours)
        theirs.close()
        await until(lambda: hung_up(ours))
        assert ours.recv(10) == b"hello", "nothing was read"


def client_hello() -> bytes:
    """What a stranger records once and sends for ever."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    with contextlib.suppress(ssl.SSLWantReadError):
        context.wrap_bio(incoming, outgoing, server_hostname="localhost").do_handshake()
    return outgoing.read()


@contextlib.asynccontextmanager
async def crowd(url: str, count: int) -> AsyncIterator[list[asyncio.StreamReader]]:
    """So many connections of one stranger that each begin a handshake and never end it."""
    hello, port = client_hello(), urlsplit(url).port
    readers, writers = [], []
    for _ in range(count):
        reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(STRANGER, 0))
        writer.write(hello)
        readers.append(reader)
        writers.append(writer)
    try:
        yield readers
    finally:
        for writer in writers:
            writer.close()


@pytest.fixture
def slow_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Handshakes that are dear: what a stranger begins fills seconds."""
    rate = Rate(at_once=4, every=timedelta(milliseconds=100))
    monkeypatch.setattr(acceptor, "Handshakes", lambda: Handshakes(rate))


@pytest.mark.usefixtures("slow_pace")
async def test_a_stranger_s_handshakes_delay_no_booth(tmp_path: Path) -> None:
    async with running(tmp_path) as world:
        booth = await world.booth()
        async with crowd(world.ready.booth_url, CROWD) as readers:
            tasks = Tasks("answers")
            answers = [tasks.start(reader.read(1), "answer") for reader in readers]
            link = await booth.arrive()
            assert sum(answer.done() for answer in answers) < CROWD // 2, "the booth did not wait for all of them"
            await tasks.end()
        await link.close()


async def test_who_must_go_while_waiting_for_a_turn_goes_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acceptor, "Handshakes", lambda: Handshakes(Rate(at_once=4, every=timedelta(days=1))))
    monkeypatch.setattr(acceptor, "_HANDSHAKE_S", 3600.0)
    door = BoothDoor(port=0, most_of_one_address=8)
    async with running(tmp_path, booth_door=door) as world, crowd(world.ready.booth_url, CROWD) as readers:
        async with asyncio.timeout(DEADLINE):
            for reader in readers[4 : CROWD - 12]:  # the first have had their turn, the last may stay
                with contextlib.suppress(ConnectionResetError):
                    assert await reader.read() == b"", "no turn, and no file kept for one"
        assert len(world.headquarters.doors.booth) <= 8
        await until(lambda: begun() <= 8)


def begun() -> int:
    """Connections whose TLS is not there yet; each keeps a file."""
    return sum(task.get_name() == "acceptor.begin" for task in asyncio.all_tasks())
