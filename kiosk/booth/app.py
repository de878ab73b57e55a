"""READ FIRST. The booth from start to end, and where to go from here.

`front.Front` is what the first screen shows; `Booth` puts together what works behind it, all of it and always, and
`Booth.open` opens it. In reading order:

1. the *front* (``front.py``): the *identity*, who this booth is (``uplink/own_identity.py``); the *procedures* of
   today; the *store*; *service*, what of these is missing, and what an installer mended (``service.py``);
2. the *outbox*: what was handed in and not yet received, carried by the *courier* (``submissions/``);
3. the *printer*, and what it prints (``submissions/slips.py``);
4. the *card reader* and the *media engine*: two children behind doors (``kiosk.card.reader``, ``kiosk.media.engine``);
5. the *call* (``call/decide.py`` decides, ``call/runner.py`` acts) over the *link* (``uplink/link.py``);
6. the *visit* (``visit/decide.py`` decides, ``visit/runner.py`` acts), its application made in
   ``submissions/submitter.py``;
7. the *shelter* (``shelter/``), where the place is one: its desk beside the visit;
8. a clock that ticks once a second, and a round every half minute (``rounds.py``); all shown by the *screen*
   (``views/`` shows, ``ui/`` draws), which also makes the booth of its front.

From card to case: ``visit.card_outcomes.from_reader`` -> ``visit.card.card_seen`` -> PIN pad -> ``identity_given`` ->
``prefill`` -> ``visit.form`` -> ``Submitter`` -> ``outbox.put`` -> ``courier`` -> ``intake`` -> ``visit.stored``.

What the card is asked for is an errand (``stages.Errand``): ``visit.card`` is the way to it, ``visit.errands`` where it
leads. Proof, tap: ``proving`` -> ``identity_client``; signing: ``visit.signing``; times to come: ``booking_door``.
"""

import asyncio
from collections.abc import Callable

from kiosk.applications.typesetting import Typesetter
from kiosk.booth.arrivals import Arrivals
from kiosk.booth.call.ports import Edges as CallEdges
from kiosk.booth.call.runner import CallRunner
from kiosk.booth.call.state import Call
from kiosk.booth.call_and_visit import WhoseCard, for_visit
from kiosk.booth.fitness import Talk
from kiosk.booth.front import Front
from kiosk.booth.health import Health
from kiosk.booth.rounds import Rounds
from kiosk.booth.service import alarm
from kiosk.booth.speech.speech import Speech
from kiosk.booth.storage.usage import Usage
from kiosk.booth.submissions.courier import Courier
from kiosk.booth.submissions.outbox import Outbox
from kiosk.booth.submissions.slips import Slips
from kiosk.booth.submissions.submitter import Counter, Submitter
from kiosk.booth.ticks import tick
from kiosk.booth.trouble import Trouble
from kiosk.booth.uplink.booking_door import BookingDoor
from kiosk.booth.uplink.identity_client import IdentityClient
from kiosk.booth.uplink.link import Link
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.decide import Visit
from kiosk.booth.visit.pin_buffer import PinPad
from kiosk.booth.visit.ports import Edges
from kiosk.booth.visit.runner import VisitRunner
from kiosk.card.card import CardEvent
from kiosk.card.reader import CardReader
from kiosk.clocks import SteadyClock
from kiosk.log import Log
from kiosk.media.engine import MediaEngine
from kiosk.printing.printer import choose
from kiosk.procedures.japanese.calendar import day_in_japan
from kiosk.protocol.message import ToBooth
from kiosk.protocol.presence import Availability, ProceduresPublished, Welcome
from kiosk.tasks import Tasks

_log = Log("booth")


class Booth:
    """All parts of one running booth.

    Attributes:
        front: what the first screen shows; its parts are the booth's own.
        visit: the runner that holds the visit of now.
        call: the runner that holds the call of now.
        outbox: what was handed in and not yet received.
        availability: what headquarters last said about its staff, None while offline.
    """

    def __init__(self, front: Front) -> None:
        self.front = front
        settings, now = front.settings, front.now
        self.settings, self.now = settings, now
        self.interrupted, self.own, self.procedures = front.interrupted, front.own, front.procedures
        self.store, self.service, self.place = front.store, front.service, front.place
        self.availability: Availability | None = None
        self.on_change: Callable[[], None] = lambda: None
        self.on_forget: Callable[[], None] = lambda: None
        self.on_failure: Callable[[], None] = lambda: None
        self.health = Health(settings.state, rehearsal=settings.rehearsal)
        self.outbox = Outbox(self.store, now, most_bytes=settings.outbox.most_megabytes * 2**20)
        self.courier = Courier(
            self.outbox,
            device=self.own.known,
            clock=SteadyClock(now).seconds,
            on_received=self._received,
            on_alarm=alarm,
        )
        self.link = Link(
            device=self.own.known,
            health=self.health.now,
            call_now=lambda: self.call.resume(),  # noqa: PLW0108 -- made below
            on_message=self._from_headquarters,
            on_change=self._link_changed,
            on_alarm=alarm,
        )
        self.printer = choose(settings.printer)
        self.typesetter = Typesetter()
        self.slips = self._slips()
        self.card = CardReader(self._card_event, settings.card)
        media = settings.media.model_copy(update={"rehearsal": settings.media.rehearsal and settings.rehearsal})
        self.engine = MediaEngine(media, lambda event: self.call.media_event(event))  # noqa: PLW0108 -- made below
        self.pad = PinPad()
        edges = CallEdges(
            self.link,
            self.engine,
            lambda command: self.visit.post(for_visit(command)),
            lambda: day_in_japan(now()),
            self.card,
            self.pad,
        )
        self.call = CallRunner(edges, self._call_changed)
        self.speech = Speech(settings.speech)
        self.arrivals = Arrivals(self)
        self.shelter = self.arrivals.shelter
        self.visit: VisitRunner = VisitRunner(self._edges(), self.procedures.rules, self._visit_changed)
        self._whose_card = WhoseCard(self.call, self.visit)
        self.rounds = Rounds(
            health=self.health,
            outbox=self.outbox,
            printer=self.printer,
            engine=self.engine,
            service=self.service,
            procedures=self.procedures,
            own=self.own,
            link=self.link,
            now=now,
            in_use=lambda: not self.arrivals.free,
            on_change=lambda: self.on_change(),  # noqa: PLW0108 -- set later, by the screen
        )
        self._tasks = Tasks("booth", on_failure=self._failed)
        front.hand_over(self.visit.post, self._enrolled)

    def _slips(self) -> Slips:
        return Slips(
            self.typesetter,
            self.printer,
            self.settings.slip,
            self.place,
            self.procedures.procedure,
            lambda: self.link.online,
            self.now,
            rehearsal=self.settings.rehearsal,
        )

    def _edges(self) -> Edges:
        return Edges(
            card=self.card,
            headquarters=IdentityClient(self.own.known),
            bookings=BookingDoor(self.own.known),
            staff=self.call,
            pad=self.pad,
            submit=self._submitter().submit,
            print_slip=self.slips.print,
            print_todo=self.slips.print_todo,
            count=Usage(self.store, self.now).count,
            stored=self.arrivals.stored,
            forget=self._forget,
        )

    def _submitter(self) -> Submitter:
        counter, arrivals = Counter.of(self.settings), self.shelter.beside(self.settings.shelter.procedure)
        device, guard = self.own.in_force, lambda: self.typesetter.mincho
        return Submitter(device, self.store, self.outbox, counter, guard, self.now, arrivals)

    # -- start and end ------------------------------------------------------------------------------------------------

    async def open(self) -> None:
        """Open all of it; what cannot be had is shown, never a reason not to start."""
        await self.service.open()
        await self.card.start()
        await self.call.start()
        await self.courier.start()
        await self.link.start()
        await self.shelter.start()
        self._tasks.start(tick(self.visit, self.now, lambda: self.call.call.active, self.shelter.slept), "tick")
        self._tasks.start(self.rounds.make(), "rounds")
        self._tasks.start(asyncio.to_thread(self.typesetter.warm_up), "warm_up")
        _log.event("booth_opened", rehearsal=self.settings.rehearsal)

    async def close(self) -> None:
        """Forget the visit and end everything; what was handed in is safe."""
        self.interrupted.stop()
        self.visit.post(ev.Slept())
        await self.courier.stop()
        await self.link.stop()
        await self.shelter.stop()
        await self._tasks.end()
        await self.visit.stop()
        await self.speech.end()
        await self.call.stop()
        await self.card.stop()
        await self.store.close()
        _log.event("booth_closed")

    # -- what is known ------------------------------------------------------------------------------------------------

    def call_staff(self, topic: str | None, locale: str) -> None:
        """職員をよぶ was touched; where neither picture nor sound would come of it no call is made."""
        self.call.press(topic, locale, able=self.health.fitness.talk is not Talk.NONE)

    # -- what the parts tell each other -------------------------------------------------------------------------------

    def _enrolled(self) -> None:
        self.link.enrolled()
        self.courier.wake()

    def _card_event(self, event: CardEvent) -> None:
        self.health.card_event(event)
        self._whose_card.card_event(event)
        self.shelter.card_event(event)

    def _visit_changed(self, visit: Visit) -> None:
        self.interrupted.visit(begun=visit.begun(self.procedures.rules()), now_s=visit.now_s)
        self.speech.told(visit, in_call=self.call.call.active)
        self.on_change()

    def _call_changed(self, call: Call) -> None:
        self._whose_card.call_changed(call)
        self.on_change()

    def _from_headquarters(self, message: ToBooth) -> None:
        if isinstance(message, Welcome):
            self.availability = message.availability
            self._take_keys(message)
        elif isinstance(message, Availability):
            self.availability = message
        elif isinstance(message, ProceduresPublished):
            self.rounds.procedures_published(message.number)
        self.call.take(message)
        self.on_change()

    def _take_keys(self, message: Welcome) -> None:
        try:
            self.own.take_keys(message.sealing_keys)
        except OSError as error:
            _log.failure("sealing_keys_not_kept", error)
            alarm(Trouble.DISK_FULL)

    def _link_changed(self, online: bool) -> None:
        if online:
            self.courier.wake()
            self.rounds.headquarters_came()
        else:
            self.availability = None
        self.call.link_changed(online)
        self.on_change()

    def _received(self, reference: str, receipt_number: str) -> None:
        self.slips.received(reference, receipt_number)
        self.visit.post(ev.Received(reference, receipt_number))

    async def _forget(self) -> None:
        self.on_forget()
        await asyncio.to_thread(self.procedures.read_again)
        await self.slips.forget()

    def _failed(self, _error: BaseException) -> None:
        """A bug in what must always run: end, and let the service manager start a fresh booth."""
        self.on_failure()
