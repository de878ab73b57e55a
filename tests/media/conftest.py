"""A media engine with virtual devices, and a peer to call."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeVar

import pytest

from kiosk.media.engine import MediaEngine
from kiosk.media.messages import MediaEvent
from kiosk.media.settings import MediaSettings
from tests.media.media_calls import virtual_settings
from tests.media.media_peer import Peer

E = TypeVar("E")


class Events:
    """Everything the engine reported, and a way to wait for more."""

    def __init__(self) -> None:
        self.all: list[MediaEvent] = []
        self._changed = asyncio.Event()

    def take(self, event: MediaEvent) -> None:
        self.all.append(event)
        self._changed.set()

    async def first(self, kind: type[E], condition: Callable[[E], bool] = lambda _: True, seconds: float = 20) -> E:
        """The first event of `kind` that fits, already here or still to come."""
        async with asyncio.timeout(seconds):
            while True:
                for event in self.all:
                    if isinstance(event, kind) and condition(event):
                        return event
                self._changed.clear()
                await self._changed.wait()


@pytest.fixture
def events() -> Events:
    return Events()


MakeEngine = Callable[[MediaSettings], Awaitable[MediaEngine]]


@pytest.fixture
async def make_engine(events: Events) -> AsyncIterator[MakeEngine]:
    made: list[MediaEngine] = []

    async def make(settings: MediaSettings) -> MediaEngine:
        engine = MediaEngine(settings, events.take)
        made.append(engine)
        await engine.start()
        return engine

    yield make
    for engine in made:
        await engine.stop()


@pytest.fixture
async def engine(make_engine: MakeEngine) -> MediaEngine:
    return await make_engine(virtual_settings())


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    peer = Peer()
    yield peer
    await peer.close()
