"""A run with a folder of its own, and a film for Chromium's camera."""

import io
from pathlib import Path

import pytest

from kiosk.bench.calls.film import write_film
from kiosk.bench.progress import Progress
from kiosk.bench.run import Run


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path, 1, Progress(io.StringIO(), terminal=False))


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_film(tmp_path_factory.mktemp("film") / "film.y4m", 640, 360)
