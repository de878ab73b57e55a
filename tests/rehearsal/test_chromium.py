"""The one Chromium of bench, demo and tests: its devices are given by flags, and one that is not there is said."""

from pathlib import Path

import pytest
from playwright.async_api import Error, async_playwright

from kiosk.rehearsal import chromium
from tests.chromium import needs_chromium


def test_film_and_sound_are_given_to_its_devices_and_nothing_where_there_is_none() -> None:
    assert chromium.devices() == []
    given = chromium.devices(film=Path("/f/face.y4m"), sound=Path("/f/voice.wav"))
    assert [flag.split("=", 1)[1] for flag in given] == ["/f/face.y4m", "/f/voice.wav"]
    assert chromium.devices(sound=Path("/f/voice.wav")) == given[1:]


async def test_one_that_is_not_installed_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(chromium, "found", lambda: None)
    async with async_playwright() as playwright:
        with pytest.raises(Error):
            await chromium.launch(playwright, program=str(tmp_path / "chromium"))


@needs_chromium
async def test_its_camera_and_microphone_are_given_without_a_question() -> None:
    async with async_playwright() as playwright:
        browser = await chromium.launch(playwright)
        try:
            page = await browser.new_page()
            await page.route("http://localhost/", lambda route: route.fulfill(body="<!doctype html>"))
            await page.goto("http://localhost/")
            kinds = await page.evaluate(
                "async () => (await navigator.mediaDevices.getUserMedia({audio: true, video: true})).getTracks()"
                ".map(track => track.kind).sort()"
            )
        finally:
            await browser.close()
    assert kinds == ["audio", "video"]
