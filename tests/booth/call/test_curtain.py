"""A pad takes no digit before camera and microphone are cut, and what was asked last counts."""

import asyncio

from typing_extensions import override

from kiosk.booth.call.curtain import Curtain
from kiosk.booth.visit.pin_buffer import PinPad
from kiosk.tasks import Tasks
from tests.booth.call_edges import Engine
from tests.until import until


class SlowEngine(Engine):
    """A media engine whose curtain takes until `gate` is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = asyncio.Event()

    @override
    async def draw_curtain(self, drawn: bool) -> None:
        await self.gate.wait()
        await super().draw_curtain(drawn)


async def test_a_pad_is_shut_at_once_and_opened_when_the_curtain_is_drawn() -> None:
    engine, pad = SlowEngine(), PinPad()
    pad.open()
    Curtain(engine, pad, Tasks("test")).draw(True)
    assert not pad.is_open
    engine.gate.set()
    await until(lambda: pad.is_open)
    assert engine.asked == [("curtain", True)]


async def test_waiting_ends_with_what_was_asked_last() -> None:
    engine = SlowEngine()
    curtain = Curtain(engine, None, Tasks("test"))
    curtain.draw(True)
    waiting = asyncio.get_running_loop().create_task(curtain.until_done(), name="waiting")
    curtain.draw(False)
    assert not waiting.done()
    engine.gate.set()
    await waiting
    assert engine.asked == [("curtain", True), ("curtain", False)]


async def test_a_curtain_that_was_never_asked_for_is_not_waited_for() -> None:
    await Curtain(SlowEngine(), None, Tasks("test")).until_done()
