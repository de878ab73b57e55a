"""Incoming calls: asked for by a touch, or told again by a booth whose call headquarters does not know (any more)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from kiosk.headquarters.calls import routing_terms as terms
from kiosk.headquarters.calls.live_calls import LiveCall
from kiosk.headquarters.calls.records import CallRecords
from kiosk.headquarters.calls.routing_state import Routing
from kiosk.headquarters.calls.topics import Topics
from kiosk.headquarters.fleet.booths import KnownBooth
from kiosk.headquarters.storage.tables import CallRecord
from kiosk.protocol import calls
from kiosk.protocol.call_state import BoothNow
from kiosk.protocol.message import FromBooth

Take = Callable[[terms.Event], Routing]
"""Let routing decide about an event; gives what is true after it."""


def begins_call(message: FromBooth, routing: Routing) -> bool:
    """Whether this makes a call that rings somebody: one asked for, or one told by its booth that nobody knows here."""
    if isinstance(message, BoothNow):
        return message.call_id not in routing.calls and message.call_id not in routing.ended
    return isinstance(message, calls.CallRequested)


class Incoming:
    """Keeps what is known of each call beside its routing, from the first word about it on."""

    def __init__(
        self, live: dict[str, LiveCall], records: CallRecords, topics: Topics, take: Take, now: Callable[[], datetime]
    ) -> None:
        self._live = live
        self._records = records
        self._topics = topics
        self._take = take
        self._now = now

    def requested(self, routing: Routing, booth: KnownBooth, request: calls.CallRequested) -> None:
        """A resident pressed 職員をよぶ."""
        if request.call_id not in routing.calls and not routing.call_of_booth(booth.booth_id):
            self._keep(LiveCall(request, booth, self._now(), routing.last_number + 1))
        wanted = self._topics.wanted(request.topic, request.language)
        self._take(terms.CallWasRequested(request.call_id, booth.booth_id, wanted))

    def told_again(self, routing: Routing, booth: KnownBooth, now: BoothNow) -> None:
        """A booth is in a call that is not known: of the run before this one, or its request was lost on the way."""
        if now.call_id in routing.calls:
            return
        request = calls.CallRequested(call_id=now.call_id, topic=now.waited.topic, language=now.waited.language)
        waited, number = timedelta(seconds=now.waited.waited_s), now.waited.waiting_number
        live = LiveCall(request, booth, self._now() - waited, number or routing.last_number + 1)
        self._live[now.call_id] = live
        wanted = self._topics.wanted(request.topic, request.language)
        told = terms.BoothTells(
            booth.booth_id,
            now.call_id,
            now.epoch,
            wanted,
            waited,
            waiting_number=number,
            answered_by=now.answered_by,
        )
        after = self._take(told).calls.get(now.call_id)
        if after is None:
            self._live.pop(now.call_id, None)
            return
        live.waiting_number = after.waiting_number
        live.resumed = now.epoch > 0
        if live.resumed and routing.started_at:
            live.away["headquarters"] = routing.started_at
        self._keep(live)
        self._records.reopened(now.call_id)
        if live.answered_by is not None and live.answered_at is not None:
            # a console that came back first was noted before there was a record to note it in
            self._records.answered_before(now.call_id, live.answered_by, live.answered_at)

    def _keep(self, live: LiveCall) -> None:
        request = live.request
        self._live[request.call_id] = live
        self._records.requested(
            CallRecord(
                call_id=request.call_id,
                booth_id=live.booth.booth_id,
                place=live.booth.place,
                topic=request.topic,
                language=request.language,
                waiting_number=live.waiting_number,
                requested_at=live.since,
            )
        )
