"""The one way in which Chromium is started here: headless, with a camera and a microphone that are not there."""

import shutil
from pathlib import Path
from typing import Final

from playwright.async_api import Browser, Playwright

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
"""For a page that nobody touches; where a touch is part of the story, it is left out."""
_NOT_FOR_PROGRAMS: Final = (
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
"""What playwright switches off itself: the last list that Chromium is given counts alone."""
_NOT_TO_BE_SEEN: Final = (
    "SpareRendererForSitePerProcess",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "WebUIOmniboxPopup",
)
"""Two pages of the address bar, and a process for a page that nobody opens: made anew with each window."""
WITHOUT_ADDRESS_BAR: Final = f"--disable-features={','.join((*_NOT_FOR_PROGRAMS, *_NOT_TO_BE_SEEN))}"
"""For pages without anybody at the browser: opening one costs a third. One that is measured is left as it comes."""


def found() -> str | None:
    """Where it is; None where it is not installed (Debian: chromium)."""
    return shutil.which("chromium")


def devices(*, film: Path | None = None, sound: Path | None = None) -> list[str]:
    """What its camera shows (Y4M or MJPEG) and its microphone hears (WAV); without: a test picture, a beep."""
    flags = [f"--use-file-for-fake-video-capture={film}"] if film else []
    return [*flags, f"--use-file-for-fake-audio-capture={sound}"] if sound else flags


async def launch(playwright: Playwright, *more: str, program: str | None = None) -> Browser:
    """A fresh one, started with `more` flags; `program` in its place. Raises playwright's `Error`."""
    return await playwright.chromium.launch(executable_path=program or found() or "chromium", args=[*_FLAGS, *more])
