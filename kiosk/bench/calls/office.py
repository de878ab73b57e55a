"""A real headquarters in a process of its own, and one staff member at the real console in Chromium."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any, Final

from playwright.async_api import Page

from kiosk.bench import samples
from kiosk.bench.run import CannotMeasure
from kiosk.booth.uplink.device_identity import Device
from kiosk.booth.uplink.enrolment import enrol
from kiosk.headquarters.app import Ready
from kiosk.rehearsal.bad_line.running import RunningLine
from kiosk.rehearsal.bad_line.tun import HEADQUARTERS_ADDRESS, gone_into
from kiosk.values import dataclass

_LONGEST_S: Final = 40.0
_LONGEST_MS: Final = 1000.0 * _LONGEST_S
_STAFF: Final = "tanaka"
_CONFIG: Final = """\
[staff_door]
port = 0
tls = false
[booth_door]
host = "{host}"
port = 0
[calls]
ring_s = 600.0
"""


@dataclass(frozen=True)
class Office:
    """A headquarters that runs: where its doors are, two enrolled booths, one staff account."""

    ready: Ready
    devices: tuple[Device, Device]
    password: str


@asynccontextmanager
async def open_office(folder: Path, line: RunningLine | None = None) -> AsyncIterator[Office]:
    """Start headquarters in `folder`, enrol two booths and make a staff account; ended with the context.

    With `line` it is at headquarters' end, and its booths' door opens towards the other.
    """
    config = folder / "headquarters.toml"
    config.write_text(_CONFIG.format(host=HEADQUARTERS_ADDRESS if line else "127.0.0.1"), encoding="utf-8")
    data = ("--data", str(folder / "headquarters"), "--config", str(config))
    command = (sys.executable, "-m", "kiosk", "headquarters", *data)
    process = await asyncio.create_subprocess_exec(
        *(line.at_headquarters(*command) if line else command), stdout=asyncio.subprocess.PIPE, env=os.environ
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(_LONGEST_S):
            said = await process.stdout.readline()
        if not said:
            raise CannotMeasure("headquarters did not start")
        ready = Ready.model_validate_json(said)
        with gone_into(line.headquarters) if line else nullcontext():  # the staff door is open there only
            devices = await _enrolled(folder, ready, data, "a"), await _enrolled(folder, ready, data, "b")
        person = ("--name", "田中 恵子", "--account", _STAFF, "--section", "市民課", "--role", "clerk")
        staff = await _told("staff-add", *data, *person, "--generate", "--json")
        yield Office(ready, devices, str(staff["password"]))
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _enrolled(folder: Path, ready: Ready, data: tuple[str, ...], letter: str) -> Device:
    booth = ("--booth", f"{samples.BOOTH}-{letter}", "--place", samples.PLACE, "--json")
    code = await _told("enrol-code", *data, *booth)
    return await enrol(folder / f"identity-{letter}", ready.staff_url, Path(ready.authority), str(code["code"]))


async def _told(command: str, *arguments: str) -> dict[str, Any]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "kiosk", "headquarters", command, *arguments, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    if process.returncode:
        raise CannotMeasure(f"headquarters: {command} failed")
    told: dict[str, Any] = json.loads(said)
    return told


class Console:
    """The staff member: signs in, answers, reads what the page measured, records the outcome."""

    def __init__(self, page: Page, office: Office) -> None:
        self.page = page
        self._office = office
        page.set_default_timeout(_LONGEST_MS)

    async def sign_in(self) -> None:
        """From the sign-in page to 受付中 with the camera open."""
        page = self.page
        await page.goto(f"{self._office.ready.staff_url}/sign-in")
        await page.fill("#sign-in-name", _STAFF)
        await page.fill("#sign-in-password", self._office.password)
        await page.click("#sign-in-submit")
        await page.click("[data-status=available]")
        await page.wait_for_function("document.getElementById('own').videoWidth > 0")

    async def rings(self) -> None:
        """Wait until a call rings."""
        await self.page.wait_for_selector("[data-verb=answer]")

    async def answer(self) -> None:
        """応答."""
        await self.page.click("[data-verb=answer]")

    async def times(self) -> tuple[float, float]:
        """When staff answered and when the first frame was decoded here, in seconds of the wall clock."""
        await self.page.wait_for_function("counter.stats().firstFrameAt !== null")
        stats = await self.page.evaluate("counter.stats()")
        return stats["answeredAt"] / 1000, stats["firstFrameAt"] / 1000

    async def wrap_up(self) -> None:
        """Record that it was solved, and be free for the next call."""
        page = self.page
        await page.click("[data-outcome=solved]")
        await page.click("[data-verb=record-outcome]")
        await page.wait_for_function("!document.getElementById('wrap-up')?.checkVisibility()")
