"""Touches are timed until the picture that shows them, and no picture from before counts."""

import asyncio
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtQuick import QQuickWindow

from kiosk.rehearsal import touch_times
from kiosk.rehearsal.finger import Finger, NotShown
from kiosk.rehearsal.touch_times import NotPainted, TouchTimes
from tests.rehearsal.rehearsal_window import small_window


@pytest.fixture
def window(qapp: QObject) -> Iterator[QQuickWindow]:
    with small_window() as made:
        yield made


async def taken(touches: TouchTimes, window: QQuickWindow, times: int, *, painting: bool) -> list[float]:
    """The window's thread goes on meanwhile; `painting`: pictures come all the time, as in a call."""
    taking = asyncio.ensure_future(asyncio.to_thread(touches.take, times, 0.01))  # noqa: TID251 -- awaited below
    while not taking.done():
        if painting:
            window.update()
        QCoreApplication.processEvents()
        await asyncio.sleep(0)
    return taking.result()


async def test_each_touch_is_timed_to_a_picture_that_shows_it(window: QQuickWindow) -> None:
    touches = TouchTimes(window, Finger(window), ["first", "inner"])
    shown: list[str] = []

    def painted() -> None:
        log = str(window.property("log"))
        if touches._painted.is_set() and log not in shown[-1:]:
            shown.append(log)

    window.frameSwapped.connect(painted)
    assert all(one > 0 for one in await taken(touches, window, 3, painting=True))
    assert shown == ["first ", "first inner ", "first inner first "]
    touches.close()


async def test_a_touch_that_nothing_follows_and_one_of_nothing_are_said(
    window: QQuickWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(touch_times, "_LONGEST_S", 0.05)
    with pytest.raises(NotPainted):
        await taken(TouchTimes(window, Finger(window), ["first"]), window, 1, painting=False)
    with pytest.raises(NotShown):
        TouchTimes(window, Finger(window), ["hidden"])
