"""Ruby laid out (pure): small kana over the kanji they read, from the markup 漢字(かんじ)."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from kiosk.values import dataclass

RUBY_SIZE: Final = 0.5
"""Of the text below it."""
RUBY_LINE: Final = 0.58
BASE_LINE: Final = 1.2
_MARKUP: Final = re.compile(r"([一-鿿々〆ヶ〇]+)[(（]([ぁ-ゖー・]+)[)）]")
_RUN: Final = re.compile("[!-~]+|[\u0900-\u097f]+|\n|.")
"""What is not broken: in Devanagari a letter by itself would lose its vowel sign."""
_NOT_FIRST: Final = frozenset("、。，．・：；！？）」』】〕〉》ーゝっゃゅょァィゥェォッャュョ,.)]}?!")
_NOT_LAST: Final = frozenset("（「『【〔〈《([{")

Measure = Callable[[str], float]


@dataclass(frozen=True)
class Piece:
    """A run that is not broken: its base text and, over it, its reading (empty for none)."""

    base: str
    ruby: str = ""


@dataclass(frozen=True)
class Line:
    """The pieces of one line, each with its place and width, in pixels."""

    placed: tuple[tuple[Piece, float, float], ...]
    width: float


def pieces(text: str) -> tuple[Piece, ...]:
    """Split markup into pieces: each marked word, and each character, Latin or Devanagari word between them."""
    found: list[Piece] = []
    end = 0
    for mark in _MARKUP.finditer(text):
        found += _plain(text[end : mark.start()])
        found.append(Piece(mark[1], mark[2]))
        end = mark.end()
    return (*found, *_plain(text[end:]))


def bare(text: str) -> str:
    """The text without its readings, as it is spoken and found."""
    return _MARKUP.sub(r"\1", text)


def has_ruby(text: str) -> bool:
    """Whether there is any reading in it."""
    return _MARKUP.search(text) is not None


def _plain(text: str) -> list[Piece]:
    return [Piece(run) for run in _RUN.findall(text)]


def phrases(row: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces grouped so that lines break only between groups: at spaces, the phrases of やさしい日本語."""
    groups: list[list[Piece]] = [[]]
    for piece in row:
        if piece.base == "\n":
            groups += [[piece], []]
            continue
        groups[-1].append(piece)
        if piece.base.isspace():
            groups.append([])
    return [group for group in groups if group]


def lay_out(text: str, size: float, width: float, measure: Measure, ruby_measure: Measure) -> tuple[Line, ...]:
    """The lines of `text` no wider than `width` (0: one line); a phrase too long for a line breaks inside."""
    lines: list[list[Piece]] = [[]]
    row = pieces(text)
    widths = {piece: max(measure(piece.base), ruby_measure(piece.ruby) if piece.ruby else 0.0) for piece in {*row}}

    def wide(row: Sequence[Piece]) -> float:
        return sum(widths[piece] for piece in row)

    for phrase in phrases(row):
        if phrase[0].base == "\n":
            lines.append([])
            continue
        bare_phrase = [piece for piece in phrase if not piece.base.isspace()]
        if width <= 0 or wide(lines[-1] + bare_phrase) <= width:
            lines[-1] += phrase
        elif wide(bare_phrase) <= width:
            lines.append(list(phrase))
        else:
            _break_inside(lines, phrase, width, wide)
    return tuple(_place(line, widths) for line in lines)


def _break_inside(
    lines: list[list[Piece]], phrase: Sequence[Piece], width: float, wide: Callable[[Sequence[Piece]], float]
) -> None:
    for piece in phrase:
        if lines[-1] and wide([*lines[-1], piece]) > width and not piece.base.isspace():
            moved: list[Piece] = []
            while len(lines[-1]) > 1 and (piece.base[0] in _NOT_FIRST or lines[-1][-1].base[-1] in _NOT_LAST):
                moved.insert(0, lines[-1].pop())
                if moved[0].base[0] not in _NOT_FIRST and lines[-1][-1].base[-1] not in _NOT_LAST:
                    break
            lines.append(moved)
        lines[-1].append(piece)


def _place(row: Sequence[Piece], widths: Mapping[Piece, float]) -> Line:
    while row and row[-1].base.isspace():
        row = row[:-1]
    placed, x = [], 0.0
    for piece in row:
        wide = widths[piece]
        placed.append((piece, x, wide))
        x += wide
    return Line(tuple(placed), x)
