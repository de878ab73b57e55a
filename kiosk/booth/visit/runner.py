"""Carries out what a visit wants: the card, the outbox, the printer, the call, and forgetting."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, assert_never

from kiosk.booth.mailbox import Mailbox
from kiosk.booth.trouble import Trouble
from kiosk.booth.uplink import proving
from kiosk.booth.uplink.identity_client import Refused
from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.card_outcomes import from_counting, from_fault, from_proof, from_reader, from_reading, from_tap
from kiosk.booth.visit.decide import Rules, Visit, decide
from kiosk.booth.visit.ports import Edges, NotSigned, NotSubmitted, Signer, Submitted
from kiosk.booth.visit.stages import EnteringPassword, Errand
from kiosk.card.card import CardEvent, DocumentOutcome
from kiosk.log import Log
from kiosk.protocol.bookings import HoldGiven, SlotsGiven
from kiosk.protocol.faults import Code
from kiosk.tasks import Tasks

_log = Log("booth.visit")


class VisitRunner:
    """Holds the visit of now; every event goes through `post`, in order."""

    def __init__(self, edges: Edges, rules: Callable[[], Rules], on_change: Callable[[Visit], None]) -> None:
        self._edges = edges
        self._mailbox: Mailbox[Visit, ev.Event, do.Command] = Mailbox(
            Visit(locale=rules().locale),
            lambda visit, event: decide(visit, event, rules()),
            self._carry_out,
            on_change,
            _log,
        )
        self._tasks = Tasks("visit")
        self._asking: asyncio.Task[None] | None = None
        self._hold = ""  # the time headquarters keeps for whoever is here

    @property
    def visit(self) -> Visit:
        """The present state."""
        return self._mailbox.state

    def post(self, event: ev.Event) -> None:
        """Judge `event` now, or right after the one being judged."""
        self._mailbox.post(event)

    def card_event(self, event: CardEvent) -> None:
        """Something changed at the reader."""
        happened = from_reader(event)
        if happened is not None:
            self.post(happened)

    async def stop(self) -> None:
        """End what is under way."""
        self._edges.pad.wipe()
        await self._tasks.end()

    def _carry_out(self, command: do.Command) -> None:  # noqa: C901 -- one line a command
        edges = self._edges
        match command:
            case do.ReadIdentity():
                self._ask(lambda: self._read_identity(command), Errand.IDENTITY, "read_identity")
            case do.AskTries():
                self._ask(lambda: self._count_tries(command), command.errand, "count_tries")
            case do.AskCases():
                self._ask(lambda: self._ask_cases(command), Errand.TAP, "ask_cases")
            case do.MakeProof():
                self._ask(lambda: self._make_proof(command), command.errand, "make_proof")
            case do.StopAsking():
                self._stop_asking()
                edges.pad.wipe()
            case do.TellProof(ask_id=ask_id, state=state, code=code):
                edges.staff.proof_moved(ask_id, state, Code(code) if code else None)
            case do.WipePin():
                edges.pad.wipe()
            case do.ForgetCard():
                self._tasks.start(edges.card.forget(), "forget_card")
            case do.DrawCurtain(drawn=drawn):
                edges.staff.draw_curtain(drawn)
                if drawn:
                    edges.pad.expect(password=isinstance(self.visit.stage, EnteringPassword))
                    edges.pad.shut()
                    self._tasks.start(self._open_pad(), "open_pad")
            case do.HandIn():
                self._tasks.start(self._or_else(self._submit(command), ev.StoreFailed(Trouble.STORE_BROKEN)), "hand_in")
            case do.PrintSlip():
                self._tasks.start(self._or_else(self._print(command), ev.SlipFailed()), "print_slip")
            case do.PrintTodo():
                self._tasks.start(self._or_else(self._print_todo(command), ev.TodoPrinted(good=False)), "print_todo")
            case do.AskSlots(calendar=calendar):
                unknown = ev.SlotsTold(calendar, None)
                self._tasks.start(self._or_else(self._ask_slots(calendar), unknown), "ask_slots")
            case do.HoldSlot():
                self._hold = command.hold
                taken = ev.SlotTaken(command.hold, taken=False)
                self._tasks.start(self._or_else(self._hold_slot(command), taken), "hold_slot")
            case do.TellFormChanged():
                edges.staff.form_changed(self.visit.form, self.visit.locale, self.visit.asking)
            case do.NoteRefused(field=field, why=why):
                _log.warning("edit_refused", field=field, why=why)
            case do.TellProposalSettled(proposal=proposal, accepted=accepted, why=why, written=written):
                edges.staff.proposal_settled(proposal, accepted, why, written)
            case do.CountUse(what=what):
                self._tasks.start(edges.count(what), "count")
            case do.Forget(call_stays=call_stays):
                self._stop_asking()
                if not call_stays:
                    edges.staff.hang_up()
                if self._hold:
                    self._tasks.start(edges.bookings.leave(self._hold), "leave_slot")
                    self._hold = ""
                self._tasks.start(edges.forget(), "forget")
            case _:
                assert_never(command)

    async def _ask_slots(self, calendar: str) -> None:
        given = await self._edges.bookings.slots(calendar)
        if isinstance(given, SlotsGiven):
            self.post(ev.SlotsTold(calendar, given.slots, given.place))
        else:
            self.post(ev.SlotsTold(calendar, None))

    async def _hold_slot(self, command: do.HoldSlot) -> None:
        given = await self._edges.bookings.hold(command.calendar, command.hold, command.start)
        if isinstance(given, HoldGiven):
            self.post(ev.SlotHeld(given.hold_id, given.start, given.minutes, given.until))
        else:
            self.post(ev.SlotTaken(command.hold, taken=isinstance(given, Refused)))

    async def _read_identity(self, command: do.ReadIdentity) -> None:
        pin = self._edges.pad.take()
        self.post(from_reading(await self._edges.card.read_identity(pin, command.insertion)))

    async def _count_tries(self, command: do.AskTries) -> None:
        self.post(from_counting(await self._edges.card.tries_left(command.insertion), command.errand))

    def _ask(self, work: Callable[[], Coroutine[Any, Any, None]], errand: Errand, name: str) -> None:
        """Ask card and headquarters one thing at a time: an answer to an earlier question is nobody's any more."""

        async def asking() -> None:
            await self._or_else(work(), ev.CardFailed(Code.SILENT, errand))

        self._stop_asking()
        self._asking = self._tasks.start(asking(), name)

    def _stop_asking(self) -> None:
        if self._asking is not None:
            self._asking.cancel()
            self._asking = None

    async def _ask_cases(self, command: do.AskCases) -> None:
        edges, done = self._edges, self._card_done(Errand.TAP)
        told = await proving.tap(edges.card, edges.headquarters, command.insertion, done)
        self.post(from_tap(told))

    async def _make_proof(self, command: do.MakeProof) -> None:
        edges = self._edges
        judged = await proving.prove(
            edges.card,
            edges.headquarters,
            edges.pad.take(),
            command.insertion,
            self._card_done(command.errand),
            call_id=command.call_id,
            submission_id=command.submission_id,
        )
        self.post(from_proof(judged, command.errand))

    def _card_done(self, errand: Errand) -> Callable[[], None]:
        return lambda: self.post(ev.CardDone(errand))

    async def _open_pad(self) -> None:
        """No digit is taken before camera and microphone are cut."""
        await self._edges.staff.until_curtain()
        self._edges.pad.open()

    async def _submit(self, command: do.HandIn) -> None:
        password = self._edges.pad.take()

        async def sign(digest: bytes) -> DocumentOutcome:
            return await self._edges.card.sign_document(digest, password, command.insertion)

        signer = Signer(sign, self._card_done(Errand.SIGNING)) if command.by_card else None
        try:
            outcome = await self._edges.submit(command, signer)
        finally:
            password[:] = bytes(len(password))
        match outcome:
            case NotSigned(why=why):
                self.post(from_fault(why, Errand.SIGNING))
            case NotSubmitted(why=why):
                self.post(ev.StoreFailed(why))
            case Submitted():
                self.post(ev.Stored(outcome.reference, outcome.submission_id))
                self._hold = ""  # it is the application's now
                self._edges.stored()

    async def _print(self, command: do.PrintSlip) -> None:
        self.post(await self._edges.print_slip(command))

    async def _print_todo(self, command: do.PrintTodo) -> None:
        self.post(ev.TodoPrinted(good=await self._edges.print_todo(command)))

    async def _or_else(self, work: Coroutine[Any, Any, None], otherwise: ev.Event) -> None:
        """Do `work`; a bug in it must not leave the resident in front of a screen that waits for ever."""
        try:
            await work
        except Exception:
            self.post(otherwise)
            raise
