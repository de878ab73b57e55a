"""A call told event by event, for transcripts."""

from datetime import UTC, datetime
from typing import Any, Self

from kiosk.booth.call import commands as do
from kiosk.booth.call import events as ev
from kiosk.booth.call.decide import decide
from kiosk.booth.call.state import Call, Picture, Talking
from kiosk.media import messages as media
from kiosk.media.messages import LineState
from kiosk.protocol import calls
from kiosk.protocol.calls import IceServer, StaffShown
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import CardTold, CardWant, Evidence, EvidenceFound, Method, Outcome

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
STAFF = StaffShown(name="田中 恵子", section="市民課", staff_id=new_id())
SERVERS = (IceServer(urls=("turn:192.0.2.1",), username="u", credential="c"),)


class Talk:
    """A call told event by event."""

    def __init__(self) -> None:
        self.call = Call()
        self.id = new_id()
        self.commands: list[do.Command] = []
        """Of the last events, without the whole state that is told beside them (`tells`)."""
        self.tells = False

    def then(self, *events: ev.Event) -> Self:
        self.commands = []
        for event in events:
            self.call, commands = decide(self.call, event)
            self.commands += (command for command in commands if not isinstance(command, do.TellNow))
            self.tells = any(isinstance(command, do.TellNow) for command in commands)
        return self

    @property
    def stage(self) -> Any:
        return self.call.stage

    @property
    def sent(self) -> list[object]:
        return [command.message for command in self.commands if isinstance(command, do.Send)]

    def ringing(self) -> Self:
        return self.then(ev.LinkChanged(True), ev.CallPressed(self.id, "juminhyo", "ja"))

    def queued(self) -> Self:
        return self.ringing().then(calls.CallQueued(call_id=self.id, waiting_number=7, ahead=2, ice_servers=SERVERS))

    def talking(self) -> Self:
        self.queued().then(media.OfferMade(attempt=1, sdp="offer"))
        return self.then(calls.CallAnswered(call_id=self.id, epoch=3, staff=STAFF, ice_servers=SERVERS))


class CardTalk(Talk):
    """A call in which staff talk already, and may ask for the card."""

    def __init__(self) -> None:
        super().__init__()
        self.ask = new_id()
        self.call = Call(Talking(self.id, 3, STAFF, 1, picture=Picture.SHOWN), online=True)

    @property
    def step(self) -> str:
        return self.call.turn.step if self.call.turn else ""

    @property
    def told(self) -> list[tuple[str, str | None]]:
        """States and codes staff were told by the last events."""
        sent = [one.message for one in self.commands if isinstance(one, do.Send | do.SendFace)]
        return [(one.state, one.code) for one in sent if isinstance(one, CardTold)]

    def asks(self, want: CardWant = "face", *, epoch: int = 3, code_fits: bool = True) -> ev.CardAsked:
        return ev.CardAsked(self.id, epoch, self.ask, want, code_fits=code_fits)

    def placing(self) -> Self:
        return self.then(self.asks(), ev.CardAgreed(True))

    def reading(self) -> Self:
        return self.then(ev.CardPlaced(), self.asks(), ev.CardAgreed(True))

    def proving(self) -> Self:
        return self.then(self.asks("proof"), ev.CardAgreed(True))

    def found(self, outcome: Outcome, epoch: int = 3) -> EvidenceFound:
        evidence = Evidence(
            evidence_id=new_id(), level="A3", method=Method.FACE_COMPARED, outcome=outcome, at=AT, by="田中 恵子"
        )
        return EvidenceFound(call_id=self.id, epoch=epoch, evidence=evidence)


def frame(attempt: int) -> media.FirstFrame:
    return media.FirstFrame(attempt=attempt, width=1280, height=720)


def stands(attempt: int, state: LineState) -> media.StateChanged:
    return media.StateChanged(attempt=attempt, state=state)
