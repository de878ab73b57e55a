"""From a card laid down to a form filled in, against the bare times of the same commands on the same reader."""

import asyncio
import json
import os
import sys
import time
from collections.abc import Mapping
from typing import Final

from typing_extensions import override

from kiosk.bench import samples
from kiosk.bench.pairs import Measured, measured
from kiosk.bench.run import CannotMeasure, Run, wall_clock
from kiosk.card.card import CardEvent, CardPresent, IdentityRead, SlotEmpty
from kiosk.card.door import CardReader, CardSettings
from kiosk.procedures.prefill import prefill
from kiosk.procedures.shared_form import SharedForm
from kiosk.rehearsal.faults import Faults, FaultyCard
from kiosk.rehearsal.pcscd import RunningPcscd, ServiceMissing
from kiosk.rehearsal.profiles import profiles
from kiosk.rehearsal.residents import DEFAULT_PIN
from kiosk.rehearsal.virtual_card import VirtualCard
from kiosk.rehearsal.vpcd import VirtualSlot

USUAL: Final = 8
_SLOW_S: Final = 0.020
_PROFILE: Final = "adult"
_LONGEST_S: Final = 30.0
_NOTE: Final = (
    "from the reader telling that a card lies there, over recognising it, its tries left and reading with the PIN, to "
    "the answers in the form (typing left out); the floor is the sum of the same commands sent one after the other, "
    "also over the real card service"
)


class RecordedCard(FaultyCard):
    """Keeps the commands it gets, PIN and all: the PIN is that of an invented person."""

    def __init__(self, card: VirtualCard, faults: Faults) -> None:
        super().__init__(card, faults)
        self.heard: list[bytes] = []

    @override
    def transmit(self, command: bytes) -> bytes:
        self.heard.append(command)
        return super().transmit(command)


async def measure(run: Run) -> Mapping[str, Measured]:
    """The figures of the group ``card``."""
    try:
        service = RunningPcscd()
        await asyncio.to_thread(service.__enter__)
    except ServiceMissing as error:
        raise CannotMeasure(str(error)) from error
    try:
        table = _Table(service)
        await table.start()
        try:
            fast = await _both(run, table, 0.0, 0)
            slow = await _both(run, table, _SLOW_S, 1)
        finally:
            await table.stop()
    finally:
        await asyncio.to_thread(service.__exit__, None, None, None)
    return {"card-to-form": slow, "card-to-form-0ms": fast}


async def _both(run: Run, table: "_Table", delay: float, half: int) -> Measured:
    ours: list[float] = []
    theirs: list[float] = []
    times = run.times(USUAL)
    commands = 0
    for turn in range(times + 1):
        took, heard = await table.fill(delay)
        commands = len(heard)
        ours.append(took)
        theirs.append(await table.bare(delay, heard))
        run.progress.step(half * times + turn, 2 * times, f"{1000 * delay:.0f} ms a command")
    return measured(ours[1:], theirs[1:], f"{_NOTE}; {commands} commands of {1000 * delay:.0f} ms")


class _Table:
    """A reader, a card that is laid down and taken away, and a second program that speaks to it bare."""

    def __init__(self, service: RunningPcscd) -> None:
        self._service = service
        self._slot = VirtualSlot(service.port)
        self._events: asyncio.Queue[CardEvent] = asyncio.Queue()
        self._form = samples.empty_form()

    async def start(self) -> None:
        """Start the bare program; the booth's reader is started for each card, so that they never meet."""
        self._bare = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "kiosk.bench.bare_card", self._service.reader_name,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            env={**os.environ, **self._service.environment},
        )  # fmt: skip

    async def stop(self) -> None:
        """Take everything away."""
        if self._bare.stdin is not None:
            self._bare.stdin.close()
        await self._bare.wait()
        await asyncio.to_thread(self._slot.eject)

    async def fill(self, delay: float) -> tuple[float, list[bytes]]:
        """Milliseconds from the card's being seen to a filled form, and the commands that were needed."""
        settings = CardSettings(reader=self._service.reader_name, allow_virtual=True)
        seen: list[float] = []

        def take(event: CardEvent) -> None:
            seen.append(time.perf_counter())
            self._events.put_nowait(event)

        reader = CardReader(take, settings, environment=self._service.environment)
        await reader.start()
        try:
            await self._until(SlotEmpty)
            seen.clear()
            laid = RecordedCard(profiles(wall_clock())[_PROFILE].make(wall_clock()), Faults(delay=delay))
            await asyncio.to_thread(self._slot.insert, laid)
            await self._until(CardPresent)
            read = await reader.read_identity(bytearray(DEFAULT_PIN.encode()))
            if not isinstance(read, IdentityRead):
                raise CannotMeasure("the virtual card was not read")
            self._filled(read)
            return 1000 * (time.perf_counter() - seen[0]), list(laid.heard)
        finally:
            await reader.stop()
            await asyncio.to_thread(self._slot.eject)

    def _filled(self, read: IdentityRead) -> SharedForm:
        form = self._form
        for edit in prefill(form.procedure, read.identity, wall_clock()):
            changed = form.apply(edit)
            assert isinstance(changed, SharedForm)
            form = changed
        return form

    async def bare(self, delay: float, commands: list[bytes]) -> float:
        """Milliseconds the same commands take when nothing else is done."""
        assert self._bare.stdin is not None
        assert self._bare.stdout is not None
        laid = FaultyCard(profiles(wall_clock())[_PROFILE].make(wall_clock()), Faults(delay=delay))
        await asyncio.to_thread(self._slot.insert, laid)
        try:
            self._bare.stdin.write(json.dumps([command.hex() for command in commands]).encode() + b"\n")
            await self._bare.stdin.drain()
            async with asyncio.timeout(_LONGEST_S):
                said = await self._bare.stdout.readline()
        finally:
            await asyncio.to_thread(self._slot.eject)
        if not said:
            raise CannotMeasure("the bare program could not reach the card")
        return float(said)

    async def _until(self, kind: type[CardEvent]) -> None:
        async with asyncio.timeout(_LONGEST_S):
            while not isinstance(await self._events.get(), kind):
                pass
