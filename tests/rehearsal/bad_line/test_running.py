"""Real packets between two real namespaces: loss, delay, rate and cuts come out as they were set."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from kiosk.booth.program import load_settings
from kiosk.rehearsal.bad_line.running import RunningLine, running_line
from kiosk.rehearsal.bad_line.tun import BOOTH_ADDRESS, HEADQUARTERS_ADDRESS, NoBadLine, gone_into
from kiosk.settings import SettingsError
from tests.bad_lines import missing
from tests.until import until

_IP_AND_UDP_BYTES = 28


pytestmark = [
    pytest.mark.skipif(bool(missing()), reason=missing() or "-"),
    pytest.mark.asyncio(loop_scope="module"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def line() -> AsyncIterator[RunningLine]:
    async with running_line() as running:
        yield running


class Talk:
    """A socket at each end, and what arrived there: number of the packet and when, in seconds."""

    def __init__(self, line: RunningLine) -> None:
        with line.at_booth():
            self._booth = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            self._booth.bind((BOOTH_ADDRESS, 0))
        with gone_into(line.headquarters):
            self._headquarters = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            self._headquarters.bind((HEADQUARTERS_ADDRESS, 0))
        self._booth.setblocking(False)
        self._headquarters.setblocking(False)
        self.up: list[tuple[int, float]] = []
        self.down: list[tuple[int, float]] = []
        loop = asyncio.get_running_loop()
        loop.add_reader(self._headquarters, self._read, self._headquarters, self.up)
        loop.add_reader(self._booth, self._read, self._booth, self.down)

    def send_up(self, number: int, size_bytes: int = 100) -> None:
        self._booth.sendto(number.to_bytes(size_bytes, "big"), self._headquarters.getsockname())

    def send_down(self, number: int, size_bytes: int = 100) -> None:
        self._headquarters.sendto(number.to_bytes(size_bytes, "big"), self._booth.getsockname())

    @staticmethod
    def _read(socket: socket.socket, found: list[tuple[int, float]]) -> None:
        found.append((int.from_bytes(socket.recv(2048), "big"), time.monotonic()))

    def close(self) -> None:
        for one in (self._booth, self._headquarters):
            asyncio.get_running_loop().remove_reader(one)
            one.close()


@pytest_asyncio.fixture(loop_scope="module")
async def talk(line: RunningLine) -> AsyncIterator[Talk]:
    found = Talk(line)
    yield found
    found.close()
    await line.set(loss_percent=0, delay_ms=0, rate_kbit=None, queue_ms=300)


async def test_each_direction_has_the_loss_that_was_set_for_it(line: RunningLine, talk: Talk) -> None:
    await line.set("up", loss_percent=20)
    before = await line.count()
    for number in range(1, 401):
        talk.send_up(number)
        talk.send_down(number)
        await asyncio.sleep(0)
    await until(lambda: len(talk.down) == 400)
    after = await line.count()
    assert [number for number, _ in talk.down] == list(range(1, 401))
    lost = after["up"]["lost"] - before["up"]["lost"]
    assert 50 <= lost <= 110
    assert len(talk.up) == 400 - lost
    assert after["up"]["sent_bytes"] - before["up"]["sent_bytes"] == 400 * (100 + _IP_AND_UDP_BYTES)


async def test_no_packet_is_earlier_than_the_delay_and_the_quickest_is_no_later(line: RunningLine, talk: Talk) -> None:
    await line.set(delay_ms=60)
    took_s: list[float] = []
    for number in range(20):
        began_s = time.monotonic()
        talk.send_up(number)
        await until(lambda: len(talk.up) > number)  # noqa: B023 -- awaited here
        took_s.append(talk.up[-1][1] - began_s)
    assert 0.060 <= min(took_s) < 0.075


async def test_a_thin_line_lets_through_what_its_rate_says_and_drops_what_cannot_wait(
    line: RunningLine, talk: Talk
) -> None:
    await line.set("down", rate_kbit=1000, queue_ms=200)
    for number in range(60):  # 1250 bytes as IP packets: 10 ms each
        talk.send_down(number, 1250 - _IP_AND_UDP_BYTES)
    await until(lambda: talk.down and talk.down[-1][0] == 20)
    first_s, last_s = talk.down[0][1], talk.down[-1][1]
    assert 20 <= len(talk.down) <= 22
    assert (last_s - first_s) / (len(talk.down) - 1) == pytest.approx(0.010, rel=0.1)
    assert (await line.count())["down"]["dropped"] >= 38


async def test_a_cut_line_gives_nothing_and_comes_back(line: RunningLine, talk: Talk) -> None:
    await line.cut(0.3, "up")
    cut_before = (await line.count())["up"]["cut"]
    for number in range(1, 6):
        talk.send_up(number)
        talk.send_down(number)
    await until(lambda: len(talk.down) == 5)
    assert (await line.count())["up"]["cut"] == cut_before + 5
    assert talk.up == []
    number = 5

    def asked_again() -> bool:
        nonlocal number
        number += 1
        talk.send_up(number)
        return bool(talk.up)

    await until(asked_again)


async def test_what_the_line_cannot_be_is_refused_with_its_reason(line: RunningLine) -> None:
    with pytest.raises(ValueError, match="loss_percent"):
        await line.set(loss_percent=300)


async def test_a_booth_in_production_does_not_begin_behind_it(line: RunningLine, tmp_path: Path) -> None:
    def written(rehearsal: str) -> Path:
        path = tmp_path / f"{rehearsal}.toml"
        path.write_text(
            f'rehearsal = {rehearsal}\nplace = "家島支所"\nreference_prefix = "IE"\nstate = "s"\nprocedures = "p"\n'
            '[headquarters]\nurl = "https://127.0.0.1:1"\n[printer]\nkind = "folder"\n'
        )
        return path

    with line.at_booth():
        with pytest.raises(SettingsError, match="production"):
            load_settings(written("false"))
        assert load_settings(written("true")).rehearsal
    assert not load_settings(written("false")).rehearsal


async def test_what_cannot_be_carried_is_told_to_who_asked_for_it() -> None:
    with pytest.raises(NoBadLine, match="loss_percent"):
        async with running_line("--loss", "300"):
            raise AssertionError("it began")
