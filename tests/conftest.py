"""Windows of tests are drawn off screen, by the software renderer, unless a test starts a display of its own.

Tests with windows and tests with threads share one process: as in the booth, garbage is collected on one thread only.
"""

import os
from typing import Final

from kiosk.booth.gc_schedule import GcSchedule

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
_SCHEDULE: Final = GcSchedule()


def pytest_collection_finish() -> None:
    _SCHEDULE.take_over()


def pytest_runtest_logfinish() -> None:
    _SCHEDULE.tick(quiet=False)
