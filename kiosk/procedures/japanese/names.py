"""Names: clusters of a character with its variation selector, and the guard that picks a font that has the pair.

A font without a pair silently draws the plain character, so every place that shows a name asks here first.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from typing_extensions import override

HasGlyph: TypeAlias = Callable[[str, int, int | None], bool]
"""(font, base, variation selector or None) -> the font's cmap has it (format 14 for a pair)."""


@dataclass(frozen=True)
class Cluster:
    """What a reader sees as one character: base, its selector if any, and combining marks."""

    text: str

    @property
    def base(self) -> int:
        """The code point drawn."""
        return ord(self.text[0])

    @property
    def selector(self) -> int | None:
        """The variation selector behind the base."""
        return next((ord(mark) for mark in self.text[1:] if is_selector(ord(mark))), None)


@dataclass(frozen=True)
class NameSpan:
    """A run of a name in one font. `uncertain`: no font surely draws it, so staff must look at the card's face."""

    text: str
    font: str
    uncertain: bool = False

    @override
    def __repr__(self) -> str:
        return f"NameSpan(..., font={self.font!r}, uncertain={self.uncertain})"


def is_selector(code: int) -> bool:
    """Variation selectors: standard, and the ideographic ones from U+E0100."""
    return 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF


def is_private(code: int) -> bool:
    """Private use: 外字 of one machine, unreadable on any other."""
    return 0xE000 <= code <= 0xF8FF or 0xF0000 <= code <= 0x10FFFD


def _joins(code: int) -> bool:
    """Selectors and the marks that stand on the character before: dakuten and combining diacritics."""
    return is_selector(code) or code in (0x3099, 0x309A) or 0x0300 <= code <= 0x036F


def clusters(text: str) -> tuple[Cluster, ...]:
    """The text in pieces that must never be separated; joined again they are the text."""
    pieces: list[str] = []
    for letter in text:
        if pieces and _joins(ord(letter)):
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return tuple(Cluster(piece) for piece in pieces)


def chars(text: str) -> int:
    """How many characters a reader counts: without selectors."""
    return len(clusters(text))


def without_last(text: str) -> str:
    """The text after one press of the delete key: base and selector go together."""
    return "".join(piece.text for piece in clusters(text)[:-1])


def plain(text: str) -> str:
    """Without selectors: only for searching and comparing, never kept or printed."""
    return "".join(letter for letter in text if not is_selector(ord(letter)))


def spans(text: str, fonts: Sequence[str], has: HasGlyph) -> tuple[NameSpan, ...]:
    """The name as runs, each cluster in the first of `fonts` that has it; never an empty list of fonts.

    Where none has the pair, the first font with the plain base is taken and the run is `uncertain`; so is 外字.
    """
    found: list[NameSpan] = []
    for cluster in clusters(text):
        span = _choose(cluster, fonts, has)
        last = found[-1] if found else None
        if last and (last.font, last.uncertain) == (span.font, span.uncertain):
            found[-1] = NameSpan(last.text + span.text, span.font, span.uncertain)
        else:
            found.append(span)
    return tuple(found)


def uncertain(text: str, fonts: Sequence[str], has: HasGlyph) -> tuple[str, ...]:
    """The clusters of which no font can be trusted; staff confirm them by the card's face."""
    return tuple(piece.text for piece in clusters(text) if _choose(piece, fonts, has).uncertain)


def _choose(cluster: Cluster, fonts: Sequence[str], has: HasGlyph) -> NameSpan:
    if not is_private(cluster.base):
        for font in fonts:
            if has(font, cluster.base, cluster.selector):
                return NameSpan(cluster.text, font)
        for font in fonts:
            if has(font, cluster.base, None):
                return NameSpan(cluster.text, font, uncertain=True)
    return NameSpan(cluster.text, fonts[0], uncertain=True)
