"""Ruby: やさしい日本語 writes 漢字(かんじ); here it is taken apart for speaking and checking."""

import re

_KANJI = r"[㐀-䶿一-鿿豈-﫿々〆ヶ𠀀-𰀀]"
_RUBY = re.compile(rf"({_KANJI}+)\(([ぁ-ゖー]+)\)")
_BARE = re.compile(rf"{_KANJI}+")


def plain(text: str) -> str:
    """The text without readings."""
    return _RUBY.sub(r"\1", text)


def spoken(text: str) -> str:
    """The text with readings in place of kanji, so that nothing is read twice or wrongly."""
    return _RUBY.sub(r"\2", text)


def unread(text: str) -> tuple[str, ...]:
    """Kanji that have no reading."""
    return tuple(kanji for kanji, _ in misread(text))


def misread(text: str) -> tuple[tuple[str, str], ...]:
    """Kanji that have no reading, each with what is written behind it; readings of others are left out."""
    bare = _RUBY.sub("", text)
    return tuple((found[0], bare[found.end() :]) for found in _BARE.finditer(bare))


def pieces(text: str) -> tuple[tuple[str, str], ...]:
    """The text in order: kanji with their reading, and what stands between with an empty one."""
    found: list[tuple[str, str]] = []
    at = 0
    for match in _RUBY.finditer(text):
        found += [(text[at : match.start()], ""), (match[1], match[2])]
        at = match.end()
    return tuple(piece for piece in [*found, (text[at:], "")] if piece[0])
