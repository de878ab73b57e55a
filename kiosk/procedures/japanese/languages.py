"""Languages by their names in Japanese, for staff and on paper; nobody there reads a locale."""

from typing import Final

LANGUAGES: Final = {
    "en": "英語",
    "vi": "ベトナム語",
    "zh-Hans": "中国語",
    "ko": "韓国語",
    "pt-BR": "ポルトガル語",
    "tl": "フィリピノ語",
    "id": "インドネシア語",
    "ne": "ネパール語",
}
"""What a booth can be read in besides Japanese; each is a skill of staff named by its locale."""
_JAPANESE: Final = {"ja": "日本語", "easy": "やさしい日本語"}


def named(locale: str) -> str:
    """What a language is called; one that only a newer program knows by its locale."""
    return _JAPANESE.get(locale) or LANGUAGES.get(locale, locale)
