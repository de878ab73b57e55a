"""The rows that are asked for, one after the other, both booths in turns."""

import os
from collections.abc import Mapping
from typing import Final

from kiosk.bench.calls.side import Side
from kiosk.bench.lines.figures import GROUP, LINE_FIGURES, found_on
from kiosk.bench.lines.found import CallFound
from kiosk.bench.lines.one_call import LineScene, line_scene
from kiosk.bench.lines.rows import ROWS, Row
from kiosk.bench.pairs import Measured
from kiosk.bench.run import CannotMeasure, Run

USUAL: Final = 1
_WARM: Final = Row("", ROWS["clean"].line, settle_s=1.0)


async def measure(run: Run) -> Mapping[str, Measured]:
    """The figures of the group ``lines``."""
    rows = {name: row for name, row in ROWS.items() if not run.only or run.only & {GROUP, *_names(name)}}
    found: dict[str, Measured] = {}
    async with line_scene(run.sub("lines")) as ready:
        for side in ready.sides.values():
            await ready.call(side, _WARM, _WARM.looked_at_s(1.0))
        for number, (name, row) in enumerate(rows.items()):
            calls: dict[str, list[CallFound | None]] = {who: [] for who in ready.sides}
            look_s = row.looked_at_s(run.seconds)
            for _ in range(run.times(USUAL)):
                for who, side in ready.sides.items():
                    run.progress.step(number, len(rows), f"{name} {who}")
                    calls[who].append(await _called(ready, side, row, look_s))
            ours, theirs = calls.values()
            found |= found_on(
                name, ours, theirs, f"{row.title}: {look_s:g} s of each call after {row.settle_s:g} s; {_busy()}"
            )
        run.progress.step(len(rows), len(rows))
    return found


def _names(row: str) -> set[str]:
    return {row, *(figure.name for figure in LINE_FIGURES if figure.row == row)}


def _busy() -> str:
    """A busy machine is unjust to both, and not to both alike."""
    return f"load of this machine {os.getloadavg()[0]:.0f} on {os.cpu_count()} processors"


async def _called(ready: LineScene, side: Side, row: Row, look_s: float) -> CallFound | None:
    try:
        return await ready.call(side, row, look_s)
    except CannotMeasure:
        return None
