"""Headquarters, put together: read this first.

1. `open_headquarters` opens the store (tables brought up to date), the authority and the sealing keys - made at the
   first start - and joins the parts: intake opens what booths send, routing decides who talks to whom, the switchboard
   carries it out, the desk shows it to staff.
2. What a card proves is judged by the identity desk, with the roots of `trust`, and at filing.
3. `Headquarters.start` listens on two doors: staff (pages, API, the console's line) and booths (mutual TLS: submissions
   and the link). Both are uvicorn servers in one loop; media never comes here.
4. `Headquarters.run` serves until it is told to stop, then closes sockets, finishes what was received, and the store.
"""

import asyncio
import contextlib
import signal
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from argon2 import PasswordHasher
from fastapi import FastAPI
from pydantic import BaseModel

import kiosk
from kiosk.applications.typesetting import Typesetter
from kiosk.headquarters.alarms import Alarms
from kiosk.headquarters.bookings.calendars import load_calendars
from kiosk.headquarters.bookings.desk import BookingDesk
from kiosk.headquarters.calls.counters import load_counters
from kiosk.headquarters.calls.places import Places
from kiosk.headquarters.calls.switchboard import Switchboard
from kiosk.headquarters.calls.topics import Topics
from kiosk.headquarters.calls.turn_credentials import Relay
from kiosk.headquarters.cases.cases import Cases
from kiosk.headquarters.cases.entries import Entries
from kiosk.headquarters.cases.intake import Intake
from kiosk.headquarters.cases.kept_papers import KeptPapers
from kiosk.headquarters.cases.opening import Opener
from kiosk.headquarters.cases.papers import CasePapers
from kiosk.headquarters.cases.retention import Retention, days_to_keep
from kiosk.headquarters.cases.signature_check import CaseIdentity
from kiosk.headquarters.fleet.booths import Fleet
from kiosk.headquarters.fleet.enrolment import make_enrolment
from kiosk.headquarters.fleet.presence import Presence
from kiosk.headquarters.following import Following
from kiosk.headquarters.handover.desk import HandoverDesk
from kiosk.headquarters.identity.trust import Trust
from kiosk.headquarters.identity.verifier import IdentityDesk
from kiosk.headquarters.insights.today import Insights
from kiosk.headquarters.keys.authority import Authority, open_authority, secret
from kiosk.headquarters.keys.imprint_key import ImprintKeys
from kiosk.headquarters.keys.sealing_keys import SealingKeys, open_sealing_keys
from kiosk.headquarters.publishing.in_force import InForce
from kiosk.headquarters.publishing.published import Published
from kiosk.headquarters.settings import HeadquartersSettings
from kiosk.headquarters.staff.accounts import Staff
from kiosk.headquarters.storage.store import Store, open_store
from kiosk.headquarters.web import servers
from kiosk.headquarters.web.booth_app import BoothDoorApp
from kiosk.headquarters.web.desk import Desk
from kiosk.headquarters.web.doors import Doors
from kiosk.headquarters.web.metrics import Metrics
from kiosk.headquarters.web.sockets import Sockets
from kiosk.headquarters.web.staff_app import make_app
from kiosk.log import Log
from kiosk.procedures.catalog import Catalog

_log = Log("headquarters")
CONFIG = Path(kiosk.__file__).parents[1] / "config"
"""The settings that come with the program."""
Clock = Callable[[], datetime]


class Ready(BaseModel):
    """What a starter is told once both doors are open: where they are, and the file with the authority to trust."""

    staff_url: str
    booth_url: str
    authority: str


@dataclass(kw_only=True)
class Headquarters:
    """Every part of a running headquarters."""

    settings: HeadquartersSettings
    folder: Path
    store: Store
    authority: Authority
    sealing_keys: SealingKeys
    intake: Intake
    case_identity: CaseIdentity
    switchboard: Switchboard
    sockets: Sockets
    retention: Retention
    following: Following
    desk: Desk
    doors: servers.DoorCounts
    alarms: Alarms
    booth_door: BoothDoorApp
    staff_app: FastAPI

    def __post_init__(self) -> None:
        self.doors_open = Doors(self.authority, self.folder / "keys", self.booth_door.now)
        self._stop_asked = asyncio.Event()

    async def start(self) -> Ready:
        """Open both doors; raises `DoorBlocked`."""
        staff, booth = self.settings.staff_door, self.settings.booth_door
        listeners = [servers.listen(staff), servers.listen(booth)]
        staff_url = servers.url_of(staff, listeners[0], tls=staff.tls)
        self.booth_door.url = servers.url_of(booth, listeners[1], tls=True)
        await self.switchboard.start()
        self.desk.booths.start()
        self.sockets.start()
        self.case_identity.start()
        await self.intake.start()
        self.retention.start()
        await self.following.start()
        self.doors_open.start()
        await self.doors_open.open(self.staff_app, staff, listeners[0], self.doors.staff, tls=staff.tls)
        await self.doors_open.open(self.booth_door.app(), booth, listeners[1], self.doors.booth, tls=True)
        authority = self.folder / "authority.pem"
        authority.write_text(self.authority.pem)
        _log.event("ready", staff=staff_url, booths=self.booth_door.url)
        return Ready(staff_url=staff_url, booth_url=self.booth_door.url, authority=str(authority))

    async def run(self) -> None:
        """Serve until `ask_to_stop`, SIGINT or SIGTERM; then stop in order."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.ask_to_stop)
        await self._stop_asked.wait()
        await self.stop()

    def ask_to_stop(self) -> None:
        """End `run`."""
        self._stop_asked.set()

    async def stop(self) -> None:
        """Close the doors, finish what was received, close the store."""
        await self.doors_open.close()
        await self.desk.booths.stop()
        await self.sockets.stop()
        await self.switchboard.stop()
        await self.following.stop()
        await self.retention.stop()
        await self.intake.stop()
        await self.case_identity.stop()
        await asyncio.to_thread(self.store.close)
        _log.event("stopped")


def open_headquarters(
    folder: Path,
    settings: HeadquartersSettings,
    now: Clock,
    hasher: PasswordHasher | None = None,
    *,
    steady: Clock | None = None,
    catalog: Catalog | None = None,
) -> Headquarters:
    """Open everything but the doors; `hasher` as for `Staff`, `catalog` if the procedures were read already.

    `now` is the wall clock, for records and certificates; `steady` the clock of rings, sessions and tries, which does
    not jump when the wall clock is set.

    Blocking; raises `StoreUnavailable`, `KeysUnusable`, `SettingsError`, and `TrustError` for a bad folder of roots.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    store = open_store(folder, settings.database)
    with contextlib.ExitStack() as undo:
        undo.callback(store.close)
        catalog = catalog or Catalog(settings.procedures or CONFIG / "procedures", folder / "procedures.json").load()
        headquarters = _join(folder, settings, store, now, steady or now, hasher, catalog)
        undo.pop_all()
    return headquarters


def _join(
    folder: Path,
    settings: HeadquartersSettings,
    store: Store,
    now: Clock,
    steady: Clock,
    hasher: PasswordHasher | None,
    catalog: Catalog,
) -> Headquarters:
    authority = open_authority(folder / "keys", settings.municipality.name, now)
    sealing_keys = open_sealing_keys(folder / "keys", authority)
    opener = Opener(sealing_keys.pairs, authority.pem)
    counters = load_counters(settings.counters or CONFIG / "counters.toml")
    topics = Topics(catalog.procedures, catalog.groups)
    if unknown := topics.counters - {one.id for one in counters.counter}:
        _log.warning("counters_not_in_file", counters=" ".join(sorted(unknown)))  # calls about these ring anywhere
    alarms = Alarms(now)
    presence = Presence(now, alarms)
    fleet = Fleet(store, presence, now, settings.quota, alarms)
    enrolment = make_enrolment(folder, settings, store, authority, now, look=fleet.look)
    trust = Trust(settings.cards.trust or CONFIG / "trust", settings.cards)
    identity = IdentityDesk(store, trust, secret(folder / "keys", "tap.secret"), now)
    relay = Relay(settings.turn, now)
    switchboard = Switchboard(
        settings=settings.calls,
        store=store,
        presence=presence,
        relay=relay,
        sealing_keys=sealing_keys.offered,
        counters=counters,
        topics=topics,
        witness=identity,
        now=steady,
    )
    identity.connect(switchboard.call_of, switchboard.evidence_found)
    places = Places(store, counters, now)
    places.when_taken(switchboard.staff_moved)
    own_folder = settings.procedures or CONFIG / "procedures"
    published = Published(store)
    papers = KeptPapers(
        CasePapers(catalog, own_folder, Typesetter()), ImprintKeys(folder / "keys", authority, now), sealing_keys.pairs,
        settings.municipality.name, now,
    )  # fmt: skip
    bookings = BookingDesk(store, load_calendars(settings.bookings or CONFIG / "bookings.toml"), now)
    case_identity = CaseIdentity(store, opener, trust, now)
    intake = Intake(
        store, opener, now, case_identity, papers=papers, bookings=bookings, rules=settings.quota, alarms=alarms
    )
    entries = Entries(store, opener, sealing_keys.pairs, papers.papers.procedure, now)
    desk = Desk(
        settings=settings,
        staff=Staff(store, settings.sign_in, steady, hasher),
        case_file=Cases(store, opener, papers, now, entries),
        entries=entries,
        bookings=bookings,
        booths=fleet,
        enrolment=enrolment,
        insights=Insights(store, now),
        places=places,
        handover=HandoverDesk(store, opener, papers.papers, entries, now),
        published=published,
        now=now,
    )
    sockets = Sockets(switchboard, fleet, desk, alarms, published)
    booth_door = BoothDoorApp(
        fleet=fleet,
        intake=intake,
        enrolment=enrolment,
        sockets=sockets,
        authority=authority,
        sealing_keys=sealing_keys.offered,
        municipality=settings.municipality.name,
        identity=identity,
        bookings=bookings,
        alarms=alarms,
        relay=relay,
        now=now,
    )
    doors = servers.count_connections(settings, alarms)
    metrics = Metrics(
        store=store, presence=presence, switchboard=switchboard, intake=intake, identity=identity,
        doors=doors, alarms=alarms,
    )  # fmt: skip
    staff_app = make_app(desk, sockets, booth_door, metrics, alarms)
    retention = Retention(store, settings.retention, now, days_to_keep(catalog.procedures))
    in_force = InForce(catalog, own_folder, folder / "procedures", authority.pem)
    following = Following(published, in_force, topics, papers.papers, retention)
    return Headquarters(
        settings=settings,
        folder=folder,
        store=store,
        authority=authority,
        sealing_keys=sealing_keys,
        intake=intake,
        case_identity=case_identity,
        switchboard=switchboard,
        sockets=sockets,
        retention=retention,
        following=following,
        desk=desk,
        doors=doors,
        alarms=alarms,
        booth_door=booth_door,
        staff_app=staff_app,
    )
