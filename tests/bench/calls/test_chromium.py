"""A real Chromium whose camera shows a film with numbers that its page can read."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright

from kiosk.bench.calls.chromium import Chromium, Start
from kiosk.bench.calls.chromium_media import HERE
from kiosk.bench.calls.film import PICTURES
from kiosk.bench.calls.looking import PageEnd, ages_ms
from kiosk.media.measure import processor_s
from tests.chromium import needs_chromium

pytestmark = needs_chromium
PAGE = "<!doctype html><video id='own' autoplay muted></video>"
OPEN = """async () => {
  const own = await navigator.mediaDevices.getUserMedia({video: {width: 640, height: 360, frameRate: 30}});
  document.getElementById('own').srcObject = own;
}"""


@pytest.fixture
async def chromium(film: Path, tmp_path: Path) -> AsyncIterator[Chromium]:
    async with async_playwright() as playwright:
        opened = await Chromium.open(playwright, Start(tmp_path, film, within=("taskset", "-c", "0")))
        yield opened
        await opened.close()


async def camera_page(page: Page) -> PageEnd:
    body = f"{PAGE}<script>{(HERE / 'watch.js').read_text()}</script>"
    await page.route("http://localhost/own", lambda route: route.fulfill(body=body, content_type="text/html"))
    await page.goto("http://localhost/own")
    await page.evaluate(OPEN)
    own = "document.getElementById('own')"
    return PageEnd(page, own, f"{own}.srcObject.getVideoTracks()[0]")


async def test_its_processes_are_known_and_tied_to_one_processor(chromium: Chromium) -> None:
    pids = await chromium.pids()
    assert len(pids) > 1
    assert {tuple(os.sched_getaffinity(pid)) for pid in pids} == {(0,)}
    assert sum(processor_s(pid) for pid in pids) > 0


async def test_its_page_says_which_pictures_were_taken_and_shown_and_when(chromium: Chromium) -> None:
    end = await camera_page(chromium.page)
    await end.begin()
    assert (await end.look(0.5)).per_second > 0
    await end.read_begin()
    await chromium.page.wait_for_function("shownHere.readings.length > 10 && takenHere.readings.length > 10")
    shown, taken = await end.read_end()
    assert {number for number, _ in shown + taken} <= set(range(PICTURES))
    assert ages_ms(shown, taken), "the same pictures on the same clock"
    assert await end.lines() == 360
    await end.read_begin(drawn=False)
    await chromium.page.wait_for_function("decodedHere.readings.length > 10")
    decoded, taken = await end.read_end()
    assert ages_ms(decoded, taken)
    await end.end()
