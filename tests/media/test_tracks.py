"""What leaves the booth: newest picture, right size, black and silent behind the curtain."""

import asyncio

import numpy as np
import pytest
from aiortc.mediastreams import MediaStreamError

from kiosk.media.gate import Gate
from kiosk.media.line.picture import Picture as Sent
from kiosk.media.sources import BLOCK, Picture, Samples
from kiosk.media.tracks import CameraTrack, MicrophoneTrack
from kiosk.tasks import Tasks


class ListCamera:
    """Pictures at given moments, one after the other."""

    every_s = 0.04

    def __init__(self, *captured_ms: int) -> None:
        self._captured = [ms * 1_000_000 for ms in captured_ms]

    async def next(self, after_ns: int) -> Picture:
        at = next(captured for captured in self._captured if captured > after_ns)
        return Picture(640, 360, np.full(640 * 360 * 3 // 2, 200, np.uint8), at)


def _track(gate: Gate, *captured_ms: int) -> CameraTrack:
    return CameraTrack(ListCamera(*captured_ms), gate)  # type: ignore[arg-type]


async def test_pictures_carry_the_time_of_their_capture() -> None:
    track = _track(Gate(lambda: None), 1000, 1033, 1100)
    frames = [await track.recv() for _ in range(3)]
    assert [frame.pts for frame in frames] == [0, 2970, 9000]
    assert frames[0].to_ndarray()[0, 0] == 200


async def test_behind_the_curtain_the_picture_is_black() -> None:
    gate = Gate(lambda: None)
    gate.draw(True)
    frame = await _track(gate, 1).recv()
    assert set(np.unique(frame.to_ndarray()[:360])) == {16}


async def test_a_narrow_line_gets_half_and_a_hopeless_one_a_small_picture_a_second() -> None:
    track = _track(Gate(lambda: None), 1, 500, 900, 1400, 2000, 2400)
    track.sent = Sent(step=3)
    half = await track.recv()
    assert (half.width, half.height) == (320, 180)
    track.sent = Sent(on=False, step=3, off_since_s=0)
    small = await track.recv()
    assert (small.width, small.height, small.pts) == (320, 180, 1399 * 90)
    assert (await track.recv()).pts == 1999 * 90


async def test_fewer_pictures_are_evenly_spaced_whatever_the_camera_gives() -> None:
    given = [1000 + round(1000 * number / 30) for number in range(31)]
    for step, expected in ((0, 31), (1, 21), (2, 16)):
        track = _track(Gate(lambda: None), *given, 9000)
        track.sent = Sent(step=step)
        times: list[float] = []
        while not times or times[-1] < 1000:
            frame = await track.recv()
            assert frame.pts is not None
            times.append(frame.pts / 90)
        assert len(times) == expected, "one a thirtieth, twentieth, fifteenth of a second, both ends counted"
        assert max(np.diff(times)) <= 67


def test_it_says_how_far_pictures_are_apart_by_the_slower_of_camera_and_line() -> None:
    track = _track(Gate(lambda: None), 1)
    assert track.every_s == 0.04
    track.sent = Sent(step=2)
    assert track.every_s == pytest.approx(1 / 15)
    track.sent = Sent(on=False, off_since_s=0)
    assert track.every_s == 1


async def test_a_track_that_ended_gives_nothing() -> None:
    for track in (_track(Gate(lambda: None), 1), MicrophoneTrack(Gate(lambda: None))):
        track.stop()
        with pytest.raises(MediaStreamError):
            await track.recv()


def _block(value: int) -> Samples:
    return np.full(BLOCK, value, np.int16)


async def test_two_blocks_make_a_packet() -> None:
    track = MicrophoneTrack(Gate(lambda: None))
    for value in (1, 2, 3, 4):
        track.hear(_block(value))
    first, second = await track.recv(), await track.recv()
    assert (first.pts, second.pts, first.samples) == (0, 960, 960)
    samples = first.to_ndarray()[0]
    assert (samples[0], samples[-1]) == (1, 2)


async def test_a_packet_heard_before_the_curtain_does_not_leave_after_it() -> None:
    gate = Gate(lambda: None)
    track = MicrophoneTrack(gate)
    track.hear(_block(5))
    track.hear(_block(5))
    gate.draw(True)
    assert not (await track.recv()).to_ndarray().any()


async def test_sound_that_nobody_takes_does_not_pile_up() -> None:
    track = MicrophoneTrack(Gate(lambda: None))
    for _ in range(40):
        track.hear(_block(1))
    tasks = Tasks("test")
    await tasks.start(asyncio.sleep(0), "turn")
    packet = await track.recv()
    assert packet.pts == 14 * 960
