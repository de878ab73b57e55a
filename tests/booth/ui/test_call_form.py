"""The form beside the face: rows never lie over each other, and every row can be brought onto the screen."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from tests.screens import reading
from tests.screens.booth_states import Screen


def rows(screen: Screen) -> list[QQuickItem]:
    """Every row of the form, on the screen or not."""
    column = reading.find(screen.window, "rows").property("contentItem").childItems()[0]
    return [item for item in column.childItems() if item.property("proposalId") is not None]


def texts_on_screen(screen: Screen) -> set[str]:
    return {row.property("label") for row in rows(screen) if row.opacity() > 0}


def press(screen: Screen, icon: str) -> bool:
    """Touch the button with this icon under the rows; False when it is not there."""
    named = [item for item in reading.pressables(screen.window) if item.property("icon") == icon]
    if not named:
        return False
    QTest.mouseClick(
        screen.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, reading.middle(named[0]).toPoint()
    )
    screen.come_to_rest()
    return True


@pytest.fixture(scope="module")
def shown(screen: Screen, request: pytest.FixtureRequest) -> Screen:
    """The window in one state, language and size, come to after a page without a form; drawn once."""
    screen.show("welcome", *request.param[1:])
    screen.show(*request.param)
    return screen


def at_every_size(*names: str) -> pytest.MarkDecorator:
    states = [(name, locale, size) for name in names for locale in ("ja", "easy", "en") for size in range(4)]
    ids = ["-".join(map(str, state)) for state in states]
    return pytest.mark.parametrize("shown", states, indirect=True, ids=ids, scope="module")


@at_every_size("call-asked", "call-form")
def test_rows_never_lie_over_each_other(shown: Screen) -> None:
    boxes = [reading.scene(row) for row in rows(shown)]
    assert len(boxes) > 2
    for above, below in pairwise(boxes):
        assert above.bottom() < below.top()
    assert all(row.height() >= row.property("implicitHeight") for row in rows(shown))


@at_every_size("call-form")
def test_a_proposal_stands_whole_on_the_screen(shown: Screen) -> None:
    asking = [row for row in rows(shown) if row.property("proposalId")]
    view = reading.scene(reading.find(shown.window, "rows"))
    assert len(asking) == 1
    box = reading.scene(asking[0])
    assert view.top() - 2 <= box.top()
    assert box.bottom() <= view.bottom() + 2


@pytest.mark.parametrize("size", [0, 3])
@pytest.mark.parametrize("locale", ["ja", "easy"])
def test_every_row_can_be_reached_and_the_first_again(screen: Screen, locale: str, size: int) -> None:
    screen.show("call-asked", locale, size)
    first = texts_on_screen(screen)
    seen = set(first)
    for _ in range(40):
        if not press(screen, "keyboard_arrow_down"):
            break
        assert texts_on_screen(screen)
        seen |= texts_on_screen(screen)
    assert seen == {row.property("label") for row in rows(screen)}
    for _ in range(40):
        if not press(screen, "keyboard_arrow_up"):
            break
    assert texts_on_screen(screen) == first


def test_a_screen_that_is_only_being_laid_out_has_no_rows_over_each_other(screen: Screen) -> None:
    for _ in range(10):
        screen.show("welcome", "easy", 1)
        screen.show("call-asked", "easy", 1)
        QCoreApplication.processEvents()
        assert reading.overlaps(reading.texts(screen.window)) == []
