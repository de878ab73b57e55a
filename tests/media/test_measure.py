"""What is measured is what happened: ages, rates and processor time; the browser reads the same clock."""

import asyncio
import os
import time
from typing import Any

import numpy as np
import pytest

from kiosk.media import clock_bar
from kiosk.media.engine import MediaEngine
from kiosk.media.frames import FrameMemory, FrameWriter
from kiosk.media.measure import CLOCK_AGE_SCRIPT, processor_s, watch
from kiosk.media.messages import FirstFrame
from kiosk.tasks import Tasks
from tests.media.conftest import Events
from tests.media.media_browser import browser
from tests.media.media_calls import candidate_of, connect
from tests.media.media_peer import Peer


async def test_age_and_rate_of_a_call(engine: MediaEngine, events: Events, peer: Peer) -> None:
    await connect(engine, peer)
    await events.first(FirstFrame)
    shown = await watch(engine.remote_frames, 1.0)
    assert (shown.width, shown.height) == (640, 360)
    assert shown.frames > 1
    assert shown.per_second > 1
    assert shown.age_p50_ms is not None
    assert shown.age_p95_ms is not None
    assert 0 <= shown.age_p50_ms <= shown.age_p95_ms
    assert engine.pid is not None
    assert processor_s(engine.pid) > 0


async def test_a_known_age_is_measured() -> None:
    memory = FrameMemory("test")
    writer = FrameWriter(memory.path)
    y = np.full((180, 320), 128, np.uint8)
    half = np.full(160 * 90, 128, np.uint8)
    tasks = Tasks("test")
    looking = tasks.start(watch(memory.reader, 0.3), "watch")
    await asyncio.sleep(0)  # it looks only for what comes after its beginning
    clock_bar.stamp(y, time.time_ns() // 1_000_000 - 5000)
    writer.write(320, 180, [y.reshape(-1).data, half.data, half.data], 1)
    shown = await looking
    assert (shown.frames, shown.width, shown.height) == (1, 320, 180)
    assert shown.age_p50_ms is not None
    assert shown.age_p50_ms >= 5000
    nothing = await watch(memory.reader, 0.05)
    assert (nothing.frames, nothing.age_p50_ms) == (0, None)
    memory.close()


def test_processor_seconds_grow_with_work_and_a_process_that_ended_has_none() -> None:
    before = processor_s(os.getpid())
    while processor_s(os.getpid()) == before:
        sum(range(10_000))
    with pytest.raises(FileNotFoundError):
        processor_s(2**22 + 1)


async def test_a_page_reads_the_clock_of_our_picture_and_the_one_it_drew(engine: MediaEngine) -> None:
    async def trickle(candidate: dict[str, Any]) -> None:
        await engine.add_candidate(candidate_of(candidate))

    async with browser(trickle) as console:
        await console.page.add_script_tag(content=CLOCK_AGE_SCRIPT)
        await engine.take_answer(await console.answer(await engine.make_offer((), 1)), 1)
        await console.until(lambda seen: seen["frames"] >= 5)
        age = await console.page.evaluate(
            """() => new Promise(done => { const video = document.getElementById("booth");
            const look = () => { const age = clockAge(video, document.createElement("canvas"));
              if (age === null) video.requestVideoFrameCallback(look); else done(age); }; look(); })"""
        )
        assert 0 <= age < 60_000
        own = await console.page.evaluate(
            """() => { const canvas = document.createElement("canvas"); canvas.width = 1280; canvas.height = 720;
            drawClock(canvas.getContext("2d"), 1280, 720);
            return clockAge(canvas, document.createElement("canvas")); }"""
        )
        assert 0 <= own < 60_000
        await engine.end_call()
