"""A damaged outbox: every submission that is still whole is carried on, nothing else is believed."""

import hashlib
import os
import random
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.applications.signature import sign_envelope
from kiosk.booth.storage import salvage
from kiosk.booth.storage.store import Store
from kiosk.booth.submissions.outbox import Outbox, read_lines
from kiosk.booth.submissions.waiting import OutboxState
from kiosk.booth.uplink.device_identity import Device
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.submissions import Receipt, SubmissionHeader, unpack
from tests.booth.conftest import AT

Now = Callable[[], datetime]
_MADE: list[tuple[bytes, list[str]]] = []


async def put(outbox: Outbox, device: Device, number: int, size: int = 6_000) -> str:
    name, sealed, reference = new_id(), os.urandom(size), f"IE-{number:04d}-000"
    header = SubmissionHeader(
        protocol_version=1, submission_id=name, booth_id=device.booth_id, procedure="juminhyo", procedure_version="1",
        reference=reference, key_id="k1", suite="x", created_at=AT, sha256=hashlib.sha256(sealed).hexdigest(),
        device_certificate=device.enrolled.certificate,
    )  # fmt: skip
    await outbox.put(name, reference, header.sha256, sign_envelope(header, sealed, device.key))
    return name


@pytest.fixture
async def kept(tmp_path: Path, now: Now, device: Device) -> tuple[Path, list[str]]:
    """Twenty submissions: the first was received, the second set aside. Made once, then copied."""
    if _MADE:
        content, names = _MADE[0]
        (tmp_path / "booth.sqlite").write_bytes(content)
        return tmp_path / "booth.sqlite", names
    store = Store(tmp_path / "booth.sqlite", now)
    await store.open()
    outbox = Outbox(store, now)
    names = [await put(outbox, device, number) for number in range(20)]
    first = await outbox.oldest()
    assert first
    receipt = Receipt(
        submission_id=first.submission_id, sha256=first.sha256, receipt_number="R-1", case_id=new_id(), received_at=AT
    )
    await outbox.receive(receipt)
    await outbox.park(names[1], "http_422")
    await store.close()
    _MADE.append((store.path.read_bytes(), names))
    return store.path, names


def damage(path: Path, *pages: int) -> None:
    content = bytearray(path.read_bytes())
    for page in pages:
        content[page * 4096 : page * 4096 + 4096] = os.urandom(4096)
    path.write_bytes(bytes(content))


def test_a_whole_file_gives_every_row_once(kept: tuple[Path, list[str]]) -> None:
    path, names = kept
    before = path.read_bytes()
    assert [row["submission_id"] for row in salvage.rows(path)] == names
    assert path.read_bytes() == before


async def test_a_damaged_page_costs_only_what_stood_on_it(kept: tuple[Path, list[str]], now: Now) -> None:
    path, names = kept
    damage(path, path.stat().st_size // 4096 // 2)
    store = Store(path, now)
    await store.open()
    assert store.moved_aside
    outbox = Outbox(store, now)
    lines = {line.submission_id: line for line in read_lines(path)}
    assert store.taken_over == len(lines) >= 15
    assert set(lines) <= set(names)
    assert lines[names[0]].state is OutboxState.RECEIVED
    assert lines[names[1]].state is OutboxState.PARKED
    assert (await outbox.backlog()).waiting == len(lines) - 2
    while waiting := await outbox.oldest():
        assert unpack(waiting.envelope).header.submission_id == waiting.submission_id
        await outbox.park(waiting.submission_id, "seen")
    await store.close()


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_damaged_nothing_false_is_believed(kept: tuple[Path, list[str]], seed: int) -> None:
    path, names = kept
    chance = random.Random(seed)
    size = path.stat().st_size // 4096
    damage(path, *chance.sample(range(1, size), k=min(size - 1, 1 + seed)))
    found = list(salvage.rows(path))
    assert {row["submission_id"] for row in found} <= set(names)
    for row in found:
        assert row["envelope"] is None or unpack(row["envelope"]).header.sha256 == row["sha256"]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE outbox SET envelope = substr(envelope, 1, length(envelope) - 1)",
        "UPDATE outbox SET submission_id = 'x' || submission_id",
        "UPDATE outbox SET reference = 'x' || reference",
        "UPDATE outbox SET sha256 = 'x'",
        "UPDATE outbox SET state = 'odd'",
        "UPDATE outbox SET envelope = NULL",
        "UPDATE outbox SET envelope = 12",
        "UPDATE outbox SET created_at = x'00'",
    ],
)
def test_a_row_that_does_not_fit_its_envelope_is_not_believed(kept: tuple[Path, list[str]], change: str) -> None:
    path, names = kept
    with sqlite3.connect(path) as connection:
        connection.execute(f"{change} WHERE submission_id = ?", (names[5],))
    connection.close()
    assert len(list(salvage.rows(path))) == 19


@pytest.mark.parametrize("content", [b"", b"rubbish" * 1000, b"SQLite format 3\x00" + bytes(5000)])
def test_what_is_no_database_gives_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "booth.sqlite"
    path.write_bytes(content)
    assert list(salvage.rows(path)) == []
    assert list(salvage.rows(tmp_path / "absent")) == []
