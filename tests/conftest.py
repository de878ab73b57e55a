"""Windows of tests are drawn off screen, by the software renderer, unless a test starts a display of its own.

Tests with windows and tests with threads share one process: as in the booth, garbage is collected on one thread only,
between two tests.
Examples that hypothesis makes have no deadline: a busy machine is no fault.
"""

import gc
import itertools
import os
from typing import Final

import hypothesis
import pytest

from kiosk.booth.gc_schedule import GcSchedule

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
hypothesis.settings.register_profile("kiosk", deadline=None)
hypothesis.settings.load_profile("kiosk")
_SCHEDULE: Final = GcSchedule()
_SCHEDULE.rest()
_FIRST: Final = (
    "tests/journeys/",
    "tests/demo/",
    "tests/test_coverage.py",
    "tests/test_style.py::test_types_are_strict",
)
"""What takes longest. Two workers share the rest: the one that is ready takes over half of what the other has left,
and at the end neither waits long for the other's last test."""
_YOUNG: Final = 10_000
"""New objects since the last look for garbage that make one worth while."""
_OLD: Final = 20
"""Looks at what is young between two at what came since the last of these. Modules, tables and settings of a run are a
million objects that stay; each look at them would take as long as a hundred tests."""
_ALL: Final = 10
"""Of those, looks between two at everything."""
_looks = itertools.count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest; everything else stays in its order."""
    items.sort(
        key=lambda item: next((at for at, name in enumerate(_FIRST) if item.nodeid.startswith(name)), len(_FIRST))
    )


def pytest_collection_finish() -> None:
    _SCHEDULE.take_over()


def pytest_runtest_logfinish() -> None:
    """Collect garbage, and leave alone what stayed."""
    if gc.get_count()[0] < _YOUNG:
        return
    look = next(_looks)
    if look % _OLD:
        gc.collect(1)
        return
    if look % (_OLD * _ALL) == 0:
        gc.unfreeze()
    gc.collect()
    gc.freeze()
