"""Idle connections without number close no door."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp

from kiosk.headquarters.alarms import Alarm
from kiosk.headquarters.settings import BoothDoor, StaffDoor
from tests.headquarters.headquarters_world import DEADLINE, World, running
from tests.headquarters.web.started_program import started
from tests.until import until

CROWD = 300


@contextlib.asynccontextmanager
async def idle(url: str, count: int, first: int = 0) -> AsyncIterator[list[asyncio.StreamReader]]:
    """So many connections that say nothing, each from an address of its own when `first` is given."""
    door = urlsplit(url)
    readers, writers = [], []
    for number in range(count):
        own = f"127.0.{first + number // 250}.{number % 250 + 2}" if first else "127.0.0.1"
        reader, writer = await asyncio.open_connection("127.0.0.1", door.port, local_addr=(own, 0))
        readers.append(reader)
        writers.append(writer)
    try:
        yield readers
    finally:
        for writer in writers:
            writer.close()


async def is_open(url: str, http: aiohttp.ClientSession) -> bool:
    async with asyncio.timeout(DEADLINE), http.get(f"{url}/health") as answer:
        return answer.status == 200


async def test_idle_connections_of_one_address_give_way_to_its_own_newer_ones(tmp_path: Path) -> None:
    staff_door = StaffDoor(tls=False, port=0, most_connections=40, most_of_one_address=10)
    async with running(tmp_path, staff_door=staff_door) as world, idle(world.ready.staff_url, 30) as readers:
        async with asyncio.timeout(DEADLINE):
            assert [await reader.read() for reader in readers[:20]] == [b""] * 20
        assert await is_open(world.ready.staff_url, await world.session())
        counts = world.headquarters.doors.staff
        assert (counts.idle_ended >= 20, counts.turned_away) == (True, 0)


async def test_a_crowd_from_everywhere_leaves_links_and_both_doors_open(tmp_path: Path) -> None:
    doors = {
        "staff_door": StaffDoor(tls=False, port=0, most_connections=40),
        "booth_door": BoothDoor(port=0, most_connections=40),
    }
    async with running(tmp_path, **doors) as world:
        booth, staff = await world.booth(), await world.staff()
        link, line = await booth.arrive(), await staff.on_duty()
        async with idle(world.ready.staff_url, CROWD, first=1), idle(world.ready.booth_url, CROWD, first=11):
            assert await is_open(world.ready.staff_url, await world.session())
            assert await is_open(world.ready.booth_url, booth.http)
            assert [link.socket.closed, line.socket.closed] == [False, False]
            assert len(world.headquarters.doors.staff) <= 40
            assert len(world.headquarters.doors.booth) <= 40
        figures = await staff.http.get(f"{staff.url}/metrics")
        assert 'kiosk_connections_idle_ended_total{door="booth"}' in await figures.text()


async def test_connections_are_counted_until_they_are_over(world: World) -> None:
    counts = world.headquarters.doors.booth
    async with idle(world.ready.booth_url, 5):
        await until_count(world, 5)
    await until_count(world, 0)
    booth = await world.booth()
    link = await booth.arrive()
    assert len(counts) == 1
    await link.close()
    await until_count(world, 0)


async def until_count(world: World, count: int) -> None:
    await until(lambda: len(world.headquarters.doors.booth) == count)


async def test_who_speaks_no_tls_or_none_at_all_is_not_counted_for_ever(world: World) -> None:
    async with idle(world.ready.booth_url, 3) as readers:
        await until_count(world, 3)
        door = urlsplit(world.ready.booth_url)
        _, writer = await asyncio.open_connection("127.0.0.1", door.port)
        writer.write(b"GET / HTTP/1.1\r\n\r\n")
        writer.close()
        await until_count(world, 3)
        world.headquarters.doors.booth.out_of_files()
        async with asyncio.timeout(DEADLINE):
            assert await readers[0].read() == b""
        assert world.headquarters.alarms.counts()[Alarm.FILES_USED_UP] == 1


async def test_a_process_with_few_files_serves_on_and_says_so(tmp_path: Path) -> None:
    """The program as it is started, with its own loop, where the system lets it open 400 files."""
    async with started(tmp_path, files=400) as program, aiohttp.ClientSession() as http:
        trust = ssl.create_default_context(cafile=program.authority)
        async with idle(program.staff_url, CROWD, first=21), idle(program.booth_url, CROWD, first=31):
            assert await is_open(program.staff_url, http)
            door = urlsplit(program.booth_url)
            _, writer = await asyncio.open_connection(door.hostname, door.port, ssl=trust)
            assert writer.get_extra_info("peercert"), "its TLS is still answered"
            writer.close()
    assert "few_files" in program.log()
    assert "connections-near-bound" in program.log()
