"""The outbox with a real file: oldest first, nothing leaves without its receipt, nothing readable inside."""

import asyncio
import hashlib
import os
import random
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.booth.storage.faults import StoreBroken, StoreFull
from kiosk.booth.storage.store import Store
from kiosk.booth.submissions.outbox import Outbox, read_lines
from kiosk.booth.submissions.waiting import Backlog, OutboxState
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.submissions import Receipt

START = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[3]


class Clock:
    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    def later(self, **amount: float) -> None:
        self.at += timedelta(**amount)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def now(clock: Clock) -> Clock:
    return clock


@pytest.fixture
def outbox(store: Store, clock: Clock) -> Outbox:
    return Outbox(store, clock, most_bytes=10_000, keep_days=90)


async def put(outbox: Outbox, number: int, size: int = 100) -> str:
    submission_id = new_id()
    await outbox.put(submission_id, f"IE-{number:04d}-000", f"{number:064x}", bytes([number % 256]) * size)
    return submission_id


def receipt(submission_id: str, number: int) -> Receipt:
    return Receipt(
        submission_id=submission_id,
        sha256=f"{number:064x}",
        receipt_number=f"R-{number}",
        case_id=new_id(),
        received_at=START,
    )


async def test_the_oldest_is_carried_first(outbox: Outbox, clock: Clock) -> None:
    ids = []
    for number in range(3):
        ids.append(await put(outbox, number))
        clock.later(seconds=1)
    for number, submission_id in enumerate(ids):
        waiting = await outbox.oldest()
        assert waiting
        assert (waiting.submission_id, waiting.envelope) == (submission_id, bytes([number]) * 100)
        assert await outbox.receive(receipt(submission_id, number))
    assert await outbox.oldest() is None


async def test_two_of_the_same_moment_keep_their_order(outbox: Outbox) -> None:
    ids = [await put(outbox, number) for number in range(3)]
    waiting = await outbox.oldest()
    assert waiting
    assert waiting.submission_id == ids[0]


async def test_a_clock_that_was_set_back_only_changes_the_order(outbox: Outbox, clock: Clock) -> None:
    await put(outbox, 1)
    clock.later(days=-400)
    await put(outbox, 2)
    assert await outbox.backlog() == Backlog(2, 0, 0)
    clock.later(days=300)
    assert (await outbox.backlog()).oldest_s == 300 * 86400


@pytest.mark.parametrize("wrong", ["id", "hash"])
async def test_a_receipt_that_does_not_fit_changes_nothing(outbox: Outbox, wrong: str) -> None:
    submission_id = await put(outbox, 1)
    strange = receipt(new_id() if wrong == "id" else submission_id, 1 if wrong == "id" else 2)
    assert not await outbox.receive(strange)
    assert await outbox.backlog() == Backlog(1, 0, 0)
    waiting = await outbox.oldest()
    assert waiting
    assert waiting.envelope


async def test_a_receipt_given_twice_is_believed_twice_and_counted_once(outbox: Outbox, store: Store) -> None:
    submission_id = await put(outbox, 1)
    assert await outbox.receive(receipt(submission_id, 1))
    assert await outbox.receive(receipt(submission_id, 1))
    (line,) = read_lines(store.path)
    assert (line.state, line.size_bytes, line.receipt_number) == (OutboxState.RECEIVED, 0, "R-1")


async def test_postponing_counts_the_attempts_and_says_why(outbox: Outbox, store: Store) -> None:
    submission_id = await put(outbox, 1)
    for attempt in range(1, 4):
        await outbox.postpone(submission_id, "unreachable", 123.0)
        waiting = await outbox.oldest()
        assert waiting
        assert (waiting.attempts, waiting.next_try_at_s) == (attempt, 123.0)
    (line,) = read_lines(store.path)
    assert line.last_code == "unreachable"


@pytest.mark.parametrize(
    ("attempts", "code", "passes"),
    [
        (5, "http_500", True),
        (4, "http_500", False),
        (50, "http_503", True),
        (5, "no_receipt", True),
        (50, "unreachable", False),
        (50, "http_403", False),
    ],
)
async def test_only_one_that_was_answered_often_lets_others_pass(
    outbox: Outbox, attempts: int, code: str, passes: bool
) -> None:
    first, second = await put(outbox, 1), await put(outbox, 2)
    for _ in range(attempts):
        await outbox.postpone(first, code, 100.0)
    waiting = await outbox.oldest()
    assert waiting
    assert waiting.submission_id == (second if passes else first)
    assert await outbox.backlog() == Backlog(2, 0, 0, int(passes), code if passes else "")
    await outbox.park(second, "http_422")
    waiting = await outbox.oldest()
    assert waiting
    assert waiting.submission_id == first, "alone it is carried, due or not"


async def test_of_several_that_let_others_pass_the_one_due_first_is_carried(outbox: Outbox) -> None:
    first, second = await put(outbox, 1), await put(outbox, 2)
    for _ in range(5):
        await outbox.postpone(first, "http_404", 900.0)
        await outbox.postpone(second, "http_404", 100.0)
    waiting = await outbox.oldest()
    assert waiting
    assert (waiting.submission_id, waiting.stuck) == (second, True)


async def test_what_is_set_aside_stays_sealed_and_lets_the_rest_go_on(outbox: Outbox, store: Store) -> None:
    first, second = await put(outbox, 1), await put(outbox, 2)
    await outbox.park(first, "http_422")
    waiting = await outbox.oldest()
    assert waiting
    assert waiting.submission_id == second
    assert await outbox.backlog() == Backlog(1, 0, 1)
    assert {line.state: line.size_bytes for line in read_lines(store.path)} == {
        OutboxState.PARKED: 100,
        OutboxState.PENDING: 100,
    }


async def test_what_was_set_aside_can_be_put_back(outbox: Outbox) -> None:
    first = await put(outbox, 1)
    await put(outbox, 2)
    await outbox.park(first, "http_422")
    assert await outbox.release() == 1
    assert await outbox.release() == 0
    waiting = await outbox.oldest()
    assert waiting
    assert waiting.submission_id == first


async def test_the_backlog_tells_number_and_age_of_the_oldest(outbox: Outbox, clock: Clock) -> None:
    assert await outbox.backlog() == Backlog(0, 0, 0)
    await put(outbox, 1)
    clock.later(minutes=10)
    await put(outbox, 2)
    assert await outbox.backlog() == Backlog(2, 600, 0)


async def test_a_full_outbox_takes_no_more_and_keeps_what_it_has(outbox: Outbox) -> None:
    await put(outbox, 1, 6_000)
    with pytest.raises(StoreFull):
        await put(outbox, 2, 6_000)
    assert (await outbox.backlog()).waiting == 1
    await put(outbox, 3, 4_000)


async def test_received_submissions_make_room(outbox: Outbox) -> None:
    for number in range(5):
        assert await outbox.receive(receipt(await put(outbox, number, 9_000), number))


async def test_lines_of_received_ones_are_forgotten_after_the_time_never_others(
    outbox: Outbox, store: Store, clock: Clock
) -> None:
    received, parked, pending = [await put(outbox, number) for number in range(3)]
    await outbox.receive(receipt(received, 0))
    await outbox.park(parked, "http_422")
    clock.later(days=89)
    await outbox.tidy()
    assert len(read_lines(store.path)) == 3
    clock.later(days=2)
    await outbox.tidy()
    assert {line.submission_id for line in read_lines(store.path)} == {parked, pending}


async def test_the_same_submission_cannot_be_stored_twice(outbox: Outbox) -> None:
    submission_id = await put(outbox, 1)
    with pytest.raises(StoreBroken):
        await outbox.put(submission_id, "IE-0002-000", "0" * 64, b"x")
    with pytest.raises(StoreBroken):
        await put(outbox, 1)
    assert (await outbox.backlog()).waiting == 1


_WRITERS = """
import asyncio, hashlib, os, sys, tempfile
from datetime import UTC, datetime
from pathlib import Path
from kiosk.booth.submissions.outbox import Outbox
from kiosk.booth.storage.store import Store
from kiosk.protocol.identifiers import new_id

async def write():
    store = Store(Path(sys.argv[1]), lambda: datetime.now(UTC))
    await store.open()
    outbox = Outbox(store, lambda: datetime.now(UTC))
    os.write(1, f"{os.getpid()}\\n".encode())
    while True:
        name, body = new_id(), os.urandom(500 + os.urandom(1)[0] * 100)
        await outbox.put(name, name, hashlib.sha256(body).hexdigest(), body)
        os.write(1, name.encode() + b"\\n")

async def warm():  # what is loaded and compiled at the first use, once for all writers that are forked
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "warm.sqlite", lambda: datetime.now(UTC))
        await store.open()
        await Outbox(store, lambda: datetime.now(UTC)).put(new_id(), new_id(), "0" * 64, b"warm")
        await store.close()

asyncio.run(warm())
while sys.stdin.readline():  # one writer after another, each in a process of its own
    writer = os.fork()
    if not writer:
        asyncio.run(write())
    os.waitpid(writer, 0)
    os.write(1, b"dead\\n")
"""


def _kill_writers(path: Path, kills: int) -> set[str]:
    """Let one writer after another store and say so, kill -9 each at a random moment; what was promised."""
    promised: set[str] = set()
    command = [sys.executable, "-c", _WRITERS, str(path)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as some:
        assert some.stdin
        assert some.stdout
        for _ in range(kills):
            some.stdin.write(b"go\n")
            some.stdin.flush()
            pid = int(some.stdout.readline())
            said = [some.stdout.readline() for _ in range(random.randrange(8))]
            os.kill(pid, signal.SIGKILL)
            while (line := some.stdout.readline()) != b"dead\n":
                said.append(line)
            promised |= {line.decode().strip() for line in said}
        some.stdin.close()
    return promised


async def test_kill_9_at_any_moment_loses_nothing_that_was_promised(tmp_path: Path) -> None:
    promised = await asyncio.to_thread(_kill_writers, tmp_path / "booth.sqlite", 100)
    store = Store(tmp_path / "booth.sqlite", lambda: START)
    await store.open()
    assert store.moved_aside is None
    outbox = Outbox(store, lambda: START)
    stored = [line.submission_id for line in read_lines(store.path)]
    assert promised
    assert promised <= set(stored), "what was promised is there"
    assert len(stored) == len(set(stored)), "and only once"
    while waiting := await outbox.oldest():
        assert hashlib.sha256(waiting.envelope).hexdigest() == waiting.sha256, "and whole"
        await outbox.park(waiting.submission_id, "seen")
    await store.close()


async def test_many_hands_at_once_store_each_exactly_once(outbox: Outbox, store: Store) -> None:
    ids = await asyncio.gather(*(put(outbox, number) for number in range(40)))
    assert sorted(line.submission_id for line in read_lines(store.path)) == sorted(ids)


async def test_lines_are_read_beside_a_running_booth_without_changing_anything(outbox: Outbox, store: Store) -> None:
    await outbox.put(new_id(), "IE-4731-08K", "0" * 64, b"sealed")
    (line,) = read_lines(store.path)
    assert (line.reference, line.state, line.size_bytes) == ("IE-4731-08K", OutboxState.PENDING, 6)
    assert read_lines(store.path.with_name("none.sqlite")) == []
    broken = store.path.with_name("broken.sqlite")
    broken.write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreBroken, match="kiosk check"):
        read_lines(broken)
    assert broken.read_bytes() == b"no database at all" * 100
