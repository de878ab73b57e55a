"""The face of the media engine: audio and video of a call, carried out by a child process (no Qt, no aiortc here)."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Final

from kiosk.child import Child, ChildGone, ChildSilent
from kiosk.log import Log
from kiosk.media.frames import FrameMemory, FrameReader
from kiosk.media.messages import (
    AddCandidate,
    DevicesFound,
    DevicesTried,
    DrawCurtain,
    EndCall,
    FindDevices,
    MakeOffer,
    MediaCommand,
    MediaEvent,
    MediaGone,
    MediaProblem,
    Mute,
    OfferMade,
    RelayTried,
    TakeAnswer,
    TryDevices,
    TryRelay,
    media_events,
)
from kiosk.media.settings import MediaSettings
from kiosk.protocol.calls import IceServer
from kiosk.tasks import Tasks

_log = Log("media")
_OFFER_S: Final = 15.0
_TRIAL_S: Final = 25.0
_RELAY_S: Final = 10.0
_ANSWER_S: Final = 10.0
_CURTAIN_S: Final = 1.0
_END_S: Final = 5.0
_STANDBY_AFTER_S: Final = 10.0
"""A child that dies in a call is followed by one that has imported everything, seconds on a busy machine."""


class MediaFailed(Exception):
    """The media child could not do what was asked; the text is a code, never a sentence for residents."""


class MediaEngine:
    """Owns the media child: one call at a time, as many attempts under it as it takes.

    Attributes:
        remote_frames: pictures of the other side.
        mirror_frames: the booth's own camera, not mirrored; empty while the curtain is drawn.
    """

    def __init__(self, settings: MediaSettings, on_event: Callable[[MediaEvent], None]) -> None:
        """`on_event` gets every event, on the running loop, and `MediaGone` when the child died in a call.

        Each names its attempt: whoever counts them passes over those of an earlier one. After `MediaGone` the child
        restarts by itself; call `make_offer` with the next attempt.
        """
        self._on_event = on_event
        self._remote = FrameMemory("remote")
        self._mirror = FrameMemory("mirror")
        self.remote_frames: FrameReader = self._remote.reader
        self.mirror_frames: FrameReader = self._mirror.reader
        self._attempt: int | None = None
        self._curtain = False
        self._muted = False
        self._in_use = False
        self._tasks = Tasks("media.engine")
        self._renewing = asyncio.Lock()
        self._child: Child[MediaEvent] = Child(
            "media",
            "kiosk.media.engine_child",
            [
                f"--settings={settings.model_dump_json()}",
                f"--remote={self._remote.path}",
                f"--mirror={self._mirror.path}",
            ],
            events=media_events,
            on_event=on_event,
            on_gone=self._take_death,
            standby_after_s=_STANDBY_AFTER_S,
        )

    @property
    def pid(self) -> int | None:
        """Process id of the child, for measuring and for the tests that kill it."""
        return self._child.pid

    async def start(self) -> None:
        """Start the child; it opens no device before the first offer."""
        await self._child.start()

    async def find_devices(self) -> DevicesFound:
        """What camera, microphone and speaker a call would use now; raise `MediaFailed`."""
        found = await self._ask(FindDevices(), _OFFER_S)
        if not isinstance(found, DevicesFound):
            raise MediaFailed("unexpected_event")
        return found

    async def try_devices(self, *, sound: bool) -> DevicesTried | None:
        """Try camera, microphone and speaker, the last with a soft `sound`; None in a call; raise `MediaFailed`."""
        if self._in_use:
            return None
        tried = await self._ask(TryDevices(sound=sound), _TRIAL_S)
        return tried if isinstance(tried, DevicesTried) else None

    async def try_relay(self, ice_servers: Sequence[IceServer]) -> RelayTried:
        """Ask the relay for a place on each of its addresses, and give it back; raise `MediaFailed`."""
        tried = await self._ask(TryRelay(ice_servers=tuple(ice_servers)), _RELAY_S)
        if not isinstance(tried, RelayTried):
            raise MediaFailed("unexpected_event")
        return tried

    async def make_offer(self, ice_servers: Sequence[IceServer], attempt: int) -> str:
        """Open the devices and return the SDP of this attempt, all candidates inside; raise `MediaFailed`.

        Any older attempt is closed. Only `ice_servers` are used, never a public default.
        """
        if attempt < 1:
            raise ValueError("attempts count from 1")
        self._attempt = attempt
        self._in_use = True
        made = await self._ask(
            MakeOffer(attempt=attempt, ice_servers=tuple(ice_servers), curtain=self._curtain, muted=self._muted),
            _OFFER_S,
        )
        if not isinstance(made, OfferMade):
            raise MediaFailed("unexpected_event")
        return made.sdp

    async def take_answer(self, sdp: str, attempt: int) -> None:
        """Give the other side's SDP; the child drops an answer to an older attempt; raise `MediaFailed` if refused."""
        await self._ask(TakeAnswer(attempt=attempt, sdp=sdp), _ANSWER_S)

    async def add_candidate(self, candidate: AddCandidate) -> None:
        """Give one trickled candidate, or the end of them; the child drops those of an older attempt."""
        await self._child.send(candidate)

    async def draw_curtain(self, drawn: bool) -> None:
        """Cut outgoing camera, microphone and mirror, or open them; when this returns it is done.

        A child that does not confirm within a second is killed: then nothing is sent either. Outside a call no
        device is open, and the next offer carries the curtain.
        """
        self._curtain = drawn
        if not self._in_use:
            return
        try:
            await self._ask(DrawCurtain(drawn=drawn), _CURTAIN_S)
        except MediaFailed:
            _log.warning("curtain_by_kill", drawn=drawn)
        if drawn:
            self._mirror.wipe()

    async def mute(self, on: bool) -> None:
        """Send silence instead of the microphone, or the microphone again."""
        self._muted = on
        await self._child.send(Mute(on=on))

    async def end_call(self) -> None:
        """Close line and devices, open curtain and mute for the next call, and wipe all pictures from memory.

        The next call gets a fresh child, which takes over now: codecs and aiortc keep some megabytes of each call.
        """
        self._attempt = None
        try:
            await self._ask(EndCall(), _END_S)
        except MediaFailed:
            _log.warning("call_ended_by_kill")
        used = self._in_use
        self._curtain = self._muted = self._in_use = False
        self._remote.wipe()
        self._mirror.wipe()
        if used:
            await self._renewing.acquire()
            self._tasks.start(self._renew(), "renew")

    async def _renew(self) -> None:
        try:
            await self._child.stop(again=True)
            await self._child.start()
        finally:
            self._renewing.release()

    async def stop(self) -> None:
        """End the child and give the picture memory back."""
        self._attempt = None
        await self._tasks.end()
        await self._child.stop()
        self._remote.close()
        self._mirror.close()

    def kill(self) -> None:
        """End the child at once, as a fault would; it restarts by itself."""
        self._child.kill()

    async def _ask(self, command: MediaCommand, seconds: float) -> MediaEvent:
        async with self._renewing:
            pass  # a command of the next call waits for the fresh child
        try:
            event = await self._child.request(command, seconds)
        except (ChildGone, ChildSilent) as error:
            raise MediaFailed(type(error).__name__) from error
        if isinstance(event, MediaProblem):
            raise MediaFailed(event.code)
        return event

    def _take_death(self) -> None:
        self._remote.wipe()
        self._mirror.wipe()
        if self._attempt is not None:
            self._on_event(MediaGone(attempt=self._attempt))
