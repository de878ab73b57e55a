"""A town has as many procedures as were asked for, all of them readable."""

from pathlib import Path

import pytest

from kiosk.bench.procedures.towns import DELIVERED, town
from kiosk.procedures.catalog import Catalog


@pytest.mark.parametrize("more", [-3, 2])
def test_a_town_of_fewer_or_more_than_are_delivered(tmp_path: Path, more: int) -> None:
    count = len(list(DELIVERED.glob("*/*.v1.form.yml"))) + more
    catalog = Catalog(town(tmp_path / "town", count)).load()
    assert catalog.problems == ()
    assert len({one.id for one in catalog.procedures}) == count
    offered = {name for group in catalog.groups for name in group.procedures}
    assert {one.id for one in catalog.procedures if one.status == "published"} <= offered
