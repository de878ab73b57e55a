"""The glyphs of names: every cluster as one font surely draws it, chosen and measured by HarfBuzz, drawn as outlines.

A font that lacks a variant draws the plain character and says nothing, and one that lacks a place for a mark draws it
beside its letter or not at all. So each cluster goes to the first font that has exactly it, marks in place; where none
has, it is drawn as well as it can be and called uncertain.
"""

import functools
from collections.abc import Iterable
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainterPath

from kiosk.procedures.japanese import names
from kiosk.values import dataclass

if TYPE_CHECKING:
    import uharfbuzz as hb

FONT_FILES: Final = (
    ("/usr/share/fonts/truetype/ipamj/ipamjm.ttf", 0),
    ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 0),
    ("/usr/share/fonts/truetype/bizud-mincho/BIZUDMincho-Regular.ttf", 0),
)
"""Path and index, in order of trust."""
_MISSING: Final = 0
"""The glyph every font draws for what it has not got."""


@dataclass(frozen=True)
class Part:
    """One outline of a cluster and how far it is moved, in ems, y downwards."""

    number: int
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True)
class Glyph:
    """One drawn cluster: its outlines in one face (-1: none, a box is drawn), how wide it is, in ems, and its place.

    `at` counts the code points of the text before it.
    """

    text: str
    face: int
    parts: tuple[Part, ...]
    advance: float
    uncertain: bool
    at: int = 0


class Face:
    """One font file: what it has, how wide it is, how it looks."""

    def __init__(self, path: str, index: int) -> None:
        import uharfbuzz as hb  # with the fonts, at the first name

        self._buffer, self._shape = hb.Buffer, hb.shape
        face = hb.Face(hb.Blob.from_file_path(path), index)
        self._font = hb.Font(face)
        self._units = float(face.upem)
        self._outlines: dict[int, QPainterPath] = {}
        self._pen = _pen()

    def glyph(self, number: int, piece: names.Cluster, *, exactly: bool) -> Glyph | None:
        """The cluster as this face, the one of `number`, draws it; `exactly`: None unless all is there and in place."""
        if not (self._has_exactly(piece) if exactly else self._font.get_nominal_glyph(piece.base) is not None):
            return None
        shaped = self._shaped(piece.text) or (() if exactly else self._shaped(piece.text[0]))
        if not shaped or (exactly and any(advance for _, advance in shaped[1:])):
            return None  # a mark with a width of its own stands beside its letter
        parts, width = [], 0.0
        for part, advance in shaped:
            parts.append(Part(part.number, width + part.x, part.y))
            width += advance
        return Glyph(piece.text, number, tuple(parts), width, uncertain=not exactly)

    def _has_exactly(self, piece: names.Cluster) -> bool:
        return piece.selector is None or self._font.get_variation_glyph(piece.base, piece.selector) is not None

    def _shaped(self, text: str) -> tuple[tuple[Part, float], ...]:
        """The glyphs of one cluster with their advances in ems; none when the face lacks any of it."""
        buffer = self._buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        self._shape(self._font, buffer)
        found = [
            (Part(info.codepoint, at.x_offset / self._units, -at.y_offset / self._units), at.x_advance / self._units)
            for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]
        if any(part.number == _MISSING for part, _ in found):
            return ()
        return tuple(one for at, one in enumerate(found) if at == 0 or not self.outline(one[0].number).isEmpty())

    def outline(self, glyph: int) -> QPainterPath:
        """The outline in ems, y downwards, the baseline at 0."""
        if glyph not in self._outlines:
            path = QPainterPath()
            path.setFillRule(Qt.FillRule.WindingFill)
            self._font.draw_glyph(glyph, self._pen, (path, 1.0 / self._units))
            self._outlines[glyph] = path
        return self._outlines[glyph]


def _pen() -> "hb.DrawFuncs":
    import uharfbuzz as hb

    def at(scale: float, x: float, y: float) -> QPointF:
        return QPointF(x * scale, -y * scale)

    pen = hb.DrawFuncs()
    pen.set_move_to_func(lambda x, y, c: c[0].moveTo(at(c[1], x, y)))
    pen.set_line_to_func(lambda x, y, c: c[0].lineTo(at(c[1], x, y)))
    pen.set_quadratic_to_func(lambda a, b, x, y, c: c[0].quadTo(at(c[1], a, b), at(c[1], x, y)))
    pen.set_cubic_to_func(lambda a, b, d, e, x, y, c: c[0].cubicTo(at(c[1], a, b), at(c[1], d, e), at(c[1], x, y)))
    pen.set_close_path_func(lambda c: c[0].closeSubpath())
    return pen


@functools.cache
def faces() -> tuple[Face, ...]:
    """The fonts this machine has, in order; opened once, at the first name."""
    return tuple(Face(path, index) for path, index in FONT_FILES if Path(path).is_file())


def glyphs(text: str) -> tuple[Glyph, ...]:
    """Every cluster of `text` in the first font that surely draws it; otherwise as well as can be, uncertain."""
    pieces = names.clusters(text)
    places = accumulate((len(piece.text) for piece in pieces), initial=0)
    return tuple(replace(_chosen(piece), at=at) for piece, at in zip(pieces, places, strict=False))


def _chosen(piece: names.Cluster) -> Glyph:
    tried = () if names.is_private(piece.base) else _tries(piece)
    return next((found for found in tried if found is not None), Glyph(piece.text, -1, (), 1.0, uncertain=True))


def _tries(piece: names.Cluster) -> Iterable[Glyph | None]:
    for exactly in (True, False):
        for number, face in enumerate(faces()):
            yield face.glyph(number, piece, exactly=exactly)
