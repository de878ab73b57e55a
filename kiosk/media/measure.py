"""Measuring a running call: how old pictures are, how many are shown, what it costs; for `kiosk bench` and tests."""

import asyncio
import os
import time
from pathlib import Path
from typing import Final

import numpy as np

from kiosk.media import clock_bar
from kiosk.media.frames import FrameReader
from kiosk.values import dataclass

_LOOK_EVERY_S: Final = 0.002

CLOCK_AGE_SCRIPT: Final = """
// clockAge(source, canvas): age in milliseconds of the clock bar in a video or canvas, null where there is none.
function clockAge(source, canvas) {
  const width = source.videoWidth || source.width, height = source.videoHeight || source.height;
  if (!width) return null;
  canvas.width = width; canvas.height = 1;
  const context = canvas.getContext("2d", {willReadFrequently: true});
  const line = Math.max(2, Math.floor(height / 45)) >> 1;
  context.drawImage(source, 0, line, width, 1, 0, 0, width, 1);
  const pixels = context.getImageData(0, 0, width, 1).data, bits = [];
  for (let cell = 0; cell < 40; cell++) bits.push(pixels[4 * Math.floor((2 * cell + 1) * width / 80)] > 128 ? 1 : 0);
  if (bits.slice(0, 4).join("") !== "1011") return null;
  let value = 0, check = 0;
  for (let place = 0; place < 32; place++) value += bits[4 + place] * 2 ** place;
  for (let nibble = 0; nibble < 8; nibble++) check += Math.floor(value / 16 ** nibble) % 16;
  for (let place = 0; place < 4; place++) if (((check >> place) & 1) !== bits[36 + place]) return null;
  const now = Math.floor(performance.timeOrigin + performance.now()) % 2 ** 32;
  return (now - value + 2 ** 31 + 2 ** 32) % 2 ** 32 - 2 ** 31;
}
// drawClock(context, width, height): write the clock bar of this moment into a canvas.
function drawClock(context, width, height) {
  const now = Math.floor(performance.timeOrigin + performance.now()) % 2 ** 32, bits = [1, 0, 1, 1];
  let check = 0;
  for (let place = 0; place < 32; place++) bits.push(Math.floor(now / 2 ** place) % 2);
  for (let nibble = 0; nibble < 8; nibble++) check += Math.floor(now / 16 ** nibble) % 16;
  for (let place = 0; place < 4; place++) bits.push((check >> place) & 1);
  const lines = Math.max(2, Math.floor(height / 45));
  bits.forEach((bit, cell) => {
    const from = Math.floor(width * cell / 40), to = Math.floor(width * (cell + 1) / 40);
    context.fillStyle = bit ? "#fff" : "#000"; context.fillRect(from, 0, to - from, lines);
  });
}
"""
"""The clock bar for pages: reading it from a received video, writing it into a canvas that is sent."""


@dataclass(frozen=True)
class Shown:
    """What a screen could show during one measurement.

    Attributes:
        frames: different pictures seen.
        per_second: of them.
        width, height: of the last one.
        age_p50_ms, age_p95_ms: from the clock in the picture to its arrival here; None without clocks.
    """

    frames: int
    per_second: float
    width: int
    height: int
    age_p50_ms: float | None
    age_p95_ms: float | None


async def watch(reader: FrameReader, seconds: float) -> Shown:
    """Look at `reader` for `seconds` as a screen would and say what was to be seen."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    ages_ms: list[int] = []
    frames, width, height, last = 0, 0, 0, reader.newest()
    while loop.time() - began < seconds:
        frame = reader.latest(last)
        if frame is not None:
            clock = clock_bar.read(np.frombuffer(frame.y, np.uint8).reshape(frame.height, frame.width))
            if frame.whole():
                frames, last = frames + 1, frame.sequence
                width, height = frame.width, frame.height
                if clock is not None:
                    ages_ms.append(clock_bar.age_ms(clock, time.time_ns() // 1_000_000))
        await asyncio.sleep(_LOOK_EVERY_S)
    p50, p95 = (float(value) for value in np.percentile(ages_ms, (50, 95))) if ages_ms else (None, None)
    return Shown(frames, frames / (loop.time() - began), width, height, p50, p95)


def processor_s(pid: int) -> float:
    """User and system time a process has used so far, from /proc (proc(5)); raise `FileNotFoundError` if it ended."""
    text = Path(f"/proc/{pid}/stat").read_text()
    fields = text.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
