"""The window: true millimetres, fonts, words that change at once."""

import pytest
from PySide6.QtGui import QFontDatabase

from kiosk.booth.settings import ScreenSettings
from kiosk.booth.views.window import FAMILY, pixels_per_mm
from tests.screens import reading
from tests.screens.booth_states import Screen


def test_a_millimetre_is_a_millimetre() -> None:
    assert pixels_per_mm(ScreenSettings()) == pytest.approx(1920 / 476, rel=0.01)
    assert pixels_per_mm(ScreenSettings(width_mm=598)) == pytest.approx(1920 / 598)


def test_a_screen_too_small_for_a_page_shows_it_smaller() -> None:
    small = ScreenSettings(width_mm=345, width_px=1366, height_px=768)
    assert pixels_per_mm(small) == pytest.approx(min(1366 / 476, 768 / 268))


def test_the_font_is_there(screen: Screen) -> None:
    assert FAMILY in QFontDatabase.families()


def test_words_change_at_once(screen: Screen) -> None:
    screen.show("welcome")
    before = {text.text for text in reading.texts(screen.window)}
    screen.show("welcome", "en")
    after = {text.text for text in reading.texts(screen.window)}
    assert "職員をよぶ" in before
    assert "Call staff" in after
    assert not before & after - {"姫路市 遠隔窓口", "家島支所"}
