"""Kana: hiragana to full-width katakana, and whether a text is a reading (フリガナ)."""

import re

import jaconv

_KANA = re.compile(r"^[ァ-ヶー・　 ]*[ァ-ヶ][ァ-ヶー・　 ]*$")
_SMALL = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")


def katakana(text: str) -> str:
    """Full-width katakana from hiragana or half-width katakana; only for readings, never for names or addresses."""
    return str(jaconv.hira2kata(jaconv.h2z(text, kana=True, ascii=False, digit=False)))


def is_kana(text: str) -> bool:
    """Whether the text is full-width katakana, with long marks, middle dots and spaces."""
    return bool(_KANA.match(text))


def folded(text: str) -> str:
    """For comparing readings only: katakana with small letters made large and spaces dropped."""
    return re.sub(r"[・　 ]", "", katakana(text)).translate(_SMALL)


def narrow_digits(text: str) -> str:
    """Digits and ASCII marks made half-width, everything else as typed."""
    return str(jaconv.z2h(text, kana=False, ascii=True, digit=True))
