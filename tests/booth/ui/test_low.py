"""Low: for people who sit, everything that is touched stands in the lower half, and what is read stands above."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtQuick import QQuickItem
from PySide6.QtWidgets import QApplication

from kiosk.booth.settings import ScreenSettings
from kiosk.booth.views.window import pixels_per_mm
from tests.screens import reading
from tests.screens.booth_states import CALLS, STATES, Screen

LEAST_MM = 9.0
"""ISO 9241-411 and EN 301 549 ask for less; 16 mm are for a standing finger at arm's length."""
TITLE_MM = 13.0


@pytest.fixture(scope="module")
def low(qapp: QApplication) -> Iterator[Screen]:
    made = Screen(ScreenSettings(full_screen=False, low=True))
    yield made
    made.close()


@pytest.fixture(scope="module")
def shown(low: Screen, request: pytest.FixtureRequest) -> Screen:
    """The window in one state and size, drawn once for all that is asked of it."""
    name, size = request.param
    low.show(name, size=size)
    return low


def at_size(size: int) -> pytest.MarkDecorator:
    """Every screen at one size of its texts."""
    names = [*STATES, *CALLS]
    return pytest.mark.parametrize("shown", [(name, size) for name in names], indirect=True, ids=names, scope="module")


@at_size(0)
def test_everything_that_is_touched_is_in_the_lower_half(shown: Screen) -> None:
    half = shown.window.height() / 2
    boxes = {item.objectName(): reading.scene(item) for item in reading.pressables(shown.window)}
    assert boxes
    beyond = {name: box for name, box in boxes.items() if box.top() < half or box.bottom() > shown.window.height()}
    assert not beyond
    mm = pixels_per_mm(shown.settings)
    assert not {name: box for name, box in boxes.items() if min(box.width(), box.height()) < LEAST_MM * mm}


@pytest.mark.parametrize("menu", ["LanguageMenu", "DisplayMenu", "FinishMenu"])
def test_what_lies_over_a_page_is_in_the_lower_half_too(low: Screen, menu: str) -> None:
    low.show("question")
    menus = reading.find(low.window, "menu")
    menus.setProperty("name", menu)
    low.come_to_rest()
    try:
        tops = [reading.scene(item).top() for item in reading.pressables(low.window)]
        assert tops
        assert min(tops) >= low.window.height() / 2
    finally:
        menus.setProperty("name", "")
        low.come_to_rest()


def nothing_cut_or_covered(screen: Screen) -> None:
    seen = reading.texts(screen.window)
    assert seen
    assert not [one.cut for one in seen if one.cut]
    boxes: dict[QQuickItem, QRectF] = {}
    assert not [found for one in seen if (found := reading.outside(one, boxes))]
    assert not reading.overlaps(seen)


@at_size(0)
def test_nothing_is_cut_or_covered(shown: Screen) -> None:
    nothing_cut_or_covered(shown)


@at_size(3)
def test_nothing_is_cut_or_covered_in_the_largest_texts(shown: Screen) -> None:
    nothing_cut_or_covered(shown)


@pytest.mark.parametrize("name", ["welcome", "question", "review"])
def test_the_title_stands_above_at_its_full_size(low: Screen, name: str) -> None:
    low.show(name)
    title = reading.find(low.window, "pageTitle")
    assert reading.scene(title).bottom() < low.window.height() / 2
    assert title.property("size") >= TITLE_MM * pixels_per_mm(low.settings)


def test_a_screen_that_is_not_low_uses_its_whole_height(screen: Screen) -> None:
    screen.show("welcome")
    tops = [reading.scene(item).top() for item in reading.pressables(screen.window)]
    assert min(tops) < screen.window.height() / 2
