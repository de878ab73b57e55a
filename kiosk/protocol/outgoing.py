"""Outgoing: what waits to be sent to one end.

Two kinds of message leave: a *state* says how something is now, and only its newest form is worth sending; an *event*
says what happened, and must not be lost. So an end that reads slowly is sent each state once, however often it changed
meanwhile, and only events can pile up - to a bound, after which the end is given up by whoever sends to it.
"""

from typing import Final

from pydantic import BaseModel

from kiosk.protocol.call_state import BoothNow, StaffNow
from kiosk.protocol.calls import CallQueued, MediaOffer, PinCurtain, RelayRenewed
from kiosk.protocol.duty import CallsNow
from kiosk.protocol.forms import FormHidden, FormShown
from kiosk.protocol.presence import Availability, Beat, Heartbeat

MOST_WAITING: Final = 500
"""Messages for one end. An event comes from a touch or a timer of one call, so these are minutes of silence."""
Key = tuple[str, str]


def state_key(message: BaseModel) -> Key | None:
    """What a state is of: of two with the same key only the later is worth sending. None for an event."""
    match message:
        case Availability() | CallsNow() | Heartbeat() | Beat():
            return (message.kind, "")
        case CallQueued() | PinCurtain() | MediaOffer() | RelayRenewed() | BoothNow() | StaffNow():
            return (message.kind, message.call_id)
        case FormShown() | FormHidden():
            return ("form", message.call_id)
        case _:
            return None


class Outbox:
    """The messages that wait for one end, in the order they will be sent."""

    def __init__(self, most: int = MOST_WAITING) -> None:
        self._most = most
        self._waiting: dict[Key | int, BaseModel] = {}
        self._events = 0

    def __len__(self) -> int:
        """How many wait."""
        return len(self._waiting)

    def put(self, message: BaseModel) -> bool:
        """Take a message to the end of the row; False, and nothing is taken, when too many wait already.

        A state never overtakes what was said before it: its older form leaves its place, the newer one comes last.
        """
        key = state_key(message)
        if key is not None:
            self._waiting.pop(key, None)
        if len(self._waiting) >= self._most:
            return False
        if key is None:
            self._events += 1
        self._waiting[key or self._events] = message
        return True

    def take(self) -> BaseModel | None:
        """The next message to send; None when nothing waits."""
        first = next(iter(self._waiting), None)
        return None if first is None else self._waiting.pop(first)

    def clear(self) -> None:
        """Forget what waits: it means nothing on another connection."""
        self._waiting.clear()
