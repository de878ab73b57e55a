"""Windows of tests are drawn off screen, by the software renderer, unless a test starts a display of its own.

Tests with windows and tests with threads share one process: as in the booth, garbage is collected on one thread only.
Examples that hypothesis makes have no deadline: a busy machine is no fault.
"""

import os
from typing import Final

import hypothesis

from kiosk.booth.gc_schedule import GcSchedule

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
hypothesis.settings.register_profile("kiosk", deadline=None)
hypothesis.settings.load_profile("kiosk")
_SCHEDULE: Final = GcSchedule()


def pytest_collection_finish() -> None:
    _SCHEDULE.take_over()


def pytest_runtest_logfinish() -> None:
    _SCHEDULE.tick(quiet=False)
