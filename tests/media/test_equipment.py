"""Devices of a call are opened as found, and what is missing is said."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from kiosk.media import equipment as equipment_module
from kiosk.media.audio import SoundPath
from kiosk.media.devices import Plugged, Present, choose
from kiosk.media.equipment import SILENT_S, Equipment
from kiosk.media.frames import FrameMemory, FrameWriter
from kiosk.media.gate import Gate
from kiosk.media.messages import Device, DevicesFound, DevicesGone, DeviceState, MediaProblem, Problem
from kiosk.media.settings import MediaSettings
from kiosk.media.soundcard import ThreadClock
from kiosk.media.sources import BLOCK, Pace, Picture, Samples, SoundSource, SourceLost, black
from kiosk.protocol.call_state import Part
from tests.media.media_calls import virtual_settings

VIRTUAL, NONE = Device(state=DeviceState.VIRTUAL), Device(state=DeviceState.NONE)


@pytest.fixture
def memory() -> Iterator[FrameMemory]:
    memory = FrameMemory("test")
    yield memory
    memory.close()


async def _open(memory: FrameMemory, found: DevicesFound) -> tuple[Equipment, list[MediaProblem]]:
    mirror = FrameWriter(memory.path)
    problems: list[MediaProblem] = []

    def tell(event: MediaProblem | DevicesFound | DevicesGone) -> None:
        if not isinstance(event, DevicesGone):
            assert isinstance(event, MediaProblem)
            problems.append(event)

    return Equipment(virtual_settings(), found, Gate(mirror.blank), mirror, tell), problems


class Room:
    """A booth whose cables are pulled out and plugged in; what stands in for its cards turns the path on a thread."""

    def __init__(self, memory: FrameMemory, monkeypatch: pytest.MonkeyPatch, *refusing: str) -> None:
        self.present = Present((), (), ())
        self.told: list[MediaProblem | DevicesFound | DevicesGone] = []
        self.opened: list[tuple[str | None, str | None]] = []
        self._refusing = refusing
        self._memory = memory
        monkeypatch.setattr(equipment_module, "SoundCard", self._card)
        monkeypatch.setattr(equipment_module, "V4l2Camera", lambda *_: HandmadeCamera())

    def equipment(self) -> Equipment:
        mirror = FrameWriter(self._memory.path)
        return Equipment(
            MediaSettings(),
            choose(MediaSettings(), self.present),
            Gate(mirror.blank),
            mirror,
            self.told.append,
            look=lambda *, again=False: self.present,
            plugged=lambda: Plugged(tuple(one.name for one in self.present.cameras), repr(self.present)),
        )

    @property
    def codes(self) -> list[Problem]:
        return [one.code for one in self.told if isinstance(one, MediaProblem)]

    @property
    def gone(self) -> list[tuple[Part, ...]]:
        return [one.gone for one in self.told if isinstance(one, DevicesGone)]

    def _card(self, path: SoundPath, heard: str | None, played: str | None, virtual: SoundSource) -> ThreadClock:
        if {heard, played} & set(self._refusing):
            raise OSError("refused")
        self.opened.append((heard, played))
        return ThreadClock(path, virtual)


class HandmadeCamera:
    """A real one as far as anybody can see: larger than the black picture of none."""

    def __init__(self) -> None:
        self._pace = Pace(50)

    def read(self) -> Picture:
        if not self._pace.wait():
            raise SourceLost
        return Picture(640, 360, black(640, 360), time.monotonic_ns())

    def close(self) -> None:
        self._pace.end()


def real(*names: str) -> tuple[Device, ...]:
    return tuple(Device(state=DeviceState.REAL, name=name) for name in names)


async def width(equipment: Equipment, wanted: int) -> None:
    """Wait until pictures of this width come."""
    picture = await equipment.camera.next(0)
    while picture.width != wanted:
        picture = await equipment.camera.next(picture.captured_at_ns)


async def test_a_headset_pulled_out_leaves_the_camera_and_comes_back_in_the_call(
    memory: FrameMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room(memory, monkeypatch)
    room.present = whole = Present(real("/dev/video0"), real("headset"), real("headset"))
    equipment = room.equipment()
    await width(equipment, 640)
    room.present = Present(whole.cameras, (), ())
    await equipment.check(10.0)
    assert room.codes == [Problem.MICROPHONE_MISSING, Problem.SPEAKER_MISSING]
    await width(equipment, 640)
    room.present = whole
    await equipment.check(11.0)
    assert room.opened == [("headset", "headset")] * 2
    assert any(isinstance(one, DevicesFound) for one in room.told)
    assert room.gone == [(), ("microphone", "speaker"), ()]
    await equipment.close()


async def test_a_camera_plugged_in_under_another_name_is_seen_in_the_call(
    memory: FrameMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room(memory, monkeypatch)
    room.present = Present(real("/dev/video0"), real("microphone"), real("speaker"))
    equipment = room.equipment()
    await width(equipment, 640)
    room.present = replace(room.present, cameras=())
    await equipment.check(10.0)
    await width(equipment, 320)
    room.present = replace(room.present, cameras=real("/dev/video2"))
    await equipment.check(11.0)
    await width(equipment, 640)
    assert room.codes == [Problem.CAMERA_MISSING]
    assert room.gone == [(), ("camera",), ()]
    await equipment.close()


async def test_a_new_device_that_is_ours_only_after_a_moment_is_tried_again(
    memory: FrameMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room(memory, monkeypatch)
    refused = [True]
    room.present = Present((), real("microphone"), real("speaker"))
    monkeypatch.setattr(
        equipment_module,
        "SoundCard",
        lambda *given: (_ for _ in ()).throw(OSError("not yet")) if refused else room._card(*given),
    )
    equipment = room.equipment()
    await equipment.check(10.0)
    refused.clear()
    await equipment.check(11.0)
    assert room.opened == []
    equipment._path.turns += 1
    equipment.camera.pictures += 1
    await equipment.check(20.0)
    assert room.opened == [("microphone", "speaker")]
    await equipment.close()


async def test_a_speaker_that_refuses_leaves_the_microphone(
    memory: FrameMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room(memory, monkeypatch, "speaker")
    room.present = Present(real("/dev/video0"), real("microphone"), real("speaker"))
    equipment = room.equipment()
    assert room.opened == [("microphone", None)]
    assert room.codes == [Problem.SPEAKER_MISSING]
    assert room.gone == [("speaker",)]
    await equipment.check(10.0)
    await equipment.check(30.0)
    assert room.opened == [("microphone", None)], "a card that still serves is not closed to try the other again"
    await equipment.close()


class Cable:
    """A virtual microphone and a virtual speaker that are pulled out and plugged in."""

    out: frozenset[str] = frozenset()

    def block(self) -> Samples:
        if "microphone" in Cable.out:
            raise SourceLost
        return np.full(BLOCK, 900, np.int16)

    def play(self, block: Samples) -> None:
        if "speaker" in Cable.out:
            raise SourceLost


def open_microphone() -> Cable:
    Cable().block()
    return Cable()


def open_speaker() -> Cable:
    Cable().play(np.zeros(BLOCK, np.int16))
    return Cable()


@pytest.mark.parametrize(("out", "left"), [("microphone", "speaker"), ("speaker", "microphone")])
async def test_one_side_of_the_sound_goes_the_other_stays_and_it_comes_back(
    memory: FrameMemory, out: str, left: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Cable, "out", frozenset())
    virtual = {"virtual_microphone": f"{__name__}:open_microphone", "virtual_speaker": f"{__name__}:open_speaker"}
    settings = virtual_settings().model_copy(update=virtual)
    told: list[tuple[Part, ...]] = []

    def tell(event: MediaProblem | DevicesFound | DevicesGone) -> None:
        if isinstance(event, DevicesGone):
            told.append(event.gone)

    found, mirror = DevicesFound(camera=VIRTUAL, microphone=VIRTUAL, speaker=VIRTUAL), FrameWriter(memory.path)
    equipment = Equipment(settings, found, Gate(mirror.blank), mirror, tell)
    monkeypatch.setattr(Cable, "out", frozenset({out}))
    clock = equipment._clock
    assert isinstance(clock, ThreadClock)
    await asyncio.to_thread(clock._thread.join)
    for at_s in (100.0, 100.0 + SILENT_S, 100.1 + SILENT_S + 10):  # it stops, is known to have, and is tried again
        equipment.camera.pictures += 1
        await equipment.check(at_s)
    assert told == [(), ("microphone", "speaker"), (out,)]
    clock = equipment._clock
    assert isinstance(clock, ThreadClock)
    assert isinstance({"speaker": clock._speaker, "microphone": clock._microphone}[left], Cable)
    monkeypatch.setattr(Cable, "out", frozenset())
    for at_s in (115.0, 130.0):
        equipment.camera.pictures += 1
        equipment._path.turns += 1
        await equipment.check(at_s)
    assert told[-1] == ()
    await equipment.close()


async def test_a_microphone_switched_off_at_itself_is_told_though_it_is_there_and_open(
    memory: FrameMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room(memory, monkeypatch)
    room.present = Present(real("/dev/video0"), real("headset"), real("headset"))
    monkeypatch.setattr(equipment_module, "SoundCard", lambda path, *_: ThreadClock(path, Muted()))
    equipment = room.equipment()
    for at_s in (100.0, 109.0, 110.0, 111.0):
        equipment._path.turns += 1  # the card still calls
        equipment.camera.pictures += 1
        await equipment.check(at_s)
    assert room.gone == [(), ("voice",)]
    assert room.codes == [], "it is there, so nothing is opened anew"
    equipment._path._gate.draw(True)  # what the curtain cuts is heard here all the same
    equipment._path.turn(np.arange(BLOCK, dtype=np.int16))
    await equipment.check(112.0)
    assert room.gone[-1] == ()
    await equipment.close()


class Muted:
    """A microphone that gives a level, and nothing else."""

    def block(self) -> Samples:
        return np.full(BLOCK, 7, np.int16)


async def test_virtual_devices_give_picture_and_sound(memory: FrameMemory) -> None:
    equipment, problems = await _open(memory, DevicesFound(camera=VIRTUAL, microphone=VIRTUAL, speaker=VIRTUAL))
    heard: list[Samples] = []
    equipment.listen(heard.append)
    picture = await equipment.camera.next(0)
    assert (picture.width, picture.height) == (640, 360)
    while not any(block.any() for block in heard):
        picture = await equipment.camera.next(picture.captured_at_ns)
    assert equipment.out_meter.read() > 0
    await equipment.close()
    assert problems == []


async def test_what_is_missing_is_said_and_the_call_still_has_a_picture(memory: FrameMemory) -> None:
    equipment, problems = await _open(memory, DevicesFound(camera=NONE, microphone=NONE, speaker=NONE))
    assert (await equipment.camera.next(0)).width == 320
    await equipment.close()
    assert [problem.code for problem in problems] == [
        Problem.CAMERA_MISSING,
        Problem.MICROPHONE_MISSING,
        Problem.SPEAKER_MISSING,
    ]


async def test_a_sound_card_that_falls_silent_is_lost_and_replaced(memory: FrameMemory) -> None:
    equipment, problems = await _open(memory, DevicesFound(camera=VIRTUAL, microphone=VIRTUAL, speaker=VIRTUAL))
    picture = await equipment.camera.next(0)
    equipment._clock.close()  # pulled out
    await equipment.check(100.0)
    await equipment.check(100.0 + SILENT_S - 0.1)
    assert problems == []
    heard: list[Samples] = []
    equipment.listen(heard.append)
    equipment.camera.pictures += 1
    await equipment.check(100.0 + SILENT_S)
    assert [problem.code for problem in problems] == [Problem.SOUND_LOST]
    while not heard:
        picture = await equipment.camera.next(picture.captured_at_ns)
    equipment.camera.pictures += 1
    await equipment.check(200.0)
    assert len(problems) == 1
    await equipment.close()


async def test_a_camera_that_hangs_is_said_once(memory: FrameMemory) -> None:
    equipment, problems = await _open(memory, DevicesFound(camera=VIRTUAL, microphone=VIRTUAL, speaker=VIRTUAL))
    await equipment.camera.next(0)
    await equipment.camera.close()
    for seconds in (0.0, 1.0, 2.0, SILENT_S, 4.0):
        equipment._path.turns += 1
        await equipment.check(100 + seconds)
    assert [problem.code for problem in problems] == [Problem.CAMERA_LOST]
    await equipment.close()


async def test_a_sound_card_that_refuses_is_said_and_the_call_goes_on(memory: FrameMemory) -> None:
    gone = Device(state=DeviceState.REAL, name="pulled out a second ago")
    equipment, problems = await _open(memory, DevicesFound(camera=VIRTUAL, microphone=gone, speaker=gone))
    assert (await equipment.camera.next(0)).width == 640
    await equipment.close()
    assert {problem.code for problem in problems} == {Problem.MICROPHONE_MISSING, Problem.SPEAKER_MISSING}
