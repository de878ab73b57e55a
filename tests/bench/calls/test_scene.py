"""Without its parts there is no scene, and it is said which is missing."""

import shutil
from pathlib import Path

import pytest

from kiosk.bench.calls.scene import scene
from kiosk.bench.run import CannotMeasure


async def test_without_chromium_nothing_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _program: None)
    with pytest.raises(CannotMeasure, match="chromium"):
        async with scene(tmp_path):
            raise AssertionError("it began")
    assert list(tmp_path.iterdir()) == []
