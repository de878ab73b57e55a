"""While a program is loaded nothing is collected, and afterwards it is as before."""

import gc
import subprocess
import sys
import weakref
from collections.abc import Iterator

import pytest

from kiosk.loading import loading


class Ring:
    """Refers to itself, so that only the collector can end it."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture(params=[True, False])
def collects(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Whether the collector was on before."""
    was = gc.isenabled()
    (gc.enable if request.param else gc.disable)()
    yield request.param
    gc.unfreeze()
    (gc.enable if was else gc.disable)()


def test_nothing_is_collected_while_a_program_is_loaded_and_what_was_loaded_is_left_alone(collects: bool) -> None:
    with loading():
        ended = weakref.ref(Ring())
        kept = [[number] for number in range(50_000)]  # far more than a collector left to itself waits for
        assert len(kept) == 50_000
        assert ended() is not None
    assert gc.isenabled() is collects
    gc.collect()
    assert ended() is not None, "it was there when the program was"
    gc.unfreeze()
    gc.collect()
    assert ended() is None


def test_it_is_as_before_also_when_loading_fails(collects: bool) -> None:
    with pytest.raises(ImportError), loading():
        raise ImportError
    assert gc.isenabled() is collects


def test_a_module_is_run_as_the_program_that_it_is_and_collects_again() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kiosk.loading", "tests.loaded", "one", "two"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.split() == ["tests.loaded", "one", "two", "True", "True"]
