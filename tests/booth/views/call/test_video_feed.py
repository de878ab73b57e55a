"""Pictures from shared memory onto the screen, with the real memory between."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QSizeF
from PySide6.QtGui import QColor
from PySide6.QtMultimedia import QVideoFrame, QVideoSink
from PySide6.QtQuick import QQuickView
from pytestqt.qtbot import QtBot

from kiosk.booth.views.call import video_feed
from kiosk.booth.views.call.video_feed import PaintedVideo, VideoFeed
from kiosk.media.frames import FrameMemory, FrameWriter, plane_sizes


class Camera:
    """Writes pictures of one brightness into the memory a feed reads."""

    def __init__(self) -> None:
        self.memory = FrameMemory("test")
        self.writer = FrameWriter(self.memory.path)
        self.feed = VideoFeed(self.memory.reader)

    def show(self, width: int, height: int, light: int, red: int = 128) -> None:
        values = (light, 128, red)
        planes = [bytes([value]) * (w * h) for value, (w, h) in zip(values, plane_sizes(width, height), strict=True)]
        self.writer.write(width, height, planes)


@pytest.fixture
def camera(qapp: QObject) -> Iterator[Camera]:
    made = Camera()
    yield made
    made.feed.run(on=False)
    made.writer.close()
    made.memory.close()


@pytest.fixture
def sink(qapp: QObject) -> QVideoSink:
    return QVideoSink()


def light(sink: QVideoSink) -> int:
    frame = sink.videoFrame()
    assert frame.map(QVideoFrame.MapMode.ReadOnly)
    values = {memoryview(frame.bits(0))[0], memoryview(frame.bits(0))[frame.width() - 1]}
    frame.unmap()
    (value,) = values
    return value


@pytest.mark.parametrize("size", [(1280, 720), (640, 360), (322, 242), (16, 16)])
def test_a_picture_arrives_with_every_plane_in_place(camera: Camera, sink: QVideoSink, size: tuple[int, int]) -> None:
    camera.feed.attach(sink)
    camera.feed.run(on=True)
    camera.show(*size, light=90, red=200)
    camera.feed.look()
    frame = sink.videoFrame()
    assert (frame.width(), frame.height()) == size
    assert frame.map(QVideoFrame.MapMode.ReadOnly)
    for plane, ((width, height), value) in enumerate(zip(plane_sizes(*size), (90, 128, 200), strict=True)):
        seen, stride = memoryview(frame.bits(plane)), frame.bytesPerLine(plane)
        lines = [bytes(seen[line * stride : line * stride + width]) for line in range(height)]
        assert lines == [bytes([value]) * width] * height
    frame.unmap()


def test_only_the_newest_picture_is_shown(camera: Camera, sink: QVideoSink) -> None:
    camera.feed.attach(sink)
    camera.feed.run(on=True)
    for value in (10, 20, 30):
        camera.show(64, 64, value)
    camera.feed.look()
    camera.feed.look()
    assert light(sink) == 30
    assert camera.feed.frames_shown == 1


def test_pictures_of_the_call_before_are_never_shown(camera: Camera, sink: QVideoSink) -> None:
    camera.feed.attach(sink)
    camera.show(64, 64, 10)
    camera.feed.run(on=True)
    camera.feed.look()
    assert not sink.videoFrame().isValid()
    assert not camera.feed.seen


def test_at_the_end_nothing_stays_on_the_screen(camera: Camera, sink: QVideoSink) -> None:
    camera.feed.attach(sink)
    camera.feed.run(on=True)
    camera.show(64, 64, 10)
    camera.feed.look()
    assert camera.feed.seen
    camera.feed.run(on=False)
    assert not sink.videoFrame().isValid()
    assert not camera.feed.seen


def test_a_picture_taken_away_goes_dark(camera: Camera, sink: QVideoSink) -> None:
    camera.feed.attach(sink)
    camera.feed.run(on=True)
    camera.show(64, 64, 10)
    camera.feed.look()
    camera.writer.blank()
    camera.feed.look()
    assert not camera.feed.seen
    camera.show(64, 64, 40)
    camera.feed.look()
    assert light(sink) == 40


def test_a_second_place_gets_the_picture_at_once_and_both_the_next(camera: Camera, sink: QVideoSink) -> None:
    camera.feed.attach(sink)
    camera.feed.attach(sink)
    camera.feed.run(on=True)
    camera.show(64, 64, 10)
    camera.feed.look()
    other = QVideoSink()
    camera.feed.attach(other)
    assert light(other) == 10
    camera.show(64, 64, 20)
    camera.feed.look()
    assert (light(sink), light(other)) == (20, 20)
    camera.feed.detach(sink)
    camera.show(64, 64, 30)
    camera.feed.look()
    assert (light(sink), light(other)) == (20, 30)


def test_a_page_that_is_gone_stops_the_looking(camera: Camera, qtbot: QtBot) -> None:
    owner = QObject()
    camera.feed.attach(QVideoSink(owner))
    camera.feed.run(on=True)
    assert camera.feed._timer.isActive()
    owner.deleteLater()
    with qtbot.waitSignal(owner.destroyed):
        pass
    camera.show(64, 64, 10)
    camera.feed.look()
    assert not camera.feed._timer.isActive()


def test_nobody_looks_while_no_call_is_on(camera: Camera, sink: QVideoSink) -> None:
    camera.feed.attach(sink)
    assert not camera.feed._timer.isActive()
    camera.feed.run(on=True)
    assert camera.feed._timer.isActive()
    camera.feed.detach(sink)
    assert not camera.feed._timer.isActive()


def test_pictures_come_by_themselves(camera: Camera, sink: QVideoSink, qtbot: QtBot) -> None:
    camera.feed.attach(sink)
    camera.feed.run(on=True)
    camera.show(64, 64, 55)
    qtbot.waitUntil(lambda: sink.videoFrame().isValid())
    assert light(sink) == 55


@pytest.mark.qt_log_ignore("No RHI backend", "symbolsresolver")
def test_without_a_graphics_processor_the_picture_is_painted(camera: Camera, qtbot: QtBot) -> None:
    view = QQuickView()
    view.resize(300, 200)
    painted = PaintedVideo(view.contentItem())
    painted.setSize(view.size())
    painted.setProperty("feed", camera.feed)
    painted.setProperty("mirrored", True)
    view.show()
    camera.feed.run(on=True)
    camera.show(640, 360, 235)
    qtbot.waitUntil(lambda: QColor(view.grabWindow().pixel(150, 100)).lightness() > 240)
    camera.feed.run(on=False)
    qtbot.waitUntil(lambda: not camera.feed.seen and painted._image.isNull())
    painted.setProperty("feed", None)
    view.close()


@pytest.mark.parametrize(
    ("picture", "place", "cut"),
    [
        ((1280, 720), (640, 360), (0, 0, 1280, 720)),
        ((1280, 720), (720, 720), (280, 0, 720, 720)),
        ((720, 1280), (720, 720), (0, 280, 720, 720)),
    ],
)
def test_a_picture_fills_its_place(
    picture: tuple[int, int], place: tuple[int, int], cut: tuple[int, int, int, int]
) -> None:
    part = video_feed.filling(QSizeF(*picture), QSizeF(*place))
    assert (part.x(), part.y(), part.width(), part.height()) == cut
