"""The clock of a visit; that a night's sleep forgets whoever was there is told in `test_app`."""

from types import SimpleNamespace
from typing import Any

from kiosk.booth.ticks import tick
from kiosk.booth.visit import events as ev
from kiosk.tasks import Tasks
from tests.shelter.shelter_samples import AT
from tests.until import until


async def test_a_visit_hears_the_time_and_whether_somebody_talks() -> None:
    heard: list[Any] = []
    visit: Any = SimpleNamespace(post=heard.append)
    tasks = Tasks("test")
    tasks.start(tick(visit, lambda: AT, lambda: True, lambda: None), "tick")
    await until(lambda: heard)
    await tasks.end()
    assert isinstance(heard[0], ev.Ticked)
    assert (heard[0].at, heard[0].in_call) == (AT, True)
