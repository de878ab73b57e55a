"""What a call and the visit behind it give each other."""

from datetime import UTC, datetime
from typing import Literal

import pytest

from kiosk.booth.call.decide import Call, CardTurn, NoCall, Talking
from kiosk.booth.call_and_visit import Join
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.pin_buffer import PinPad
from kiosk.card.card import (
    CardEvent,
    CardKind,
    CardPresent,
    FaceOutcome,
    IdentityOutcome,
    IdentityRead,
    Integrity,
    Removed,
    SlotEmpty,
)
from kiosk.procedures.identity import BirthDate, Identity, Sex
from kiosk.protocol.calls import StaffShown
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import Evidence, Method, Outcome

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
CARD = CardPresent(kind=CardKind.MY_NUMBER, insertion=1)
ASK = new_id()
Step = Literal["asked", "placing", "reading", "done", "failed"]


class NoReader:
    """Nothing lies there."""

    present: CardPresent | None = None

    async def read_face(self, code: bytearray, insertion: int | None = None) -> FaceOutcome:
        return Removed()

    async def read_identity_by_code(self, code: bytearray, insertion: int | None = None) -> IdentityOutcome:
        return Removed()


class Desk:
    """Both runners in a few lines each."""

    def __init__(self) -> None:
        self.call = Call()
        self.posted: list[ev.Event] = []
        self.heard: list[tuple[str, CardEvent]] = []
        self.join = Join()
        self.join.call = self.join.visit = self
        self.beside = self.join.beside(NoReader(), PinPad())

    def card_event(self, event: CardEvent) -> None:
        self.heard.append(("both", event))

    def post(self, event: ev.Event) -> None:
        self.posted.append(event)

    def at(self, step: Step | None) -> Call:
        turn = CardTurn(ASK, "face", step) if step else None
        self.call = Call(Talking(new_id(), 1, StaffShown(name="田中 恵子", section="市民課"), 1, card=turn))
        return self.call


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_both_hear_of_the_card_while_staff_do_not_ask_for_it(desk: Desk) -> None:
    desk.join.card_event(CARD)
    assert desk.heard == [("both", CARD)] * 2
    desk.at("asked")
    desk.join.card_event(SlotEmpty(reader="r"))
    assert len(desk.heard) == 4


@pytest.mark.parametrize("step", ["placing", "reading", "done", "failed"])
def test_a_card_laid_down_for_staff_opens_no_pin_page_behind_the_call(desk: Desk, step: Step) -> None:
    desk.join.call_changed(desk.at(step))
    desk.join.card_event(CARD)
    assert desk.heard == [("both", CARD)], "only the call"
    desk.join.call_changed(desk.at(step))
    assert len(desk.heard) == 1
    desk.join.call_changed(desk.at(None))
    assert desk.heard == [("both", CARD)] * 2, "then the visit hears what lies there"
    desk.join.call_changed(desk.at(None))
    assert len(desk.heard) == 2


def test_only_what_lies_there_last_is_told(desk: Desk) -> None:
    desk.at("placing")
    desk.join.card_event(CARD)
    gone = SlotEmpty(reader="r")
    desk.join.card_event(gone)
    desk.heard.clear()
    desk.call = Call(NoCall())
    desk.join.call_changed(desk.call)
    assert desk.heard == [("both", gone)]
    assert desk.posted == [ev.CallOver()]


def test_a_proof_is_wanted_and_dropped_by_events_of_the_visit(desk: Desk) -> None:
    desk.beside.want_proof(ASK, "call")
    desk.beside.drop_proof(ASK)
    assert desk.posted == [ev.ProofWanted(ASK, "call"), ev.ProofDropped(ASK)]


def test_identity_and_evidence_become_events_of_the_visit(desk: Desk) -> None:
    identity = Identity("名", "所", BirthDate("19590506", 1959, 5, 6), Sex.FEMALE)
    desk.beside.identified(IdentityRead(identity=identity, integrity=Integrity.GOOD), 7)
    desk.beside.identified(None, 8)
    evidence = Evidence(evidence_id=new_id(), level="A3", method=Method.FACE_COMPARED, outcome=Outcome.CONFIRMED, at=AT)
    desk.beside.noted(evidence)
    assert desk.posted == [
        ev.IdentityByCodeGiven(identity, Integrity.GOOD, 7),
        ev.IdentityByCodeGiven(None, insertion=8),
        ev.EvidenceNoted(evidence),
    ]
