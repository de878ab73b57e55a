"""Devices of a call are opened as found, and what is missing is said."""

from collections.abc import Iterator

import pytest

from kiosk.media.equipment import SILENT_S, Equipment
from kiosk.media.frames import FrameMemory, FrameWriter
from kiosk.media.gate import Gate
from kiosk.media.messages import Device, DevicesFound, DeviceState, MediaProblem, Problem
from kiosk.media.sources import Samples
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
    equipment = Equipment(virtual_settings(), found, Gate(mirror.blank), mirror, problems.append)
    return equipment, problems


async def test_virtual_devices_give_picture_and_sound(memory: FrameMemory) -> None:
    equipment, problems = await _open(memory, DevicesFound(camera=VIRTUAL, microphone=VIRTUAL, speaker=VIRTUAL))
    heard: list[Samples] = []
    equipment.listen(heard.append)
    picture = await equipment.camera.next(0)
    assert (picture.width, picture.height) == (1280, 720)
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
    assert (await equipment.camera.next(0)).width == 1280
    await equipment.close()
    assert {problem.code for problem in problems} == {Problem.MICROPHONE_MISSING, Problem.SPEAKER_MISSING}
