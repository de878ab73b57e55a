"""What one procedure costs among many stands beside what it costs among few."""

from pathlib import Path

import pytest

from kiosk.bench.procedures import catalog, child
from kiosk.bench.run import Run


async def test_each_cost_is_that_of_one_procedure(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    async def values(_module: str, folder: Path, _kept: Path, what: str) -> dict[str, list[float]]:
        whole = 2.0 * float(folder.name)
        return {"lint": [whole]} if what == "lint" else {"load": [whole], "memory": [whole]}

    monkeypatch.setattr(child, "values", values)
    monkeypatch.setattr(catalog, "town", lambda folder, _count: folder)
    found = await catalog.measure(run)
    assert found.keys() == {"catalog-load", "catalog-again", "catalog-lint", "catalog-memory"}
    assert {(one.ours.values, one.ratio) for one in found.values()} == {((2.0,), 1.0)}
