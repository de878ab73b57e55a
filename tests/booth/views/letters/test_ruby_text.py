"""Text with ruby as QML places it: it shrinks to its place and says when it cannot."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QColor, QFont, QFontMetricsF
from PySide6.QtQml import QQmlComponent, QQmlEngine
from PySide6.QtWidgets import QApplication

from kiosk.booth.views.letters import fonts
from kiosk.booth.views.letters.ruby_text import RubyText


def test_text_shrinks_to_its_height_and_says_when_it_cannot(qapp: QApplication) -> None:
    item = RubyText()
    item.setProperty("pixelSize", 40.0)
    item.setProperty("leastSize", 24.0)
    item.setProperty("maxWidth", 300.0)
    item.setProperty("text", "漢字(かんじ)を たくさん 書(か)いた 長(なが)い 文(ぶん)です")
    full = item.property("fullHeight")
    item.setProperty("maxHeight", full * 0.7)
    assert 24 <= item.property("drawnSize") < 40
    assert not item.property("clipped")
    assert item.property("fullHeight") == full
    item.setProperty("maxHeight", 20.0)
    assert item.property("drawnSize") == 24
    assert item.property("clipped")


def test_what_qml_says_of_it_is_laid_out_once_when_all_is_said(qapp: QApplication) -> None:
    engine = QQmlEngine()
    component = QQmlComponent(engine)
    component.setData(
        b"""import Booth
        RubyText {
            property int told: 0
            text: "x"; pixelSize: 40; bold: true; maxWidth: 300
            onChanged: told += 1
        }""",
        QUrl(),
    )
    item = component.create()
    assert isinstance(item, RubyText)
    assert (item.property("told"), item.property("drawnSize")) == (1, 40)
    assert item.property("fullWidth") > 0
    item.setProperty("maxHeight", 50.0)
    assert (item.property("told"), item.property("drawnSize")) == (2, 39), "later each change counts"


def test_colour_and_place_need_no_new_layout(qapp: QApplication) -> None:
    item = RubyText()
    item.setProperty("text", "漢字(かんじ)")
    wide = item.property("fullWidth")
    item.setProperty("color", QColor("#ffffff"))
    item.setProperty("alignment", int(Qt.AlignmentFlag.AlignRight))
    assert (item.property("fullWidth"), item.property("color").name()) == (wide, "#ffffff")


def test_nepali_beside_readings_is_set_in_the_font_that_joins_its_letters(qapp: QApplication) -> None:
    fonts.put_beside()
    item = RubyText()
    item.setProperty("text", "ल्याउने: 通帳(つうちょう)")
    base, reading = (QFont(fonts.DEVANAGARI) for _ in range(2))
    base.setPixelSize(30)
    reading.setPixelSize(15)
    measured = QFontMetricsF(base).horizontalAdvance("ल्याउने: ") + QFontMetricsF(reading).horizontalAdvance("つうちょう")
    assert item.property("pixelSize") == 30
    assert abs(item.property("fullWidth") - measured) < 1
