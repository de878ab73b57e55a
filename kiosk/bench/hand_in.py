"""Handing in 2 MB: seal, sign and store durably, against a bare commit of the same bytes beside it."""

import asyncio
import sqlite3
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from kiosk.applications.typesetting import Typesetter
from kiosk.bench import samples
from kiosk.bench.pairs import Measured, measured
from kiosk.bench.run import CannotMeasure, Run, wall_clock
from kiosk.booth.handing_in import Counter, Handed, HandingIn
from kiosk.booth.outbox import Outbox
from kiosk.booth.store import Store
from kiosk.booth.visit_events import HandIn

USUAL: Final = 25
_SIZE: Final = 2 * 2**20
PRAGMAS: Final = {"journal_mode": "truncate", "synchronous": "2"}
"""Those of the booth's store; a test compares them."""
_NOTE: Final = (
    "ours is the booth's whole path from the resident's touch: application, hashes, HPKE (X-Wing), device signature, "
    "outbox row. The floor is one INSERT and COMMIT of the same envelope, same folder and pragmas"
)


async def measure(run: Run) -> Mapping[str, Measured]:
    """The figure ``hand-in``."""
    folder = run.sub("hand-in")
    device = samples.enrolled_booth(folder / "identity")
    store = Store(folder / "booth.sqlite", wall_clock)
    outbox = Outbox(store, wall_clock)
    typesetter = Typesetter()
    await asyncio.to_thread(typesetter.warm_up)
    counter = Counter(samples.PLACE, "IE", rehearsal=True, least_free_bytes=0)
    handing_in = HandingIn(lambda: device, store, outbox, counter, typesetter.mincho, wall_clock)
    form = samples.filled_form()
    await store.open()
    floor = BareFloor(folder / "bare.sqlite")
    ours: list[float] = []
    theirs: list[float] = []
    times = run.times(USUAL)
    try:
        for turn in range(times + 1):
            wish = HandIn(form, samples.random_bytes(_SIZE), identified=True, locale="ja")
            began = time.perf_counter()
            outcome = await handing_in.hand_in(wish)
            ours.append(1000 * (time.perf_counter() - began))
            if not isinstance(outcome, Handed):
                raise CannotMeasure(f"the booth would not take it: {outcome.why}")
            envelope = await _stored(outbox)
            theirs.append(floor.commit(outcome.submission_id, envelope))
            run.progress.step(turn, times, "2 MB")
    finally:
        floor.close()
        await store.close()
    return {"hand-in": measured(ours[1:], theirs[1:], _NOTE)}  # the first one reads files nobody read before


async def _stored(outbox: Outbox) -> bytes:
    waiting = await outbox.oldest()
    assert waiting is not None, "it was just handed in"
    return waiting.envelope


class BareFloor:
    """One connection, one table, the booth's pragmas."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        for name, value in PRAGMAS.items():
            self._connection.execute(f"PRAGMA {name}={value}")
        self._connection.execute("CREATE TABLE kept (id TEXT PRIMARY KEY, envelope BLOB)")

    def commit(self, key: str, envelope: bytes) -> float:
        """Store one envelope; the milliseconds it took."""
        began = time.perf_counter()
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("INSERT INTO kept VALUES (?, ?)", (key, envelope))
        self._connection.execute("COMMIT")
        return 1000 * (time.perf_counter() - began)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
