"""Everything has room: nothing that is touched lies over something else, no words reach the edge of their button."""

import pytest
from PySide6.QtQuick import QQuickItem

from tests.screens import reading
from tests.screens.booth_states import CALLS, STATES, Screen

# Qt says so when rows vanish while their repeater is being taken down with its page
pytestmark = pytest.mark.qt_log_ignore("DelegateModel::cancel")

SHOWN = [("ja", 0), ("easy", 3), ("en", 0), ("vi", 0), ("vi", 3), ("pt-BR", 3)]
LEAST_MM = 1.5
"""Between the words of a button and its edge."""


def within(item: QQuickItem, other: QQuickItem) -> bool:
    """Whether `item` is a part of `other`."""
    ancestor: QQuickItem | None = item
    while ancestor is not None and ancestor is not other:
        ancestor = ancestor.parentItem()
    return ancestor is other


def over(one: QQuickItem, other: QQuickItem) -> bool:
    """Whether two boxes share more than their edges."""
    both = reading.scene(one).intersected(reading.scene(other))
    return both.width() > reading.SLACK and both.height() > reading.SLACK * 2


def laid_over(screen: Screen) -> list[str]:
    """What one touches that lies over something else to touch or to read."""
    touched = reading.pressables(screen.window)
    found = []
    for number, one in enumerate(touched):
        found += [
            f"{one.objectName()} and {other.objectName()}"
            for other in touched[number + 1 :]
            if over(one, other) and not within(one, other) and not within(other, one)
        ]
        found += [
            f"{one.objectName()} and '{text.text}'"
            for text in reading.texts(screen.window)
            if over(one, text.owner) and not within(text.owner, one)
        ]
    return found


def at_the_edge(screen: Screen) -> list[str]:
    """Words nearer to the edge of what one touches than `LEAST_MM`."""
    least = LEAST_MM * screen.window.property("mm")
    found = []
    for one in reading.pressables(screen.window):
        box = reading.scene(one)
        for text in reading.texts(screen.window):
            beyond = text.rect.left() < box.left() + least or text.rect.right() > box.right() - least
            if within(text.owner, one) and beyond:
                found.append(f"'{text.text}' in {one.objectName()}")
    return found


@pytest.mark.parametrize(("locale", "size"), SHOWN)
def test_nothing_lies_over_anything_and_no_words_reach_an_edge(screen: Screen, locale: str, size: int) -> None:
    found = {}
    for name in (*STATES, *CALLS):
        screen.show(name, locale, size)
        if wrong := laid_over(screen) + at_the_edge(screen):
            found[name] = wrong
    assert not found


@pytest.mark.parametrize(("locale", "size"), SHOWN)
def test_the_pictures_of_the_welcome_screen_stand_in_line(screen: Screen, locale: str, size: int) -> None:
    screen.show("welcome", locale, size)
    tiles = [one for one in reading.pressables(screen.window) if one.objectName().startswith("group-")]
    tops = {
        round(disc.y())
        for tile in tiles
        for disc in reading.items(tile)
        if disc.metaObject().className().startswith("IconDisc")
    }
    assert len(tiles) == 8
    assert max(tops) - min(tops) <= 1


def test_a_button_over_a_text_would_be_seen(screen: Screen) -> None:
    screen.show("question")
    button = reading.find(screen.window, "forward")
    button.setParentItem(reading.find(screen.window, "option-all"))
    assert laid_over(screen)
    screen.show("card")
