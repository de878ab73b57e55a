"""When the clock of routing must be looked at again, though nothing happens."""

from datetime import datetime

from kiosk.headquarters.calls.routing_state import Routing, Rules


def next_deadline(routing: Routing, rules: Rules) -> datetime | None:
    """When the clock must be looked at again, if nothing else happens."""
    times = [call.reservation.expires_at for call in routing.calls.values() if call.reservation]
    times += [call.booth_lost_at + rules.resume for call in routing.calls.values() if call.booth_lost_at]
    for worker in routing.workers.values():
        times += [worker.lost_at + rules.resume] if worker.lost_at else []
        times += [worker.wrapping_since + rules.wrap_up] if worker.wrapping_since else []
        times += list(worker.declined.values())
        times += [worker.claim.until] if worker.claim else []
    after_start = rules.resume_after_start
    times += [call.orphaned_at + after_start for call in routing.calls.values() if call.orphaned_at]
    times += [call.nobody_since + rules.nobody_there for call in routing.calls.values() if call.nobody_since]
    return min(times, default=None)
