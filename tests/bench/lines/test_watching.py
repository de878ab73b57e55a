"""Watching sees what is shown and hears what is played, at our booth and in a page."""

from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest
from playwright.async_api import Page, async_playwright

from kiosk.bench.calls.chromium import Chromium, Start
from kiosk.bench.calls.looking import ages_ms
from kiosk.bench.lines.hearing import compared
from kiosk.bench.lines.watching import BoothWatcher, PageWatcher
from kiosk.media import clock_bar
from kiosk.media.frames import FrameMemory, FrameWriter
from kiosk.rehearsal.marked_voice import BLOCK, KINDS, marks, write_marks
from kiosk.rehearsal.recording_speaker import RecordingSpeaker
from tests.chromium import needs_chromium
from tests.until import until

PAGE = "<!doctype html><video id='remote' autoplay muted width='640' height='360'></video>"
OPEN = """async () => {
  const plain = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  window.own = await navigator.mediaDevices.getUserMedia({video: {width: 640, height: 360}, audio: plain});
  document.getElementById('remote').srcObject = own;
}"""


async def test_our_booth_is_watched_from_its_memory_and_its_speakers_file(tmp_path: Path) -> None:
    memory = FrameMemory("remote")
    writer = FrameWriter(memory.path)
    speaker = RecordingSpeaker(tmp_path / "played")
    speaker.play(np.zeros(BLOCK, np.int16))  # of an earlier call
    watcher = BoothWatcher(memory.reader, tmp_path / "played")
    await watcher.begin()
    await watcher.keep_whole()
    bright = np.full((90, 160), 77, np.uint8)
    for number in (5, 6):
        clock_bar.stamp(bright, number)
        half = bytes(80 * 45)
        writer.write(160, 90, (bright.tobytes(), half, half))
        await until(lambda: watcher.pictures == number - 4)  # noqa: B023 -- awaited here
    for block in marks().reshape(-1, BLOCK):
        speaker.play(block)
    found = await watcher.end()
    writer.close()
    memory.close()
    assert [(one.clock, one.lines) for one in found.frames] == [(5, 90), (6, 90)]
    assert [one.shape for one in found.whole] == [(90, 160)]
    assert {one.kind for one in found.heard} == set(range(KINDS))
    assert found.spoken is None


@pytest.fixture
async def page(film: Path, tmp_path: Path) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        opened = await Chromium.open(playwright, Start(tmp_path, film, write_marks(tmp_path / "marks.wav")))
        await opened.page.route(
            "http://localhost/own", lambda route: route.fulfill(body=PAGE, content_type="text/html")
        )
        await opened.page.goto("http://localhost/own")
        await opened.page.evaluate(OPEN)
        yield opened.page
        await opened.close()


@needs_chromium
@pytest.mark.parametrize("drawn", [True, False])
async def test_a_page_that_shows_itself_sees_its_film_and_hears_its_marks(page: Page, drawn: bool) -> None:
    watcher = PageWatcher(page, "own", drawn=drawn)
    await watcher.begin()
    await watcher.keep_whole()
    await page.wait_for_function("observed.shown.frames.length > 20 && observed.heard.at.length > 150")
    found = await watcher.end()
    assert len([one for one in found.frames if one.clock is not None]) > 15
    assert {one.lines for one in found.frames} == {360}
    assert [one.shape for one in found.whole] == [(360, 640)]
    assert min(ages_ms([(one.clock, one.at_ms) for one in found.frames if one.clock is not None], found.taken)) < 1000
    assert found.spoken
    assert compared(found.spoken[2:-4], found.heard).lost_percent < 60
