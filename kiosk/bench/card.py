"""From a card laid down to identity and to a form filled in, against the bare times of the same commands."""

import asyncio
import json
import os
import sys
import time
from collections.abc import Mapping
from typing import Final

from typing_extensions import override

from kiosk.bench import samples
from kiosk.bench.card_commands import numbers_of_commands
from kiosk.bench.pairs import Measured, measured
from kiosk.bench.run import CannotMeasure, Run, wall_clock
from kiosk.card.card import CardEvent, CardPresent, IdentityRead, SlotEmpty
from kiosk.card.reader import CardReader
from kiosk.card.settings import CardSettings
from kiosk.procedures.prefill import prefill
from kiosk.procedures.shared_form import SharedForm
from kiosk.rehearsal.card.faults import Faults, FaultyCard
from kiosk.rehearsal.card.pcscd import RunningPcscd, ServiceMissing
from kiosk.rehearsal.card.profiles import profiles
from kiosk.rehearsal.card.virtual_card import VirtualCard
from kiosk.rehearsal.card.vpcd import VirtualSlot
from kiosk.rehearsal.residents import DEFAULT_PIN
from kiosk.values import dataclass

USUAL: Final = 8
_SLOW_S: Final = 0.020
_PROFILE: Final = "adult"
_LONGEST_S: Final = 30.0
_NOTE: Final = (
    "from the reader telling that a card lies there, over recognising it, its tries left and reading with the PIN, to "
    "{what} (typing left out); the floor is the sum of the same commands sent one after the other, also over the real "
    "card service; both programs have run since before the first card, as a booth's does; {commands} commands of "
    "{delay:.0f} ms"
)
_BARE_READER: Final = "Rehearsal Reader 00 01"


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
    return {
        "card-to-identity": slow.identity,
        "card-to-identity-0ms": fast.identity,
        "card-to-form": slow.form,
        "card-to-form-0ms": fast.form,
        **numbers_of_commands(),
    }


@dataclass(frozen=True)
class _Both:
    """The same turns up to identity and up to the filled form."""

    identity: Measured
    form: Measured


async def _both(run: Run, table: "_Table", delay_s: float, half: int) -> _Both:
    turns: list[_Turn] = []
    floor: list[float] = []
    times = run.times(USUAL)
    for number in range(times + 1):
        turns.append(await table.fill(delay_s))
        floor.append(await table.bare(delay_s, turns[-1].heard))
        run.progress.step(half * times + number, 2 * times, f"{1000 * delay_s:.0f} ms a command")
    commands = len(turns[-1].heard)

    def told(ours: list[float], what: str) -> Measured:
        return measured(ours[1:], floor[1:], _NOTE.format(what=what, commands=commands, delay=1000 * delay_s))

    return _Both(
        told([one.identity_ms for one in turns], "identity"),
        told([one.form_ms for one in turns], "the answers in the form"),
    )


@dataclass(frozen=True)
class _Turn:
    """Milliseconds from the card's being seen to identity and to a filled form, and the commands that were needed."""

    identity_ms: float
    form_ms: float
    heard: list[bytes]


class _Table:
    """Two readers: at one the booth's program, at the other a second one that speaks to the same card bare."""

    def __init__(self, service: RunningPcscd) -> None:
        self._service = service
        self._slot = VirtualSlot(service.port)
        self._bare_slot = VirtualSlot(service.port + 1)
        self._events: asyncio.Queue[CardEvent] = asyncio.Queue()
        self._seen: list[float] = []
        self._form = samples.empty_form()
        settings = CardSettings(reader=service.reader_name, allow_virtual=True)
        self._reader = CardReader(self._take, settings, environment=service.environment)

    async def start(self) -> None:
        """Start both programs; each keeps to its own reader."""
        self._bare = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "kiosk.bench.bare_card", _BARE_READER,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            env={**os.environ, **self._service.environment},
        )  # fmt: skip
        await self._reader.start()
        await self._until(SlotEmpty)

    async def stop(self) -> None:
        """Take everything away."""
        await self._reader.stop()
        if self._bare.stdin is not None:
            self._bare.stdin.close()
        await self._bare.wait()
        for slot in (self._slot, self._bare_slot):
            await asyncio.to_thread(slot.eject)

    def _take(self, event: CardEvent) -> None:
        self._seen.append(time.perf_counter())
        self._events.put_nowait(event)

    async def fill(self, delay_s: float) -> _Turn:
        """Lay a card down, read it, fill the form."""
        self._seen.clear()
        laid = RecordedCard(profiles(wall_clock())[_PROFILE].make(wall_clock()), Faults(delay_s=delay_s))
        await asyncio.to_thread(self._slot.insert, laid)
        await self._until(CardPresent)
        read = await self._reader.read_identity(bytearray(DEFAULT_PIN.encode()))
        identity = time.perf_counter()
        if not isinstance(read, IdentityRead):
            raise CannotMeasure("the virtual card was not read")
        self._filled(read)
        form = time.perf_counter()
        began = self._seen[0]
        await asyncio.to_thread(self._slot.eject)
        await self._until(SlotEmpty)
        return _Turn(1000 * (identity - began), 1000 * (form - began), list(laid.heard))

    def _filled(self, read: IdentityRead) -> SharedForm:
        form = self._form
        for edit in prefill(form.procedure, read.identity, wall_clock()):
            changed = form.apply(edit)
            assert isinstance(changed, SharedForm)
            form = changed
        return form

    async def bare(self, delay_s: float, commands: list[bytes]) -> float:
        """Milliseconds the same commands take when nothing else is done."""
        assert self._bare.stdin is not None
        assert self._bare.stdout is not None
        laid = FaultyCard(profiles(wall_clock())[_PROFILE].make(wall_clock()), Faults(delay_s=delay_s))
        await asyncio.to_thread(self._bare_slot.insert, laid)
        try:
            self._bare.stdin.write(json.dumps([command.hex() for command in commands]).encode() + b"\n")
            await self._bare.stdin.drain()
            async with asyncio.timeout(_LONGEST_S):
                said = await self._bare.stdout.readline()
        finally:
            await asyncio.to_thread(self._bare_slot.eject)
        if not said:
            raise CannotMeasure("the bare program could not reach the card")
        return float(said)

    async def _until(self, kind: type[CardEvent]) -> None:
        async with asyncio.timeout(_LONGEST_S):
            while not isinstance(await self._events.get(), kind):
                pass
