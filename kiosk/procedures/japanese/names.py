"""Names: clusters of a character with its variation selector and its marks, and what must not be taken apart."""

import unicodedata
from typing import Final

from kiosk.values import dataclass

_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode's categories of controls, formats (U+200E, U+202E, U+2066, U+FEFF ...), halves, line and paragraph ends."""
_EMPTY: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
"""Letters, marks and signs that are drawn as nothing: the fillers of Hangul, an empty cell of Braille ..."""


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


def is_selector(code: int) -> bool:
    """Variation selectors: standard, and the ideographic ones from U+E0100."""
    return 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF


def is_unseen(letter: str) -> bool:
    """Whether this one code point shows nothing and may turn, hide or part what does; blanks and selectors do not."""
    return unicodedata.category(letter) in _UNSEEN or letter in _EMPTY


def is_private(code: int) -> bool:
    """Private use: 外字 of one machine, unreadable on any other."""
    return 0xE000 <= code <= 0xF8FF or 0xF0000 <= code <= 0x10FFFD


def _joins(code: int) -> bool:
    """Selectors and the marks that stand on the character before: dakuten, diacritics, vowels of other scripts."""
    return is_selector(code) or unicodedata.category(chr(code)).startswith("M")


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
