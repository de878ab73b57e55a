"""A booth in its own process is led to the keys and touched; without it there is no figure."""

from pathlib import Path

import pytest

from kiosk.bench import touch
from kiosk.bench.booth_start import write_settings
from kiosk.bench.run import CannotMeasure


async def test_a_booth_is_led_to_the_keys_and_each_touch_is_timed(tmp_path: Path) -> None:
    config = write_settings(tmp_path)
    config.write_text(config.read_text(encoding="utf-8") + touch._SCREEN, encoding="utf-8")
    async with touch.open_booth(config, tmp_path / "bytecode") as booth:
        await touch._to_the_keys(booth)
        halves: list[float] = []
        assert await touch._under(booth, halves, touches=3) >= halves[0] > 0
        with pytest.raises(CannotMeasure, match="nowhere"):
            await booth.ask("touch", name="nowhere", seconds=0)


async def test_a_booth_that_does_not_start_is_no_figure(tmp_path: Path) -> None:
    with pytest.raises(CannotMeasure, match="ended"):
        async with touch.open_booth(tmp_path / "missing.toml", tmp_path / "bytecode"):
            pass
