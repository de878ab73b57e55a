"""The paper of each procedure is set twice, and the furthest from a bare compile is the figure."""

import pytest

from kiosk.bench.procedures import papers
from kiosk.bench.run import Run
from tests.town import TOWN


async def test_the_worst_is_the_figure_and_all_are_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "DELIVERED", TOWN)
    found = (await papers.measure(run))["papers"]
    assert len(found.ours.values) == 1
    assert found.ratio is not None
    assert "juminhyo" in found.note
