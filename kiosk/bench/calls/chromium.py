"""Headless Chromium as the measurements need it: a film for a camera, its processes known, tied to one processor."""

import shlex
import shutil
from pathlib import Path
from typing import Final

from playwright.async_api import Browser, Page, Playwright

from kiosk.bench.run import CannotMeasure

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
    "--autoplay-policy=no-user-gesture-required",
)


def installed() -> str:
    """Where Chromium is; raise `CannotMeasure`."""
    found = shutil.which("chromium")
    if found is None:
        raise CannotMeasure("chromium is not installed (Debian: apt install chromium)")
    return found


class Chromium:
    """One browser with one page.

    Attributes:
        page: where things are looked at.
    """

    def __init__(self, browser: Browser, page: Page) -> None:
        self._browser = browser
        self.page = page

    @staticmethod
    async def open(playwright: Playwright, film: Path, pin_to: int | None, folder: Path) -> "Chromium":
        """Start one whose camera shows `film`; `pin_to` ties all its processes to one processor."""
        program = installed()
        if pin_to is not None:
            program = _tied(program, pin_to, folder)
        flags = [*_FLAGS, f"--use-file-for-fake-video-capture={film}"]
        browser = await playwright.chromium.launch(executable_path=program, args=flags)
        page = await browser.new_page(viewport={"width": 1600, "height": 900}, bypass_csp=True)
        return Chromium(browser, page)

    async def pids(self) -> list[int]:
        """All its processes now."""
        session = await self._browser.new_browser_cdp_session()
        try:
            told = await session.send("SystemInfo.getProcessInfo")
        finally:
            await session.detach()
        return [int(process["id"]) for process in told["processInfo"]]

    async def close(self) -> None:
        """End it."""
        await self._browser.close()


def _tied(program: str, processor: int, folder: Path) -> str:
    script = folder / f"chromium-on-{processor}"
    script.write_text(f'#!/bin/sh\nexec taskset -c {processor} {shlex.quote(program)} "$@"\n', encoding="ascii")
    script.chmod(0o700)
    return str(script)
