"""The first screen stands in line, and whoever looks for what lies over something else would find it."""

import pytest

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
