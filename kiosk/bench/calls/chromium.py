"""Headless Chromium as the measurements need it: a film for a camera, its processes known, started where asked."""

import shlex
from collections.abc import Sequence
from pathlib import Path

from playwright.async_api import Browser, Page, Playwright

from kiosk.bench.run import CannotMeasure
from kiosk.rehearsal import chromium
from kiosk.values import dataclass


def installed() -> str:
    """Where Chromium is; raise `CannotMeasure`."""
    found = chromium.found()
    if found is None:
        raise CannotMeasure("chromium is not installed (Debian: apt install chromium)")
    return found


@dataclass(frozen=True)
class Start:
    """How one is started.

    Attributes:
        folder: where a script may be written.
        film: what its camera shows.
        sound: what its microphone hears; None: a beep now and then.
        within: words before its command, as ``taskset``.
    """

    folder: Path
    film: Path
    sound: Path | None = None
    within: Sequence[str] = ()


class Chromium:
    """One browser with one page.

    Attributes:
        page: where things are looked at.
    """

    def __init__(self, browser: Browser, page: Page) -> None:
        self._browser = browser
        self.page = page

    @staticmethod
    async def open(playwright: Playwright, start: Start) -> "Chromium":
        """Start one."""
        program = installed()
        if start.within:
            program = _within(start.within, program, start.folder)
        flags = [chromium.SOUND_AT_ONCE, *chromium.devices(film=start.film, sound=start.sound)]
        browser = await chromium.launch(playwright, *flags, program=program)
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


def _within(words: Sequence[str], program: str, folder: Path) -> str:
    script = folder / f"chromium-within-{words[0]}"
    script.write_text(f'#!/bin/sh\nexec {shlex.join([*words, program])} "$@"\n', encoding="utf-8")
    script.chmod(0o700)
    return str(script)
