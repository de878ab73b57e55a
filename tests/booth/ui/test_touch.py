"""Touch targets: large enough, far enough apart, acting on release, reachable by keyboard."""

import itertools

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.booth.views.window import pixels_per_mm
from kiosk.booth.visit import events as ev
from tests.screens import reading
from tests.screens.booth_states import STATES, Screen

LEAST_MM = 15.9
MAIN_MM = 20.0
GAP_MM = 3.9


def mm(screen: Screen, pixels: float) -> float:
    return pixels / pixels_per_mm(screen.settings)


@pytest.fixture(scope="module", params=list(STATES))
def shown(screen: Screen, request: pytest.FixtureRequest) -> Screen:
    """The window in one state, drawn once for all that is asked of it."""
    screen.show(request.param)
    return screen


def test_every_target_is_16_mm(shown: Screen) -> None:
    small = {
        f"{item.objectName()} '{item.property('spoken')}'": (round(mm(shown, item.width())), mm(shown, item.height()))
        for item in reading.pressables(shown.window)
        if mm(shown, item.width()) < LEAST_MM or mm(shown, item.height()) < LEAST_MM
    }
    assert not small


def test_targets_keep_their_distance(shown: Screen) -> None:
    boxes = [(item, reading.scene(item)) for item in reading.pressables(shown.window)]
    near = [
        (one.property("spoken"), other.property("spoken"))
        for (one, box), (other, far) in itertools.combinations(boxes, 2)
        if box.adjusted(*[sign * GAP_MM * pixels_per_mm(shown.settings) for sign in (-1, -1, 1, 1)]).intersects(far)
    ]
    assert not near


@pytest.mark.parametrize("name", ["callStaff", "back", "forward"])
def test_the_main_buttons_are_20_mm(screen: Screen, name: str) -> None:
    screen.show("question")
    button = reading.find(screen.window, name)
    assert mm(screen, button.height()) >= MAIN_MM


def test_staff_are_called_at_the_same_place_everywhere(screen: Screen) -> None:
    places = set()
    for name in STATES:
        if name == "idle":
            continue
        screen.show(name)
        box = reading.scene(reading.find(screen.window, "callStaff"))
        places.add((round(box.center().x()), round(box.center().y())))
    assert len(places) == 1


def press(screen: Screen, item: QQuickItem, lift: QPointF | None = None) -> None:
    middle = reading.middle(item).toPoint()
    QTest.mousePress(screen.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    end = lift.toPoint() if lift is not None else middle
    if lift is not None:
        QTest.mouseMove(screen.window, end)
    assert not [event for event in screen.events if not isinstance(event, ev.Touched)]
    QTest.mouseRelease(screen.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)


def test_a_button_acts_on_release(screen: Screen) -> None:
    screen.show("welcome")
    press(screen, reading.find(screen.window, "group-certificates"))
    assert ev.GroupChosen("certificates") in screen.events


def test_sliding_off_cancels(screen: Screen) -> None:
    screen.show("welcome")
    press(screen, reading.find(screen.window, "group-certificates"), lift=QPointF(960, 1000))
    assert not [event for event in screen.events if not isinstance(event, ev.Touched)]


def test_every_touch_says_that_somebody_is_there(screen: Screen) -> None:
    screen.show("welcome")
    QTest.mouseClick(screen.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(1000, 250))
    assert screen.events == [ev.Touched()]


def test_a_button_answers_to_the_keyboard(screen: Screen) -> None:
    screen.show("question")
    reading.find(screen.window, "forward").forceActiveFocus()
    QTest.keyClick(screen.window, Qt.Key.Key_Space)
    assert ev.ForwardPressed() in screen.events


def test_the_tab_key_walks_through_the_answers(screen: Screen) -> None:
    screen.show("question")
    reading.find(screen.window, "option-all").forceActiveFocus()
    QTest.keyClick(screen.window, Qt.Key.Key_Tab)
    assert screen.window.activeFocusItem().objectName() == "option-part"


def test_a_trembling_finger_does_not_turn_two_pages(screen: Screen) -> None:
    screen.show("question")
    screen.view.pageChanged.emit()
    screen.seconds -= 10  # the page came just now
    press(screen, reading.find(screen.window, "forward"))
    assert ev.ForwardPressed() not in screen.events
