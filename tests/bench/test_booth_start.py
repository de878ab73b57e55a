"""Starting is measured from outside."""

from pathlib import Path

import pytest

from kiosk.bench import booth_start
from kiosk.bench.run import CannotMeasure
from kiosk.booth.program import load_settings
from kiosk.booth.uplink import device_identity as devices


def test_the_settings_are_those_of_an_enrolled_booth(tmp_path: Path) -> None:
    settings = load_settings(booth_start.write_settings(tmp_path))
    assert settings.rehearsal
    assert settings.procedures.is_dir()
    assert devices.load(settings.state / "identity").booth_id


async def test_an_empty_window_says_when_it_was_drawn() -> None:
    assert await booth_start.first_picture("empty") > 0


async def test_a_window_that_never_comes_is_no_figure(tmp_path: Path) -> None:
    with pytest.raises(CannotMeasure, match="booth"):
        await booth_start.first_picture("booth", str(tmp_path / "missing.toml"))
