"""The booth's half of a call without a screen: the real link and call runner, over the engine that is measured."""

import asyncio
import time
from collections.abc import Callable
from datetime import date
from typing import Final

from pydantic import BaseModel

from kiosk.bench.run import CannotMeasure
from kiosk.booth.call import events as ev
from kiosk.booth.call.ports import Edges
from kiosk.booth.call.runner import CallRunner
from kiosk.booth.call.state import Call, NoCall, Over, Talking
from kiosk.booth.uplink.device_identity import Device
from kiosk.booth.uplink.link import Link
from kiosk.media.engine import MediaEngine
from kiosk.media.messages import FirstFrame, MediaEvent
from kiosk.protocol.calls import MediaOffer
from kiosk.protocol.message import ToBooth
from kiosk.protocol.presence import BoothHealth

_LONGEST_S: Final = 40.0
MakeEngine = Callable[[Callable[[MediaEvent], None]], MediaEngine]


class BoothHalf:
    """Calls, is answered, hangs up; one at a time.

    Attributes:
        engine: what carries the call.
        first_frame_at_s: when the engine told of its first frame, in seconds of the wall clock.
    """

    def __init__(self, device: Device, make_engine: MakeEngine) -> None:
        self.first_frame_at_s: float | None = None
        self.engine = make_engine(self._media_event)
        self._changed = asyncio.Event()
        self._offered = False
        self._runner = CallRunner(Edges(self, self.engine, lambda _: None, lambda: date.min), self._call_changed)
        health = BoothHealth(software="bench", camera=True, microphone=True, rehearsal=True)
        self._link = Link(
            device=lambda: device,
            health=lambda: health,
            call_now=self._runner.resume,
            on_message=self._from_headquarters,
            on_change=self._link_changed,
        )

    async def start(self) -> None:
        """Start the engine and come to headquarters."""
        await self._runner.start()
        await self._link.start()
        await self._until(lambda: self._runner.call.online)

    async def stop(self) -> None:
        """Leave."""
        await self._link.stop()
        await self._runner.stop()

    async def call(self) -> None:
        """職員をよぶ; returns when the offer is with headquarters, as it is when a person answers."""
        self.first_frame_at_s = None
        self._offered = False
        self._runner.press(None, "ja")
        await self._until(lambda: self._offered)

    async def connected(self) -> None:
        """Wait until both ends have something of each other, and this one a picture: a voice alone is a call, too."""
        await self._until(
            lambda: isinstance(self._stage, Talking) and self._stage.connected and self.first_frame_at_s is not None
        )

    async def hang_up(self) -> None:
        """おわる."""
        self._runner.hang_up()
        await self._until(lambda: isinstance(self._stage, NoCall))

    def send(self, message: BaseModel) -> bool:
        """The runner's way to headquarters."""
        sent = self._link.send(message)
        if isinstance(message, MediaOffer):
            self._offered = sent
            self._changed.set()
        return sent

    @property
    def _stage(self) -> object:
        return self._runner.call.stage

    def _media_event(self, event: MediaEvent) -> None:
        if isinstance(event, FirstFrame):
            self.first_frame_at_s = time.time()
            self._changed.set()
        self._runner.media_event(event)

    def _call_changed(self, _call: Call) -> None:
        self._changed.set()

    def _from_headquarters(self, message: ToBooth) -> None:
        self._runner.take(message)

    def _link_changed(self, online: bool) -> None:
        self._runner.post(ev.LinkChanged(online))
        self._changed.set()

    async def _until(self, condition: Callable[[], bool]) -> None:
        try:
            async with asyncio.timeout(_LONGEST_S):
                while not condition() and not isinstance(self._stage, Over):
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            pass
        if not condition():
            raise CannotMeasure(f"the call did not go on: {self._stage}")
