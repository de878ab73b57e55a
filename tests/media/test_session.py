"""A call with a real Chromium, and what the session says when the other side falls silent."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from kiosk.media.encoding import SendingTally
from kiosk.media.engine import MediaEngine
from kiosk.media.gate import Gate
from kiosk.media.line.assembly import PictureJitterBuffer
from kiosk.media.line.quality import Line
from kiosk.media.messages import FirstFrame, FirstSound, LineState, StateChanged, Statistics
from kiosk.media.session import Session
from kiosk.media.sound.playout import Playout
from tests.media.conftest import Events, MakeEngine
from tests.media.media_browser import browser
from tests.media.media_calls import WHOLE, candidate_of, connect, virtual_settings
from tests.media.media_peer import Peer


@pytest.mark.parametrize("codec", ["h264", "vp8"])
async def test_a_call_with_chromium_both_ways(make_engine: MakeEngine, events: Events, codec: str) -> None:
    engine: MediaEngine = await make_engine(virtual_settings(codec=codec, **WHOLE))

    async def trickle(candidate: dict[str, Any]) -> None:
        await engine.add_candidate(candidate_of(candidate))

    async with browser(trickle) as console:
        await engine.take_answer(await console.answer(await engine.make_offer((), 1)), 1)
        await events.first(FirstFrame)
        await events.first(FirstSound)
        await events.first(StateChanged, lambda event: event.state is LineState.CONNECTED)
        seen = await console.until(lambda seen: seen["frames"] >= 20 and seen["energy"] > 0.001)
        assert seen["width"] == 1280
        assert seen["codec"].lower() == f"video/{codec}"
        await events.first(
            Statistics, lambda event: event.frames_received >= 20 and event.audio_in_rms > 0.001, seconds=30
        )
        frame = engine.remote_frames.latest()
        assert frame is not None
        assert frame.width > 0
        await engine.end_call()


async def test_a_side_that_sends_no_picture_and_no_sound_is_no_line_fault(
    make_engine: MakeEngine, events: Events, peer: Peer
) -> None:
    engine: MediaEngine = await make_engine(
        virtual_settings(silence_before_reconnecting_s=2, silence_before_failed_s=4)
    )
    await connect(engine, peer)
    await events.first(FirstFrame)
    await events.first(StateChanged, lambda event: event.state is LineState.CONNECTED)
    for sender in peer.connection.getSenders():
        sender._enabled = False
    events.all.clear()
    for _ in range(6):  # seconds without anything to see or hear
        events.all[:] = [event for event in events.all if not isinstance(event, Statistics)]
        await events.first(Statistics)
    assert not [event for event in events.all if isinstance(event, StateChanged)]


async def test_a_line_that_carries_nothing_is_reconnecting_and_carrying_again_connected(
    make_engine: MakeEngine, events: Events, peer: Peer
) -> None:
    engine: MediaEngine = await make_engine(virtual_settings(silence_before_reconnecting_s=1))
    await connect(engine, peer)
    await events.first(FirstFrame)
    ice: Any = peer.connection.getSenders()[0].transport.transport
    send, ice._send = ice._send, _swallow
    await events.first(StateChanged, lambda event: event.state is LineState.RECONNECTING)
    events.all.clear()
    ice._send = send
    await events.first(StateChanged, lambda event: event.state is LineState.CONNECTED)


async def _swallow(_data: bytes) -> None:
    """A line that carries nothing."""


async def test_silence_for_long_is_a_failed_attempt(make_engine: MakeEngine, events: Events, peer: Peer) -> None:
    engine: MediaEngine = await make_engine(
        virtual_settings(silence_before_reconnecting_s=1, silence_before_failed_s=2)
    )
    await connect(engine, peer)
    await events.first(StateChanged, lambda event: event.state is LineState.CONNECTED)
    await peer.close()
    await events.first(StateChanged, lambda event: event.state is LineState.FAILED)


class _Deaf:
    """A receiver that is asked for key pictures."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    async def _send_rtcp_pli(self, stream: int) -> None:
        self.asked.append(stream)


async def test_a_picture_that_comes_and_is_not_decoded_asks_for_a_key_picture_then_for_another_attempt() -> None:
    told: list[Any] = []
    remote: Any = SimpleNamespace(blank=lambda: None)
    equipment: Any = SimpleNamespace(camera=None, playout=Playout(20), listen=lambda _: None)
    settings = virtual_settings()
    session = Session(
        settings, 3, (), equipment=equipment, gate=Gate(lambda: None), remote=remote,
        tally=SendingTally(settings), send=told.append, take_over=lambda: None,
    )  # fmt: skip
    deaf: Any = _Deaf()
    buffer = PictureJitterBuffer(512, lambda: 0.0, lambda: 0.0)
    session._incoming.watch(deaf, buffer)
    session._become(Line(LineState.CONNECTED))
    session._receiving.frames = 5  # some were shown before
    for second in range(30):
        buffer.given, buffer.stream = buffer.given + 10, 77
        session._look_at_picture(float(second))
        await asyncio.sleep(0)
    assert not deaf.asked, "an attempt that is not the one to be seen is let be"
    session.lead()
    for second in range(30, 60):
        buffer.given += 10
        session._look_at_picture(float(second))
        await asyncio.sleep(0)
    assert set(deaf.asked) == {77}
    assert [event.state for event in told if isinstance(event, StateChanged)] == [LineState.CONNECTED, LineState.FAILED]
    await session.close()
