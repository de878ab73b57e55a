"""What a call and the visit behind it give each other."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiosk.booth.call import commands as do
from kiosk.booth.call.state import Call, CardStep, CardTurn, NoCall, Talking
from kiosk.booth.call_and_visit import WhoseCard, for_visit
from kiosk.booth.visit import events as ev
from kiosk.card.card import CardEvent, CardKind, CardPresent, IdentityRead, Note, SlotEmpty
from kiosk.procedures.identity import BirthDate, Identity, IdentityDoubt, Sex
from kiosk.protocol.calls import StaffShown
from kiosk.protocol.faults import Code
from kiosk.protocol.forms import Doubt, Proposal
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import Evidence, Integrity, Method, Outcome

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
CARD = CardPresent(kind=CardKind.MY_NUMBER, insertion=1)
ASK = new_id()


class Desk:
    """Both runners in a few lines each."""

    def __init__(self) -> None:
        self.call = Call()
        self.heard: list[CardEvent] = []
        self.whose = WhoseCard(self, self)

    def card_event(self, event: CardEvent) -> None:
        self.heard.append(event)

    def at(self, step: CardStep | None) -> Call:
        turn = CardTurn(ASK, "face", step) if step else None
        self.call = Call(Talking(new_id(), 1, StaffShown(name="田中 恵子", section="市民課"), 1, card=turn))
        return self.call


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_both_hear_of_the_card_while_staff_do_not_ask_for_it(desk: Desk) -> None:
    desk.whose.card_event(CARD)
    assert desk.heard == [CARD] * 2
    desk.at(CardStep.ASKED)
    desk.whose.card_event(SlotEmpty(reader="r"))
    assert len(desk.heard) == 4


@pytest.mark.parametrize("step", [CardStep.PLACING, CardStep.READING, CardStep.DONE, CardStep.FAILED])
def test_a_card_laid_down_for_staff_opens_no_pin_page_behind_the_call(desk: Desk, step: CardStep) -> None:
    desk.whose.call_changed(desk.at(step))
    desk.whose.card_event(CARD)
    assert desk.heard == [CARD], "only the call"
    desk.whose.call_changed(desk.at(step))
    assert len(desk.heard) == 1
    desk.whose.call_changed(desk.at(None))
    assert desk.heard == [CARD] * 2, "then the visit hears what lies there"
    desk.whose.call_changed(desk.at(None))
    assert len(desk.heard) == 2


def test_only_what_lies_there_last_is_told(desk: Desk) -> None:
    desk.at(CardStep.PLACING)
    desk.whose.card_event(CARD)
    gone = SlotEmpty(reader="r")
    desk.whose.card_event(gone)
    desk.heard.clear()
    desk.call = Call(NoCall())
    desk.whose.call_changed(desk.call)
    assert desk.heard == [gone]


IDENTITY = Identity("名", "所", BirthDate("19590506", 1959, 5, 6), Sex.FEMALE)
NOTE = Note(code=Code.SUBSTITUTED, field="name", positions=(0,))
DOUBT = IdentityDoubt("name", Doubt(code=Code.SUBSTITUTED, positions=(0,)))
EVIDENCE = Evidence(evidence_id=new_id(), level="A3", method=Method.FACE_COMPARED, outcome=Outcome.CONFIRMED, at=AT)
PROPOSAL = Proposal(call_id=new_id(), epoch=1, proposal_id=new_id(), field="copies", value=2)


@pytest.mark.parametrize(
    ("command", "event"),
    [
        (do.WantProof(ASK, "call"), ev.ProofWanted(ASK, "call")),
        (do.DropProof(ASK), ev.ProofDropped(ASK)),
        (
            do.GiveIdentity(IdentityRead(identity=IDENTITY, integrity=Integrity.GOOD, notes=(NOTE,)), 7),
            ev.IdentityByCodeGiven(replace(IDENTITY, doubts=(DOUBT,)), Integrity.GOOD, 7),
        ),
        (do.GiveIdentity(None, 8), ev.IdentityByCodeGiven(None, insertion=8)),
        (do.NoteEvidence(EVIDENCE), ev.EvidenceNoted(EVIDENCE)),
        (do.GiveProposal(PROPOSAL), ev.ProposalMade(PROPOSAL)),
        (do.TellOver(), ev.CallOver()),
    ],
    ids=lambda one: type(one).__name__,
)
def test_what_a_call_wants_of_the_visit_is_an_event_there(command: do.ForVisit, event: ev.Event) -> None:
    assert for_visit(command) == event
