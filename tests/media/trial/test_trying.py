"""Each device is tried as a call would open it, and what is dead, dark or missing is told apart."""

import threading
import time

import numpy as np
import pytest

from kiosk.media.messages import Device, DevicesFound, DeviceState
from kiosk.media.sources import BLOCK, SAMPLE_RATE_HZ, Picture, PictureSource, SourceLost, black
from kiosk.media.trial.chirp import chirp
from kiosk.media.trial.trying import Heard, judge_pictures, judge_sound, try_camera, try_devices
from kiosk.protocol.trials import Trial
from tests.media.media_calls import virtual_settings

VIRTUAL, NONE = Device(state=DeviceState.VIRTUAL), Device(state=DeviceState.NONE)
REAL = Device(state=DeviceState.REAL, name="/dev/video0")


def picture(brightness: int, at: int = 0) -> Picture:
    planes = black(64, 36)
    planes[: 64 * 36] = brightness
    planes[at] += 1
    return Picture(64, 36, planes, time.monotonic_ns())


@pytest.mark.parametrize(
    ("pictures", "verdict"),
    [
        ([picture(90, at) for at in range(4)], Trial.WORKS),
        ([picture(90), picture(90), picture(90)], Trial.STILL),
        ([picture(16, at) for at in range(4)], Trial.DARK),
        ([picture(90)], Trial.LOST),
        ([], Trial.LOST),
    ],
)
def test_what_pictures_say_of_their_camera(pictures: list[Picture], verdict: Trial) -> None:
    assert judge_pictures(pictures) is verdict


def test_a_camera_that_refuses_or_is_absent() -> None:
    def refuses() -> PictureSource:
        raise SourceLost

    assert try_camera(refuses, REAL, threading.Event()) is Trial.LOST
    assert try_camera(refuses, NONE, threading.Event()) is Trial.ABSENT


def test_a_microphone_that_gives_nothing_is_silent_and_one_that_hears_the_chirp_works() -> None:
    quiet = np.zeros(2 * SAMPLE_RATE_HZ, np.int16)
    assert judge_sound(quiet, 0) == Heard(Trial.SILENT)
    assert judge_sound(quiet, None) == Heard(Trial.SILENT)
    hears = quiet.copy()
    at = 10 * BLOCK
    hears[at : at + chirp().size] = chirp() // 10
    assert judge_sound(hears, 0)[::2] == (Trial.WORKS, 100)
    noise = np.random.default_rng(1).normal(0, 40, quiet.size).astype(np.int16)
    assert judge_sound(noise, 0) == Heard(Trial.WORKS, -58)


def test_the_level_told_is_that_of_the_room_and_not_of_the_chirp() -> None:
    room = np.random.default_rng(1).normal(0, 40, SAMPLE_RATE_HZ).astype(np.int16)
    half = room.size // 2
    room[half : half + chirp().size] += chirp()
    assert judge_sound(room, half).dbfs == -58


async def test_the_virtual_devices_of_a_rehearsal_go_through_it() -> None:
    found = DevicesFound(camera=VIRTUAL, microphone=VIRTUAL, speaker=VIRTUAL)
    tried = await try_devices(virtual_settings(), found, sound=True, over=threading.Event())
    assert tried is not None
    assert (tried.camera, tried.microphone, tried.speaker) == (Trial.WORKS, Trial.WORKS, Trial.WORKS)
    assert tried.echo_delay_ms == 60
    quietly = await try_devices(virtual_settings(), found, sound=False, over=threading.Event())
    assert quietly is not None
    assert (quietly.microphone, quietly.speaker, quietly.echo_delay_ms) == (Trial.WORKS, Trial.NOT_TRIED, None)


async def test_what_is_absent_is_told() -> None:
    absent = DevicesFound(camera=NONE, microphone=NONE, speaker=NONE)
    tried = await try_devices(virtual_settings(), absent, sound=True, over=threading.Event())
    assert tried is not None
    assert (tried.camera, tried.microphone, tried.speaker) == (Trial.ABSENT, Trial.ABSENT, Trial.ABSENT)
    unwanted = virtual_settings(camera="none", microphone="none", speaker="none")
    tried = await try_devices(unwanted, absent, sound=True, over=threading.Event())
    assert tried is not None
    assert {tried.camera, tried.microphone, tried.speaker} == {Trial.NOT_TRIED}


async def test_whoever_needs_the_devices_ends_a_trial() -> None:
    found, over = DevicesFound(camera=VIRTUAL, microphone=VIRTUAL, speaker=VIRTUAL), threading.Event()
    over.set()
    assert await try_devices(virtual_settings(), found, sound=True, over=over) is None
