"""Figures for monitoring: ``/health`` for a load balancer, ``/metrics`` in Prometheus' text form. Never of a person."""

from sqlalchemy import text

from kiosk.headquarters.calls.switchboard import Switchboard
from kiosk.headquarters.cases.intake import Intake
from kiosk.headquarters.fleet.presence import Presence
from kiosk.headquarters.identity.verifier import IdentityDesk
from kiosk.headquarters.storage.store import Store
from kiosk.protocol.identifiers import PROTOCOL_VERSION


class Metrics:
    """Reads counters where they are."""

    def __init__(
        self, store: Store, presence: Presence, switchboard: Switchboard, intake: Intake, identity: IdentityDesk
    ) -> None:
        self._store = store
        self._presence = presence
        self._switchboard = switchboard
        self._intake = intake
        self._identity = identity

    async def health(self) -> dict[str, bool | int]:
        """Whether this headquarters can do its work; raises `StoreUnavailable` when it cannot."""
        await self._store.read(lambda c: c.execute(text("SELECT 1")).scalar_one())
        return {"ok": True, "protocol_version": PROTOCOL_VERSION, "booths": len(self._presence.connected())}

    def text(self) -> str:
        """All figures, one on a line."""
        now = self._switchboard.availability()
        figures = {
            "kiosk_booths_connected": len(self._presence.connected()),
            "kiosk_calls_waiting": now.waiting,
            "kiosk_calls_live": len(self._switchboard.routing.calls) - now.waiting,
            "kiosk_staff_on_duty": now.staff_on_duty,
            "kiosk_staff_free": now.staff_free,
            "kiosk_stale_messages_total": self._switchboard.stale_messages,
            "kiosk_submissions_received_total": self._intake.received,
            "kiosk_submissions_replayed_total": self._intake.replayed,
            "kiosk_proofs_judged_total": self._identity.counts.proofs,
            "kiosk_proofs_not_confirmed_total": self._identity.counts.proofs_refused,
            "kiosk_taps_judged_total": self._identity.counts.taps,
            "kiosk_staff_findings_total": self._identity.counts.looks,
        }
        lines = []
        for name, value in figures.items():
            kind = "counter" if name.endswith("_total") else "gauge"
            lines += [f"# TYPE {name} {kind}", f"{name} {value}"]
        return "\n".join(lines) + "\n"
