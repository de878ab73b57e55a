"""A booth's disk with a shelter on it, cheaply locked."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.booth.shelter import kept as module
from kiosk.booth.shelter.kept import Kept, opened, prepared
from kiosk.booth.shelter.lock import lock
from kiosk.booth.shelter.register_file import RegisterFile
from kiosk.booth.storage.store import Store
from kiosk.booth.uplink.device_identity import Device

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
CODE = b"0123456789"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a try of the code costs is the lock's own test."""
    monkeypatch.setattr(module, "lock", lambda content, code: lock(content, code, 2**4))


@pytest.fixture
def kept(device: Device) -> Kept:
    return opened(prepared("家島小学校", CODE, device), NOW)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = Store(tmp_path / "booth.sqlite", lambda: NOW)
    await store.open()
    yield store
    await store.close()


@pytest.fixture
async def file(store: Store, kept: Kept) -> RegisterFile:
    file = RegisterFile(store, lambda: "himeji-ieshima-1", lambda: NOW)
    await file.keep(kept)
    return file
