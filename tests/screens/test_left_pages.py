"""A page that was left is gone: no face and no name stays behind it, and hundreds of calls cost nothing."""

import gc
from collections.abc import Iterator

import pytest
from shiboken6 import Shiboken

from kiosk.booth.views.page_item import PageItem
from kiosk.media.frames import FrameMemory, FrameWriter, plane_sizes
from tests.screens.booth_states import CALLS, Screen

CALL = ("call-ringing", "call-connecting", "call-form", "call-beside", "call-over")
WRITTEN = ("review", "question-name", "sign", "handed-in", "planning")


@pytest.fixture
def camera(screen: Screen) -> Iterator[FrameWriter]:
    """Pictures for the mirror, as the media child writes them."""
    memory = FrameMemory("mirror")
    writer = FrameWriter(memory.path)
    feed = screen.feeds[1]
    before, feed._frames = feed._frames, memory.reader
    yield writer
    feed.run(on=False)
    feed._frames = before
    writer.close()
    memory.close()


def left_behind() -> list[PageItem]:
    """What Python still holds of items that are no more."""
    gc.collect()
    items = [item for item in gc.get_objects() if isinstance(item, PageItem)]
    return [item for item in items if not Shiboken.isValid(item)]


def test_thirty_calls_leave_nothing_behind(screen: Screen, camera: FrameWriter) -> None:
    planes = [bytes([128]) * (wide * high) for wide, high in plane_sizes(320, 180)]
    screen.show("review")
    visit, before, world = screen.shown
    seen = screen.feeds[1].frames_shown
    for _ in range(30):
        for name in CALL:
            screen.view.show(visit, CALLS[name]()[1], world)
            screen.settle()
            camera.write(320, 180, planes)
            screen.feeds[1].look()
    screen.view.show(visit, before, world)
    screen.settle()
    assert screen.feeds[1].frames_shown - seen >= 30
    assert left_behind() == []


@pytest.mark.parametrize("locale", ["ja", "easy"])
def test_no_name_stays_behind_the_page_it_stood_on(screen: Screen, locale: str) -> None:
    for name in WRITTEN:
        screen.show(name, locale)
    screen.show("welcome", locale)
    assert left_behind() == []
