"""The media child: carries out the commands of `engine`, one call at a time."""

import argparse
import asyncio
import contextlib
import os
import threading
from collections.abc import Coroutine
from typing import Any, Final

from aiortc.exceptions import InvalidStateError

from kiosk.child import ChildPort
from kiosk.log import Log
from kiosk.log.capture import capture
from kiosk.media import encoding
from kiosk.media.devices import choose, look
from kiosk.media.equipment import Equipment
from kiosk.media.frames import FrameWriter
from kiosk.media.gate import Gate
from kiosk.media.line.bandwidth import offer_feedback
from kiosk.media.line.opening import check_quickly
from kiosk.media.messages import (
    AddCandidate,
    DevicesFound,
    Done,
    DrawCurtain,
    EndCall,
    FindDevices,
    MakeOffer,
    MediaCommand,
    MediaEvent,
    MediaProblem,
    Mute,
    OfferMade,
    Problem,
    RelayTried,
    TakeAnswer,
    TryDevices,
    TryRelay,
    media_commands,
)
from kiosk.media.relay import asking
from kiosk.media.session import Session, add_or_problem, answer_or_problem
from kiosk.media.settings import MediaSettings
from kiosk.media.trial import encoders
from kiosk.media.trial.trying import try_devices
from kiosk.memory import close_memory
from kiosk.tasks import Tasks

_log = Log("media.child")
FIRST: Final = -8
"""Niceness, as Chromium gives it to what carries its calls."""


class MediaChild:
    """Curtain and mute act in the thread that reads them; everything else in order, on the loop."""

    def __init__(self, settings: MediaSettings, remote: FrameWriter, mirror: FrameWriter) -> None:
        self._settings = settings
        self._remote = remote
        self._mirror = mirror
        self._gate = Gate(mirror.blank)
        self._tally = encoding.SendingTally(settings)
        self._port: ChildPort[MediaCommand] = ChildPort(media_commands)
        self._loop = asyncio.get_running_loop()
        self._tasks = Tasks("media.child")
        self._in_order = asyncio.Lock()
        self._equipment: Equipment | None = None
        self._trial_over = threading.Event()
        self._session: Session | None = None
        self._leading: Session | None = None

    async def run(self) -> None:
        """Serve until the parent goes away, which ends the process."""
        in_hardware = encoders.choose(encoders.try_all()) if self._settings.hardware else None
        encoding.install(lambda: self._tally, in_hardware)
        offer_feedback()
        check_quickly()
        self._port.serve_in_thread(self._act)
        await asyncio.Event().wait()

    def _act(self, command: MediaCommand, number: int, _secret: bytearray) -> None:
        match command:
            case DrawCurtain():
                self._gate.draw(command.drawn)
                self._port.send(Done(), number)
            case Mute():
                self._gate.mute(command.on)
                self._port.send(Done(), number)
            case _:
                self._loop.call_soon_threadsafe(self._begin, command, number)

    def _begin(self, command: MediaCommand, number: int) -> None:
        if isinstance(command, TryRelay):  # touches nothing of a call, and no call waits for it
            self._tasks.start(self._try_relay(command, number), "try_relay")
            return
        if not isinstance(command, TryDevices):
            self._trial_over.set()  # whoever needs the devices comes first
        self._tasks.start(self._answer(self._carry_out(command), number), type(command).__name__)

    async def _answer(self, work: Coroutine[Any, Any, MediaEvent], number: int) -> None:
        async with self._in_order:
            event = await work
        if number or isinstance(event, MediaProblem):
            self._port.send(event, number)

    async def _carry_out(self, command: MediaCommand) -> MediaEvent:
        match command:
            case FindDevices():
                return await self._find()
            case TryDevices():
                return await self._try(sound=command.sound)
            case MakeOffer():
                return await self._offer(command)
            case TakeAnswer():
                session = self._of(command.attempt)
                return (await answer_or_problem(session, command.sdp) if session else None) or Done()
            case AddCandidate():
                session = self._of(command.attempt)
                return (await add_or_problem(session, command) if session else None) or Done()
            case EndCall():
                await self._end()
                return Done()
            case _:
                return Done()

    def _of(self, attempt: int) -> Session | None:
        return self._session if self._session and self._session.attempt == attempt else None

    async def _find(self) -> DevicesFound:
        again = self._equipment is None  # no stream is open: what was plugged in since is listed too
        return choose(self._settings, await asyncio.to_thread(look, again=again))

    async def _try(self, *, sound: bool) -> MediaEvent:
        if self._equipment:
            return Done()  # a call shows by itself what works
        found = await self._find()
        over = self._trial_over = threading.Event()
        return await try_devices(self._settings, found, sound=sound, over=over) or Done()

    async def _try_relay(self, command: TryRelay, number: int) -> None:
        self._port.send(RelayTried(routes=await asking.tried(command.ice_servers)), number)

    async def _offer(self, command: MakeOffer) -> MediaEvent:
        if command.curtain:
            self._gate.draw(True)
        if command.muted:
            self._gate.mute(True)
        before, self._session = self._session, None
        if before and before is not self._leading:
            await before.close()
        if self._equipment is None:
            found = await self._find()
            self._port.send(found)
            self._equipment = Equipment(self._settings, found, self._gate, self._mirror, self._port.send)
        self._tally = encoding.SendingTally(self._settings)
        session = self._session = Session(
            self._settings,
            command.attempt,
            await asking.choose(command.ice_servers),
            equipment=self._equipment,
            gate=self._gate,
            remote=self._remote,
            tally=self._tally,
            send=self._port.send,
            take_over=lambda: self._take_over(session),
        )
        if self._leading is None:
            self._take_over(session)
        try:
            return OfferMade(attempt=command.attempt, sdp=await session.offer())
        except (OSError, ValueError, InvalidStateError) as error:
            _log.failure("offer_failed", error)
            return MediaProblem(code=Problem.OFFER_FAILED, attempt=command.attempt)

    def _take_over(self, session: Session) -> None:
        """Something of `session` can be seen or heard: until now an earlier attempt was, from now on it is over."""
        before = self._leading
        if before is session or session is not self._session:
            return
        self._leading = session
        session.lead()
        if before:
            before.step_back()
            self._tasks.start(before.close(), "close_earlier")

    async def _close_sessions(self) -> None:
        sessions = {self._session, self._leading} - {None}
        self._session = self._leading = None
        for session in sessions:
            assert session is not None
            await session.close()

    async def _end(self) -> None:
        await self._close_sessions()
        equipment, self._equipment = self._equipment, None
        if equipment:
            await equipment.close()
        self._gate.draw(True)  # blanks the mirror
        self._gate.draw(False)
        self._gate.mute(False)


async def _main(arguments: argparse.Namespace) -> None:
    settings = MediaSettings.model_validate_json(arguments.settings)
    try:
        remote, mirror = FrameWriter(arguments.remote), FrameWriter(arguments.mirror)
    except FileNotFoundError:  # a booth that ends meanwhile takes its memory with it
        _log.event("booth_gone")
        return
    await MediaChild(settings, remote, mirror).run()


def _go_first() -> None:
    """A voice is not late because the machine has much to do; without the right to it (LimitNICE) it is a little."""
    with contextlib.suppress(PermissionError):
        os.setpriority(os.PRIO_PROCESS, 0, FIRST)


def main() -> None:
    """Run as a child of the booth."""
    capture("engine")
    close_memory()
    _go_first()
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--settings", "--remote", "--mirror"):
        parser.add_argument(name, required=True)
    asyncio.run(_main(parser.parse_args()))


if __name__ == "__main__":
    main()
