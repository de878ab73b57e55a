"""Whether picture and sound flow, looked at from both ends of a call all the time, and when they were back."""

import asyncio
import contextlib
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Self

from playwright.async_api import Error as BrowserError

from kiosk.demo.counter import Counter
from kiosk.demo.programs import ProgramFailed
from kiosk.demo.staff_member import StaffMember
from kiosk.rehearsal.recording_speaker import read_recording
from kiosk.tasks import Tasks

LOOK_S: Final = 0.2
LONGEST_GAP_S: Final = 1.5
STEADY_S: Final = 3.0
"""What flows goes on for so long without a longer gap."""
FLOWS: Final = ("picture at staff", "sound at staff", "picture at booth", "sound at booth")
_HEARD: Final = 300
"""Of 32767: louder than what an empty line gives."""
_ANSWERS_S: Final = 1.0
PEERS: Final = """(() => {
  const peers = [];
  const Real = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Real {
    constructor(...given) { super(...given); peers.push(this); }
  };
  window.flowing = async () => {
    const video = document.getElementById("remote");
    const [track] = video?.srcObject?.getAudioTracks() ?? [];
    const peer = peers.find((one) => one.getReceivers().some((receiver) => receiver.track === track));
    let samples = 0, waited = 0, emitted = 0;
    for (const entry of (await peer?.getStats(track))?.values() ?? []) {
      if (entry.type !== "inbound-rtp") continue;
      samples = entry.totalSamplesReceived - entry.concealedSamples;
      [waited, emitted] = [entry.jitterBufferDelay, entry.jitterBufferEmittedCount];
    }
    return { pictures: video?.getVideoPlaybackQuality().totalVideoFrames ?? 0, samples, waited, emitted };
  };
})()"""
"""Counts what the page plays: pictures drawn, and sound of the very track that is heard, nothing made up in it;
and how long each sample of sound waited for its turn, in seconds, all together."""


def back_at(moments: Sequence[float], from_s: float) -> float | None:
    """The first of `moments` from `from_s` on after which it went on for `STEADY_S`; None: there is none yet."""
    begin = before = float("-inf")
    for moment in (one for one in moments if one >= from_s):
        if moment - before > LONGEST_GAP_S:
            begin = moment
        if moment - begin >= STEADY_S:
            return begin
        before = moment
    return None


class Flowing:
    """Looks at both ends every `LOOK_S` while the context is open; what does not answer does not flow."""

    def __init__(self, counter: Counter, staff: StaffMember, sound: Path) -> None:
        """`sound` is the file that the booth's speaker writes."""
        self._counter = counter
        self._staff = staff
        self._sound = sound
        self._moved: Mapping[str, list[float]] = {name: [] for name in FLOWS}
        self._last: dict[str, float] = {}
        self._read_bytes = 0
        self._tasks = Tasks("flowing")

    async def __aenter__(self) -> Self:
        self._read_bytes = self._sound.stat().st_size if self._sound.exists() else 0
        self._tasks.start(self._look(self._at_staff), "staff")
        self._tasks.start(self._look(self._at_booth), "booth")
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._tasks.end()

    def back_s(self, from_s: float) -> dict[str, float | None]:
        """Seconds from `from_s` until each flows again; None: it does not yet."""
        found = {name: back_at(moments, from_s) for name, moments in self._moved.items()}
        return {name: None if at is None else round(at - from_s, 1) for name, at in found.items()}

    def still_s(self, name: str) -> float:
        """For how long this has not flowed."""
        return time.monotonic() - max(self._moved[name], default=float("-inf"))

    async def until_flows(self, seconds: float = 90.0, of: Sequence[str] = FLOWS) -> dict[str, float]:
        """Wait until all of it flows, from now on."""
        return await self.until_back(time.monotonic(), seconds, of)

    async def until_back(self, from_s: float, seconds: float = 90.0, of: Sequence[str] = FLOWS) -> dict[str, float]:
        """Wait until all of it flows again; how long each took, in seconds from `from_s`."""
        deadline = time.monotonic() + seconds
        while True:
            found = {name: at_s for name, at_s in self.back_s(from_s).items() if name in of}
            back = {name: value for name, value in found.items() if value is not None}
            if len(back) == len(found):
                return back
            assert time.monotonic() < deadline, f"stuck: {sorted(found.keys() - back.keys())}"
            await asyncio.sleep(LOOK_S)

    async def _look(self, at_one_end: Any) -> None:
        while True:
            with contextlib.suppress(BrowserError, ProgramFailed, TimeoutError):
                await at_one_end()
            await asyncio.sleep(LOOK_S)

    async def _at_staff(self) -> None:
        async with asyncio.timeout(_ANSWERS_S):
            found = await self._staff.page.evaluate("() => window.flowing()")
        self._now("picture at staff", found["pictures"])
        self._now("sound at staff", found["samples"])

    async def _at_booth(self) -> None:
        if self._sound.exists():
            size = self._sound.stat().st_size
            _, blocks = read_recording(self._sound, self._read_bytes)
            self._read_bytes = size
            if blocks.size and abs(blocks).max() > _HEARD:
                self._moved["sound at booth"].append(time.monotonic())
        self._now("picture at booth", (await self._counter.booth.ask({"do": "media"}))["frames_shown"])

    def _now(self, name: str, count: float) -> None:
        if count and count != self._last.get(name):
            self._moved[name].append(time.monotonic())
        self._last[name] = count
