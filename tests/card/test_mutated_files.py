"""Ten thousand mutated files through each parser in each run, and a fuzzer guided by coverage on request."""

import importlib.util
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.card.mutations import NOW, TARGETS, mutated

SECONDS = os.environ.get("KIOSK_FUZZ_SECONDS", "60")


@pytest.mark.parametrize("name", list(TARGETS))
def test_what_is_whole_is_eaten(name: str) -> None:
    TARGETS[name].eat(TARGETS[name].good())


@pytest.mark.parametrize("name", list(TARGETS))
def test_no_mutated_file_breaks_its_parser(name: str) -> None:
    target = TARGETS[name]
    chance = random.Random(f"{name} {NOW:%Y}")  # the same files in each run
    good = target.good()
    for _ in range(target.ordinary):
        raw = mutated(good, chance)
        try:
            target.eat(raw)
        except Exception as error:
            raise AssertionError(raw.hex()) from error


@pytest.mark.soak
@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="needs atheris: pip install atheris")
@pytest.mark.parametrize("name", list(TARGETS))
def test_a_fuzzer_guided_by_coverage_finds_nothing(name: str, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    words = [f"-max_total_time={SECONDS}", "-max_len=20000", "-timeout=10", f"-artifact_prefix={tmp_path}/"]
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("fuzz_parsers.py")), name, str(corpus), *words],
        capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Done " in done.stderr
