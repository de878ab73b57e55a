"""No text is cut, hidden, too small or at an edge, nothing touched lies over another: every screen, language, size."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.procedures.catalog import Catalog
from tests.screens import reading
from tests.screens.booth_states import CALLS, CONFIG, STATES, Screen

# Qt says so when rows vanish while their repeater is being taken down with its page
pytestmark = pytest.mark.qt_log_ignore("DelegateModel::cancel")

LEAST_PIXELS = 24
LOCALES = ("ja", "easy", "en", "vi", "pt-BR")
"""The languages every booth has, and of the drafts those with the longest words."""
DRAFTS = ("zh-Hans", "ko", "tl", "id", "ne")
CHANGED = {0: (1, 3), 3: (2, 0)}
"""By the size in which a page comes, those that are then chosen on the page itself."""
SHOWN = [(locale, size) for locale in LOCALES for size in CHANGED]
SELDOM = [(locale, size) for locale in DRAFTS for size in CHANGED]
ALL = [*SHOWN, *(pytest.param(*one, marks=pytest.mark.soak) for one in SELDOM)]


def coming_in(locale: str, size: int) -> list[str]:
    """The screens that come in this size: all in Japanese, in the others every second, so that each comes in both."""
    names = [*STATES, *CALLS]
    if locale == "ja":
        return names
    return names[((*LOCALES, *DRAFTS).index(locale) + (size == 0)) % 2 :: 2]


def troubles(screen: Screen) -> list[str]:
    touched, seen = reading.touched_and_read(screen.window)
    boxes: dict[QQuickItem, QRectF] = {}
    found = [f"'{text.text}': {trouble}" for text in seen if (trouble := text.cut or reading.outside(text, boxes))]
    found += [f"'{text.text}': {text.pixels} px" for text in seen if text.pixels < LEAST_PIXELS]
    found += reading.overlaps(seen) + reading.laid_over(touched, seen)
    return found + reading.at_the_edge(touched, seen, screen.window.property("mm"))


def lasting_troubles(screen: Screen) -> list[str]:
    found = troubles(screen)
    if not found:
        return []
    screen.come_to_rest()  # a busy machine may have drawn before every line had its height
    return troubles(screen)


@pytest.mark.parametrize(("locale", "size"), ALL)
def test_every_text_is_whole(screen: Screen, locale: str, size: int) -> None:
    found = {}
    for name in coming_in(locale, size):
        screen.show(name, locale, size)
        if wrong := lasting_troubles(screen):
            found[name] = wrong
        for chosen in CHANGED[size]:
            screen.enlarge(chosen)
            if wrong := lasting_troubles(screen):
                found[f"{name}, {chosen} after {size}"] = wrong
    assert not found


@pytest.mark.parametrize("locale", ["id", "tl"])
def test_letters_shrink_rather_than_break_a_word(screen: Screen, locale: str) -> None:
    screen.show("welcome", locale, 3)
    assert not lasting_troubles(screen)


def test_a_broken_word_would_be_seen(screen: Screen) -> None:
    screen.show("stopped", "en")
    title = reading.find(screen.window, "pageTitle")
    title.setWidth(60)
    screen.settle()
    seen = [text for text in reading.texts(screen.window) if text.owner.parentItem() is title]
    assert "is broken" in seen[0].cut
    screen.show("card")


@pytest.mark.parametrize(("locale", "size"), ALL)
@pytest.mark.parametrize("menu", ["languagePill", "displayPill", "finishPill"])
def test_every_text_of_the_menus_is_whole(screen: Screen, menu: str, locale: str, size: int) -> None:
    screen.show("question", locale, size)
    pill = reading.middle(reading.find(screen.window, menu)).toPoint()
    QTest.mouseClick(screen.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, pill)
    screen.grab()
    assert reading.front(screen.window).objectName() == "menu"
    assert reading.texts(screen.window)
    wrong = troubles(screen)
    screen.show("welcome")
    assert not wrong


@pytest.mark.parametrize(("locale", "size"), [one for one in SHOWN if one[1] == 3])
def test_a_rehearsal_without_a_line_pushes_nothing_off_the_top_bar(screen: Screen, locale: str, size: int) -> None:
    wrong = {}
    for name in ("question", "call-beside-unheard"):  # a call that lacks something has a sign there, too
        visit = screen.show(name, locale, size)
        call = replace(screen.shown[1], online=False)
        screen.view.show(visit, call, replace(screen.world, rehearsal=True, online=False))
        screen.come_to_rest()
        wrong[name] = troubles(screen)
    screen.show("welcome")
    assert wrong == {name: [] for name in wrong}


@pytest.mark.parametrize("size", [0, 3])
def test_a_part_nobody_translated_is_called_so_and_whole_with_its_readings(
    screen: Screen, size: int, tmp_path: Path
) -> None:
    shutil.copytree(CONFIG, tmp_path / "procedures", ignore=shutil.ignore_patterns("words"))
    usual = screen.rules
    seen = {}
    for words, folder in (("all", CONFIG), ("none", tmp_path / "procedures")):
        catalog = Catalog(folder).load()
        screen.rules = replace(usual, procedures={one.id: one for one in catalog.published(date(2026, 11, 21))})
        for name in ("question", "review", "question-name"):
            screen.show(name, "vi", size)
            owners = {text.owner.parentItem().objectName() for text in reading.texts(screen.window)}
            seen[name, words] = ("untranslated" in owners, troubles(screen))
    screen.rules = usual
    screen.show("welcome")
    assert seen == {(name, words): (words == "none", []) for name, words in seen}


def test_the_screen_is_drawn_in_biz_udpgothic(screen: Screen) -> None:
    screen.show("welcome")
    title = reading.find(screen.window, "pageTitle")
    drawn = next(item for item in reading.items(title) if item.property("font") is not None)
    info = QFontInfo(drawn.property("font"))
    assert info.family() in ("BIZ UDPGothic", "BIZ UDPゴシック")
    assert info.exactMatch()


def test_a_cut_text_would_be_seen(screen: Screen) -> None:
    screen.show("welcome")
    title = reading.find(screen.window, "pageTitle")
    title.parentItem().setWidth(300)
    title.setWidth(300)
    seen = [text for text in reading.texts(screen.window) if text.owner.parentItem() is title]
    assert seen[0].cut or reading.outside(seen[0])
    screen.show("card")
