"""Moving pictures from shared memory onto the screen: the newest one, copied once, shown wherever it is wanted."""

from typing import Final, Protocol

from PySide6 import QtCore
from PySide6.QtCore import QObject, QPointF, QRectF, QSize, QSizeF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPainter
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat, QVideoSink
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem
from shiboken6 import isValid
from typing_extensions import override

from kiosk.booth.views.page_item import PageItem
from kiosk.booth.views.qt import Property, QmlUncreatable
from kiosk.media.frames import Frame

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1

LOOK_EVERY_MS: Final = 8
"""How often to look for a newer picture; a look costs microseconds, a picture waits 4 ms on average."""
_PLANES: Final = 3


class Frames(Protocol):
    """Where pictures come from: `kiosk.media.frames.FrameReader`."""

    def newest(self) -> int:
        """Number of the newest picture, 0 for none."""
        ...

    def latest(self, after: int = 0) -> Frame | None:
        """The newest picture above `after`; None when there is none or the picture was taken away."""
        ...


@QmlElement
@QmlUncreatable("made by the booth")
class VideoFeed(QObject):
    """One stream of pictures; runs only during a call, and looks only while somebody shows it."""

    changed = Signal()

    def __init__(self, frames: Frames, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._frames = frames
        self._sinks: list[QVideoSink] = []
        self._on = False
        self._seen = 0
        self._last: QVideoFrame | None = None
        self._count = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    @property
    def frames_shown(self) -> int:
        """How many pictures were given to the screen."""
        return self._count

    def run(self, on: bool) -> None:
        """Begin at the next picture, or stop and leave nothing on the screen."""
        if on == self._on:
            return
        self._on = on
        self._seen = self._frames.newest() if on else self._seen
        if not on:
            self._blank()
        self._time()

    @Slot(QVideoSink)
    def attach(self, sink: QVideoSink) -> None:
        """Show the pictures here too."""
        if sink in self._sinks:
            return
        self._sinks.append(sink)
        if self._last is not None:
            sink.setVideoFrame(self._last)
        self._time()

    @Slot(QVideoSink)
    def detach(self, sink: QVideoSink) -> None:
        """Not here any more."""
        if sink in self._sinks:
            self._sinks.remove(sink)
        self._time()

    @Slot()
    def look(self) -> None:
        """Show the newest picture if it is not on the screen yet; older ones are dropped."""
        newest = self._frames.newest()
        if newest == self._seen:
            return
        self._sinks = [sink for sink in self._sinks if isValid(sink)]  # a page may be gone with its sink
        if not self._sinks:
            self._time()
            return
        frame = self._frames.latest(self._seen)
        if frame is None:
            self._seen = newest
            self._blank()
            return
        picture = to_video_frame(frame)
        if picture is None or not frame.whole():
            return  # overtaken while copying: the next look takes the newer one
        self._seen = frame.sequence
        self._count += 1
        self._give(picture)

    def _give(self, picture: QVideoFrame) -> None:
        first = self._last is None
        self._last = picture
        self._show(picture)
        if first:
            self.changed.emit()

    def _blank(self) -> None:
        if self._last is None:
            return
        self._last = None
        self._show(QVideoFrame())
        self.changed.emit()

    def _show(self, picture: QVideoFrame) -> None:
        for sink in self._sinks:
            if isValid(sink):
                sink.setVideoFrame(picture)

    def _time(self) -> None:
        if self._on and self._sinks and not self._timer.isActive():
            self._timer.start()
        elif not (self._on and self._sinks):
            self._timer.stop()

    @Property(bool, notify=changed)
    def seen(self) -> bool:
        """Whether there is a picture now."""
        return self._last is not None


def to_video_frame(frame: Frame) -> QVideoFrame | None:
    """A copy of the three planes as Qt draws them, None where Qt gives no memory."""
    kind = QVideoFrameFormat(QSize(frame.width, frame.height), QVideoFrameFormat.PixelFormat.Format_YUV420P)
    kind.setColorSpace(QVideoFrameFormat.ColorSpace.ColorSpace_BT601)
    kind.setColorRange(QVideoFrameFormat.ColorRange.ColorRange_Video)
    picture = QVideoFrame(kind)
    if not picture.map(QVideoFrame.MapMode.WriteOnly):
        return None
    try:
        half = (frame.width + 1) // 2
        sources = ((frame.y, frame.width), (frame.u, half), (frame.v, half))
        for plane in range(_PLANES):
            source, width = sources[plane]
            _copy(source, width, memoryview(picture.bits(plane)), picture.bytesPerLine(plane))
    finally:
        picture.unmap()
    return picture


def _copy(source: memoryview, width: int, target: memoryview, stride: int) -> None:
    if stride == width:
        target[: len(source)] = source
        return
    for line in range(len(source) // width):
        target[line * stride : line * stride + width] = source[line * width : (line + 1) * width]


def filling(picture: QSizeF, place: QSizeF) -> QRectF:
    """The part of a picture that fills a place of another shape: cut at the sides or at top and bottom."""
    shown = place.scaled(picture, Qt.AspectRatioMode.KeepAspectRatio)
    corner = QPointF((picture.width() - shown.width()) / 2, (picture.height() - shown.height()) / 2)
    return QRectF(corner, shown)


@QmlElement
class PaintedVideo(PageItem):
    """Paints the pictures of a feed, cut to fill, on machines without a graphics processor.

    Qt's own VideoOutput draws nothing there. Converting 1280x720 takes 4 ms.
    """

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._feed: VideoFeed | None = None
        self._mirrored = False
        self._image = QImage()
        self._sink = QVideoSink(self)
        self._sink.videoFrameChanged.connect(self._take)
        self.setOpaquePainting(False)

    def _get_feed(self) -> VideoFeed | None:
        return self._feed

    def _set_feed(self, feed: VideoFeed | None) -> None:
        if feed is self._feed:
            return
        if self._feed is not None:
            self._feed.detach(self._sink)
        self._feed = feed
        if feed is not None:
            feed.attach(self._sink)
        self.changed.emit()

    def _get_mirrored(self) -> bool:
        return self._mirrored

    def _set_mirrored(self, mirrored: bool) -> None:
        if mirrored != self._mirrored:
            self._mirrored = mirrored
            self.changed.emit()
            self.update()

    feed = QtCore.Property(VideoFeed, _get_feed, _set_feed, notify=changed)
    mirrored = QtCore.Property(bool, _get_mirrored, _set_mirrored, notify=changed)

    @Slot(QVideoFrame)
    def _take(self, frame: QVideoFrame) -> None:
        self._image = frame.toImage() if frame.isValid() else QImage()
        self.update()

    @override
    def paint(self, painter: QPainter) -> None:
        """Draw the newest picture, or nothing."""
        if self._image.isNull():
            return
        if self._mirrored:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        place = self.size()
        painter.drawImage(QRectF(QPointF(0, 0), place), self._image, filling(QSizeF(self._image.size()), place))
