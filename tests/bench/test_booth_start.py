"""Starting is measured from outside."""

import time
from pathlib import Path
from typing import Final

import pytest

from kiosk.bench import booth_start
from kiosk.bench.run import CannotMeasure
from kiosk.booth.program import load_settings
from kiosk.booth.uplink import device_identity as devices

PYTHON_MS: Final = 5.0
"""No process of Python that draws a window has ever come in less: what is shorter was not measured."""


def test_the_settings_are_those_of_an_enrolled_booth(tmp_path: Path) -> None:
    settings = load_settings(booth_start.write_settings(tmp_path))
    assert settings.rehearsal
    assert settings.procedures.is_dir()
    assert devices.load(settings.state / "identity").booth_id


async def test_an_empty_window_says_when_it_was_drawn_and_leaves_its_byte_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    cache = tmp_path / "bytecode"
    began = time.perf_counter()
    empty_ms = await booth_start.first_picture(cache, "empty")
    assert PYTHON_MS < empty_ms <= 1000 * (time.perf_counter() - began)
    assert list(cache.rglob("*.pyc")), "the next start finds it"
    assert not list(cache.rglob("kiosk/booth/*.pyc")), "an empty window needs nothing of ours"


async def test_a_window_that_never_comes_is_no_figure(tmp_path: Path) -> None:
    with pytest.raises(CannotMeasure, match="booth"):
        await booth_start.first_picture(tmp_path, "booth", str(tmp_path / "missing.toml"))
