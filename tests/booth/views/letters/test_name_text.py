"""Names drawn with the right variant."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter

from kiosk.booth.views.letters.name_glyphs import Glyph, glyphs
from kiosk.booth.views.letters.name_text import NameText, lines
from tests.booth.views.letters.test_name_glyphs import ADOBE, MOJI_JOHO, NOBODY, needs_fonts


def item(text: str, **values: object) -> NameText:
    made = NameText()
    made.setProperty("text", text)
    for name, value in values.items():
        made.setProperty(name, value)
    return made


def drawn(text: str, **values: object) -> bytes:
    image = QImage(QSize(220, 80), QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    item(text, pixelSize=60.0, **values).paint(painter)
    painter.end()
    return bytes(image.constBits())


@needs_fonts
def test_a_variant_no_font_has_is_drawn_plain_and_said_to_be_uncertain() -> None:
    (glyph,) = glyphs(NOBODY)
    assert glyph.uncertain
    assert glyph.parts == glyphs("葛")[0].parts
    assert item("山" + NOBODY).property("uncertain")
    assert not item("山" + MOJI_JOHO).property("uncertain")


@needs_fonts
def test_private_characters_are_uncertain_and_shown_as_a_box() -> None:
    (glyph,) = glyphs("\ue000")
    assert glyph.uncertain
    assert drawn("\ue000") != drawn(" ")


@needs_fonts
def test_variants_look_different_on_the_screen(qapp: object) -> None:
    assert drawn(MOJI_JOHO) != drawn("葛")
    assert drawn(ADOBE) != drawn(MOJI_JOHO)
    assert drawn("葛") == drawn("葛")


@needs_fonts
@pytest.mark.parametrize(
    ("apart", "whole"),
    [
        ("カ\u3099ンタ\u3099", "ガンダ"),
        ("か\u3099", "が"),
        ("ハ\u309a", "パ"),
        ("Nguye\u0302\u0303n", "Nguy\u1ec5n"),
        ("Pha\u0323m", "Ph\u1ea1m"),
        ("Pen\u0303a", "Pe\u00f1a"),
    ],
)
def test_a_letter_and_its_mark_are_drawn_as_their_whole_form(apart: str, whole: str) -> None:
    assert drawn(apart) == drawn(whole)
    assert not item(apart).property("uncertain")


@needs_fonts
@pytest.mark.parametrize("text", ["\u31f7\u309a", "カ\u309a", "m\u0304"])
def test_a_mark_without_a_whole_form_is_drawn_too(text: str) -> None:
    assert drawn(text) != drawn(text[0])
    assert not item(text).property("uncertain")
    assert item(text, pixelSize=60.0).implicitWidth() == pytest.approx(
        item(text[0], pixelSize=60.0).implicitWidth(), 0.5
    )


@needs_fonts
def test_a_mark_beside_a_selector_keeps_the_variant() -> None:
    assert drawn(MOJI_JOHO + "\u3099") != drawn(MOJI_JOHO)
    assert drawn(MOJI_JOHO + "\u3099") != drawn("葛\u3099")


@needs_fonts
def test_a_mark_no_font_has_is_said_to_be_uncertain() -> None:
    assert item("山\u0f71").property("uncertain")
    assert not item("葛\u3099").property("uncertain")


@needs_fonts
def test_what_is_marked_or_uncertain_is_underlined() -> None:
    assert drawn("●本", marked=[0]) != drawn("●本") != drawn("●本", marked=[1])
    assert drawn("●本", marked=[0]) != drawn("●本", marked=[1])
    assert drawn("●本", marked=[7]) == drawn("●本")
    assert drawn(NOBODY) != drawn("葛")


def row(text: str) -> list[Glyph]:
    return [Glyph(letter, 0, (), 0.5 if letter.isascii() else 1.0, uncertain=False) for letter in text]


def words(text: str, most: float) -> list[str]:
    return ["".join(glyph.text for glyph in line) for line in lines(row(text), most)]


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("", 5, []),
        ("姫路市安田", 0, ["姫路市安田"]),
        ("姫路市安田", 5, ["姫路市安田"]),
        ("姫路市安田", 3, ["姫路市", "安田"]),
        ("姫路市、安田", 3, ["姫路", "市、安", "田"]),
        ("姫路「安田」", 3, ["姫路", "「安", "田」"]),
        ("MARIA DELA CRUZ", 5, ["MARIA DELA", "CRUZ"]),
        ("MARIA DELA CRUZ", 3, ["MARIA ", "DELA ", "CRUZ"]),
        ("VILLANUEVA", 2, ["VILL", "ANUE", "VA"]),
    ],
)
def test_long_texts_are_broken_where_a_reader_expects_it(text: str, most: float, expected: list[str]) -> None:
    assert [line.strip() for line in words(text, most)] == [line.strip() for line in expected]


def test_breaking_loses_nothing_but_the_space_at_the_break() -> None:
    text = "姫路市安田四丁目1番地　山田マンション第2棟305号（MARIA様方）"
    for most in range(1, 30):
        joined = "".join(words(text, most))
        assert joined.replace("\u3000", "") == text.replace("\u3000", "")


@needs_fonts
def test_the_item_grows_with_its_lines() -> None:
    long = item("姫路市安田四丁目1番地　山田マンション第2棟305号", pixelSize=40.0)
    one = long.implicitHeight()
    assert long.property("lineCount") == 1
    long.setProperty("maxWidth", 400.0)
    assert long.property("lineCount") == 3
    assert long.implicitHeight() == pytest.approx(3 * one)
    assert long.implicitWidth() <= 400.0


def test_changes_are_told(qapp: object) -> None:
    made = item("山")
    told: list[None] = []
    made.changed.connect(lambda: told.append(None))
    made.setProperty("text", "川")
    made.setProperty("text", "川")
    made.setProperty("pixelSize", 20.0)
    made.setProperty("color", QColor("red"))
    assert len(told) == 3
