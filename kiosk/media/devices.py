"""Which camera, microphone and speaker there are, and which of them the settings choose."""

import contextlib
import fcntl
import os
import struct
from pathlib import Path
from typing import Any, Final

from kiosk.media.messages import Device, DevicesFound, DeviceState
from kiosk.media.settings import AUTO, NONE, VIRTUAL, MediaSettings
from kiosk.values import dataclass

_QUERYCAP: Final = 0x80685600  # VIDIOC_QUERYCAP, linux/videodev2.h
_CAPTURE: Final = 0x1
_CAPABILITY: Final = struct.Struct("16s32s32sIII12x")


@dataclass(frozen=True)
class Present:
    """The real devices of this machine, best first."""

    cameras: tuple[Device, ...]
    microphones: tuple[Device, ...]
    speakers: tuple[Device, ...]


@dataclass(frozen=True)
class Plugged:
    """What tells cheaply that something was plugged in or pulled out."""

    cameras: tuple[str, ...]
    sound: str


def look(*, again: bool = False) -> Present:
    """Ask the kernel for cameras and PortAudio for sound; a library that is missing counts as no device.

    PortAudio lists sound cards once; `again` makes it list them anew, and no stream may be open then.
    """
    microphones, speakers = _sound(again=again)
    return Present(_cameras(Path("/dev")), microphones, speakers)


def plugged(devices: Path = Path("/dev"), cards: Path = Path("/proc/asound/cards")) -> Plugged:
    """The cameras and sound cards the kernel names now, without opening any."""
    sound = ""
    with contextlib.suppress(OSError):
        sound = cards.read_text(encoding="utf-8", errors="replace")
    return Plugged(tuple(sorted(path.name for path in devices.glob("video[0-9]*"))), sound)


def choose(settings: MediaSettings, present: Present) -> DevicesFound:
    """What the settings make of what is present; pure."""
    rehearsal = settings.rehearsal
    return DevicesFound(
        camera=_choice(settings.camera, present.cameras, rehearsal and settings.virtual_camera is not None),
        microphone=_choice(
            settings.microphone, present.microphones, rehearsal and settings.virtual_microphone is not None
        ),
        speaker=_choice(settings.speaker, present.speakers, rehearsal),
    )


def _choice(wanted: str, real: tuple[Device, ...], virtual_allowed: bool) -> Device:
    if wanted == NONE:
        return Device(state=DeviceState.NONE)
    if wanted != VIRTUAL:
        fitting = real if wanted == AUTO else tuple(device for device in real if device.name == wanted)
        if fitting:
            return fitting[0]
        if wanted != AUTO:
            return Device(state=DeviceState.NONE, name=wanted)
    return Device(state=DeviceState.VIRTUAL if virtual_allowed else DeviceState.NONE)


def _cameras(folder: Path) -> tuple[Device, ...]:
    paths = sorted(folder.glob("video[0-9]*"), key=lambda path: int(path.name.removeprefix("video")))
    return tuple(Device(state=DeviceState.REAL, name=str(path)) for path in paths if _captures(path))


def _captures(path: Path) -> bool:
    answer = bytearray(_CAPABILITY.size)
    with contextlib.suppress(OSError):
        device = os.open(path, os.O_RDWR | os.O_NONBLOCK)
        try:
            fcntl.ioctl(device, _QUERYCAP, answer)
        finally:
            os.close(device)
    *_, capabilities = _CAPABILITY.unpack(answer)
    return bool(capabilities & _CAPTURE)


def _sound(*, again: bool) -> tuple[tuple[Device, ...], tuple[Device, ...]]:
    try:
        import sounddevice
    except OSError:  # PortAudio is not installed
        return (), ()
    try:
        if again:
            sounddevice._terminate()  # noqa: SLF001 -- the only way to have PortAudio list its cards anew
            sounddevice._initialize()  # noqa: SLF001 -- as above
        listed: Any = sounddevice.query_devices()
        first = tuple(sounddevice.default.device)
    except sounddevice.PortAudioError:
        return (), ()
    devices = [dict(device) for device in listed]
    return (
        _named(devices, "max_input_channels", first[0]),
        _named(devices, "max_output_channels", first[1]),
    )


def _named(devices: list[dict[str, Any]], channels: str, first: int) -> tuple[Device, ...]:
    fitting = [index for index, device in enumerate(devices) if device[channels] > 0]
    fitting.sort(key=lambda index: (index != first, index))
    return tuple(Device(state=DeviceState.REAL, name=str(devices[index]["name"])) for index in fitting)
