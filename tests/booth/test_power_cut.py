"""A power cut at any moment loses nothing that was promised: what really reached the disk is replayed and opened.

kill -9 cannot show this, because the system's cache survives the program. So every write, truncation and sync of the
unmodified store is logged (``disk_log.c``), and disks are built as a cut could have left them: what was synced is
there; of what was not yet synced nothing, all, some, or half a write.
"""

import hashlib
import os
import random
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import Session, select

from kiosk.booth.storage.store import Store
from kiosk.booth.storage.tables import OutboxRow

ROOT = Path(__file__).parents[2]
HEAD = struct.Struct("<ciQQ")
Op = tuple[str, int, bytes]

_WRITER = """
import asyncio, hashlib, os, random, sys
from datetime import UTC, datetime
from pathlib import Path
from kiosk.booth.submissions.outbox import Outbox
from kiosk.booth.storage.store import Store
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.submissions import Receipt

async def main():
    now = lambda: datetime(2026, 11, 21, tzinfo=UTC)
    store, chance = Store(Path(sys.argv[1]), now), random.Random(7)
    await store.open()
    outbox = Outbox(store, now)
    for number in range(int(sys.argv[2])):
        name, body = new_id(), chance.randbytes(chance.choice((300, 3_000, 30_000)))
        digest = hashlib.sha256(body).hexdigest()
        await outbox.put(name, name, digest, body)
        os.write(1, f"put {name} {digest}\\n".encode())
        if number % 4 == 3:
            await outbox.receive(Receipt(
                submission_id=name, sha256=digest, receipt_number=f"R-{number}", case_id=new_id(), received_at=now()
            ))
            os.write(1, f"received {name}\\n".encode())
    await store.close()

asyncio.run(main())
"""


class Disk:
    """What is on the disk for sure, and what is only on its way there."""

    def __init__(self) -> None:
        self.sure: dict[str, bytearray] = {}
        self.under_way: dict[str, list[Op]] = {}
        self.files: dict[int, str] = {}

    def do(self, path: str, op: Op) -> None:
        self.under_way.setdefault(path, []).append(op)

    def saw(self, kind: str, fd: int, offset: int, data: bytes) -> None:
        """One record of the log."""
        match kind:
            case "O":
                self.files[fd] = Path(data.decode()).name
            case "C":
                self.files.pop(fd, None)
            case "W":
                self.do(self.files[fd], ("write", offset, data))
            case "T":
                self.do(self.files[fd], ("truncate", offset, b""))
            case "S":
                self.sync(self.files[fd])
            case _:
                pytest.fail("the store removes a file: a removal is only sure after a sync of the folder")

    def sync(self, path: str) -> None:
        content = self.sure.setdefault(path, bytearray())
        for op in self.under_way.pop(path, []):
            _apply(content, op)

    def after_a_cut(self, chance: random.Random) -> dict[str, bytes]:
        """One way the disk could look now."""
        fate = chance.choice(("nothing", "all", "some", "torn"))
        left = {path: bytearray(content) for path, content in self.sure.items()}
        for path, ops in self.under_way.items():
            for op in ops:
                if fate == "all" or (fate != "nothing" and chance.random() < 0.5):
                    _apply(left.setdefault(path, bytearray()), _torn(op, chance) if fate == "torn" else op)
        return {path: bytes(content) for path, content in left.items()}


def _apply(content: bytearray, op: Op) -> None:
    kind, at, data = op
    if kind == "truncate":
        del content[at:]
        content.extend(bytes(at - len(content)))
        return
    content.extend(bytes(max(0, at - len(content))))
    content[at : at + len(data)] = data


def _torn(op: Op, chance: random.Random) -> Op:
    kind, at, data = op
    return kind, at, data[: 512 * chance.randint(0, len(data) // 512)] if len(data) > 512 else data


def _records(log: Path) -> Iterator[tuple[str, int, int, bytes]]:
    data, at = log.read_bytes(), 0
    while at < len(data):
        kind, fd, offset, length = HEAD.unpack_from(data, at)
        at += HEAD.size
        yield kind.decode(), fd, offset, data[at : at + length]
        at += length


def _cuts(log: Path, number: int, chance: random.Random) -> Iterator[tuple[dict[str, bytes], dict[str, str], set[str]]]:
    """Disks after `number` cuts, each with what was promised by then: put (id: hash) and received."""
    records = list(_records(log))
    moments = sorted(chance.choices(range(len(records)), k=number))
    disk = Disk()
    put: dict[str, str] = {}
    received: set[str] = set()
    for index, (kind, fd, offset, data) in enumerate(records):
        while moments and moments[0] == index:
            moments.pop(0)
            yield disk.after_a_cut(chance), dict(put), set(received)
        if kind == "A":
            what, name, *more = data.decode().split()
            put |= {name: more[0]} if what == "put" else {}
            received |= {name} if what == "received" else set()
        else:
            disk.saw(kind, fd, offset, data)


def _rows(session: Session) -> list[OutboxRow]:
    return list(session.exec(select(OutboxRow)).all())


async def _survived(folder: Path, disk: dict[str, bytes], put: dict[str, str], received: set[str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in disk.items():
        (folder / name).write_bytes(content)
    store = Store(folder / "booth.sqlite", lambda: datetime(2026, 11, 22, tzinfo=UTC))
    await store.open()
    try:
        rows = {row.submission_id: row for row in await store.run(_rows)}
    finally:
        await store.close()
    assert store.moved_aside is None, "a cut damages nothing"
    assert put.keys() <= rows.keys(), "what was promised is there"
    for name, row in rows.items():
        if row.envelope is not None:
            assert hashlib.sha256(row.envelope).hexdigest() == row.sha256, "and whole"
        else:
            assert row.state == "received", "sealed bytes go only with a receipt"
        assert name not in received or row.receipt_number
        assert name not in put or row.sha256 == put[name]


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    compiler = shutil.which("gcc") or shutil.which("cc")
    if not compiler:
        pytest.skip("no C compiler on this machine")
    built = tmp_path_factory.mktemp("shim") / "disk_log.so"
    source = Path(__file__).with_name("disk_log.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(built), str(source), "-ldl", "-pthread"], check=True)
    return built


def logged(shim: Path, tmp_path: Path, puts: int) -> Path:
    folder, log = tmp_path / "disk", tmp_path / "disk.log"
    folder.mkdir()
    environment = {"LD_PRELOAD": str(shim), "DISK_LOG_FOLDER": str(folder), "DISK_LOG": str(log)}
    subprocess.run(
        [sys.executable, "-c", _WRITER, str(folder / "booth.sqlite"), str(puts)],
        cwd=ROOT, env={**os.environ, **environment}, capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    return log


@pytest.mark.parametrize("cuts", [300, pytest.param(2000, marks=pytest.mark.soak)])
async def test_a_power_cut_at_any_moment_loses_nothing_that_was_promised(shim: Path, tmp_path: Path, cuts: int) -> None:
    log = logged(shim, tmp_path, 40)
    kinds = [kind for kind, *_ in _records(log)]
    assert kinds.count("A") == 50
    assert kinds.count("S") >= 100, "journal and file are synced for every submission"
    chance = random.Random(20261121)
    for disk, put, received in _cuts(log, cuts, chance):
        await _survived(tmp_path / "after", disk, put, received)


async def test_the_replay_would_notice_a_store_that_does_not_sync(shim: Path, tmp_path: Path) -> None:
    """The test of the test: with the syncs left out of the log, promises get lost."""
    log = logged(shim, tmp_path, 12)
    records = [record for record in _records(log) if record[0] != "S"]
    log.write_bytes(b"".join(HEAD.pack(k.encode(), fd, at, len(data)) + data for k, fd, at, data in records))
    lost = 0
    for disk, put, received in _cuts(log, 30, random.Random(1)):
        try:
            await _survived(tmp_path / "after", disk, put, received)
        except AssertionError:
            lost += 1
    assert lost > 5
