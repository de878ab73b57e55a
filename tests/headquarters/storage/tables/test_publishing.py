"""A bundle has one number, above nought."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.headquarters.storage.rows import add
from kiosk.headquarters.storage.store import StoreUnavailable, open_store
from kiosk.headquarters.storage.tables import ProcedureBundle
from tests.headquarters.laid_tables import lay_down_tables


def bundle(number: int) -> ProcedureBundle:
    at = datetime(2026, 11, 21, tzinfo=UTC)
    return ProcedureBundle(number=number, published_at=at, published_by="本庁サーバー", files=1, body=b"signed")


async def test_a_number_is_given_once_and_is_above_nought(tmp_path: Path) -> None:
    lay_down_tables(tmp_path)
    store = open_store(tmp_path, "")
    await store.write(lambda c: add(c, bundle(1)))
    for number in (0, 1):
        with pytest.raises(StoreUnavailable, match="IntegrityError"):
            await store.write(lambda c, number=number: add(c, bundle(number)))  # type: ignore[misc]
    store.close()
