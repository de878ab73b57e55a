"""Which font family draws which language, so that no text is put together from several fonts or shown as boxes."""

import re
from collections.abc import Mapping
from typing import Final

from PySide6.QtGui import QFont

JAPANESE: Final = "BIZ UDPGothic"
"""Drawn for easy reading of Japanese; it has no Korean, not all Vietnamese letters, and Chinese only in Japanese forms.
Its Latin letters are wide, with hardly any tails at g, p and y."""
DEVANAGARI: Final = "Noto Sans Devanagari"
FAMILIES: Final[Mapping[str, str]] = {
    "en": "Noto Sans CJK JP",
    "vi": "Noto Sans CJK JP",
    "zh-Hans": "Noto Sans CJK SC",
    "ko": "Noto Sans CJK KR",
    "pt-BR": "Noto Sans CJK JP",
    "tl": "Noto Sans CJK JP",
    "id": "Noto Sans CJK JP",
    "ne": DEVANAGARI,
}
"""Noto CJK has each of these languages whole, together with Japanese; its letters are narrower, too."""
BESIDE: Final[Mapping[str, str]] = {DEVANAGARI: "Noto Sans CJK JP"}
"""By a family without Latin and Japanese letters, the one that draws these beside it."""
_DEVANAGARI: Final = re.compile("[\u0900-\u097f]")


def family(locale: str) -> str:
    """The family for the words of `locale`."""
    return FAMILIES.get(locale, JAPANESE)


def family_of(text: str, usual: str) -> str:
    """`usual`, or the one that can put the letters of Devanagari together, where `text` has any."""
    return DEVANAGARI if _DEVANAGARI.search(text) else usual


def put_beside() -> None:
    """Say for the whole program which family stands beside which; else what draws the rest is left to chance."""
    for one, other in BESIDE.items():
        QFont.insertSubstitution(one, other)
