"""Ruby: やさしい日本語 writes 漢字(かんじ); here it is taken apart for drawing, speaking and checking."""

import re

from kiosk.values import dataclass

_KANJI = r"[㐀-䶿一-鿿豈-﫿々〆ヶ𠀀-𰀀]"
_RUBY = re.compile(rf"({_KANJI}+)\(([ぁ-ゖー]+)\)")
_BARE = re.compile(rf"{_KANJI}+")


@dataclass(frozen=True)
class RubySpan:
    """A run of text; `reading` is empty where nothing is drawn above it."""

    text: str
    reading: str = ""


def spans(text: str) -> tuple[RubySpan, ...]:
    """The text as runs with and without a reading."""
    found: list[RubySpan] = []
    at = 0
    for match in _RUBY.finditer(text):
        if match.start() > at:
            found.append(RubySpan(text[at : match.start()]))
        found.append(RubySpan(match[1], match[2]))
        at = match.end()
    if at < len(text):
        found.append(RubySpan(text[at:]))
    return tuple(found)


def plain(text: str) -> str:
    """The text without readings."""
    return _RUBY.sub(r"\1", text)


def spoken(text: str) -> str:
    """The text with readings in place of kanji, so that nothing is read twice or wrongly."""
    return _RUBY.sub(r"\2", text)


def unread(text: str) -> tuple[str, ...]:
    """Kanji that have no reading."""
    return tuple(_BARE.findall(_RUBY.sub("", text)))
