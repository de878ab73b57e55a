"""Matching: which of the free staff gets a waiting call, decided purely.

1. Skills are required: nobody without all of them is ever rung, and a call that nobody on duty could answer ends.
   Neither is anybody whose counter was closed when the call came.
2. The language comes first: while somebody available speaks it, the call waits for them, `Rules.language_wait` at the
   longest. Where nobody does, or nobody came in time, anybody may answer, and both ends are told.
3. Then the counter of the procedure, then whoever has been idle longest.

Worked example, with everybody free, idle longest first: Abe (welfare), Sato (residents), Ueda (welfare, speaks
Vietnamese), and calls about a residents' procedure:

    ========================================  ==========  ==============================================
    the call asks for                         rings at    because
    ========================================  ==========  ==============================================
    Japanese, residents                       Sato        her counter, though Abe is idle longer
    Japanese, no counter                      Abe         idle longest
    Vietnamese, residents                     Ueda        language before counter
    Vietnamese, Ueda talks, 59 s              nobody      she may be free in a moment
    Vietnamese, Ueda talks, 60 s              Sato        long enough; Sato and the resident are told
    Nepali, residents                         Sato        nobody speaks it, so nobody is waited for
    sign language, nobody on duty has it      (ends)      a skill is required
    ========================================  ==========  ==============================================
"""

from datetime import datetime

from kiosk.headquarters.calls.routing_state import Call, Routing, Rules, Worker


def can_ever_answer(call: Call, routing: Routing) -> bool:
    """Whether anybody on duty has all the skills the call requires, and was at an open counter when it came."""
    return any(_fits(call, worker) for worker in routing.on_duty())


def anybody_there(call: Call, routing: Routing) -> bool:
    """Whether anybody who can answer it is at their console and takes calls, free or busy."""
    return any(
        worker.status == "available" and worker.lost_at is None and _fits(call, worker)
        for worker in routing.workers.values()
    )


def speakers(call: Call, routing: Routing) -> list[Worker]:
    """Everybody available, busy or not, who could answer in the resident's language and has not just declined."""
    return [
        worker
        for worker in routing.workers.values()
        if worker.status == "available" and worker.speaks(call.wanted.language) and _may(call, worker)
    ]


def speakers_awaited_until(call: Call, routing: Routing, rules: Rules) -> datetime | None:
    """Until when only those who speak the language are rung; None where nobody does."""
    return call.since + rules.language_wait if speakers(call, routing) else None


def next_worker(call: Call, routing: Routing, at: datetime, rules: Rules) -> Worker | None:
    """Who gets this call now, if anybody; see the table above."""
    able = [worker for worker in routing.free() if _may(call, worker)]
    until = speakers_awaited_until(call, routing, rules)
    if until and at < until:
        able = [worker for worker in able if worker.speaks(call.wanted.language)]
    return min(able, key=lambda worker: _preference(call, worker), default=None)


def _may(call: Call, worker: Worker) -> bool:
    return _fits(call, worker) and call.call_id not in worker.declined


def _fits(call: Call, worker: Worker) -> bool:
    return call.wanted.skills <= worker.skills and worker.are_called_at(call.since)


def _preference(call: Call, worker: Worker) -> tuple[bool, bool, datetime, str]:
    """What sorts first is rung first."""
    elsewhere = call.wanted.counter is not None and worker.counter != call.wanted.counter
    return not worker.speaks(call.wanted.language), elsewhere, worker.idle_since, worker.staff_id
