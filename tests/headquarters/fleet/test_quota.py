"""How much one booth may send in a day."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.headquarters.fleet.quota import Sent, sent_today, wait_s
from kiosk.headquarters.settings import DailyQuota
from kiosk.headquarters.storage.rows import add
from kiosk.headquarters.storage.store import Store
from kiosk.headquarters.storage.tables import Submission
from kiosk.protocol.identifiers import new_id

RULES = DailyQuota(submissions=10, megabytes=24)
NOON = datetime(2026, 11, 21, 3, tzinfo=UTC)
"""In Japan."""


async def send(store: Store, booth_id: str, size: int, at: datetime = NOON) -> None:
    row = Submission(
        submission_id=new_id(), booth_id=booth_id, body_sha256="", sealed_sha256="", receipt_number=new_id(),
        case_id=new_id(), received_at=at, body=b"", size=size,
    )  # fmt: skip
    await store.write(lambda c: add(c, row))


async def waits(store: Store, more: int, at: datetime = NOON, booth_id: str = "a") -> int:
    return await store.read(lambda c: wait_s(c, RULES, booth_id, more, at))


async def test_what_fits_is_taken_and_what_does_not_waits_for_midnight_in_japan(either_store: Store) -> None:
    await send(either_store, "a", 20 * 2**20)
    assert await waits(either_store, 4 * 2**20) == 0
    assert await waits(either_store, 4 * 2**20 + 1) == 12 * 3600
    assert await waits(either_store, 24 * 2**20, booth_id="b") == 0
    assert await waits(either_store, 24 * 2**20, at=NOON + timedelta(hours=12)) == 0


async def test_small_ones_are_counted(either_store: Store) -> None:
    for _ in range(10):
        await send(either_store, "a", 1)
    assert await waits(either_store, 1) > 0


async def test_each_booth_is_summed_up_for_its_day(either_store: Store) -> None:
    await send(either_store, "a", 5, at=NOON - timedelta(days=1))
    for size in (7, 8):
        await send(either_store, "a", size)
    await send(either_store, "b", 9)
    assert await either_store.read(lambda c: sent_today(c, NOON)) == {"a": Sent(2, 15), "b": Sent(1, 9)}


@pytest.mark.parametrize(
    ("sent", "percent"), [(Sent(), 0), (Sent(8, 0), 80), (Sent(1, 12 * 2**20), 50), (Sent(10, 1), 100)]
)
def test_the_nearer_bound_counts(sent: Sent, percent: int) -> None:
    assert sent.percent_of(RULES) == percent
