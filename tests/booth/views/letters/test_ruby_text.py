"""Text with ruby as QML places it: it shrinks to its place and says when it cannot."""

from PySide6.QtWidgets import QApplication

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
