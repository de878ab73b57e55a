"""Carries out what the desk of a shelter wants: the disk, the card, the code, paper and the stick."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Final, assert_never

from pydantic import ValidationError

from kiosk.applications.sealing import BadSealingKey, SealingKeyPair
from kiosk.applications.typesetting import TypesettingFailed
from kiosk.booth.mailbox import Mailbox
from kiosk.booth.shelter import commands as do
from kiosk.booth.shelter import events as ev
from kiosk.booth.shelter import exchange, kept
from kiosk.booth.shelter.decide import decide
from kiosk.booth.shelter.desk import Desk, Phase
from kiosk.booth.shelter.intake import family_of
from kiosk.booth.shelter.kept import Kept
from kiosk.booth.shelter.paper import render
from kiosk.booth.shelter.ports import Edges
from kiosk.booth.shelter.register_file import Happened
from kiosk.booth.storage.faults import StoreBroken, StoreFull
from kiosk.booth.submissions.outbox import Beside
from kiosk.booth.visit.commands import HandIn
from kiosk.card.card import CardEvent, CardPresent, CertificateRead, SlotEmpty
from kiosk.log import Log
from kiosk.printing.outcome import Printed
from kiosk.protocol.shelter import ShelterNow
from kiosk.shelter import marks
from kiosk.shelter.counting import counted
from kiosk.shelter.handover import Contents
from kiosk.shelter.records import Record
from kiosk.tasks import Tasks

_log = Log("booth.shelter")
_LOOK_S: Final = 10.0
"""How often the disk is asked whether an installer opened or closed the shelter."""
_NOT_STORED: Final = (StoreFull, StoreBroken, OSError)


class ShelterRunner:
    """Holds the desk of now; every event goes through `post`, in order."""

    def __init__(self, edges: Edges, free: Callable[[], bool], on_change: Callable[[Desk], None]) -> None:
        """`free`: nobody is in the middle of a form or of a call."""
        self._edges = edges
        self._free = free
        self._mailbox: Mailbox[Desk, ev.Event, do.Command] = Mailbox(Desk(), decide, self._carry_out, on_change, _log)
        self._tasks = Tasks("shelter")
        self._kept: Kept | None = None
        self._pair: SealingKeyPair | None = None
        self._arrived: Record | None = None  # written, and not yet known to be stored

    @property
    def desk(self) -> Desk:
        """The present state."""
        return self._mailbox.state

    @property
    def told(self) -> ShelterNow | None:
        """What headquarters is told; None where no shelter is open."""
        told = self.desk.told if self.desk.phase is Phase.OPEN else None
        return told.model_copy(update={"locked": self.desk.locked}) if told else None

    def post(self, event: ev.Event) -> None:
        """Judge `event` now, or right after the one being judged."""
        self._mailbox.post(event)

    async def start(self) -> None:
        """Learn from the disk whether a shelter is open, and go on asking."""
        await self.look()
        self._tasks.start(self._go_on(), "look")
        self._tasks.start(self._tick(), "tick")

    async def stop(self) -> None:
        """End what is under way."""
        self._edges.pad.wipe()
        await self._tasks.end()

    def slept(self) -> None:
        """The machine slept."""
        self.post(ev.Slept())

    def card_event(self, event: CardEvent) -> None:
        """Something changed at the reader; a card that is laid down in the middle of a form belongs to that."""
        if isinstance(event, CardPresent) and self._free():
            self.post(ev.CardSeen(event.insertion))
        elif isinstance(event, SlotEmpty):
            self.post(ev.CardGone())

    # -- what is handed in --------------------------------------------------------------------------------------------

    def beside(self, procedure: str) -> Callable[[HandIn, str, str], Beside | None]:
        """What is written with a submission of `procedure` while the shelter is open: who came."""

        def written(command: HandIn, submission_id: str, reference: str) -> Beside | None:
            self._arrived = None
            if command.form.procedure.id != procedure or self.desk.phase is not Phase.OPEN:
                return None
            try:
                family = family_of(command.form, command.locale)
            except (ValueError, ValidationError) as error:  # a town's own form asks something else
                _log.failure("arrival_without_a_family", error)
                return None
            happened = Happened(
                household=submission_id, reference=reference, marks=self.desk.marks, family=family, moved="in"
            )

            def write(session: Any) -> None:
                self._arrived = self._edges.file.written(session, happened)

            return write

        return written

    def stored(self) -> None:
        """What was handed in last is stored for good."""
        if self._arrived is not None:
            self.post(ev.Arrived(self._arrived))
        self._arrived = None

    # -- what is wanted -----------------------------------------------------------------------------------------------

    def _carry_out(self, command: do.Command) -> None:  # noqa: C901 -- one line a command
        match command:
            case do.BeginArrival():
                self._edges.begin_arrival()
            case do.WipeCode():
                self._edges.pad.expect(password=True)
            case do.ReadMark():
                self._start(self._read_mark(command), ev.MarkFailed(command.insertion))
            case do.Move():
                self._start(self._move(command), ev.NotWritten())
            case do.JudgeCode():
                self._start(self._judge(command), ev.CodeWrong(command.opens))
            case do.Print():
                self._start(self._print(command), ev.NotPrinted())
            case do.Exchange():
                self._start(self._exchange(), ev.Exchanged("stick-failed"))
            case do.End():
                self._start(self._end(), ev.NotWritten())
            case do.Tell():
                self._tasks.start(self._tell(), "tell")
            case _:
                assert_never(command)

    def _start(self, work: Coroutine[Any, Any, ev.Event], otherwise: ev.Event) -> None:
        """Post what `work` says; a bug in it must not leave a family before a screen that waits for ever."""

        async def done() -> None:
            try:
                self.post(await work)
            except _NOT_STORED as error:
                _log.failure("shelter_not_done", error)
                self.post(otherwise)
            except Exception:
                self.post(otherwise)
                raise

        self._tasks.start(done(), "done")

    async def _read_mark(self, command: do.ReadMark) -> ev.Event:
        read = await self._edges.card.read_certificate(command.insertion)
        if not isinstance(read, CertificateRead) or self._kept is None:
            return ev.MarkFailed(command.insertion)
        found = marks.marks(bytes.fromhex(read.der), self._kept.marks)
        return ev.MarkRead(command.insertion, found) if found else ev.MarkFailed(command.insertion)

    async def _move(self, command: do.Move) -> ev.Event:
        happened = Happened(
            household=command.household, reference=command.reference, marks=command.marks, moved=command.where
        )
        return ev.Written(await self._edges.file.write(happened), command.quiet)

    async def _judge(self, command: do.JudgeCode) -> ev.Event:
        code = self._edges.pad.take()
        try:
            self._kept = await self._edges.file.load()  # an installer may have prepared it anew a moment ago
            pair = await asyncio.to_thread(kept.unlocked, self._kept, bytes(code)) if self._kept else None
        except BadSealingKey:
            pair = None
        finally:
            code[:] = bytes(len(code))
        if pair is None:
            return ev.CodeWrong(command.opens)
        if command.opens:
            await self._edges.file.open(self._edges.now())
            await self.look()
            _log.event("shelter_opened")
        self._pair = pair
        return ev.CodeRight(await self._edges.file.read(pair))

    async def _print(self, command: do.Print) -> ev.Event:
        desk, edges = self.desk, self._edges
        if desk.register is None or desk.told is None:
            return ev.NotPrinted()
        try:
            pdf = await asyncio.to_thread(render, desk.register, desk.told, command.what, edges)
        except TypesettingFailed as error:
            _log.failure("list_not_set", error)
            return ev.NotPrinted()
        outcome = await edges.printer.print_pdf(pdf.content, "shelter-list")
        _log.event("list_printed", what=command.what, printed=isinstance(outcome, Printed))
        return ev.Printed() if isinstance(outcome, Printed) else ev.NotPrinted()

    async def _exchange(self) -> ev.Event:
        edges, register, device = self._edges, self.desk.register, self._edges.device()
        folder = await asyncio.to_thread(exchange.stick, edges.settings.shelter.exchange)
        if folder is None or register is None or device is None or self._pair is None or self._kept is None:
            return ev.Exchanged("no-stick")
        found = await asyncio.to_thread(exchange.taken, folder, register, device, self._pair, edges.now())
        keys = marks.together(self._kept.marks, found.keys)
        new = [one for one in found.register if one.id not in register.ids]
        if new or keys != self._kept.marks:
            self._kept = await edges.file.take(self._kept.model_copy(update={"marks": keys}), new)
        contents = Contents(keys=keys, records=tuple(found.register))
        try:
            booths = await asyncio.to_thread(exchange.given, folder, contents, self._kept.key, device, edges.now())
        except OSError as error:  # pulled or full: what was taken stands
            _log.failure("register_not_given", error)
            said, booths = "stick-failed", ()
        else:
            said = f"refused-{found.refused}" if found.refused else "exchanged" if booths else "offered"
        _log.event("register_exchanged", taken=len(new), given=len(booths), refused=found.refused or "")
        families = len(found.register.households) - len(register.households)
        return ev.Exchanged(said, found.register, max(0, families), booths)

    async def _end(self) -> ev.Event:
        code, device = self._edges.pad.take(), self._edges.device()
        try:
            self._kept = await self._edges.file.load()
            if self._kept is None or device is None:
                return ev.NotWritten()
            if await asyncio.to_thread(kept.unlocked, self._kept, bytes(code)) is None:
                return ev.CodeWrong(opens=False)
            fresh = await asyncio.to_thread(kept.prepared, self._kept.name, bytes(code), device)
        finally:
            code[:] = bytes(len(code))
        await self._edges.file.end(fresh)
        self._pair = None
        await self.look()
        return ev.Ended()

    async def _tell(self) -> None:
        """Count anew where the register is open; of a locked one the disk knows what can be known."""
        try:
            self._kept = await self._edges.file.load()
            if self._kept is None or self._kept.phase is not kept.Phase.OPEN or self._kept.told is None:
                return
            told, register = self._kept.told, self.desk.register
            if register is not None:
                told = counted(register, self._kept.name, self._kept.number, self._edges.now())
                await self._edges.file.tell(told)
        except _NOT_STORED as error:
            _log.failure("shelter_not_counted", error)
        else:
            self.post(ev.Told(told))

    # -- time and the disk --------------------------------------------------------------------------------------------

    async def look(self) -> None:
        """Learn from the disk what stands there now."""
        try:
            self._kept = await self._edges.file.load()
        except (*_NOT_STORED, ValidationError) as error:
            _log.failure("shelter_not_read", error)
            return
        found, prefix = self._kept, self._edges.settings.reference_prefix
        phase = Phase(found.phase) if found else Phase.NONE
        if found is None:
            self.post(ev.KeptRead(phase, "", prefix=prefix))
        else:
            self.post(ev.KeptRead(phase, found.name, found.told, prefix, found.key.key_id))

    async def _go_on(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_S)
            await self.look()

    async def _tick(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            self.post(ev.Ticked(loop.time(), self._free()))
            await asyncio.sleep(1.0)
