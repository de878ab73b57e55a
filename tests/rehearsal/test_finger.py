"""The finger finds what a person sees, by its name, and touches it in the middle."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QPointF
from PySide6.QtQuick import QQuickWindow

from kiosk.rehearsal.finger import Finger, NotShown
from tests.rehearsal.rehearsal_window import small_window


@pytest.fixture
def window(qapp: QObject) -> Iterator[QQuickWindow]:
    with small_window() as made:
        yield made


def test_only_what_is_seen_has_a_name(window: QQuickWindow) -> None:
    assert Finger(window).shown() == ["first", "inner", "pad"]
    window.setProperty("later", True)
    assert "appears" in Finger(window).shown()


def test_a_place_is_in_the_window_also_for_what_lies_inside_something(window: QQuickWindow) -> None:
    place = Finger(window).place("inner")
    assert (place.x, place.y, place.width, place.height) == (150, 160, 80, 40)
    assert place.middle == QPointF(190, 180)


def test_a_touch_arrives_where_it_was_meant(window: QQuickWindow) -> None:
    finger = Finger(window)
    finger.touch("inner")
    finger.touch("first")
    assert window.property("log") == "inner first "


@pytest.mark.parametrize("name", ["hidden", "faded", "nothing", ""])
def test_what_is_not_seen_cannot_be_touched(name: str, window: QQuickWindow) -> None:
    with pytest.raises(NotShown, match="is not shown; shown are: first, inner, pad"):
        Finger(window).touch(name)
    assert window.property("log") == ""


def test_strokes_are_drawn_in_shares_of_the_pad(window: QQuickWindow) -> None:
    Finger(window).draw("pad", [[(0.1, 0.2), (0.5, 0.6)], [(0.9, 0.8)]])
    pad = next(item for item in window.contentItem().childItems() if item.objectName() == "pad")
    assert pad.property("strokes") == 2
    assert [tuple(point) for point in pad.property("points").toVariant()] == [(10, 10), (50, 30), (90, 40)]


def test_words_are_found_also_where_they_are_not_shown(window: QQuickWindow) -> None:
    finger = Finger(window)
    assert finger.written("a secret word") == 1
    assert finger.written("secret") == 1
    assert finger.written("nothing of the kind") == 0
