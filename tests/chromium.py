"""Chromium for tests: where it is, and one that ends with a block."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import pytest
from playwright.async_api import Browser, async_playwright

from kiosk.rehearsal.chromium import WITHOUT_ADDRESS_BAR, found, launch

needs_chromium: Final = pytest.mark.skipif(found() is None, reason="chromium is not installed (Debian: chromium)")


@asynccontextmanager
async def chromium(*more: str) -> AsyncIterator[Browser]:
    """A fresh one, started with `more` flags, ended with the block."""
    async with async_playwright() as playwright:
        browser = await launch(playwright, WITHOUT_ADDRESS_BAR, *more)
        try:
            yield browser
        finally:
            await browser.close()
