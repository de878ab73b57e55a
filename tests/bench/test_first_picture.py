"""The booth's own window says when it can be touched."""

import time
from pathlib import Path

from kiosk.bench import booth_start
from tests.bench.test_booth_start import PYTHON_MS


async def test_the_booth_says_when_it_was_drawn(tmp_path: Path) -> None:
    settings = str(booth_start.write_settings(tmp_path))
    began = time.perf_counter()
    told_ms = await booth_start.first_picture(tmp_path / "bytecode", "booth", settings)
    assert PYTHON_MS < told_ms <= 1000 * (time.perf_counter() - began)
