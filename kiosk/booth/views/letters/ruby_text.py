"""Text with ruby: small kana over the kanji they read, from the markup 漢字(かんじ)."""

from collections.abc import Sequence

from PySide6.QtCore import Property, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem
from typing_extensions import override

from kiosk.booth.views.letters.fonts import JAPANESE, family_of
from kiosk.booth.views.letters.ruby import BASE_LINE, RUBY_LINE, RUBY_SIZE, Line, has_ruby, lay_out
from kiosk.booth.views.page_item import PageItem

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class RubyText(PageItem):
    """A text with readings over its kanji; shrinks to `maxHeight` where one is given, never below `leastSize`."""

    changed = Signal()
    fullWidthChanged = Signal()
    fullHeightChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._family = JAPANESE
        self._size = 30.0
        self._drawn_size = 30.0
        self._least = 24.0
        self._bold = False
        self._color = QColor("#1a1a1c")
        self._max_width = 0.0
        self._max_height = 0.0
        self._alignment = 1
        self._lines: tuple[Line, ...] = ()
        self._full = (0.0, 0.0)
        self._natural_width: float | None = None
        """Of one line; None until it is measured again."""
        self._complete = True
        self.widthChanged.connect(self.update)

    def _font(self, size: float) -> QFont:
        font = QFont(family_of(self._text, self._family))
        font.setPixelSize(max(1, round(size)))
        font.setBold(self._bold)
        return font

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

    def _lay_out(self) -> None:
        if not self._complete:
            return
        size = self._size
        lines = self._at(size)
        if self._natural_width is None:
            self._natural_width = self._natural(size)
        full = (self._natural_width, self._high(lines, size))
        while self._too_large(lines, size) and size > self._least:
            size = max(self._least, size - 1)
            lines = self._at(size)
        self._drawn_size, self._lines = size, lines
        self.setImplicitWidth(full[0])
        self.setImplicitHeight(self._high(lines, size))
        self.update()
        self.changed.emit()
        before, self._full = self._full, full
        if full[0] != before[0]:
            self.fullWidthChanged.emit()
        if full[1] != before[1]:
            self.fullHeightChanged.emit()

    def _natural(self, size: float) -> float:
        base, ruby = QFontMetricsF(self._font(size)), QFontMetricsF(self._ruby_font(size))
        lines = lay_out(self._text, size, 0.0, base.horizontalAdvance, ruby.horizontalAdvance)
        return max((line.width for line in lines), default=0.0)

    def _at(self, size: float) -> tuple[Line, ...]:
        base, ruby = QFontMetricsF(self._font(size)), QFontMetricsF(self._ruby_font(size))
        return lay_out(self._text, size, self._max_width, base.horizontalAdvance, ruby.horizontalAdvance)

    def _ruby_font(self, size: float) -> QFont:
        font = self._font(size * RUBY_SIZE)
        font.setBold(False)
        return font

    def _too_large(self, lines: Sequence[Line], size: float) -> bool:
        high = self._max_height > 0 and self._high(lines, size) > self._max_height
        return high or (self._max_width > 0 and any(line.width > self._max_width for line in lines))

    def _high(self, lines: Sequence[Line], size: float) -> float:
        return len(lines) * self._line(size)

    def _line(self, size: float) -> float:
        """One line's height: room for readings only where there are any."""
        return (self._over + BASE_LINE) * size

    @property
    def _over(self) -> float:
        return RUBY_LINE if has_ruby(self._text) else 0.06

    def _set_room(self, name: str, value: object) -> None:
        if getattr(self, name) != value:
            setattr(self, name, value)
            self._lay_out()

    def _set_letters(self, name: str, value: object) -> None:
        if getattr(self, name) != value:
            self._natural_width = None
            self._set_room(name, value)

    def _set_look(self, name: str, value: object) -> None:
        if getattr(self, name) != value:
            setattr(self, name, value)
            self.update()
            self.changed.emit()

    def _get_text(self) -> str:
        return self._text

    def _set_text(self, value: str) -> None:
        self._set_letters("_text", value)

    def _get_family(self) -> str:
        return self._family

    def _set_family(self, value: str) -> None:
        self._set_letters("_family", value)

    def _get_pixel_size(self) -> float:
        return self._size

    def _set_pixel_size(self, value: float) -> None:
        self._set_letters("_size", value)

    def _get_least_size(self) -> float:
        return self._least

    def _set_least_size(self, value: float) -> None:
        self._set_room("_least", value)

    def _get_bold(self) -> bool:
        return self._bold

    def _set_bold(self, value: bool) -> None:
        self._set_letters("_bold", value)

    def _get_color(self) -> QColor:
        return self._color

    def _set_color(self, value: QColor) -> None:
        self._set_look("_color", value)

    def _get_max_width(self) -> float:
        return self._max_width

    def _set_max_width(self, value: float) -> None:
        self._set_room("_max_width", value)

    def _get_max_height(self) -> float:
        return self._max_height

    def _set_max_height(self, value: float) -> None:
        self._set_room("_max_height", value)

    def _get_alignment(self) -> int:
        return self._alignment

    def _set_alignment(self, value: int) -> None:
        self._set_look("_alignment", value)

    def _get_line_count(self) -> int:
        return len(self._lines)

    def _get_full_width(self) -> float:
        return self._full[0]

    def _get_full_height(self) -> float:
        return self._full[1]

    def _get_drawn_size(self) -> float:
        return self._drawn_size

    def _get_lift(self) -> float:
        """How far the middle of the words lies below the middle of the item, by the readings over them, in pixels."""
        return self._over * self._drawn_size / 2

    def _get_clipped(self) -> bool:
        return self._too_large(self._lines, self._drawn_size)

    text = Property(str, _get_text, _set_text, notify=changed)
    family = Property(str, _get_family, _set_family, notify=changed)
    pixelSize = Property(float, _get_pixel_size, _set_pixel_size, notify=changed)
    leastSize = Property(float, _get_least_size, _set_least_size, notify=changed)
    bold = Property(bool, _get_bold, _set_bold, notify=changed)
    color = Property(QColor, _get_color, _set_color, notify=changed)
    maxWidth = Property(float, _get_max_width, _set_max_width, notify=changed)
    maxHeight = Property(float, _get_max_height, _set_max_height, notify=changed)
    alignment = Property(int, _get_alignment, _set_alignment, notify=changed)
    lineCount = Property(int, _get_line_count, notify=changed)
    fullWidth = Property(float, _get_full_width, notify=fullWidthChanged)
    fullHeight = Property(float, _get_full_height, notify=fullHeightChanged)
    drawnSize = Property(float, _get_drawn_size, notify=changed)
    lift = Property(float, _get_lift, notify=changed)
    clipped = Property(bool, _get_clipped, notify=changed)

    @override
    def paint(self, painter: QPainter) -> None:
        """Draw base text and readings line by line."""
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.setPen(self._color)
        size = self._drawn_size
        base, ruby = self._font(size), self._ruby_font(size)
        base_metrics, ruby_metrics = QFontMetricsF(base), QFontMetricsF(ruby)
        for number, line in enumerate(self._lines):
            top = number * self._line(size)
            left = self._left(line)
            baseline = top + self._over * size + base_metrics.ascent() * BASE_LINE * size / base_metrics.height()
            for piece, x, wide in line.placed:
                painter.setFont(base)
                inset = (wide - base_metrics.horizontalAdvance(piece.base)) / 2
                painter.drawText(QPointF(left + x + inset, baseline), piece.base)
                if piece.ruby:
                    painter.setFont(ruby)
                    inset = (wide - ruby_metrics.horizontalAdvance(piece.ruby)) / 2
                    painter.drawText(QPointF(left + x + inset, baseline - size * 0.92), piece.ruby)

    def _left(self, line: Line) -> float:
        spare = max(0.0, self.width() - line.width)
        if self._alignment == int(Qt.AlignmentFlag.AlignHCenter):
            return spare / 2
        return spare if self._alignment == int(Qt.AlignmentFlag.AlignRight) else 0.0
