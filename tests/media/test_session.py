"""A call with a real Chromium, and what the session says when the other side falls silent."""

from typing import Any

import pytest
from media_browser import browser
from media_calls import connect, virtual_settings
from media_peer import Peer

from kiosk.media.commands import FirstFrame, FirstSound, LineState, StateChanged, Statistics
from kiosk.media.engine import MediaEngine


@pytest.mark.parametrize("codec", ["h264", "vp8"])
async def test_a_call_with_chromium_both_ways(make_engine, events, codec: str) -> None:
    engine: MediaEngine = await make_engine(virtual_settings(codec=codec))

    async def trickle(candidate: dict[str, Any]) -> None:
        await engine.add_candidate(
            candidate["candidate"], candidate.get("sdpMid"), candidate.get("sdpMLineIndex"), attempt=1
        )

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


async def test_silence_of_the_other_side_is_reconnecting_and_sound_again_is_connected(
    make_engine, events, peer: Peer
) -> None:
    engine: MediaEngine = await make_engine(virtual_settings(silence_before_reconnecting_s=1))
    await connect(engine, peer)
    await events.first(StateChanged, lambda event: event.state is LineState.CONNECTED)
    for sender in peer.connection.getSenders():
        sender._enabled = False
    await events.first(StateChanged, lambda event: event.state is LineState.RECONNECTING)
    events.all.clear()
    for sender in peer.connection.getSenders():
        sender._enabled = True
    await events.first(StateChanged, lambda event: event.state is LineState.CONNECTED)


async def test_silence_for_long_is_a_failed_attempt(make_engine, events, peer: Peer) -> None:
    engine: MediaEngine = await make_engine(
        virtual_settings(silence_before_reconnecting_s=1, silence_before_failed_s=2)
    )
    await connect(engine, peer)
    await events.first(StateChanged, lambda event: event.state is LineState.CONNECTED)
    await peer.close()
    await events.first(StateChanged, lambda event: event.state is LineState.FAILED)
