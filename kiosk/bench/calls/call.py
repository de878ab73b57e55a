"""A call of 720p30 over a real headquarters to the real console: our booth against one made of Chromium, in turns."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Final

import numpy as np

from kiosk.bench.calls.looking import ages_ms, processor_between, processor_of
from kiosk.bench.calls.scene import Scene, scene
from kiosk.bench.calls.side import Side
from kiosk.bench.pairs import Measured, measured
from kiosk.bench.run import CannotMeasure, Run

USUAL: Final = 4
SHORT_PER_TURN: Final = 2
_REACTION_S: Final = 1.0
_SETTLE_S: Final = 5.0
_COUNT_S: Final = 6.0
_READ_S: Final = 5.0
_LEAST_READ: Final = 20
_ANSWER: Final = (
    "staff's click to the later of both ends' first decoded frame; staff click a second after the offer was made, "
    "with cameras open, and each booth had one call before"
)
_AGE: Final = (
    "from the camera giving the picture, read from the clock bar in it; at staff's end to the console's page showing "
    "it, at the booth's end to the picture decoded and ready to be drawn (picture memory, or the peer's page)"
)
_PROCESSOR: Final = (
    "user and system time of the media processes for one second of the call: our media child or the peer's Chromium, "
    "and (first figure) the console's Chromium; a booth's drawing on its screen is counted on neither side"
)


@dataclass
class Findings:
    """What the calls of one side gave, a value for each call."""

    answer: list[float] = field(default_factory=list)
    answer_ends: list[tuple[float, float]] = field(default_factory=list)
    to_staff: list[tuple[float, float]] = field(default_factory=list)
    to_booth: list[tuple[float, float]] = field(default_factory=list)
    lines: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    processor_booth: list[float] = field(default_factory=list)
    shown: list[tuple[float, float]] = field(default_factory=list)


async def measure(run: Run) -> Mapping[str, Measured]:
    """The figures of the group ``call``."""
    ours, theirs = await all_calls(run, "call", None, run.times(USUAL), SHORT_PER_TURN)
    return {
        "answer-to-picture": measured(ours.answer, theirs.answer, f"{_ANSWER}; {_ends(ours, theirs)}"),
        **_age_figures("age-to-staff", ours.to_staff, theirs.to_staff),
        **_age_figures("age-to-booth", ours.to_booth, theirs.to_booth),
        "lines-after-5s": measured(ours.lines, theirs.lines),
        "processor": measured(ours.processor, theirs.processor, _PROCESSOR),
        "processor-booth": measured(ours.processor_booth, theirs.processor_booth, _PROCESSOR),
    }


def _ends(ours: Findings, theirs: Findings) -> str:
    said = []
    for name, findings in (("ours", ours), ("peer", theirs)):
        staff, booth = (median(end) for end in zip(*findings.answer_ends, strict=True))
        said.append(f"{name}: staff's end {staff:.0f} ms, booth's end {booth:.0f} ms")
    return "; ".join(said)


def _age_figures(
    name: str, ours: list[tuple[float, float]], theirs: list[tuple[float, float]]
) -> Mapping[str, Measured]:
    return {
        name: measured([one[0] for one in ours], [one[0] for one in theirs], _AGE),
        f"{name}-p95": measured([one[1] for one in ours], [one[1] for one in theirs], _AGE),
    }


async def all_calls(run: Run, name: str, pin_to: int | None, times: int, short: int) -> tuple[Findings, Findings]:
    """`times` turns of both booths: `short` calls that are only answered, then one that is looked at."""
    ours, theirs = Findings(), Findings()
    async with scene(run.sub(name), pin_to=pin_to) as ready:
        sides: tuple[tuple[str, Side, Findings], ...] = (
            ("ours", ready.ours, ours),
            ("Chromium", ready.theirs, theirs),
        )
        for _, side, _ in sides:
            await _call(ready, side, Findings(), looked_at=False)
        kinds = [*[False] * short, True]
        plan = [(*side, kind) for _ in range(times) for kind in kinds for side in sides]
        for number, (called, side, findings, looked_at) in enumerate(plan):
            run.progress.step(number, len(plan), called)
            await _call(ready, side, findings, looked_at=looked_at)
        run.progress.step(len(plan), len(plan))
    return ours, theirs


async def _call(ready: Scene, side: Side, findings: Findings, *, looked_at: bool) -> None:
    """Call, be answered, look, hang up, and leave what was found in `findings`."""
    console = ready.console
    await side.half.call()
    await console.rings()
    await asyncio.sleep(_REACTION_S)
    await console.answer()
    await side.half.connected()
    answered, at_console = await console.times()
    ends = at_console - answered, side.first_frame_at_s() - answered
    findings.answer.append(1000 * max(ends))
    findings.answer_ends.append((1000 * ends[0], 1000 * ends[1]))
    if looked_at:
        await _look(ready, side, findings)
    await side.half.hang_up()
    await console.wrap_up()


async def _look(ready: Scene, side: Side, findings: Findings) -> None:
    await side.begin()
    await ready.end.begin()
    await asyncio.sleep(_SETTLE_S)
    findings.lines.append(float(min(await side.lines(), await ready.end.lines())))
    await _count(ready, side, findings)
    await _read_clocks(ready, side, findings)
    await ready.end.end()


async def _count(ready: Scene, side: Side, findings: Findings) -> None:
    booth_pids, console_pids = await side.pids(), await ready.console_browser.pids()
    booth, console = processor_of(booth_pids), processor_of(console_pids)
    at_staff, at_booth = await asyncio.gather(ready.end.look(_COUNT_S), side.look(_COUNT_S))
    booth_used = processor_between(booth, processor_of(booth_pids)) / _COUNT_S
    console_used = processor_between(console, processor_of(console_pids)) / _COUNT_S
    findings.shown.append((at_staff.per_second, at_booth.per_second))
    findings.processor.append(booth_used + console_used)
    findings.processor_booth.append(booth_used)


async def _read_clocks(ready: Scene, side: Side, findings: Findings) -> None:
    await ready.end.read_begin()
    shown_at_booth, taken_at_booth = await side.read(_READ_S)
    shown_at_staff, taken_at_staff = await ready.end.read_end()
    findings.to_staff.append(_middle_and_p95(ages_ms(shown_at_staff, taken_at_booth)))
    findings.to_booth.append(_middle_and_p95(ages_ms(shown_at_booth, taken_at_staff)))


def _middle_and_p95(found: list[float]) -> tuple[float, float]:
    if len(found) < _LEAST_READ:
        raise CannotMeasure(f"only {len(found)} pictures with a readable clock came through")
    middle, high = (float(value) for value in np.percentile(found, (50, 95)))
    return middle, high
