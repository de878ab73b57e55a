"""Receipt numbers are given once."""

from datetime import UTC, datetime

from kiosk.headquarters.cases import submission_rows
from kiosk.headquarters.storage.store import Store
from kiosk.protocol.identifiers import new_id


async def test_numbers_follow_each_other_and_begin_with_the_year_in_japan(either_store: Store) -> None:
    new_year = datetime(2026, 12, 31, 15, tzinfo=UTC)
    given = [await either_store.write(lambda c: submission_rows.next_number(c, new_year)) for _ in range(2)]
    assert given == ["2027-000001", "2027-000002"]


async def test_what_was_not_received_is_not_found(either_store: Store) -> None:
    assert await either_store.read(lambda c: submission_rows.find(c, new_id())) is None
