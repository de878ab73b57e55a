"""Every letter of every language is drawn, by one font: no boxes, no texts put together from several fonts."""

from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontInfo, QRawFont
from PySide6.QtWidgets import QApplication

from kiosk.booth.views.letters import fonts
from kiosk.booth.views.letters.ruby import bare
from kiosk.booth.views.words import Words
from kiosk.card.card import CardKind
from kiosk.card.faults import resident_sentence
from kiosk.protocol.faults import Code

WORDS = Words.load()
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
    missing = {letter for letter in letters(locale) if not raw.supportsCharacter(ord(letter))}
    assert missing <= {"…"}


@pytest.mark.parametrize("locale", ["en", "vi", "pt-BR", "tl", "id"])
def test_what_is_read_in_latin_letters_has_tails_to_tell_them_apart(qapp: QApplication, locale: str) -> None:
    font = QFont(fonts.family(locale))
    font.setPixelSize(100)
    raw = QRawFont.fromFont(font)
    assert min(raw.boundingRect(glyph).bottom() for glyph in raw.glyphIndexesForString("gpqy")) > 18


@pytest.mark.parametrize("locale", WORDS.locales)
def test_the_menu_writes_each_language_in_its_own_font(qapp: QApplication, locale: str) -> None:
    raw = QRawFont.fromFont(QFont(fonts.family(locale)))
    name = bare(WORDS.text(locale, "language-own-name"))
    assert all(raw.supportsCharacter(ord(letter)) for letter in name)


def test_the_fonts_are_among_the_packages_an_installer_is_told_of() -> None:
    packages = (Path(__file__).parents[4] / "packaging" / "debian-packages.txt").read_text(encoding="utf-8").split()
    assert {"fonts-noto-cjk", "fonts-morisawa-bizud-gothic"} <= set(packages)
