"""Signing by finger: strokes as lines of points, drawn smoothly, given on as a small PNG with a clear ground."""

import itertools
from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6 import QtCore
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPainterPath, QPen, QTouchEvent
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem
from typing_extensions import override

from kiosk.booth.views.page_item import PageItem
from kiosk.booth.views.qt import Property, QmlUncreatable
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.ink import Ink
from kiosk.booth.visit.stages import Signing
from kiosk.booth.visit.state import Visit

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1

LARGEST_PNG_BYTES: Final = 60_000
"""Bytes: what an application carries at most."""
_LONGEST_SIDE: Final = 1000.0
_MARGIN: Final = 12.0
_PEN: Final = 5.0
_STEP: Final = 1.5
"""Pixels a finger must move before a new point counts."""
_MOST_POINTS: Final = 20_000
_PIECE: Final = 24
"""Curves in one path."""

Stroke = list[QPointF]


def outlines(strokes: Sequence[Stroke]) -> list[QPainterPath]:
    """The strokes as short paths, rounded through the middles between points; a dot is a very short line.

    Short ones, because stroking one long path that crosses itself takes seconds.
    """
    return [path for stroke in strokes for path in _outlines(stroke)]


def _outlines(stroke: Stroke) -> list[QPainterPath]:
    paths = [QPainterPath(stroke[0])]
    for number, (before, point) in enumerate(itertools.pairwise(stroke[1:])):
        if number % _PIECE == _PIECE - 1:
            paths.append(QPainterPath(paths[-1].currentPosition()))
        paths[-1].quadTo(before, (before + point) / 2)
    paths[-1].lineTo(stroke[-1] if len(stroke) > 1 else stroke[0] + QPointF(0.1, 0.1))
    return paths


def png(strokes: Sequence[Stroke]) -> bytes | None:
    """The ink cut to its bounds, at most `LARGEST_PNG_BYTES`; None without ink."""
    if not strokes:
        return None
    image = _image(strokes)
    written = _written(image)
    while len(written) > LARGEST_PNG_BYTES:
        image = image.scaledToWidth(int(image.width() * 0.7), Qt.TransformationMode.SmoothTransformation)
        written = _written(image)
    return written


def _image(strokes: Sequence[Stroke]) -> QImage:
    across, down = zip(*((point.x(), point.y()) for stroke in strokes for point in stroke), strict=True)
    corner, end = QPointF(min(across), min(down)), QPointF(max(across), max(down))
    bounds = QRectF(corner, end).adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
    scale = min(1.0, _LONGEST_SIDE / max(bounds.width(), bounds.height()))
    image = QImage((bounds.size() * scale).toSize(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    painter.translate(-bounds.topLeft())
    _draw(painter, outlines(strokes), QColor("black"))
    painter.end()
    return image


def _written(image: QImage) -> bytes:
    """The PNG, with black in 256 degrees of cover as its palette: a quarter of the bytes of full colour."""
    cover = image.convertToFormat(QImage.Format.Format_Alpha8)
    cover.reinterpretAsFormat(QImage.Format.Format_Indexed8)
    cover.setColorTable([degree << 24 for degree in range(256)])
    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    cover.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes, Qt takes str
    return bytes(store.data())


def _draw(painter: QPainter, paths: Sequence[QPainterPath], color: QColor) -> None:
    pen = QPen(color, _PEN, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    for path in paths:
        painter.strokePath(path, pen)


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
        self._missing = self._instead = self._again = False
        self._faded: Ink | None = None

    @property
    def strokes(self) -> Sequence[Stroke]:
        """All strokes so far, in the pad's pixels."""
        return self._strokes

    def show(self, visit: Visit) -> None:
        """Show this visit: without its signature there is no ink, unless a finger is on the pad."""
        signing = isinstance(visit.stage, Signing)
        gone = visit.signature is None and not signing
        faded = visit.signature if visit.sign_again else None
        if self._strokes and (gone or (faded is not None and faded is not self._faded)):
            self.forget()
        self._faded = faded
        missing = isinstance(visit.stage, Signing) and visit.stage.empty
        instead = isinstance(visit.stage, Signing) and visit.stage.instead
        again = faded is not None
        if (missing, instead, again) != (self._missing, self._instead, self._again):
            self._missing, self._instead, self._again = missing, instead, again
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
    def instead(self) -> bool:
        """The procedure asks for a signature by card, which was not made: staff look at it."""
        return self._instead

    @Property(bool, notify=changed)
    def again(self) -> bool:
        """What was signed has changed since: a new signature is needed."""
        return self._again and not self._strokes

    @Property(bool, notify=changed)
    def missing(self) -> bool:
        """つぎへ was touched and nothing was written."""
        return self._missing and not self._strokes


@QmlElement
class SignaturePad(PageItem):
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
        _draw(painter, outlines(self._ink.strokes), self._color)

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
