"""What a child measured is read; one that does not come to its end is no figure."""

from pathlib import Path

import pytest

from kiosk.bench.procedures import child
from kiosk.bench.run import CannotMeasure
from tests.town import TOWN


async def test_its_values_are_read(tmp_path: Path) -> None:
    found = await child.values("reading", TOWN, tmp_path / "kept.json", "anew")
    assert found.keys() == {"load", "memory"}
    assert found["load"][0] > 0


async def test_one_that_fails_gives_no_figure(tmp_path: Path) -> None:
    with pytest.raises(CannotMeasure, match="reading"):
        await child.values("reading", tmp_path / "nowhere", tmp_path / "kept.json", "anew")
