"""Pictures of any layout reach the memory without padding; packets of sound reach the speaker."""

import time
from collections.abc import Iterable, Iterator

import av
import numpy as np
import pytest
from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError
from typing_extensions import override

from kiosk.media import clock_bar
from kiosk.media.frames import FrameMemory, FrameWriter
from kiosk.media.receiving import APART_S, Receiving
from kiosk.media.sound.opus import Encoder
from kiosk.media.sound.playout import Playout
from kiosk.rehearsal.virtual_voice import speech


class Given(MediaStreamTrack):
    """Gives what it was given, then ends."""

    def __init__(self, kind: str, frames: Iterable[av.VideoFrame]) -> None:
        super().__init__()
        self.kind = kind
        self._frames = iter(frames)

    @override
    async def recv(self) -> av.VideoFrame:
        for frame in self._frames:
            return frame
        raise MediaStreamError


@pytest.fixture
def memory() -> Iterator[FrameMemory]:
    memory = FrameMemory("test")
    yield memory
    memory.close()


def _picture(width: int, height: int, kind: str = "yuv420p") -> av.VideoFrame:
    rng = np.random.default_rng(1)
    planes = rng.integers(16, 235, (height * 3 // 2, width), np.uint8)
    return av.VideoFrame.from_ndarray(planes, format="yuv420p").reformat(format=kind)


@pytest.mark.parametrize("size", [(1280, 720), (322, 182), (636, 358)])
async def test_a_picture_arrives_byte_by_byte(memory: FrameMemory, size: tuple[int, int]) -> None:
    firsts: list[tuple[int, int]] = []
    begun: list[bool] = []
    receiving = Receiving(
        FrameWriter(memory.path),
        Playout(20),
        lambda: begun.append(memory.reader.latest() is None),
        lambda width, height: firsts.append((width, height)),
        lambda: None,
    )
    picture = _picture(*size)
    await receiving.pictures(Given("video", [picture, picture]))
    frame = memory.reader.latest()
    assert frame is not None
    assert b"".join((frame.y, frame.u, frame.v)) == picture.to_ndarray().tobytes()
    assert (receiving.frames, firsts) == (2, [size])
    assert begun == [True], "once, before the first picture is shown"
    assert receiving.take_age_ms() is None


async def test_other_layouts_and_sizes_above_a_slot_are_turned_into_ours(memory: FrameMemory) -> None:
    receiving = Receiving(FrameWriter(memory.path), Playout(20), lambda: None, lambda *_: None, lambda: None)
    await receiving.pictures(Given("video", [_picture(640, 360, "rgb24"), _picture(2560, 1440)]))
    assert (receiving.frames, receiving.width, receiving.height) == (2, 1920, 1088)


async def test_the_age_of_pictures_with_a_clock_is_known(memory: FrameMemory) -> None:
    receiving = Receiving(FrameWriter(memory.path), Playout(20), lambda: None, lambda *_: None, lambda: None)
    planes = np.full((540, 640), 128, np.uint8)
    clock_bar.stamp(planes[:360], time.time_ns() // 1_000_000 - 3000)
    await receiving.pictures(Given("video", [av.VideoFrame.from_ndarray(planes, format="yuv420p")]))
    age = receiving.take_age_ms()
    assert age is not None
    assert age >= 3000
    assert receiving.take_age_ms() is None


async def test_the_first_packet_of_sound_is_told_and_all_go_to_the_speaker(memory: FrameMemory) -> None:
    heard: list[bool] = []
    now = [0.0]
    playout = Playout(20, lambda: now[0])
    receiving = Receiving(FrameWriter(memory.path), playout, lambda: None, lambda *_: None, lambda: heard.append(True))
    await receiving.sound(Given("audio", []))
    encoder, voice = Encoder(32_000), speech()
    for number in range(10):
        receiving.hear(number, number * 960, encoder.encode(voice[number * 960 : (number + 1) * 960]))
    assert heard == [True]
    now[0] = 0.5
    assert playout.take().any()


async def test_what_was_hushed_shows_and_plays_nothing_more(memory: FrameMemory) -> None:
    receiving = Receiving(
        FrameWriter(memory.path), Playout(20, lambda: 0.0), lambda: None, lambda *_: None, lambda: None
    )
    receiving.hush()
    await receiving.pictures(Given("video", [_picture(320, 180)]))
    assert memory.reader.latest() is None


async def test_pictures_that_waited_together_are_shown_one_after_the_other(
    memory: FrameMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr("kiosk.media.receiving.asyncio.sleep", sleep)
    monkeypatch.setattr("kiosk.media.receiving.time.monotonic", lambda: 100.0)
    receiving = Receiving(FrameWriter(memory.path), Playout(20), lambda: None, lambda *_: None, lambda: None)
    picture = _picture(322, 182)
    await receiving.pictures(Given("video", [picture, picture, picture]))
    assert waited == pytest.approx([APART_S, APART_S]), "the first waits for nobody"
