"""Every letter of every language is drawn, by one font: no boxes, no texts put together from several fonts."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontInfo, QRawFont, QTextLayout
from PySide6.QtWidgets import QApplication

from kiosk.booth.views.letters import fonts
from kiosk.booth.views.letters.ruby import bare
from kiosk.booth.views.words import Words
from kiosk.card.card import CardKind
from kiosk.card.faults import resident_sentence
from kiosk.protocol.faults import Code

WORDS = Words.load()
DEVANAGARI = re.compile("[\u0900-\u097f]")
INVISIBLE = {"\n", "\u200b", "\u2060"}


def letters(locale: str) -> set[str]:
    texts = [WORDS.text(locale, key) for key in WORDS.keys("ja")]
    texts += [
        resident_sentence(code, locale, left=2, kind=kind, signing=signing)
        for code in Code
        for kind in (CardKind.LICENCE, CardKind.OTHER)
        for signing in (False, True)
    ]
    return {letter for text in texts for letter in text} - INVISIBLE


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("locale", WORDS.locales)
def test_one_font_has_every_letter_of_the_language(qapp: QApplication, locale: str, bold: bool) -> None:
    font = QFont(fonts.family(locale))
    font.setBold(bold)
    raw = QRawFont.fromFont(font)
    assert QFontInfo(font).family() in (fonts.family(locale), "BIZ UDPゴシック")
    own = {letter for letter in letters(locale) if fonts.family(locale) not in fonts.BESIDE or DEVANAGARI.match(letter)}
    missing = {letter for letter in own if not raw.supportsCharacter(ord(letter))}
    assert missing <= {"…"}


def drawn(text: str, family: str, *, bold: bool = False) -> list[tuple[str, list[int]]]:
    """The families that draw `text`, each with its glyphs; 0 is a box."""
    font = QFont(family)
    font.setBold(bold)
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return [(run.rawFont().familyName(), run.glyphIndexes()) for run in layout.glyphRuns()]


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize(("family", "beside"), fonts.BESIDE.items())
def test_what_a_family_has_not_got_is_drawn_by_the_one_that_is_said_to_stand_beside_it(
    qapp: QApplication, family: str, beside: str, bold: bool
) -> None:
    fonts.put_beside()
    runs = drawn("क्षति (罹災証明書) risai 12, ごみ　※〓→", family, bold=bold)
    assert {found for found, _ in runs} == {family, beside}
    assert all(0 not in glyphs for _, glyphs in runs)
    fonts.put_beside()
    assert len(QFont.substitutes(family)) == 1, "said once"


@pytest.mark.parametrize(("text", "most"), [("क्ष", 1), ("प्र", 1), ("द्ध", 1), ("ज्ञ", 1), ("र्य", 2), ("ह्वी", 2)])
def test_consonants_of_nepali_join(qapp: QApplication, text: str, most: int) -> None:
    ((family, glyphs),) = drawn(text, fonts.family("ne"))
    assert family == fonts.DEVANAGARI
    assert len(glyphs) <= most < len(text)


def test_words_of_devanagari_are_drawn_by_its_family_whatever_is_usual() -> None:
    assert fonts.family_of("通帳(つうちょう) ल्याउने", fonts.JAPANESE) == fonts.DEVANAGARI
    assert fonts.family_of("通帳(つうちょう)", fonts.JAPANESE) == fonts.JAPANESE


@pytest.mark.parametrize("locale", ["en", "vi", "pt-BR", "tl", "id"])
def test_what_is_read_in_latin_letters_has_tails_to_tell_them_apart(qapp: QApplication, locale: str) -> None:
    font = QFont(fonts.family(locale))
    font.setPixelSize(100)
    raw = QRawFont.fromFont(font)
    assert min(raw.boundingRect(glyph).bottom() for glyph in raw.glyphIndexesForString("gpqy")) > 18


@pytest.mark.parametrize("locale", WORDS.locales)
def test_the_menu_writes_each_language_in_its_own_font(qapp: QApplication, locale: str) -> None:
    raw = QRawFont.fromFont(QFont(fonts.family(locale)))
    name = bare(WORDS.own_name(locale))
    assert all(raw.supportsCharacter(ord(letter)) for letter in name)


def test_the_fonts_are_among_the_packages_an_installer_is_told_of() -> None:
    packages = (Path(__file__).parents[4] / "packaging" / "debian-packages.txt").read_text(encoding="utf-8").split()
    assert {"fonts-noto-cjk", "fonts-noto-core", "fonts-morisawa-bizud-gothic"} <= set(packages)
