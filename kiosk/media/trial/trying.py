"""Camera, microphone and speaker tried one by one, as a call would open them."""

import asyncio
import math
import threading
import time
from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np

from kiosk.log import Log
from kiosk.media.equipment import open_camera, open_microphone
from kiosk.media.messages import Device, DevicesFound, DeviceState, DevicesTried
from kiosk.media.settings import NONE, MediaSettings
from kiosk.media.soundcard import SoundCard, SoundClock, ThreadClock
from kiosk.media.sources import BLOCK, SAMPLE_RATE_HZ, Picture, PictureSource, Samples, SourceLost
from kiosk.media.trial.chirp import LENGTH_S, LONGEST_DELAY_S, chirp, delay_ms
from kiosk.protocol.trials import Trial

_log = Log("media.trial")
_PICTURES: Final = 12
_CAMERA_S: Final = 12.0
_QUIET_S: Final = 0.5
_SOUND_S: Final = 8.0
_LOOK_S: Final = 0.1
_DEAD: Final = 2.0
"""Root mean square in steps of 16 bits: an open microphone is never so still, even at night."""
_BLACK: Final = 24.0
"""Mean brightness of 255 under which a lens is covered, or the room dark."""
_ROOM_BLOCKS: Final = 6
_ROOM_SHARE: Final = 0.3


async def try_devices(
    settings: MediaSettings, found: DevicesFound, *, sound: bool, over: threading.Event
) -> DevicesTried | None:
    """Open each, look and listen, and close it again; the chirp is only played where `sound` is True.

    None where `over` was set meanwhile: somebody needs the devices, and nothing can be said.
    """
    camera, ear = await asyncio.gather(
        asyncio.to_thread(try_camera, lambda: open_camera(settings, found.camera), found.camera, over),
        asyncio.to_thread(_try_sound, settings, found, sound, over),
    )
    if over.is_set():
        return None
    microphone, echo_delay_ms = ear.microphone, ear.echo_delay_ms
    speaker = Trial.NOT_TRIED
    if found.speaker.state is DeviceState.NONE:
        speaker = Trial.ABSENT if settings.speaker != NONE else Trial.NOT_TRIED
    elif sound and microphone is Trial.WORKS:
        speaker = Trial.WORKS if echo_delay_ms is not None else Trial.UNHEARD
    if settings.camera == NONE:
        camera = Trial.NOT_TRIED
    if settings.microphone == NONE:
        microphone = Trial.NOT_TRIED
    tried = DevicesTried(
        camera=camera,
        microphone=microphone,
        speaker=speaker,
        microphone_dbfs=ear.dbfs,
        echo_delay_ms=echo_delay_ms,
    )
    _log.event("devices_tried", **tried.model_dump(exclude={"kind"}))
    return tried


def try_camera(open_source: Callable[[], PictureSource], device: Device, over: threading.Event) -> Trial:
    """Whether it gives pictures that are neither black nor always the same; a driver that hangs is left behind."""
    if device.state is DeviceState.NONE:
        return Trial.ABSENT
    seen: list[Picture] = []
    enough = threading.Event()

    def look() -> None:
        try:
            source = open_source()
        except SourceLost:
            enough.set()
            return
        try:
            while len(seen) < _PICTURES and not enough.is_set():
                seen.append(source.read())
        except SourceLost:
            _log.warning("camera_lost")
        finally:
            source.close()
            enough.set()

    threading.Thread(target=look, name="camera-trial", daemon=True).start()
    _wait(enough, _CAMERA_S, over)
    enough.set()
    return judge_pictures(seen[:_PICTURES])


def _wait(done: threading.Event, seconds: float, over: threading.Event) -> bool:
    """Whether `done` came within so many seconds, and before `over`."""
    ends = time.monotonic() + seconds
    while not done.wait(_LOOK_S):
        if over.is_set() or time.monotonic() >= ends:
            return False
    return True


def judge_pictures(pictures: list[Picture]) -> Trial:
    """What some pictures one after another say of the camera that gave them."""
    if len(pictures) < 2:
        return Trial.LOST
    first = pictures[0].i420
    if all(np.array_equal(first, one.i420) for one in pictures[1:]):
        return Trial.STILL
    last = pictures[-1]
    bright = float(last.i420[: last.width * last.height].mean())
    return Trial.DARK if bright < _BLACK else Trial.WORKS


class _Ear:
    """Stands where the sound path of a call would: keeps what is heard, plays the chirp once."""

    def __init__(self, *, sound: bool, room: bool) -> None:
        """`room`: the virtual speaker is heard by the virtual microphone, as in a small room."""
        self.heard: list[Samples] = []
        self.played_at = round(_QUIET_S * SAMPLE_RATE_HZ)
        self.done = threading.Event()
        self._room = [np.zeros(BLOCK, np.int16)] * _ROOM_BLOCKS if room else []
        self._waiting = chirp() if sound else np.zeros(0, np.int16)
        listen_s = _QUIET_S + ((LONGEST_DELAY_S + LENGTH_S) if sound else 0.0)
        self._blocks = round(listen_s * SAMPLE_RATE_HZ / BLOCK)

    def expect_latency(self, milliseconds: int) -> None:
        """What the card says of itself is not needed: it is measured."""

    def turn(self, heard: Samples) -> Samples:
        """One block in, one block out."""
        played = np.zeros(BLOCK, np.int16)
        if len(self.heard) * BLOCK >= self.played_at:
            now, self._waiting = self._waiting[:BLOCK], self._waiting[BLOCK:]
            played[: now.size] = now
        if self._room:
            heard = heard + (self._room.pop(0) * _ROOM_SHARE).astype(np.int16)
            self._room.append(played)
        if len(self.heard) < self._blocks:
            self.heard.append(heard)
        else:
            self.done.set()
        return played


class Heard(NamedTuple):
    """What a microphone heard: whether it lives, how loud the room was (of full scale), and the chirp's way to it."""

    microphone: Trial
    dbfs: int | None = None
    echo_delay_ms: int | None = None


def _try_sound(settings: MediaSettings, found: DevicesFound, sound: bool, over: threading.Event) -> Heard:
    if found.microphone.state is DeviceState.NONE:
        return Heard(Trial.ABSENT)
    virtual = DeviceState.VIRTUAL in (found.microphone.state, found.speaker.state)
    ear = _Ear(sound=sound, room=virtual and found.microphone.state is found.speaker.state)
    heard, played = (one.name if one.state is DeviceState.REAL else None for one in (found.microphone, found.speaker))
    source = open_microphone(settings, found.microphone)
    try:
        clock: SoundClock = (
            ThreadClock(ear, source) if heard is None and played is None else SoundCard(ear, heard, played, source)
        )
    except OSError as error:
        _log.failure("sound_card_refused", error)
        return Heard(Trial.LOST)
    whole = _wait(ear.done, _SOUND_S, over)
    closing = threading.Thread(target=clock.close, name="sound-trial-close", daemon=True)
    closing.start()
    closing.join(2.0)
    if not whole:
        return Heard(Trial.LOST)
    return judge_sound(np.concatenate(ear.heard), ear.played_at if sound else None)


def judge_sound(heard: Samples, played_at: int | None) -> Heard:
    """What was heard says of microphone and speaker; `played_at` is None where no chirp was played."""
    echo_delay_ms = delay_ms(heard, played_at) if played_at is not None else None
    alive = _level(heard) >= _DEAD or echo_delay_ms is not None
    room = _level(heard[:played_at] if played_at else heard)
    dbfs = round(20 * math.log10(room / 32768)) if room else None
    return Heard(Trial.WORKS if alive else Trial.SILENT, dbfs, echo_delay_ms)


def _level(heard: Samples) -> float:
    """Root mean square."""
    return float(np.sqrt(np.mean(np.square(heard.astype(np.float64)))))
