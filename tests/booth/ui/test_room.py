"""The first screen stands in line, and whoever looks for what lies over something else would find it."""

import pytest
from PySide6.QtQuick import QQuickItem

from tests.screens import reading
from tests.screens.booth_states import Screen

# Qt says so when rows vanish while their repeater is being taken down with its page
pytestmark = pytest.mark.qt_log_ignore("DelegateModel::cancel")

SHOWN = [("ja", 0), ("easy", 3), ("en", 0), ("vi", 0), ("vi", 3), ("pt-BR", 3)]


def laid_over(screen: Screen) -> list[str]:
    return reading.laid_over(reading.pressables(screen.window), reading.texts(screen.window))


def at_the_edge(screen: Screen) -> list[str]:
    touched, seen = reading.pressables(screen.window), reading.texts(screen.window)
    return reading.at_the_edge(touched, seen, screen.window.property("mm"))


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


def made_of(item: QQuickItem, kind: str) -> list[QQuickItem]:
    """Items of this QML type within it."""
    return [one for one in reading.items(item) if one.metaObject().className().startswith(f"{kind}_QMLTYPE")]


def middle(item: QQuickItem) -> float:
    """How high its words stand, readings above them apart."""
    text = next(one for one in reading.items(item) if one.metaObject().className() in ("QQuickText", "RubyText"))
    return float(reading.middle(text).y() + (text.property("lift") or 0))


@pytest.mark.parametrize(("name", "picture"), [("question", "lightbulb"), ("review", "lock"), ("pin", "info")])
def test_a_picture_stands_at_the_middle_of_the_words_beside_it(screen: Screen, name: str, picture: str) -> None:
    screen.show(name, "easy")
    shown = [one for one in made_of(screen.window.contentItem(), "Icon") if one.property("name") == picture]
    assert shown
    for icon in shown:
        image = next(one for one in reading.items(icon) if one.property("source") is not None)
        words = made_of(icon.parentItem(), "Label")[0]
        assert abs(reading.middle(image).y() - middle(words)) <= 2


def test_words_with_readings_stand_as_high_as_those_of_the_buttons_beside_them(screen: Screen) -> None:
    screen.show("review", "easy")
    high = {name: middle(reading.find(screen.window, name)) for name in ("back", "callStaff", "forward")}
    assert max(high.values()) - min(high.values()) <= 2, high


def test_a_button_over_a_text_would_be_seen(screen: Screen) -> None:
    screen.show("question")
    button = reading.find(screen.window, "forward")
    button.setParentItem(reading.find(screen.window, "option-all"))
    assert laid_over(screen)
    screen.show("card")


def test_words_at_the_edge_of_a_button_would_be_seen(screen: Screen) -> None:
    screen.show("question")
    assert not at_the_edge(screen)
    reading.find(screen.window, "forward").setWidth(60)
    assert at_the_edge(screen)
    screen.show("card")
