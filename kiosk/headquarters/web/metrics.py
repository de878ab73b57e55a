"""Figures for monitoring: ``/health`` for a load balancer, ``/metrics`` for Prometheus. Never of a person.

Nothing is counted here: the figures are read where they are kept, when somebody asks. Labels take their values from
fixed sets, so that nobody from outside can make more time series.
"""

from collections.abc import Iterator
from typing import Final

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import text
from typing_extensions import override

from kiosk.headquarters.alarms import Alarms
from kiosk.headquarters.calls.switchboard import Switchboard
from kiosk.headquarters.cases.intake import Intake
from kiosk.headquarters.fleet.presence import Presence
from kiosk.headquarters.identity.verifier import IdentityDesk
from kiosk.headquarters.storage.store import Store
from kiosk.headquarters.web.servers import DoorCounts
from kiosk.protocol.identifiers import PROTOCOL_VERSION

MEDIA_TYPE: Final = CONTENT_TYPE_LATEST


class Metrics(Collector):
    """Reads counters where they are; the registry is this headquarters' own, so two in one process do not mix."""

    def __init__(
        self,
        *,
        store: Store,
        presence: Presence,
        switchboard: Switchboard,
        intake: Intake,
        identity: IdentityDesk,
        doors: DoorCounts,
        alarms: Alarms,
    ) -> None:
        self._store = store
        self._presence = presence
        self._switchboard = switchboard
        self._intake = intake
        self._identity = identity
        self._doors = (doors.staff, doors.booth)
        self._alarms = alarms
        self._registry = CollectorRegistry()
        self._registry.register(self)

    async def health(self) -> dict[str, bool | int]:
        """Whether this headquarters can do its work; raises `StoreUnavailable` when it cannot."""
        await self._store.read(lambda c: c.execute(text("SELECT 1")).scalar_one())
        return {"ok": True, "protocol_version": PROTOCOL_VERSION, "booths": len(self._presence.connected())}

    def exposition(self) -> bytes:
        """All figures, as Prometheus reads them."""
        return generate_latest(self._registry)

    @override
    def collect(self) -> Iterator[Metric]:
        yield from self._now()
        yield from self._since_the_start()

    def _now(self) -> Iterator[Metric]:
        now = self._switchboard.availability()
        yield GaugeMetricFamily("kiosk_booths_connected", "Booths with a link.", len(self._presence.connected()))
        yield GaugeMetricFamily("kiosk_calls_waiting", "Calls nobody answered yet.", now.waiting)
        live = len(self._switchboard.routing.calls) - now.waiting
        yield GaugeMetricFamily("kiosk_calls_live", "Calls with a staff member.", live)
        yield GaugeMetricFamily("kiosk_staff_on_duty", "Staff signed in and not at a break.", now.staff_on_duty)
        yield GaugeMetricFamily("kiosk_staff_free", "Staff who could take a call.", now.staff_free)
        connections = GaugeMetricFamily("kiosk_connections", "Open at a door.", labels=["door"])
        for door in self._doors:
            connections.add_metric([door.name], len(door))
        yield connections

    def _since_the_start(self) -> Iterator[Metric]:
        judged = self._identity.counts
        for name, meaning, value in (
            ("kiosk_stale_messages", "Messages of a call that had moved on.", self._switchboard.stale_messages),
            ("kiosk_call_breaks", "What was away in a call for a while.", self._switchboard.records.breaks),
            ("kiosk_submissions_received", "Submissions stored.", self._intake.received),
            ("kiosk_submissions_postponed", "Submissions of booths that sent too much today.", self._intake.postponed),
            ("kiosk_submissions_replayed", "Submissions sent again, stored once.", self._intake.replayed),
            ("kiosk_proofs_judged", "Signatures over a nonce that were judged.", judged.proofs),
            ("kiosk_proofs_not_confirmed", "Those of them that did not confirm.", judged.proofs_refused),
            ("kiosk_taps_judged", "Cards laid down without a PIN.", judged.taps),
            ("kiosk_staff_findings", "What staff wrote down of a paper or a face.", judged.looks),
        ):
            yield CounterMetricFamily(name, meaning, value)
        turned_away = CounterMetricFamily("kiosk_connections_turned_away", "No room at a door.", labels=["door"])
        idle_ended = CounterMetricFamily("kiosk_connections_idle_ended", "Idle, to make room.", labels=["door"])
        for door in self._doors:
            turned_away.add_metric([door.name], door.turned_away)
            idle_ended.add_metric([door.name], door.idle_ended)
        yield from (turned_away, idle_ended)
        alarms = CounterMetricFamily("kiosk_alarms", "What an administrator should look at.", labels=["code"])
        for alarm, count in self._alarms.counts().items():
            alarms.add_metric([alarm.value], count)
        yield alarms
