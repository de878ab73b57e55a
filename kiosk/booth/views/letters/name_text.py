"""Names and addresses on the screen, with the right variant of every character.

Qt drops variation selectors, so the glyphs come from `name_glyphs`. Faces are opened at the first name, never before
the first paint, and only mapped into memory: it costs less than a millisecond. What no font surely draws, and what is
marked, has a dotted line below it.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Property, QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem
from typing_extensions import override

from kiosk.booth.views.letters.name_glyphs import Glyph, faces, glyphs
from kiosk.booth.views.page_item import PageItem

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1

LINE: Final = 1.34
_ASCENT: Final = 1.02
_NOT_FIRST: Final = frozenset("、。，．・：；！？）」』】〕〉》々ーゝゞっゃゅょァィゥェォッャュョ,.)]}")
_NOT_LAST: Final = frozenset("（「『【〔〈《([{")


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
class NameText(PageItem):
    """A name or an address as it is on the card, never normalised."""

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._pixel_size = 46.0
        self._max_width = 0.0
        self._color = QColor("#1a1a1c")
        self._marked: list[int] = []
        self._glyphs: tuple[Glyph, ...] = ()
        self._lines: tuple[tuple[Glyph, ...], ...] = ()
        self._complete = True
        self.setAntialiasing(True)

    @override
    def classBegin(self) -> None:
        """QML begins to set what is written of it."""
        super().classBegin()
        self._complete = False

    @override
    def componentComplete(self) -> None:
        """All that was written of it in QML is set: lay it out, once."""
        super().componentComplete()
        self._complete = True
        self._lay_out()

    def _get_text(self) -> str:
        return self._text

    def _set_text(self, text: str) -> None:
        if text != self._text:
            self._text, self._glyphs = text, glyphs(text)
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

    def _get_marked(self) -> list[int]:
        return self._marked

    def _set_marked(self, marked: list[int]) -> None:
        if marked != self._marked:
            self._marked = marked
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
    marked = Property(list, _get_marked, _set_marked, notify=changed)
    uncertain = Property(bool, _is_uncertain, notify=changed)
    lineCount = Property(int, _line_count, notify=changed)

    def _lay_out(self) -> None:
        if not self._complete:
            return
        self._lines = lines(self._glyphs, self._max_width / self._pixel_size)
        self.setImplicitWidth(max((_width(line) for line in self._lines), default=0.0) * self._pixel_size)
        self.setImplicitHeight(max(1, len(self._lines)) * LINE * self._pixel_size)
        self.update()
        self.changed.emit()

    @override
    def paint(self, painter: QPainter) -> None:
        """Draw the outlines, a box where no font has anything, and dots below what somebody must look at."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = self._pixel_size
        for number, line in enumerate(self._lines):
            x, y = 0.0, (number * LINE + _ASCENT) * size
            for glyph in line:
                odd = glyph.uncertain or any(glyph.at <= at < glyph.at + len(glyph.text) for at in self._marked)
                self._paint_glyph(painter, glyph, QPointF(x, y), odd=odd)
                x += glyph.advance * size

    def _paint_glyph(self, painter: QPainter, glyph: Glyph, at: QPointF, *, odd: bool) -> None:
        painter.save()
        painter.translate(at)
        painter.scale(self._pixel_size, self._pixel_size)
        for part in glyph.parts:
            painter.fillPath(faces()[glyph.face].outline(part.number).translated(part.x, part.y), self._color)
        if not glyph.parts:
            painter.setPen(QPen(self._color, 0.04))
            painter.drawRect(QRectF(0.1, -0.8, 0.8, 0.9))
        if odd:
            painter.setPen(QPen(self._color, 0.06, Qt.PenStyle.DotLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(QLineF(0.08, 0.24, glyph.advance - 0.08, 0.24))
        painter.restore()
