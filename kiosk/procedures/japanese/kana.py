"""Kana: hiragana to full-width katakana, and whether a text is a reading (フリガナ)."""

import re

import jaconv

_KANA = re.compile(r"^[ァ-ヶー・　 ]*[ァ-ヶ][ァ-ヶー・　 ]*$")


def katakana(text: str) -> str:
    """Full-width katakana from hiragana or half-width katakana; only for readings, never for names or addresses."""
    return str(jaconv.hira2kata(jaconv.h2z(text, kana=True, ascii=False, digit=False)))


def is_kana(text: str) -> bool:
    """Whether the text is full-width katakana, with long marks, middle dots and spaces."""
    return bool(_KANA.match(text))


def narrow_digits(text: str) -> str:
    """Digits and ASCII marks made half-width, everything else as typed."""
    return str(jaconv.z2h(text, kana=False, ascii=True, digit=True))


def hiragana(text: str) -> str:
    """Hiragana from katakana, to be read beside kanji."""
    return str(jaconv.kata2hira(text))
