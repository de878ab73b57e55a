"""Touch targets: large enough, far enough apart, acting on release, reachable by keyboard."""

import itertools
from collections.abc import Sequence
from functools import partial

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


@pytest.fixture(scope="module")
def calling(screen: Screen) -> tuple[int, int]:
    """Where staff are called on the first screen."""
    screen.show("welcome")
    return place_of_the_call(screen)


@pytest.fixture(scope="module", params=list(STATES))
def shown(screen: Screen, calling: tuple[int, int], request: pytest.FixtureRequest) -> Screen:
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


def place_of_the_call(screen: Screen) -> tuple[int, int]:
    box = reading.scene(reading.find(screen.window, "callStaff"))
    return round(box.center().x()), round(box.center().y())


def test_staff_are_called_at_the_same_place_everywhere(shown: Screen, calling: tuple[int, int]) -> None:
    if reading.front(shown.window).objectName() != "idle":  # what warns lies over all
        assert place_of_the_call(shown) == calling


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


def tap_beside(screen: Screen, lying: QPoint, names: Sequence[str]) -> list[str]:
    """Which of these buttons act when a finger taps each while something lies at `lying`."""
    device, acted = QTest.createTouchDevice(), list[str]()
    QTest.touchEvent(screen.window, device).press(0, lying, screen.window).commit()
    for finger, name in enumerate(names, start=1):
        button = reading.find(screen.window, name)
        button.activated.connect(partial(acted.append, name))  # type: ignore[attr-defined]  # a signal written in QML
        place = reading.middle(button).toPoint()
        QTest.touchEvent(screen.window, device).stationary(0).press(finger, place, screen.window).commit()
        QTest.touchEvent(screen.window, device).stationary(0).release(finger, place, screen.window).commit()
    QTest.touchEvent(screen.window, device).release(0, lying, screen.window).commit()
    return acted


@pytest.mark.parametrize("lying", [(300, 300), (900, 300), (1500, 60)])
def test_a_palm_on_the_glass_in_a_call_takes_no_button_away(screen: Screen, lying: tuple[int, int]) -> None:
    screen.show("call-form")
    names = ("hangUp", "hideForm", "mute", "toForm")
    assert tap_beside(screen, QPoint(*lying), names) == list(names)


def test_a_palm_on_one_button_takes_no_other_away(screen: Screen) -> None:
    screen.show("call-form")
    lying = reading.middle(reading.find(screen.window, "mute")).toPoint()
    assert tap_beside(screen, lying, ("hangUp", "hideForm")) == ["hangUp", "hideForm"]


@pytest.mark.parametrize("state", ["welcome", "question"])
def test_a_drop_of_water_beside_the_buttons_of_a_page_takes_none_away(screen: Screen, state: str) -> None:
    screen.show(state)
    assert tap_beside(screen, QPoint(12, 500), ("callStaff",)) == ["callStaff"]


def test_no_finger_reaches_through_what_lies_in_front(screen: Screen) -> None:
    screen.show("welcome")
    behind = reading.middle(reading.find(screen.window, "group-certificates")).toPoint()
    reading.find(screen.window, "menu").setProperty("name", "FinishMenu")
    device = QTest.createTouchDevice()
    QTest.touchEvent(screen.window, device).press(0, QPoint(20, 20), screen.window).commit()
    QTest.touchEvent(screen.window, device).stationary(0).press(1, behind, screen.window).commit()
    QTest.touchEvent(screen.window, device).stationary(0).release(1, behind, screen.window).commit()
    QTest.touchEvent(screen.window, device).release(0, QPoint(20, 20), screen.window).commit()
    assert not [event for event in screen.events if not isinstance(event, ev.Touched)]


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
