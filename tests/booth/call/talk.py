"""A call told event by event, for transcripts."""

from typing import Any

from kiosk.booth.call import commands as do
from kiosk.booth.call import events as ev
from kiosk.booth.call.decide import decide
from kiosk.booth.call.state import Call
from kiosk.media import messages as media
from kiosk.media.messages import LineState
from kiosk.protocol import calls
from kiosk.protocol.calls import IceServer, StaffShown
from kiosk.protocol.identifiers import new_id

STAFF = StaffShown(name="田中 恵子", section="市民課")
SERVERS = (IceServer(urls=("turn:192.0.2.1",), username="u", credential="c"),)


class Talk:
    """A call told event by event."""

    def __init__(self) -> None:
        self.call = Call()
        self.id = new_id()
        self.commands: list[do.Command] = []

    def then(self, *events: ev.Event) -> "Talk":
        self.commands = []
        for event in events:
            self.call, commands = decide(self.call, event)
            self.commands += commands
        return self

    @property
    def stage(self) -> Any:
        return self.call.stage

    @property
    def sent(self) -> list[object]:
        return [command.message for command in self.commands if isinstance(command, do.Send)]

    def ringing(self) -> "Talk":
        return self.then(ev.LinkChanged(True), ev.CallPressed(self.id, "juminhyo", "ja"))

    def queued(self) -> "Talk":
        return self.ringing().then(calls.CallQueued(call_id=self.id, waiting_number=7, ahead=2, ice_servers=SERVERS))

    def talking(self) -> "Talk":
        self.queued().then(media.OfferMade(attempt=1, sdp="offer"))
        return self.then(calls.CallAnswered(call_id=self.id, epoch=3, staff=STAFF, ice_servers=SERVERS))


def frame(attempt: int) -> media.FirstFrame:
    return media.FirstFrame(attempt=attempt, width=1280, height=720)


def stands(attempt: int, state: LineState) -> media.StateChanged:
    return media.StateChanged(attempt=attempt, state=state)
