"""Which font family draws which language, so that no text is put together from several fonts or shown as boxes."""

from collections.abc import Mapping
from typing import Final

JAPANESE: Final = "BIZ UDPGothic"
"""Drawn for easy reading of Japanese; it has no Korean, not all Vietnamese letters, and Chinese only in Japanese forms.
Its Latin letters are wide, with hardly any tails at g, p and y."""
FAMILIES: Final[Mapping[str, str]] = {
    "en": "Noto Sans CJK JP",
    "vi": "Noto Sans CJK JP",
    "zh-Hans": "Noto Sans CJK SC",
    "ko": "Noto Sans CJK KR",
    "pt-BR": "Noto Sans CJK JP",
    "tl": "Noto Sans CJK JP",
    "id": "Noto Sans CJK JP",
}
"""Noto CJK has each of these languages whole, together with Japanese; its letters are narrower, too."""


def family(locale: str) -> str:
    """The family for the words of `locale`."""
    return FAMILIES.get(locale, JAPANESE)
