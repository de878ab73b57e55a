"""Addresses: printed as the card has them, folded only for searching."""

import re
import unicodedata

_HYPHENS = re.compile("[‐‑–—−－ｰ]|(?<=[0-9])ー(?=[0-9])")
_SMALL_KE = re.compile("[ヶがヵｹ]")
_KANJI_DIGITS = {letter: number for number, letter in enumerate("〇一二三四五六七八九")}
_CHOME = re.compile("([〇一二三四五六七八九十]{1,3})(?=丁目)")


def searchable(address: str) -> str:
    """For finding and comparing only: one width, one hyphen, one ケ, 丁目 in digits, no spaces, no selectors."""
    text = unicodedata.normalize("NFKC", address)
    text = "".join(letter for letter in text if not 0xE0100 <= ord(letter) <= 0xE01EF)
    text = _CHOME.sub(lambda found: str(_number(found[1])), text)
    text = _SMALL_KE.sub("ケ", _HYPHENS.sub("-", text))
    return re.sub(r"\s", "", text)


def same_place(one: str, other: str) -> bool:
    """Whether two writings mean the same place as far as text can tell; staff decide."""
    return searchable(one) == searchable(other)


def _number(kanji: str) -> int:
    if "十" not in kanji:
        return int("".join(str(_KANJI_DIGITS[letter]) for letter in kanji))
    tens, _, ones = kanji.partition("十")
    return (_KANJI_DIGITS[tens] if tens else 1) * 10 + (_KANJI_DIGITS[ones] if ones else 0)
