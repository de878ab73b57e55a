"""Virtual parts are found by name, pace is steady, and nothing is still something."""

import threading

import pytest

from kiosk.media.sources import BLOCK, NoCamera, NoMicrophone, Pace, SourceLost, black, factory


def test_a_factory_is_found_by_its_name() -> None:
    assert factory("kiosk.media.sources:black") is black
    with pytest.raises(AttributeError):
        factory("kiosk.media.sources:nothing")


def test_pace_ends_for_a_thread_that_waits() -> None:
    pace = Pace(0.001)
    waited: list[bool] = []
    thread = threading.Thread(target=lambda: waited.append(pace.wait()))
    thread.start()
    pace.end()
    thread.join(10)
    assert waited == [False]


def test_a_stalled_pace_does_not_hurry_to_catch_up(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0
    monkeypatch.setattr("kiosk.media.sources.time.monotonic_ns", lambda: now)
    waits: list[float] = []
    pace = Pace(100)
    monkeypatch.setattr(pace._ended, "wait", waits.append)
    assert pace.wait()
    now = 1_000_000_000
    pace.wait()
    pace.wait()
    assert waits == [0.01, 0.0, 0.01]


def test_no_camera_gives_black_pictures_until_it_is_closed() -> None:
    camera = NoCamera()
    picture = camera.read()
    assert (picture.width, picture.height) == (320, 180)
    assert set(picture.i420[: 320 * 180]) == {16}
    assert picture.i420.size == 320 * 180 * 3 // 2
    camera.close()
    with pytest.raises(SourceLost):
        camera.read()


def test_no_microphone_is_silence() -> None:
    assert NoMicrophone().block().tolist() == [0] * BLOCK
