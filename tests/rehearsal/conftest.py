"""A fixed moment, cards by name, and a real card service for the virtual reader."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from kiosk.rehearsal.card.pcscd import RunningPcscd, missing_parts
from kiosk.rehearsal.card.profiles import profiles
from kiosk.rehearsal.card.virtual_card import VirtualCard
from tests import eager_pcscd

NOW = datetime(2026, 11, 1, 3, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def cards() -> Callable[[str], VirtualCard]:
    return lambda name: profiles(NOW)[name].make(NOW)


@pytest.fixture(scope="module")
def service() -> Iterator[RunningPcscd]:
    missing = missing_parts()
    if missing:
        pytest.skip(f"needs {' '.join(missing)}")
    with eager_pcscd.service() as running:
        yield running
