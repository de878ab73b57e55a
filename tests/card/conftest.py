"""A real card service with a virtual reader, the door to the reader's process, and a hand that lays cards."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kiosk.card.card import CardEvent, CardPresent, ReaderAbsent, SlotEmpty
from kiosk.card.reader import CardReader
from kiosk.card.settings import CardSettings
from kiosk.rehearsal.card.faults import Faults, FaultyCard
from kiosk.rehearsal.card.pcscd import RunningPcscd, missing_parts
from kiosk.rehearsal.card.profiles import profiles
from kiosk.rehearsal.card.virtual_card import VirtualCard
from kiosk.rehearsal.card.virtual_card_face import root_keys
from tests import eager_pcscd

NOW = datetime(2026, 11, 1, 3, 0, tzinfo=UTC)
E = TypeVar("E", bound=CardEvent)


class Bench:
    """One reader with its process, and what it has reported."""

    def __init__(self, service: RunningPcscd) -> None:
        self.service = service
        self.slot = service.slot()
        self.events: asyncio.Queue[CardEvent] = asyncio.Queue()
        self.readers: list[CardReader] = []

    def reader(self, **settings: object) -> CardReader:
        chosen = {"reader": self.service.reader_name, "allow_virtual": True, **settings}
        reader = CardReader(
            self.events.put_nowait, CardSettings.model_validate(chosen), environment=self.service.environment
        )
        self.readers.append(reader)
        return reader

    async def started(self, **settings: object) -> CardReader:
        reader = self.reader(**settings)
        await reader.start()
        await self.until(SlotEmpty)
        return reader

    async def insert(self, card: VirtualCard, faults: Faults | None = None) -> FaultyCard:
        faulty = FaultyCard(card, faults)
        await asyncio.to_thread(self.slot.insert, faulty)
        return faulty

    async def eject(self) -> None:
        await asyncio.to_thread(self.slot.eject)

    async def until(self, kind: type[E], seconds: float = 20) -> E:
        """The next event of `kind`, whatever comes before it."""
        async with asyncio.timeout(seconds):
            while True:
                event = await self.events.get()
                if isinstance(event, kind):
                    return event

    async def present(self, card: VirtualCard, faults: Faults | None = None) -> CardPresent:
        await self.insert(card, faults)
        return await self.until(CardPresent)

    async def absent(self) -> ReaderAbsent:
        return await self.until(ReaderAbsent)

    async def hold(self, card: VirtualCard) -> asyncio.subprocess.Process:
        """Lay a card down for another program that holds it for itself until its standard input ends."""
        holder = await asyncio.create_subprocess_exec(
            sys.executable, "-c", _HOLD,
            env={**os.environ, **self.service.environment},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        await self.insert(card)
        assert holder.stdout is not None
        assert await holder.stdout.readline() == b"held\n"
        return holder

    async def end(self) -> None:
        for reader in self.readers:
            await reader.stop()
        await self.eject()


@pytest.fixture(scope="module")
def service() -> Iterator[RunningPcscd]:
    missing = missing_parts()
    if missing:
        pytest.skip(f"needs {' '.join(missing)}")
    with eager_pcscd.service() as running:
        yield running


@pytest.fixture
async def bench(service: RunningPcscd) -> AsyncIterator[Bench]:
    bench = Bench(service)
    yield bench
    await bench.end()


@pytest.fixture
def now() -> datetime:
    return NOW


class Cards:
    """Cards by profile name."""

    def __call__(self, name: str) -> VirtualCard:
        return profiles(NOW)[name].make(NOW)


@pytest.fixture
def cards() -> Cards:
    return Cards()


@pytest.fixture
def integrity_folder(tmp_path: Path) -> Path:
    """A folder of roots with the keys behind the rehearsal's municipality."""
    (tmp_path / "face").mkdir()
    for key_id, key in root_keys().items():
        pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        (tmp_path / "face" / f"{key_id.hex()}.pem").write_bytes(pem)
    return tmp_path


class OwnProcess:
    """Python in a process of its own: the PC/SC library remembers the first service it has talked to for ever."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment

    def __call__(self, script: str, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", script, *arguments],
            env={**os.environ, **self.environment},
            check=False,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert not done.returncode, done.stderr
        return done.stdout

    def start(self, script: str, *arguments: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-c", script, *arguments],
            env={**os.environ, **self.environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )


@pytest.fixture
def own_process(service: RunningPcscd) -> OwnProcess:
    return OwnProcess(service.environment)


_HOLD = """
import sys
from smartcard import scard
_, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
while True:
    result, handle, _ = scard.SCardConnect(context, "Rehearsal Reader 00 00", scard.SCARD_SHARE_EXCLUSIVE, 3)
    if result == 0:
        break
    scard.SCardGetStatusChange(context, 50, [])
print("held", flush=True)
sys.stdin.read()
scard.SCardDisconnect(handle, scard.SCARD_UNPOWER_CARD)
"""
