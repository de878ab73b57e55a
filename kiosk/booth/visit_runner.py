"""Carries out what a visit wants: the card, the outbox, the printer, the call, and forgetting."""

from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Protocol

from kiosk.booth import visit_events as ev
from kiosk.booth.card_outcomes import from_reader, from_reading
from kiosk.booth.handing_in import Handed, NotHanded
from kiosk.booth.pin_pad import PinPad
from kiosk.booth.visit import Rules, Visit, decide
from kiosk.card.card import CardEvent, CardPresent, IdentityOutcome
from kiosk.log import Log
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.forms import Proposal
from kiosk.tasks import Tasks

_log = Log("booth.visit")


class Card(Protocol):
    """The card reader's door, as far as a visit needs it."""

    @property
    def present(self) -> CardPresent | None:
        """What lies on the reader."""

    async def read_identity(self, pin: bytearray, insertion: int | None = None) -> IdentityOutcome:
        """Show the PIN once and read."""

    async def forget(self) -> None:
        """Cut the card's power."""


class Staff(Protocol):
    """The call beside the visit, as far as a visit needs it."""

    def draw_curtain(self, drawn: bool) -> None:
        """Cut or open outgoing picture and sound."""

    async def until_curtain(self) -> None:
        """Return when what was asked last of the curtain is done."""

    def form_changed(self, form: SharedForm | None) -> None:
        """Staff who look at the form see the new one."""

    def proposal_settled(self, proposal: Proposal, accepted: bool) -> None:
        """Staff hear the resident's answer."""

    def hang_up(self) -> None:
        """The visit is over, so is its call."""


@dataclass(frozen=True)
class Edges:
    """Everything a visit can act on. `print_slip` says whether paper comes; `forget` erases other memories."""

    card: Card
    staff: Staff
    pad: PinPad
    hand_in: Callable[[ev.HandIn], Coroutine[Any, Any, Handed | NotHanded]]
    print_slip: Callable[[ev.PrintSlip], Coroutine[Any, Any, bool]]
    count: Callable[[str], Coroutine[Any, Any, None]]
    stored: Callable[[], None]
    forget: Callable[[], Coroutine[Any, Any, None]]


class VisitRunner:
    """Holds the visit of now; every event goes through `post`, in order.

    Attributes:
        visit: the present state.
    """

    def __init__(self, edges: Edges, rules: Callable[[], Rules], on_change: Callable[[Visit], None]) -> None:
        self.visit = Visit(locale=rules().locale)
        self._edges = edges
        self._rules = rules
        self._on_change = on_change
        self._events: deque[ev.Event] = deque()
        self._busy = False
        self._tasks = Tasks("visit")

    def post(self, event: ev.Event) -> None:
        """Judge `event` now, or right after the one being judged."""
        self._events.append(event)
        if self._busy:
            return
        self._busy = True
        try:
            while self._events:
                self._step(self._events.popleft())
        finally:
            self._busy = False

    def card_event(self, event: CardEvent) -> None:
        """Something changed at the reader."""
        happened = from_reader(event)
        if happened is not None:
            self.post(happened)

    async def stop(self) -> None:
        """End what is under way."""
        self._edges.pad.wipe()
        await self._tasks.end()

    def _step(self, event: ev.Event) -> None:
        before = self.visit
        self.visit, commands = decide(before, event, self._rules())
        if type(before.stage) is not type(self.visit.stage):
            _log.event("stage_changed", before=type(before.stage).__name__, after=type(self.visit.stage).__name__)
        for command in commands:
            self._carry_out(command)
        if self.visit != before:
            self._on_change(self.visit)

    def _carry_out(self, command: ev.Command) -> None:  # noqa: C901 -- one line a command
        edges = self._edges
        match command:
            case ev.ReadIdentity():
                self._tasks.start(self._or_else(self._read_identity(), ev.CardFailed("C-27")), "read_identity")
            case ev.WipePin():
                edges.pad.wipe()
            case ev.ForgetCard():
                self._tasks.start(edges.card.forget(), "forget_card")
            case ev.DrawCurtain(drawn=drawn):
                edges.staff.draw_curtain(drawn)
                if drawn:
                    edges.pad.shut()
                    self._tasks.start(self._open_pad(), "open_pad")
            case ev.HandIn():
                self._tasks.start(self._or_else(self._hand_in(command), ev.StoreFailed("B-03")), "hand_in")
            case ev.PrintSlip():
                self._tasks.start(self._or_else(self._print(command), ev.SlipFailed()), "print_slip")
            case ev.TellFormChanged():
                edges.staff.form_changed(self.visit.form)
            case ev.TellProposalSettled(proposal=proposal, accepted=accepted):
                edges.staff.proposal_settled(proposal, accepted)
            case ev.CountUse(what=what):
                self._tasks.start(edges.count(what), "count")
            case ev.Forget():
                edges.staff.hang_up()
                self._tasks.start(edges.forget(), "forget")

    async def _read_identity(self) -> None:
        present = self._edges.card.present
        pin = self._edges.pad.take()
        outcome = await self._edges.card.read_identity(pin, present.insertion if present else None)
        self.post(from_reading(outcome))

    async def _open_pad(self) -> None:
        """No digit is taken before camera and microphone are cut."""
        await self._edges.staff.until_curtain()
        self._edges.pad.open()

    async def _hand_in(self, wish: ev.HandIn) -> None:
        outcome = await self._edges.hand_in(wish)
        if isinstance(outcome, NotHanded):
            self.post(ev.StoreFailed(outcome.why))
            return
        self.post(ev.Stored(outcome.reference))
        self._edges.stored()

    async def _print(self, wish: ev.PrintSlip) -> None:
        self.post(ev.SlipPrinted() if await self._edges.print_slip(wish) else ev.SlipFailed())

    async def _or_else(self, work: Coroutine[Any, Any, None], otherwise: ev.Event) -> None:
        """Do `work`; a bug in it must not leave the resident in front of a screen that waits for ever."""
        try:
            await work
        except Exception:
            self.post(otherwise)
            raise
