"""A folder of procedures that a test may change, and one procedure that breaks no rule."""

import shutil
from pathlib import Path

import pytest

from kiosk.procedures.procedure import Procedure
from tests.town import DELIVERED, TOWN, read_once

BROKEN = Path(__file__).parents[1] / "procedures" / "broken"


@pytest.fixture(scope="session")
def folder() -> Path:
    """A town with one procedure."""
    return TOWN


@pytest.fixture(scope="session")
def delivered() -> Path:
    """Every procedure that comes with the program."""
    return DELIVERED


@pytest.fixture
def copy_of_folder(tmp_path: Path) -> Path:
    """A copy of that town which a test may break."""
    return Path(shutil.copytree(TOWN, tmp_path / "procedures"))


@pytest.fixture(scope="session")
def juminhyo() -> Procedure:
    found = read_once().procedure("juminhyo")
    assert found is not None
    return found
