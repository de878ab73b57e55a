"""Camera, microphone and speaker of one call: opened with its first attempt, kept over the others, closed with it."""

import asyncio
from collections.abc import Callable
from typing import Final

from kiosk.log import Log
from kiosk.media.audio import EchoCanceller, SoundPath
from kiosk.media.camera import Camera, V4l2Camera
from kiosk.media.frames import FrameWriter
from kiosk.media.gate import Gate
from kiosk.media.line.quality import Pulse, pulse_after
from kiosk.media.loudness import LoudnessMeter
from kiosk.media.messages import Device, DevicesFound, DeviceState, MediaProblem, Problem
from kiosk.media.settings import MediaSettings
from kiosk.media.sound.playout import Playout
from kiosk.media.soundcard import SoundCard, SoundClock, ThreadClock
from kiosk.media.sources import NoCamera, NoMicrophone, PictureSource, Samples, SoundSink, SoundSource, factory

_log = Log("media")
_ASSUMED_LATENCY_MS: Final = 60
SILENT_S: Final = 3.0
"""A device that gives nothing for so long is lost."""


class Equipment:
    """The open devices.

    Attributes:
        camera: where tracks take pictures.
        playout: where the other side's sound goes.
        out_meter: loudness of what leaves the booth.
    """

    def __init__(
        self,
        settings: MediaSettings,
        found: DevicesFound,
        gate: Gate,
        mirror: FrameWriter,
        on_problem: Callable[[MediaProblem], None],
    ) -> None:
        self._settings = settings
        self._found = found
        self._on_problem = on_problem
        self._listener: Callable[[Samples], None] | None = None
        self.out_meter = LoudnessMeter()
        self.playout = Playout(settings.playout_ms)
        self.camera = Camera(self._open_camera, gate, mirror, lambda: self._problem(Problem.CAMERA_LOST))
        real_pair = DeviceState.REAL in (found.microphone.state, found.speaker.state)
        echo = None
        if settings.echo_cancelling and real_pair:
            echo = EchoCanceller(_ASSUMED_LATENCY_MS, gain=settings.automatic_gain)
        self._path = SoundPath(gate, self.playout, echo, self._heard)
        self._clock = self._open_sound()
        self._sound_pulse = Pulse()
        self._camera_pulse = Pulse()
        self._report_missing()

    def listen(self, listener: Callable[[Samples], None] | None) -> None:
        """Give each block that may leave the booth to `listener` (one at a time: the attempt in use)."""
        self._listener = listener

    async def check(self, now_s: float) -> None:
        """Notice a device that was pulled out or hangs and say so; `now_s` in seconds of a steady clock.

        Without its sound card a call still has its picture; sound comes back with the next call.
        """
        camera_was_lost = self._camera_pulse.lost
        patience = SILENT_S if self.camera.pictures else 3 * SILENT_S  # some cameras are slow to open
        self._camera_pulse = pulse_after(self._camera_pulse, self.camera.pictures, now_s, patience)
        if self._camera_pulse.lost and not camera_was_lost:
            self._problem(Problem.CAMERA_LOST)
        self._sound_pulse = pulse_after(self._sound_pulse, self._path.turns, now_s, SILENT_S)
        if self._sound_pulse.lost:
            lost, self._clock = self._clock, ThreadClock(self._path, NoMicrophone())
            self._sound_pulse = Pulse()
            self._problem(Problem.SOUND_LOST)
            await asyncio.to_thread(lost.close)

    async def close(self) -> None:
        """Give all devices back."""
        self._listener = None
        await asyncio.gather(self.camera.close(), asyncio.to_thread(self._clock.close))

    def _heard(self, block: Samples) -> None:
        self.out_meter.pass_by(block)
        listener = self._listener
        if listener:
            listener(block)

    def _open_camera(self) -> PictureSource:
        settings, device = self._settings, self._found.camera
        if device.state is DeviceState.REAL:
            return V4l2Camera(device.name, settings.width_px, settings.height_px, settings.fps)
        if device.state is DeviceState.VIRTUAL:
            assert settings.virtual_camera is not None
            make = factory(settings.virtual_camera)
            source: PictureSource = make(settings.width_px, settings.height_px, settings.fps)
            return source
        return NoCamera()

    def _open_sound(self) -> SoundClock:
        microphone, speaker = self._found.microphone, self._found.speaker
        virtual = self._virtual_microphone()
        if DeviceState.REAL in (microphone.state, speaker.state):
            try:
                return SoundCard(self._path, _real(microphone), _real(speaker), virtual)
            except OSError as error:
                _log.failure("sound_card_refused", error)
                self._problem(Problem.MICROPHONE_MISSING)
                self._problem(Problem.SPEAKER_MISSING)
        return ThreadClock(self._path, virtual, self._virtual_speaker())

    def _virtual_microphone(self) -> SoundSource:
        name = self._settings.virtual_microphone
        if self._found.microphone.state is DeviceState.VIRTUAL and name is not None:
            source: SoundSource = factory(name)()
            return source
        return NoMicrophone()

    def _virtual_speaker(self) -> SoundSink | None:
        name = self._settings.virtual_speaker
        if self._found.speaker.state is DeviceState.VIRTUAL and name is not None:
            sink: SoundSink = factory(name)()
            return sink
        return None

    def _report_missing(self) -> None:
        found = self._found
        for device, code in (
            (found.camera, Problem.CAMERA_MISSING),
            (found.microphone, Problem.MICROPHONE_MISSING),
            (found.speaker, Problem.SPEAKER_MISSING),
        ):
            if device.state is DeviceState.NONE:
                self._problem(code)

    def _problem(self, code: Problem) -> None:
        _log.warning("device_problem", code=code)
        self._on_problem(MediaProblem(code=code))


def _real(device: Device) -> str | None:
    return device.name if device.state is DeviceState.REAL else None
