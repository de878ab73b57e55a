"""From a touch to the next screen painted, with few procedures and with many: nobody waits for a town's breadth.

What takes longest is a board of keys, made anew for each question: 45 to 65 ms of processor time at the 95th percentile
on two busy cores. Two thirds of it make the items, a quarter lays them out, the rest decides, shows and paints. It was
twice that when each key held sixteen items and a date all its parts; left are seven items for each of seventy keys.
"""

from collections.abc import Mapping
from statistics import quantiles
from typing import Final

from kiosk.bench.pairs import Measured, measured
from kiosk.bench.procedures import child
from kiosk.bench.procedures.towns import town
from kiosk.bench.run import Run

USUAL: Final = 3
FEW, MANY = 20, 200
_ROUNDS: Final = 1
_NOTE: Final = (
    "processor time, 95th percentile of every touch of a whole way through three procedures and of each big answer, "
    "in a fresh window 1920x1080 drawn by the processor (offscreen, software) and read back whole; in turns"
)


async def measure(run: Run) -> Mapping[str, Measured]:
    """The figures ``next-page`` and ``next-page-200``."""
    folder = run.sub("next-page")
    towns = {count: town(folder / str(count), count) for count in (FEW, MANY)}
    found: dict[int, list[float]] = {FEW: [], MANY: []}
    times = run.times(USUAL)
    for turn in range(times):
        for count in (FEW, MANY) if turn % 2 else (MANY, FEW):
            said = await child.values("touching", towns[count], str(_ROUNDS))
            found[count].append(p95(said["painted"]))
        run.progress.step(turn + 1, times)
    return {
        "next-page": measured(found[FEW], None, _NOTE),
        "next-page-200": measured(found[MANY], found[FEW], _NOTE),
    }


def p95(values: list[float]) -> float:
    """The 95th percentile; the value itself where there is only one."""
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]
