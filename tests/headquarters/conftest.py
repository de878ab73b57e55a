"""Shared fixtures: a clock, a store of either kind, a running headquarters."""

import itertools
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from kiosk.headquarters.storage.store import Store, open_store
from tests import postgres
from tests.headquarters.card_world import rehearsing
from tests.headquarters.headquarters_world import Clock, World, running
from tests.headquarters.laid_tables import TEMPLATE, execute, lay_down_tables, make_template

_numbers = itertools.count()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    if not postgres.is_here():
        pytest.fail("install Debian's postgresql-15: the tests run intake on a real PostgreSQL")
    with postgres.running() as url:
        make_template(url)
        yield url


def new_database(cluster: str) -> str:
    name = f"kiosk_{next(_numbers)}"
    execute(cluster, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    return cluster + name


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest) -> str:
    """The `database` setting of one that has no tables yet."""
    if request.param == "sqlite":
        return ""
    cluster, name = request.getfixturevalue("cluster"), f"kiosk_{next(_numbers)}"
    execute(cluster, f"CREATE DATABASE {name}")
    return str(cluster) + name


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """The `database` setting: both kinds, one after the other."""
    return "" if request.param == "sqlite" else new_database(request.getfixturevalue("cluster"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    lay_down_tables(tmp_path)
    opened = open_store(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def either_store(tmp_path: Path, database: str) -> Iterator[Store]:
    if not database:
        lay_down_tables(tmp_path)
    opened = open_store(tmp_path, database)
    yield opened
    opened.close()


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with running(tmp_path) as started:
        yield started


@pytest.fixture
async def either_world(tmp_path: Path, database: str) -> AsyncIterator[World]:
    async with running(tmp_path, database=database) as started:
        yield started


@pytest.fixture
async def card_world(tmp_path: Path) -> AsyncIterator[World]:
    """A headquarters that trusts the rehearsal's cards and knows which are revoked."""
    async with running(tmp_path, cards=rehearsing(tmp_path / "trust")) as started:
        yield started


@pytest.fixture
async def either_card_world(tmp_path: Path, database: str) -> AsyncIterator[World]:
    async with running(tmp_path, database=database, cards=rehearsing(tmp_path / "trust")) as started:
        yield started
