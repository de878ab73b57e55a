"""Few and many procedures are measured in turns; what counts is the slowest of twenty touches."""

from pathlib import Path

import pytest

from kiosk.bench.procedures import child, next_page
from kiosk.bench.run import Run


async def test_many_stand_beside_few(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    async def values(module: str, folder: Path, *_: str) -> dict[str, list[float]]:
        assert module == "touching"
        return {"painted": [float(folder.name)] * 20}

    monkeypatch.setattr(child, "values", values)
    monkeypatch.setattr(next_page, "town", lambda folder, _count: folder)
    found = await next_page.measure(run)
    assert found["next-page"].ours.values == (20.0,)
    assert found["next-page-200"].ratio == 10.0


def test_one_touch_in_twenty_may_be_slower() -> None:
    assert next_page.p95([10.0] * 99 + [500.0]) == 10.0
    assert next_page.p95([10.0] * 80 + [500.0] * 20) == 500.0
    assert next_page.p95([7.0]) == 7.0
