"""READ FIRST. The booth from start to end, and where to go from here.

`Booth.open` puts the parts together in reading order:

1. the *device*: who this booth is (``device.py``), else out of service with what to do;
2. the *store* and its *outbox*: what was handed in and not yet received (``outbox.py``, ``courier.py``);
3. the *catalog*: what can be done here (``kiosk.procedures``);
4. the *card reader* and the *media engine*: two children behind doors (``kiosk.card.reader``, ``kiosk.media.engine``);
5. the *call* (``call/decide.py`` decides, ``call/runner.py`` acts) over the *link* (``uplink/link.py``);
6. the *visit* (``visit/decide.py`` decides, ``visit/runner.py`` acts), its application made in
   ``submissions/handing_in.py``;
7. the *screen* (``views/`` shows, ``ui/`` draws) and a clock that ticks once a second.

From card to case: ``visit.card_outcomes.from_reader`` -> ``visit.card.card_seen`` -> the PIN pad -> ``visit.runner`` ->
``kiosk.card.reader.CardReader.read_identity`` -> ``visit.card.identity_given`` -> ``prefill`` -> questions in
``visit.form`` -> review -> sign -> ``handing_in.HandingIn.hand_in`` -> ``outbox.put`` -> the reference on screen ->
``courier`` -> headquarters' ``intake`` -> receipt -> ``visit.handing_in.received``.

What the card is asked for is an errand (``stages.Errand``): ``visit.card`` is the way to it, ``visit.errands`` where it
leads. Proof and tap: ``proving`` -> ``identity_client`` -> headquarters; signing by card: ``handing_in``.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, date, datetime

import aiohttp

from kiosk.applications.slip import SlipSettings
from kiosk.applications.typesetting import Typesetter
from kiosk.booth.call.decide import Call
from kiosk.booth.call.runner import CallRunner
from kiosk.booth.call_and_visit import Join
from kiosk.booth.health import Health
from kiosk.booth.settings import BoothSettings
from kiosk.booth.speech.speech import Speech
from kiosk.booth.storage.store import Store, StoreBroken, StoreFull
from kiosk.booth.storage.usage import Usage
from kiosk.booth.submissions.courier import Courier
from kiosk.booth.submissions.handing_in import Counter, HandingIn
from kiosk.booth.submissions.outbox import Outbox
from kiosk.booth.submissions.slips import Slips
from kiosk.booth.trouble import Trouble
from kiosk.booth.uplink import device_identity as devices
from kiosk.booth.uplink.device_identity import Device, EnrolmentFailed, NotEnrolled
from kiosk.booth.uplink.identity_client import IdentityClient
from kiosk.booth.uplink.link import Link
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.decide import Rules, Visit
from kiosk.booth.visit.pin_buffer import PinPad
from kiosk.booth.visit.ports import Edges
from kiosk.booth.visit.runner import VisitRunner
from kiosk.card.card import CardEvent
from kiosk.card.reader import CardReader
from kiosk.log import Log
from kiosk.media.engine import MediaEngine, MediaFailed
from kiosk.printing.outcome import PrinterReady
from kiosk.printing.printer import choose
from kiosk.procedures.catalog import Catalog
from kiosk.protocol.forms import Proposal
from kiosk.protocol.message import ToBooth
from kiosk.protocol.presence import Availability, Welcome
from kiosk.tasks import Tasks

_log = Log("booth")


def wall_clock() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 -- the one clock everything else is given


class Booth:
    """All parts of one running booth.

    Attributes:
        visit: the runner that holds the visit of now.
        call: the runner that holds the call of now.
        outbox: what was handed in and not yet received.
        availability: what headquarters last said about its staff, None while offline.
    """

    def __init__(self, settings: BoothSettings, now: Callable[[], datetime] = wall_clock) -> None:
        self.settings = settings
        self.now = now
        self.pad = PinPad()
        self._rules: tuple[date, Rules] | None = None  # as long as nothing was laid down and the day is the same
        self.device: Device | None = None
        self.availability: Availability | None = None
        self.on_change: Callable[[], None] = lambda: None
        self.on_forget: Callable[[], None] = lambda: None
        self.on_failure: Callable[[], None] = lambda: None
        self.store = Store(settings.state / "booth.sqlite", now)
        self.outbox = Outbox(self.store, now, most_bytes=settings.outbox.most_megabytes * 2**20)
        self.usage = Usage(self.store, now)
        self.catalog = Catalog(settings.procedures)
        self.health = Health(settings.state, rehearsal=settings.rehearsal)
        self.printer = choose(settings.printer)
        self.typesetter = Typesetter()
        self.card = CardReader(self._card_event, settings.card)
        media = settings.media.model_copy(update={"rehearsal": settings.media.rehearsal and settings.rehearsal})
        self.engine = MediaEngine(media, lambda event: self.call.media_event(event))  # noqa: PLW0108 -- made below
        self.slips = Slips(
            self.typesetter,
            self.printer,
            self._slip_settings,
            self.catalog.procedure,
            lambda: self.online,
            now,
            rehearsal=settings.rehearsal,
        )
        self.identity = IdentityClient(lambda: self.device)
        self.link: Link | None = None
        self.courier: Courier | None = None
        self._join = Join()
        beside = self._join.beside(self.card, self.pad)
        self.call = CallRunner(self, self.engine, self._call_changed, self._proposed, beside)
        self.speech = Speech(settings.speech)
        self.visit = VisitRunner(self._edges(), self.rules, self._visit_changed)
        self._join.call, self._join.visit = self.call, self.visit
        self._troubles: set[Trouble] = set()
        self._tasks = Tasks("booth", on_failure=self._failed)

    # -- start and end ------------------------------------------------------------------------------------------------

    async def open(self) -> None:
        """Put the booth into service; what cannot be had is shown, never a reason not to start."""
        await self._open_store()
        self._need_procedures()
        self.load_device()
        await self.card.start()
        await self.call.start()
        self._connect()
        self._tasks.start(self._tick(), "tick")
        self._tasks.start(self._look_around(), "look_around")
        self._tasks.start(asyncio.to_thread(self.typesetter.warm_up), "warm_up")
        _log.event("booth_opened", rehearsal=self.settings.rehearsal)

    async def close(self) -> None:
        """Forget the visit and end everything; what was handed in is safe."""
        self.visit.post(ev.FinishPressed())
        for part in (self.courier, self.link):
            if part is not None:
                await part.stop()
        await self._tasks.end()
        await self.visit.stop()
        await self.speech.end()
        await self.call.stop()
        await self.card.stop()
        await self.store.close()
        _log.event("booth_closed")

    def _need_procedures(self) -> None:
        self._read_procedures()
        self._rules = None
        if self.rules().procedures:
            self._troubles.discard(Trouble.NO_PROCEDURES)
        else:
            self._trouble(Trouble.NO_PROCEDURES)

    async def _open_store(self) -> None:
        try:
            self.settings.state.mkdir(parents=True, exist_ok=True)
            await self.store.open()
        except OSError as error:
            _log.failure("state_folder_not_made", error)
            self._trouble(Trouble.STORE_BROKEN)
        except StoreFull:
            self._trouble(Trouble.DISK_FULL)
        except StoreBroken as error:
            _log.failure("store_not_opened", error)
            self._trouble(Trouble.STORE_BROKEN)
        if self.store.moved_aside:
            _log.warning("alarm", code=Trouble.STORE_MOVED_ASIDE)

    def load_device(self) -> None:
        """Learn who this booth is; without an identity it is out of service."""
        if self.device is not None:
            return
        try:
            self.device = devices.load(self.settings.state / "identity")
            self._troubles.discard(Trouble.NOT_ENROLLED)
        except NotEnrolled:
            self._trouble(Trouble.NOT_ENROLLED)

    def _connect(self) -> None:
        if self.device is None:
            return
        url, booth_id = self.device.enrolled.booth_url, self.device.booth_id
        tls = lambda: self._device().tls()  # noqa: E731 -- the identity is renewed while the booth runs
        self.courier = Courier(self.outbox, url, tls, time.time, self._received, self._alarm)
        self.link = Link(
            url,
            tls,
            booth_id,
            self.health.now,
            self.call.resume,
            self._from_headquarters,
            self._link_changed,
            self._alarm,
        )
        self._tasks.start(self.courier.start(), "start_courier")
        self._tasks.start(self.link.start(), "start_link")

    # -- what the parts tell each other -------------------------------------------------------------------------------

    def send(self, message: object) -> bool:
        """Send a message of the call to headquarters; False without a connection."""
        from pydantic import BaseModel

        return self.link is not None and isinstance(message, BaseModel) and self.link.send(message)

    def _edges(self) -> Edges:
        return Edges(
            card=self.card,
            headquarters=self.identity,
            staff=self.call,
            pad=self.pad,
            hand_in=self._handing_in().hand_in,
            print_slip=self.slips.print,
            count=self.usage.count,
            stored=self._stored,
            forget=self._forget,
        )

    def _handing_in(self) -> HandingIn:
        counter = Counter(
            place=self.settings.place,
            reference_prefix=self.settings.reference_prefix,
            rehearsal=self.settings.rehearsal,
            least_free_bytes=self.settings.outbox.least_free_megabytes * 2**20,
        )
        return HandingIn(self._device, self.store, self.outbox, counter, self.typesetter.mincho, self.now)

    def _slip_settings(self) -> tuple[SlipSettings, str]:
        municipality, place = self.place()
        return self.settings.slip.model_copy(update={"municipality": municipality}), place

    def rules(self) -> Rules:
        """What visits are decided by now: the procedures in service today, and the times."""
        today = Visit(at=self.now()).today
        if self._rules is None or self._rules[0] != today:
            self._rules = today, self._rules_on(today)
        return self._rules[1]

    def _rules_on(self, today: date) -> Rules:
        times = self.settings.times
        return Rules(
            procedures={procedure.id: procedure for procedure in self.catalog.published(today)},
            locale=self.settings.locale,
            idle_seconds=times.idle,
            idle_seconds_with_card=times.idle_with_card,
            warning_seconds=times.warning,
            finish_seconds=times.finish,
        )

    def _device(self) -> Device:
        assert self.device is not None, "an unenrolled booth is out of service"
        return self.device

    def place(self) -> tuple[str, str]:
        """Municipality and branch office, as enrolled."""
        if self.device is None:
            return "", self.settings.place
        return self.device.enrolled.municipality, self.device.enrolled.place or self.settings.place

    @property
    def online(self) -> bool:
        """Whether headquarters can be reached now."""
        return self.link is not None and self.link.online

    def _card_event(self, event: CardEvent) -> None:
        self.health.card_event(event)
        self._join.card_event(event)

    def _proposed(self, proposal: Proposal) -> None:
        self.visit.post(ev.ProposalMade(proposal))

    def _visit_changed(self, visit: Visit) -> None:
        self.speech.told(visit, in_call=self.call.call.active)
        self.on_change()

    def _call_changed(self, call: Call) -> None:
        self._join.call_changed(call)
        self.on_change()

    def _from_headquarters(self, message: ToBooth) -> None:
        if isinstance(message, Welcome):
            self.availability = message.availability
            self._new_sealing_keys(message)
        elif isinstance(message, Availability):
            self.availability = message
        self.call.take(message)
        self.on_change()

    def _new_sealing_keys(self, message: Welcome) -> None:
        """Headquarters may have turned its keys; they are only believed when its authority vouches for them."""
        device = self._device()
        keys = devices.vouched(message.sealing_keys, device)
        if keys and keys != device.enrolled.sealing_keys:
            enrolled = device.enrolled.model_copy(update={"sealing_keys": keys})
            try:
                self.device = devices.keep(device.folder, device.key, enrolled)
            except OSError as error:
                _log.failure("sealing_keys_not_kept", error)
                self._alarm(Trouble.DISK_FULL)

    def _link_changed(self, online: bool) -> None:
        if not online:
            self.availability = None
        elif self.courier is not None:
            self.courier.wake()
        self.call.link_changed(online)
        self.on_change()

    def _stored(self) -> None:
        if self.courier is not None:
            self.courier.wake()

    def _received(self, reference: str, receipt_number: str) -> None:
        self.slips.received(reference, receipt_number)
        self.visit.post(ev.Received(reference, receipt_number))

    async def _forget(self) -> None:
        self.on_forget()
        await asyncio.to_thread(self._read_procedures)
        self._rules = None

    def _read_procedures(self) -> None:
        """Read the folder again; the last good version of a broken file stays in service."""
        for broken in self.catalog.load().problems:
            _log.warning("procedure_file_broken", file=broken.path.name, line=broken.line)

    def _trouble(self, trouble: Trouble) -> None:
        """Something without which the booth cannot serve."""
        if trouble not in self._troubles:
            _log.warning("alarm", code=trouble)
        self._troubles.add(trouble)
        self.visit.post(ev.ServiceStopped(trouble))

    def _failed(self, _error: BaseException) -> None:
        """A bug in what must always run: end, and let the service manager start a fresh booth."""
        self.on_failure()

    def _alarm(self, trouble: Trouble) -> None:
        """Something staff must see to, while residents go on being served."""
        _log.warning("alarm", code=trouble)

    # -- time ---------------------------------------------------------------------------------------------------------

    async def _tick(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            self.visit.post(ev.Ticked(loop.time(), self.now(), self.call.call.active))
            await asyncio.sleep(1.0)

    async def _look_around(self) -> None:
        """Every half minute: how much waits, is the printer there, is the certificate due; once: the devices."""
        try:
            self.health.devices(await self.engine.find_devices())
        except MediaFailed as error:
            _log.failure("devices_not_found", error)
        while True:
            try:
                self.health.outbox(await self.outbox.backlog())
                await self.outbox.tidy()
            except (StoreBroken, StoreFull) as error:
                _log.failure("outbox_not_counted", error)
            self.health.printer(isinstance(await self.printer.state(), PrinterReady))
            await self.recover()
            await self._renew_when_due()
            await asyncio.sleep(30.0)

    async def recover(self) -> None:
        """What an installer mended meanwhile (enrolled, procedures laid down, disk cleared) comes into service."""
        if not self._troubles:
            return
        if Trouble.NO_PROCEDURES in self._troubles:
            self._need_procedures()
        if Trouble.NOT_ENROLLED in self._troubles:
            self.load_device()
            self._connect()
        if self._troubles & {Trouble.STORE_BROKEN, Trouble.DISK_FULL}:
            self._troubles -= {Trouble.STORE_BROKEN, Trouble.DISK_FULL}
            await self._open_store()
        if not self._troubles:
            _log.event("service_resumed")
            self.visit.post(ev.ServiceResumed())

    async def _renew_when_due(self) -> None:
        if self.device is None or not self.online or not self.device.due_for_renewal(self.now()):
            return
        try:
            async with aiohttp.ClientSession() as session:
                self.device = await devices.renew(self.device, session)
            _log.event("certificate_renewed")
        except EnrolmentFailed as error:
            _log.failure("certificate_not_renewed", error)
