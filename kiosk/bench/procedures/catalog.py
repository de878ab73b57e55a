"""The catalog of procedures: read anew, found again at the next start, looked at whole by the lint, held in memory."""

from collections.abc import Mapping
from typing import Final

from kiosk.bench.pairs import Measured, measured
from kiosk.bench.procedures import child
from kiosk.bench.procedures.next_page import FEW, MANY
from kiosk.bench.procedures.towns import town
from kiosk.bench.run import Run

USUAL: Final = 3
_EACH: Final = "of each procedure, by processor time in fresh processes; the peer is the same with 20"
_HELD: Final = "what a fresh process holds more after the catalog was found again, as a booth does at its start"


async def measure(run: Run) -> Mapping[str, Measured]:
    """The figures ``catalog-load``, ``catalog-again``, ``catalog-lint`` and ``catalog-memory``."""
    folder = run.sub("catalog")
    found: dict[str, dict[int, list[float]]] = {
        name: {FEW: [], MANY: []} for name in ("load", "again", "lint", "memory")
    }
    times = run.times(USUAL)
    for count in (FEW, MANY):
        where, kept = town(folder / str(count), count), folder / f"{count}.json"
        await child.values("reading", where, kept, "keep")
        for turn in range(times):
            anew = await child.values("reading", where, kept, "anew")
            again = await child.values("reading", where, kept, "again")
            linted = await child.values("reading", where, kept, "lint")
            found["load"][count].append(anew["load"][0] / count)
            found["again"][count].append(again["load"][0] / count)
            found["lint"][count].append(linted["lint"][0] / count)
            found["memory"][count].append(again["memory"][0] / count)
            run.progress.step(turn + 1 + (times if count == MANY else 0), 2 * times, str(count))
    notes = {"memory": _HELD}
    return {f"catalog-{name}": measured(of[MANY], of[FEW], notes.get(name, _EACH)) for name, of in found.items()}
