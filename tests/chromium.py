"""The one way in which tests open Chromium: headless, with a camera and a microphone that are not there."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from playwright.async_api import Browser, async_playwright

CHROMIUM: Final = shutil.which("chromium")
"""Where it is; None where it is not installed (Debian: chromium)."""
_FLAGS: Final = (
    "--no-sandbox",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SOUND_AT_ONCE: Final = "--autoplay-policy=no-user-gesture-required"
"""For a page that nobody touches; with the console a touch is part of what is tested."""


@asynccontextmanager
async def chromium(*more: str) -> AsyncIterator[Browser]:
    """A fresh one, started with `more` flags, ended with the block."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=[*_FLAGS, *more])
        try:
            yield browser
        finally:
            await browser.close()
