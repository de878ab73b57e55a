"""What a call costs while it lasts, and whether that grows: memory, open files, what a page keeps, delay of sound."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Final

from tests.journeys.causes import Place

_PAGE_MB: Final = 4096 / 2**20
Costs = Mapping[str, float]
MAY_GROW: Final = {"MB": (1.1, 10.0), "files": (1.0, 3.0), "nodes": (1.2, 200.0), "ms": (1.5, 50.0)}
"""By unit: the share, and how much beside it, by which the last quarter may be above the second."""


def sizes(costs: Costs) -> dict[str, float]:
    """Without the delay of sound, which settles in the first minute of a call."""
    return {name: cost for name, cost in costs.items() if not name.endswith(" ms")}


def grown(seen: Sequence[Costs]) -> list[str]:
    """What cost more in the last quarter than in the second; the first is the time in which everything is set up."""
    quarter = len(seen) // 4
    found = []
    for name in seen[-1]:
        early = median(one[name] for one in seen[quarter : 2 * quarter])
        late = median(one[name] for one in seen[-quarter:])
        share, beside = MAY_GROW[name.rsplit(" ", 1)[1]]
        if late > share * early + beside:
            found.append(f"{name}: {early:.0f}, later {late:.0f}")
    return found


class Meter:
    """Reads the costs of a counter's programs."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._waited = (0.0, 0.0)

    async def read(self) -> dict[str, float]:
        """Now; sound since the last reading."""
        place = self._place
        media = await place.counter.booth.ask({"do": "media"})
        pids = {"booth": place.counter.booth.pid, "headquarters": place.counter.headquarters.pid, "media": media["pid"]}
        found: dict[str, float] = {}
        for name, pid in pids.items():
            found[f"{name} MB"] = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * _PAGE_MB
            found[f"{name} files"] = len(list(Path(f"/proc/{pid}/fd").iterdir()))
        found |= await self._of_page()
        statistics = media["statistics"]
        if statistics and statistics["sound_delay_ms"] is not None:
            found["sound at booth ms"] = statistics["sound_delay_ms"]
        return found

    async def _of_page(self) -> dict[str, float]:
        page = self._place.staff.page
        session = await page.context.new_cdp_session(page)
        await session.send("HeapProfiler.collectGarbage")
        heap = await session.send("Runtime.getHeapUsage")
        counted = await session.send("Memory.getDOMCounters")
        await session.detach()
        flowing = await page.evaluate("() => window.flowing()")
        before, self._waited = self._waited, (flowing["waited"], flowing["emitted"])
        found = {"page MB": heap["usedSize"] / 2**20, "page nodes": float(counted["nodes"])}
        if (emitted := self._waited[1] - before[1]) > 0:
            found["sound at staff ms"] = 1000 * (self._waited[0] - before[0]) / emitted
        return found
