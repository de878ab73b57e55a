"""Handing in 2 MB: seal, sign and store durably, against a bare commit of the same bytes beside it.

On a quiet machine with a fast disk (a bare commit in 5 ms) the same bytes take 1.1 ms to encrypt and 1.6 ms to hash; an
insert through the models is 1.2 ms above a bare one; header, signature and joining take 0.7 ms, changing threads 0.5.
So the figure falls with the disk: 2.3 there, 1.5 where a commit takes 13 ms. Of the whole, with the largest drawing of
a signature and beside a commit of what came of it, putting answers into words is 2 ms, looking for a free reference and
vouching for the key 1 ms.

So 1.5 is out of reach where a commit takes 5 ms: encrypting and hashing alone make it 1.54, and neither can be left out
or done beside the commit, which needs the signed hash. Hashing each piece while the next is encrypted would spare the
shorter of the two, 1.1 ms, on the second core: 2.1 in place of 2.3, which is not worth a second way to seal. Nor can
sealing begin before the touch that hands in: what is signed is what is sealed. Tried for nothing: larger pages (both
sides a tenth quicker) and
an insert without the models (no difference beyond the noise).
"""

import asyncio
import hashlib
import sqlite3
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Final

from kiosk.applications.sealing import SealedFor, seal
from kiosk.applications.signature import sign_envelope
from kiosk.applications.typesetting import Typesetter
from kiosk.bench import samples
from kiosk.bench.pairs import Measured, measured
from kiosk.bench.run import CannotMeasure, Run, wall_clock
from kiosk.booth.storage.store import Store
from kiosk.booth.submissions.outbox import Outbox
from kiosk.booth.submissions.submitter import Counter, Submitter
from kiosk.booth.uplink.device_identity import Device
from kiosk.booth.visit.commands import HandIn
from kiosk.booth.visit.ports import Submitted
from kiosk.protocol.identifiers import PROTOCOL_VERSION, new_id
from kiosk.protocol.submissions import SubmissionHeader

USUAL: Final = 25
_PICTURE_BYTES: Final = 2 * 2**20
_SIGNATURE_BYTES: Final = 200 * 2**10
"""Nearly the largest drawing that a booth takes (`OF_SIGNATURE`)."""
PRAGMAS: Final = {"journal_mode": "truncate", "synchronous": "2"}
"""Those that make a commit of the booth's store last; a test compares them."""
_BARE: Final = "the floor is one INSERT and COMMIT of the same envelope in the same folder with the same pragmas"
_SEAL: Final = f"HPKE (X-Wing), hash, device signature and outbox row, durable; {_BARE}"
_WHOLE: Final = (
    f"all a resident waits for: answers put into words, fonts looked through, papers hashed, then the above; {_BARE}"
)


async def measure(run: Run) -> Mapping[str, Measured]:
    """The figures of the group ``hand-in``."""
    folder = run.sub("hand-in")
    device = samples.enrolled_booth(folder / "identity")
    store = Store(folder / "booth.sqlite", wall_clock)
    outbox = Outbox(store, wall_clock)
    typesetter = Typesetter()
    await asyncio.to_thread(typesetter.warm_up)
    counter = Counter(samples.PLACE, "IE", rehearsal=True, least_free_bytes=0)
    submitter = Submitter(lambda: device, store, outbox, counter, lambda: typesetter.mincho, wall_clock)
    form = samples.filled_form()
    await store.open()
    floor = BareFloor(folder / "bare.sqlite")
    sealed: list[float] = []
    whole: list[float] = []
    bare: list[float] = []
    bare_whole: list[float] = []
    times = run.times(USUAL)
    try:
        for turn in range(times + 1):
            paper, drawn = samples.random_picture(_PICTURE_BYTES), samples.random_picture(_SIGNATURE_BYTES)
            number, envelope, took = await _seal_and_store(device, outbox, paper)
            sealed.append(took)
            bare.append(floor.commit(number, envelope))
            began = time.perf_counter()
            outcome = await submitter.submit(HandIn(form, drawn, seen=(), locale="ja"))
            whole.append(1000 * (time.perf_counter() - began))
            if not isinstance(outcome, Submitted):
                raise CannotMeasure(f"the booth would not take it: {outcome.why}")
            bare_whole.append(floor.commit(*_newest(folder / "booth.sqlite")))
            run.progress.step(turn, times, "2 MB")
    finally:
        floor.close()
        await store.close()
    # the first turn reads files nobody read before
    return {
        "hand-in": measured(sealed[1:], bare[1:], _SEAL),
        "hand-in-whole": measured(whole[1:], bare_whole[1:], _WHOLE),
    }


def _newest(path: Path) -> tuple[str, bytes]:
    """What was handed in last, by its id, as the outbox keeps it."""
    with closing(sqlite3.connect(path)) as store:
        number, envelope = store.execute("SELECT submission_id, envelope FROM outbox ORDER BY rowid DESC").fetchone()
    return str(number), bytes(envelope)


async def _seal_and_store(device: Device, outbox: Outbox, package: bytes) -> tuple[str, bytes, float]:
    """Its submission id, its envelope, and the milliseconds until it was durable."""
    number = new_id()
    began = time.perf_counter()
    envelope, sha256 = await asyncio.to_thread(_sealed, device, number, package)
    await outbox.put(number, f"IE-{number[-12:]}", sha256, envelope)
    return number, envelope, 1000 * (time.perf_counter() - began)


def _sealed(device: Device, number: str, package: bytes) -> tuple[bytes, str]:
    key = device.sealing_key
    sealed = seal(package, key, SealedFor(device.booth_id, number, samples.PROCEDURE, "3.1.0"))
    digest = hashlib.sha256(sealed).digest()
    header = SubmissionHeader(
        protocol_version=PROTOCOL_VERSION,
        submission_id=number,
        booth_id=device.booth_id,
        procedure=samples.PROCEDURE,
        procedure_version="3.1.0",
        reference="IE-4731-08K",
        key_id=key.key_id,
        suite=key.suite,
        created_at=wall_clock(),
        sha256=digest.hex(),
        device_certificate=device.enrolled.certificate,
    )
    return sign_envelope(header, sealed, device.key, digest), header.sha256


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
