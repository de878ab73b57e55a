"""Camera, microphone and speaker of one call: opened with its first attempt, kept over the others, closed with it.

Apart from each other: what is left stays when one is pulled out, and what is plugged in comes into the call by itself.
"""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Final, TypeVar

from kiosk.log import Log
from kiosk.media import devices
from kiosk.media.audio import EchoCanceller, SoundPath
from kiosk.media.camera import Camera, V4l2Camera
from kiosk.media.frames import FrameWriter
from kiosk.media.gate import Gate
from kiosk.media.line.quality import Pulse, pulse_after
from kiosk.media.loudness import LoudnessMeter
from kiosk.media.messages import Device, DevicesFound, DevicesGone, DeviceState, MediaProblem, Problem
from kiosk.media.settings import NONE, MediaSettings
from kiosk.media.sound.muted import Hush, hush_after
from kiosk.media.sound.playout import Playout
from kiosk.media.soundcard import SoundCard, SoundClock, ThreadClock
from kiosk.media.sources import (
    NoCamera,
    NoMicrophone,
    NoSpeaker,
    PictureSource,
    Samples,
    SoundSink,
    SoundSource,
    SourceLost,
    factory,
)
from kiosk.protocol.call_state import Part

_T = TypeVar("_T")
_log = Log("media")
_ASSUMED_LATENCY_MS: Final = 60
SILENT_S: Final = 3.0
"""A device that gives nothing for so long is lost."""
_TRY_AGAIN_S: Final = 10.0
"""So often a device that refused or hung is tried again, though nothing was plugged in."""
_NEW_S: Final = 60.0
"""For so long after something was plugged in it is tried again though that interrupts what sounds."""


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
        on_event: Callable[[MediaProblem | DevicesFound | DevicesGone], None],
        *,
        look: Callable[..., devices.Present] = devices.look,
        plugged: Callable[[], devices.Plugged] = devices.plugged,
    ) -> None:
        """`found` is what to open first; `look` and `plugged` say later what there is, see `kiosk.media.devices`."""
        self._settings = settings
        self._found = found
        self._on_event = on_event
        self._look = look
        self._plugged_now = plugged
        self._plugged = plugged()
        self._listener: Callable[[Samples], None] | None = None
        self.out_meter = LoudnessMeter()
        self.playout = Playout(settings.playout_ms)
        self.camera = Camera(self._open_camera, gate, mirror, lambda: self._problem(Problem.CAMERA_LOST))
        self._path = SoundPath(gate, self.playout, None, self._heard)
        self._sounding: frozenset[Part] = frozenset()
        self._clock = self._open_sound()
        self._sound_pulse = Pulse()
        self._camera_pulse = Pulse()
        self._hush = Hush()
        self._try_again_at_s: float | None = None
        self._plugged_at_s: float | None = None
        self._gone: tuple[Part, ...] | None = None
        self._report_missing()
        self._tell_gone()

    def listen(self, listener: Callable[[Samples], None] | None) -> None:
        """Give each block that may leave the booth to `listener` (one at a time: the attempt in use)."""
        self._listener = listener

    async def check(self, now_s: float) -> None:
        """Notice a device that was pulled out, hangs, was switched off or plugged in; `now_s` of a steady clock."""
        camera_was_lost = self._camera_pulse.lost
        patience = SILENT_S if self.camera.pictures else 3 * SILENT_S  # some cameras are slow to open
        self._camera_pulse = pulse_after(self._camera_pulse, self.camera.pictures, now_s, patience)
        if self._camera_pulse.lost and not camera_was_lost:
            self._problem(Problem.CAMERA_LOST)
        self._sound_pulse = pulse_after(self._sound_pulse, self._path.turns, now_s, SILENT_S)
        self._hush = hush_after(self._hush, self._path.sounding, now_s)
        before, self._plugged = self._plugged, self._plugged_now()
        due = self._try_again_at_s is not None and now_s >= self._try_again_at_s
        if before != self._plugged or due or self._sound_pulse.lost:
            self._try_again_at_s = None
        if before != self._plugged:
            self._plugged_at_s = now_s
        if self._plugged.cameras != before.cameras or (due and self._lacks_camera):
            await self._take_camera()
        if self._sound_pulse.lost:
            self._problem(Problem.SOUND_LOST)
            await self._take_sound(hangs=True)
        elif self._plugged.sound != before.sound or (due and self._lacks_sound and self._may_interrupt(now_s)):
            await self._take_sound(hangs=False)
        # a driver may refuse at first, and a new device may be ours only after a moment
        if self._try_again_at_s is None and (self._lacks_sound or self._lacks_camera):
            self._try_again_at_s = now_s + _TRY_AGAIN_S
        self._tell_gone()

    @property
    def _lacking(self) -> tuple[Part, ...]:
        """What is wanted and gives nothing."""
        seeing = self._found.camera.state is not DeviceState.NONE and not self._camera_pulse.lost
        wanted: dict[Part, bool] = {
            "camera": self._settings.camera != NONE and not seeing,
            "microphone": self._settings.microphone != NONE and "microphone" not in self._sounding,
            "speaker": self._settings.speaker != NONE and "speaker" not in self._sounding,
            "voice": "microphone" in self._sounding and self._hush.muted,
        }
        return tuple(part for part, lacks in wanted.items() if lacks)

    @property
    def _lacks_camera(self) -> bool:
        return "camera" in self._lacking

    @property
    def _lacks_sound(self) -> bool:
        return bool({"microphone", "speaker"} & set(self._lacking))

    def _may_interrupt(self, now_s: float) -> bool:
        """Whether sound may be opened anew: a card that still serves one side would stop for it."""
        new = self._plugged_at_s is not None and now_s < self._plugged_at_s + _NEW_S
        return new or isinstance(self._clock, ThreadClock)

    def _tell_gone(self) -> None:
        if self._lacking != self._gone:
            self._gone = self._lacking
            self._on_event(DevicesGone(gone=self._gone))

    async def _take_camera(self) -> None:
        """Something was done at the cameras: use the one that is right now."""
        present = await self._within(self._look)
        chosen = devices.choose(self._settings, present).camera if present else self._found.camera
        if chosen != self._found.camera:
            self._now(self._found.model_copy(update={"camera": chosen}))
            self.camera.reopen()

    async def _take_sound(self, *, hangs: bool) -> None:
        """Close what sounds, look what is there now, and open that; silence goes on where nothing is."""
        closed, self._sounding = self._clock, frozenset()
        if hangs:
            self._clock = ThreadClock(self._path, NoMicrophone())
        await self._within(closed.close)
        if not hangs:
            self._clock = ThreadClock(self._path, NoMicrophone())
        self._sound_pulse, self._hush = Pulse(), Hush()
        present = await self._within(partial(self._look, again=True))
        if present is None:
            return
        chosen, before, silence = devices.choose(self._settings, present), self._found, self._clock
        self._now(before.model_copy(update={"microphone": chosen.microphone, "speaker": chosen.speaker}))
        if hangs and self._found == before:
            return  # what hangs is not opened again at once
        await self._within(silence.close)
        self._clock = await asyncio.to_thread(self._open_sound)

    async def _within(self, work: Callable[[], _T]) -> _T | None:
        """What `work` gives in a thread of its own; None from a driver that hangs, which is left behind."""
        try:
            return await asyncio.wait_for(asyncio.to_thread(work), SILENT_S)
        except TimeoutError:
            _log.warning("driver_hangs")
            return None

    def _now(self, found: DevicesFound) -> None:
        if found != self._found:
            self._found = found
            self._on_event(found)
            self._report_missing()

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
        return open_camera(self._settings, self._found.camera)

    def _open_sound(self) -> SoundClock:
        """Both sides on one clock where they can; one alone where the other refuses."""
        microphone, speaker = _real(self._found.microphone), _real(self._found.speaker)
        virtual = _unless_lost(partial(open_microphone, self._settings, self._found.microphone))
        sink = _unless_lost(self._virtual_speaker)
        stand_in = virtual or NoMicrophone()
        if microphone is not None and speaker is not None:
            self._cancel_echo()
        card, heard, played = None, microphone, speaker
        for heard, played in ((microphone, speaker), (microphone, None), (None, speaker), (None, None)):
            card = None if heard is None and played is None else self._card(heard, played, stand_in)
            if card:
                break
        hears, sounds = heard == microphone and virtual is not None, played == speaker and sink is not None
        if not hears:
            self._problem(Problem.MICROPHONE_MISSING)
        if not sounds:
            self._problem(Problem.SPEAKER_MISSING)
        there: dict[Part, bool] = {
            "microphone": hears and self._found.microphone.state is not DeviceState.NONE,
            "speaker": sounds and self._found.speaker.state is not DeviceState.NONE,
        }
        self._sounding = frozenset(part for part, is_there in there.items() if is_there)
        return card or ThreadClock(self._path, stand_in, sink)

    def _card(self, heard: str | None, played: str | None, virtual: SoundSource) -> SoundCard | None:
        try:
            return SoundCard(self._path, heard, played, virtual)
        except OSError as error:
            _log.failure("sound_card_refused", error, microphone=heard is not None, speaker=played is not None)
            return None

    def _cancel_echo(self) -> None:
        if self._settings.echo_cancelling and not self._path.cancels_echo:
            self._path.cancel_echo(EchoCanceller(_ASSUMED_LATENCY_MS, gain=self._settings.automatic_gain))

    def _virtual_speaker(self) -> SoundSink:
        name = self._settings.virtual_speaker
        if self._found.speaker.state is DeviceState.VIRTUAL and name is not None:
            sink: SoundSink = factory(name)()
            return sink
        return NoSpeaker()

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
        self._on_event(MediaProblem(code=code))


def open_camera(settings: MediaSettings, device: Device) -> PictureSource:
    """The source of pictures that `device` is; raise `SourceLost` if it refuses."""
    if device.state is DeviceState.REAL:
        return V4l2Camera(device.name, settings.width_px, settings.height_px, settings.fps)
    if device.state is DeviceState.VIRTUAL:
        assert settings.virtual_camera is not None
        make = factory(settings.virtual_camera)
        source: PictureSource = make(settings.width_px, settings.height_px, settings.fps)
        return source
    return NoCamera()


def open_microphone(settings: MediaSettings, device: Device) -> SoundSource:
    """What stands in for a real microphone: the virtual one, or silence."""
    if device.state is DeviceState.VIRTUAL and settings.virtual_microphone is not None:
        source: SoundSource = factory(settings.virtual_microphone)()
        return source
    return NoMicrophone()


def _unless_lost(open_one: Callable[[], _T]) -> _T | None:
    try:
        return open_one()
    except SourceLost:
        return None


def _real(device: Device) -> str | None:
    return device.name if device.state is DeviceState.REAL else None
