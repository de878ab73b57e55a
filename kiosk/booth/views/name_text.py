"""Names and addresses on the screen, with the right variant of every character.

Qt drops variation selectors, so the glyphs are chosen and measured here (HarfBuzz) and drawn as outlines. Faces are
opened at the first name, never before the first paint, and only mapped into memory: it costs less than a millisecond.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import uharfbuzz as hb
from PySide6.QtCore import Property, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem
from typing_extensions import override

from kiosk.procedures.japanese import names

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1

FONT_FILES: Final = (
    ("/usr/share/fonts/truetype/ipamj/ipamjm.ttf", 0),
    ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 0),
    ("/usr/share/fonts/truetype/bizud-mincho/BIZUDMincho-Regular.ttf", 0),
)
"""Path and index, in order of trust."""
LINE: Final = 1.34
_ASCENT: Final = 1.02
_NOT_FIRST: Final = frozenset("、。，．・：；！？）」』】〕〉》々ーゝゞっゃゅょァィゥェォッャュョ,.)]}")
_NOT_LAST: Final = frozenset("（「『【〔〈《([{")


@dataclass(frozen=True)
class Glyph:
    """One drawn cluster: where its outline comes from and how wide it is, in ems."""

    text: str
    face: int
    number: int
    advance: float
    uncertain: bool


class Face:
    """One font file: what it has, how wide it is, how it looks."""

    def __init__(self, path: str, index: int) -> None:
        face = hb.Face(hb.Blob.from_file_path(path), index)
        self._font = hb.Font(face)
        self._units = float(face.upem)
        self._outlines: dict[int, QPainterPath] = {}
        self._pen = _pen()

    def glyph(self, base: int, selector: int | None) -> int | None:
        """The glyph of a character, or of exactly this variant of it; None when the font has not got it."""
        found: int | None
        if selector is None:
            found = self._font.get_nominal_glyph(base)
        else:
            found = self._font.get_variation_glyph(base, selector)
        return found

    def advance(self, glyph: int) -> float:
        """Width in ems."""
        return float(self._font.get_glyph_h_advance(glyph)) / self._units

    def outline(self, glyph: int) -> QPainterPath:
        """The outline in ems, y downwards, the baseline at 0."""
        if glyph not in self._outlines:
            path = QPainterPath()
            path.setFillRule(Qt.FillRule.WindingFill)
            self._font.draw_glyph(glyph, self._pen, (path, 1.0 / self._units))
            self._outlines[glyph] = path
        return self._outlines[glyph]


def _pen() -> hb.DrawFuncs:
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
    """Every cluster of `text` in the first font that surely has it; otherwise the plain character, uncertain."""
    fonts = [str(number) for number in range(len(faces()))]
    if not fonts:
        return tuple(Glyph(piece.text, -1, 0, 1.0, uncertain=True) for piece in names.clusters(text))
    return tuple(
        _glyph(piece, span)
        for span in names.spans(text, fonts, lambda font, base, mark: faces()[int(font)].glyph(base, mark) is not None)
        for piece in names.clusters(span.text)
    )


def _glyph(piece: names.Cluster, span: names.NameSpan) -> Glyph:
    number = int(span.font)
    face = faces()[number]
    found = face.glyph(piece.base, piece.selector)
    if found is None:
        found = face.glyph(piece.base, None)
    if found is None:
        return Glyph(piece.text, -1, 0, 1.0, uncertain=True)
    return Glyph(piece.text, number, found, face.advance(found), span.uncertain)


def lines(row: Sequence[Glyph], most: float) -> tuple[tuple[Glyph, ...], ...]:
    """The glyphs in lines no wider than `most` ems (0: one line).

    Japanese breaks between any two characters but not before closing marks; Latin words stay whole while they fit.
    """
    if most <= 0:
        return (tuple(row),) if row else ()
    done: list[tuple[Glyph, ...]] = []
    line: list[Glyph] = []
    for word in _words(row):
        if line and _width(line) + _width(_bare(word)) > most:
            done.append(tuple(line))
            line = [] if _is_space(word) else list(word)
        else:
            line += word
        while _width(line) > most and len(line) > 1:
            fits = _fitting(line, most)
            done.append(tuple(line[:fits]))
            line = line[fits:]
    return (*done, tuple(line)) if line else tuple(done)


def _words(row: Sequence[Glyph]) -> list[list[Glyph]]:
    words: list[list[Glyph]] = []
    for glyph in row:
        if words and _stick(words[-1][-1].text, glyph.text):
            words[-1].append(glyph)
        else:
            words.append([glyph])
    return words


def _stick(left: str, right: str) -> bool:
    latin = left.isascii() and right.isascii() and not left.isspace() and not right.isspace()
    return latin or right[0] in _NOT_FIRST or left[0] in _NOT_LAST


def _bare(word: Sequence[Glyph]) -> Sequence[Glyph]:
    return () if _is_space(word) else word


def _is_space(word: Sequence[Glyph]) -> bool:
    return all(glyph.text.isspace() for glyph in word)


def _width(row: Sequence[Glyph]) -> float:
    return sum(glyph.advance for glyph in row)


def _fitting(line: Sequence[Glyph], most: float) -> int:
    width = 0.0
    for number, glyph in enumerate(line):
        width += glyph.advance
        if width > most:
            return max(1, number)
    return len(line)


@QmlElement
class NameText(QQuickPaintedItem):
    """A name or an address as it is on the card, never normalised."""

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._pixel_size = 46.0
        self._max_width = 0.0
        self._color = QColor("#1a1a1c")
        self._lines: tuple[tuple[Glyph, ...], ...] = ()
        self.setAntialiasing(True)

    def _get_text(self) -> str:
        return self._text

    def _set_text(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self._lay_out()

    def _get_pixel_size(self) -> float:
        return self._pixel_size

    def _set_pixel_size(self, size: float) -> None:
        if size != self._pixel_size and size > 0:
            self._pixel_size = size
            self._lay_out()

    def _get_max_width(self) -> float:
        return self._max_width

    def _set_max_width(self, width: float) -> None:
        if width != self._max_width:
            self._max_width = width
            self._lay_out()

    def _get_color(self) -> QColor:
        return self._color

    def _set_color(self, color: QColor) -> None:
        if color != self._color:
            self._color = color
            self.update()
            self.changed.emit()

    def _is_uncertain(self) -> bool:
        return any(glyph.uncertain for line in self._lines for glyph in line)

    def _line_count(self) -> int:
        return len(self._lines)

    text = Property(str, _get_text, _set_text, notify=changed)
    pixelSize = Property(float, _get_pixel_size, _set_pixel_size, notify=changed)
    maxWidth = Property(float, _get_max_width, _set_max_width, notify=changed)
    color = Property(QColor, _get_color, _set_color, notify=changed)
    uncertain = Property(bool, _is_uncertain, notify=changed)
    lineCount = Property(int, _line_count, notify=changed)

    def _lay_out(self) -> None:
        self._lines = lines(glyphs(self._text), self._max_width / self._pixel_size)
        self.setImplicitWidth(max((_width(line) for line in self._lines), default=0.0) * self._pixel_size)
        self.setImplicitHeight(max(1, len(self._lines)) * LINE * self._pixel_size)
        self.update()
        self.changed.emit()

    @override
    def paint(self, painter: QPainter) -> None:
        """Draw the outlines, and a box where no font has anything."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = self._pixel_size
        for number, line in enumerate(self._lines):
            x, y = 0.0, (number * LINE + _ASCENT) * size
            for glyph in line:
                self._paint_glyph(painter, glyph, x, y)
                x += glyph.advance * size

    def _paint_glyph(self, painter: QPainter, glyph: Glyph, x: float, y: float) -> None:
        painter.save()
        painter.translate(x, y)
        painter.scale(self._pixel_size, self._pixel_size)
        if glyph.face >= 0:
            painter.fillPath(faces()[glyph.face].outline(glyph.number), self._color)
        else:
            painter.setPen(QPen(self._color, 0.04))
            painter.drawRect(QRectF(0.1, -0.8, 0.8, 0.9))
        painter.restore()
