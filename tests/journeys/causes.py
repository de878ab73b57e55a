"""What can befall a call: each returns the moment at which its cause ended, in seconds of the steady clock."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import pytest

from kiosk.demo.counter import Counter
from kiosk.demo.resident import Resident
from kiosk.demo.staff_member import StaffMember
from kiosk.rehearsal.bad_line.running import RunningLine, running_line
from kiosk.rehearsal.bad_line.tun import HEADQUARTERS_ADDRESS, gone_into
from kiosk.rehearsal.marked_voice import write_marks
from kiosk.rehearsal.recording_speaker import FILE_VARIABLE
from kiosk.values import dataclass
from tests.journeys.counters import clerk_at, small_counter
from tests.journeys.flowing import PEERS
from tests.journeys.pulled_camera import GONE_VARIABLE
from tests.journeys.pulled_sound import OUT_VARIABLE, Side
from tests.journeys.steps import eventually

_PULL: Final = """() => {
  const devices = navigator.mediaDevices;
  window.real ??= devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (wanted) => {
    if (wanted.audio) throw new DOMException("", "NotFoundError");
    return window.real(wanted);
  };
  for (const track of document.getElementById("own").srcObject.getAudioTracks()) {
    track.stop();
    track.dispatchEvent(new Event("ended"));
  }
  devices.dispatchEvent(new Event("devicechange"));
}"""
"""What Chromium does when a headset is pulled out: the track ends, the list changes, and there is no other."""
_PLUG: Final = """() => {
  navigator.mediaDevices.getUserMedia = window.real;
  navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
}"""
_UNTIL_TOLD_S: Final = 600.0
_CAMERA_GONE: Final = "camera-gone"
_SOUND_OUT: Final = "sound-out"
Act = Callable[[], Awaitable[object]]


async def _nothing() -> None:
    """Nobody does anything meanwhile."""


@dataclass(frozen=True)
class Place:
    """A counter whose booth is at the far end of a line.

    Attributes:
        sound: the file that the booth's speaker writes.
    """

    counter: Counter
    resident: Resident
    staff: StaffMember
    line: RunningLine
    sound: Path

    async def cable_out(self, seconds: float, way: str = "both", meanwhile: Act = _nothing) -> float:
        """Nothing passes, in both directions or in one, for so long and until `meanwhile` is done.

        It is done half way, when the cut has been noticed, if ever.
        """
        ends_s = time.monotonic() + seconds
        await self.line.cut(_UNTIL_TOLD_S, way)
        await asyncio.sleep(seconds / 2)
        await meanwhile()
        await asyncio.sleep(ends_s - time.monotonic())
        await self.line.cut(0, way)
        return time.monotonic()

    async def nothing(self, seconds: float) -> float:
        """The two talk, for so long."""
        await asyncio.sleep(seconds)
        return time.monotonic()

    async def headquarters_anew(self) -> float:
        """Headquarters is killed, and is there again a little later."""
        await self.counter.headquarters.kill()
        await asyncio.sleep(2)
        await self.counter.start_headquarters()
        return time.monotonic()

    async def media_child_killed(self) -> float:
        """The booth's media child dies."""
        await self.counter.booth.ask({"do": "kill-media"})
        return time.monotonic()

    async def headset_pulled(self, seconds: float, meanwhile: Act = _nothing) -> float:
        """The clerk's headset is out for so long; `meanwhile` is done at the end of it."""
        await self.staff.page.evaluate(_PULL)
        await asyncio.sleep(seconds)
        await meanwhile()
        await self.staff.page.evaluate(_PLUG)
        return time.monotonic()

    async def camera_pulled(self, seconds: float) -> float:
        """The booth's camera is out for so long."""
        gone = self.counter.folder / _CAMERA_GONE
        gone.touch()
        await asyncio.sleep(seconds)
        gone.unlink()
        return time.monotonic()

    async def sound_pulled(self, *sides: Side, meanwhile: Act = _nothing) -> float:
        """The booth's microphone or speaker is out until both ends say so and `meanwhile` is done."""
        out = self.counter.folder / _SOUND_OUT
        out.write_text(" ".join(sides), encoding="utf-8")

        async def said() -> bool:
            now = (await self.counter.booth.ask({"do": "call"}))["now"]
            return set(now["without"]) == set(sides) and bool(await self.staff.page.inner_text("#stage-notice"))

        await eventually(said, f"{sides} is said to be out")
        await meanwhile()
        out.unlink()
        return time.monotonic()

    async def tab_reloaded(self) -> float:
        """The clerk loads the page again."""
        await self.staff.page.reload(wait_until="commit")
        return time.monotonic()

    async def laptop_asleep(self, seconds: float) -> float:
        """The clerk's laptop sleeps: every process of the browser stands still."""
        browser = self.staff.page.context.browser
        assert browser is not None
        session = await browser.new_browser_cdp_session()
        told = await session.send("SystemInfo.getProcessInfo")
        await session.detach()
        return await _stopped([int(process["id"]) for process in told["processInfo"]], seconds)

    async def booth_asleep(self, seconds: float) -> float:
        """The booth's program stands still, its media child too."""
        media = await self.counter.booth.ask({"do": "media"})
        return await _stopped([self.counter.booth.pid, int(media["pid"])], seconds)


async def _stopped(pids: list[int], seconds: float) -> float:
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        await asyncio.sleep(seconds)
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)
    return time.monotonic()


@asynccontextmanager
async def far_counter(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Place]:
    """Everything of a counter, the booth in a network namespace of its own; all else, and this test, at the other."""
    sound = folder / "played"
    monkeypatch.setenv(FILE_VARIABLE, str(sound))
    async with running_line() as line:
        with gone_into(line.headquarters):
            counter = small_counter(folder / "counter", booth_host=HEADQUARTERS_ADDRESS)
            try:
                monkeypatch.setenv(GONE_VARIABLE, str(counter.folder / _CAMERA_GONE))
                monkeypatch.setenv(OUT_VARIABLE, str(counter.folder / _SOUND_OUT))
                await counter.start_card()
                await counter.start_headquarters()
                await counter.add_staff()
                await counter.enrol()
                _with_marks(counter.booth_config)
                await counter.start_booth(line.in_booth())
                voice = write_marks(folder / "marks.wav")
                async with clerk_at(counter, voice=voice) as staff:
                    await staff.page.context.add_init_script(PEERS)
                    staff.page.on("dialog", lambda dialog: dialog.accept())
                    await staff.sign_in()
                    await counter.until(online=True, stage="Welcoming", seconds=60)
                    yield Place(counter, Resident(counter), staff, line, sound)
            finally:
                await counter.close()


def _with_marks(config: Path) -> None:
    """The booth's sound can be told from silence every moment, and its camera can be pulled out."""
    settings = config.read_text(encoding="utf-8")
    for before, after in (
        ('speaker = "auto"', 'speaker = "virtual"\nvirtual_speaker = "tests.journeys.pulled_sound:open_speaker"'),
        ("kiosk.rehearsal.virtual_camera:open_resident", "tests.journeys.pulled_camera:open_camera"),
        ("kiosk.rehearsal.virtual_voice:open_microphone", "tests.journeys.pulled_sound:open_microphone"),
    ):
        assert before in settings
        settings = settings.replace(before, after)
    config.write_text(settings, encoding="utf-8")
