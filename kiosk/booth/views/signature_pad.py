"""Signing by finger: strokes as lines of points, drawn smoothly, given on as a small PNG with a clear ground."""

import itertools
from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6 import QtCore
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPainterPath, QPen, QTouchEvent
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem
from typing_extensions import override

from kiosk.booth import visit_events as ev
from kiosk.booth.stages import Signing
from kiosk.booth.views.qt import Property, QmlUncreatable
from kiosk.booth.visit_state import Visit

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1

LARGEST_PNG: Final = 60_000
"""Bytes: what an application carries at most."""
_LONGEST_SIDE: Final = 1000.0
_MARGIN: Final = 12.0
_PEN: Final = 5.0
_STEP: Final = 1.5
"""Pixels a finger must move before a new point counts."""
_MOST_POINTS: Final = 20_000

Stroke = list[QPointF]


def outline(strokes: Sequence[Stroke]) -> QPainterPath:
    """The strokes as one path, rounded through the middles between points; a dot is a very short line."""
    path = QPainterPath()
    for stroke in strokes:
        path.moveTo(stroke[0])
        if len(stroke) == 1:
            path.lineTo(stroke[0] + QPointF(0.1, 0.1))
        for before, point in itertools.pairwise(stroke[1:]):
            path.quadTo(before, (before + point) / 2)
        if len(stroke) > 1:
            path.lineTo(stroke[-1])
    return path


def png(strokes: Sequence[Stroke]) -> bytes | None:
    """The ink cut to its bounds, at most `LARGEST_PNG` bytes; None without ink."""
    if not strokes:
        return None
    path = outline(strokes)
    bounds = path.boundingRect().adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
    scale = min(1.0, _LONGEST_SIDE / max(bounds.width(), bounds.height()))
    while True:
        written = _written(path, bounds, scale)
        if len(written) <= LARGEST_PNG:
            return written
        scale *= 0.75


def _written(path: QPainterPath, bounds: QRectF, scale: float) -> bytes:
    size = (bounds.size() * scale).toSize().expandedTo(QRectF(0, 0, 1, 1).size().toSize())
    image = QImage(size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    painter.translate(-bounds.topLeft())
    painter.strokePath(path, _pen(QColor("black"), _PEN))
    painter.end()
    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes, Qt takes str
    return bytes(store.data())


def _pen(color: QColor, width: float) -> QPen:
    return QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


@QmlElement
@QmlUncreatable("made by the booth")
class SignView(QObject):
    """The ink of this visit: it outlives the page, so that もどる and つぎへ bring it back."""

    changed = Signal()

    def __init__(self, post: Callable[[ev.Event], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._post = post
        self._strokes: list[Stroke] = []
        self._points = 0
        self._missing = False

    @property
    def strokes(self) -> Sequence[Stroke]:
        """All strokes so far, in the pad's pixels."""
        return self._strokes

    def show(self, visit: Visit) -> None:
        """Show this visit: without its signature there is no ink, unless a finger is on the pad."""
        missing = isinstance(visit.stage, Signing) and visit.stage.empty
        gone = visit.signature is None and not isinstance(visit.stage, Signing)
        if gone and self._strokes:
            self.forget()
        if missing != self._missing:
            self._missing = missing
            self.changed.emit()

    def forget(self) -> None:
        """No ink stays."""
        self._strokes = []
        self._points = 0
        self.changed.emit()

    def begin(self, point: QPointF) -> None:
        """The finger came down."""
        if self._points < _MOST_POINTS:
            self._strokes.append([QPointF(point)])
            self._points += 1
            self.changed.emit()

    def move(self, point: QPointF) -> None:
        """The finger moved."""
        if not self._strokes or self._points >= _MOST_POINTS:
            return
        way = point - self._strokes[-1][-1]
        if abs(way.x()) + abs(way.y()) >= _STEP:
            self._strokes[-1].append(QPointF(point))
            self._points += 1

    def lift(self) -> None:
        """The finger went up: the visit hears of the ink."""
        self._post(ev.SignatureChanged(png(self._strokes)))

    @Slot()
    def clear(self) -> None:
        """けす."""
        self.forget()
        self._post(ev.SignatureChanged(None))

    @Slot()
    def cannotSign(self) -> None:
        """書けません."""
        self._post(ev.CannotSignChosen())

    @Property(bool, notify=changed)
    def empty(self) -> bool:
        """Nothing was written yet."""
        return not self._strokes

    @Property(bool, notify=changed)
    def missing(self) -> bool:
        """つぎへ was touched and nothing was written."""
        return self._missing and not self._strokes


@QmlElement
class SignaturePad(QQuickPaintedItem):
    """The place where a finger writes."""

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._ink: SignView | None = None
        self._color = QColor("#1a1a1c")
        self._finger: int | None = None
        self.setAcceptedMouseButtons(Qt.MouseButton.LeftButton)
        self.setAcceptTouchEvents(True)
        self.setAntialiasing(True)

    def _get_ink(self) -> SignView | None:
        return self._ink

    def _set_ink(self, ink: SignView | None) -> None:
        if ink is self._ink:
            return
        if self._ink is not None:
            self._ink.changed.disconnect(self._redraw)
        self._ink = ink
        if ink is not None:
            ink.changed.connect(self._redraw)
        self.changed.emit()
        self.update()

    def _get_color(self) -> QColor:
        return self._color

    def _set_color(self, color: QColor) -> None:
        if color != self._color:
            self._color = color
            self.changed.emit()
            self.update()

    ink = QtCore.Property(SignView, _get_ink, _set_ink, notify=changed)
    color = QtCore.Property(QColor, _get_color, _set_color, notify=changed)

    @Slot()
    def _redraw(self) -> None:
        self.update()

    @override
    def paint(self, painter: QPainter) -> None:
        """Draw the ink."""
        if self._ink is None or not self._ink.strokes:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.strokePath(outline(self._ink.strokes), _pen(self._color, _PEN))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._down(event.position())
        event.accept()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._moved(event.position())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._up()

    @override
    def touchEvent(self, event: QTouchEvent) -> None:
        """Follow the first finger; a resting hand is ignored."""
        event.accept()
        for point in event.points():
            if self._finger is None and point.state() == point.State.Pressed:
                self._finger = point.id()
                self._down(point.position())
            elif point.id() != self._finger:
                continue
            elif point.state() == point.State.Updated:
                self._moved(point.position())
            elif point.state() == point.State.Released:
                self._finger = None
                self._up()

    def _down(self, at: QPointF) -> None:
        if self._ink is not None:
            self._ink.begin(at)

    def _moved(self, at: QPointF) -> None:
        if self._ink is not None:
            self._ink.move(self._inside(at))
            self.update()

    def _up(self) -> None:
        if self._ink is not None:
            self._ink.lift()

    def _inside(self, at: QPointF) -> QPointF:
        return QPointF(min(max(at.x(), 0.0), self.width()), min(max(at.y(), 0.0), self.height()))
