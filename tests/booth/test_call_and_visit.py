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


class Runners:
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
def runners() -> Runners:
    return Runners()


def test_both_hear_of_the_card_while_staff_do_not_ask_for_it(runners: Runners) -> None:
    runners.whose.card_event(CARD)
    assert runners.heard == [CARD] * 2
    runners.at(CardStep.ASKED)
    runners.whose.card_event(SlotEmpty(reader="r"))
    assert len(runners.heard) == 4


@pytest.mark.parametrize("step", [CardStep.PLACING, CardStep.READING, CardStep.DONE, CardStep.FAILED])
def test_a_card_laid_down_for_staff_opens_no_pin_page_behind_the_call(runners: Runners, step: CardStep) -> None:
    runners.whose.call_changed(runners.at(step))
    runners.whose.card_event(CARD)
    assert runners.heard == [CARD], "only the call"
    runners.whose.call_changed(runners.at(step))
    assert len(runners.heard) == 1
    runners.whose.call_changed(runners.at(None))
    assert runners.heard == [CARD] * 2, "then the visit hears what lies there"
    runners.whose.call_changed(runners.at(None))
    assert len(runners.heard) == 2


def test_only_what_lies_there_last_is_told(runners: Runners) -> None:
    runners.at(CardStep.PLACING)
    runners.whose.card_event(CARD)
    gone = SlotEmpty(reader="r")
    runners.whose.card_event(gone)
    runners.heard.clear()
    runners.call = Call(NoCall())
    runners.whose.call_changed(runners.call)
    assert runners.heard == [gone]


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
        (do.GiveProposal(PROPOSAL, "田中 恵子"), ev.ProposalMade(PROPOSAL, "田中 恵子")),
        (do.TellOver(), ev.CallOver()),
    ],
    ids=lambda one: type(one).__name__,
)
def test_what_a_call_wants_of_the_visit_is_an_event_there(command: do.ForVisit, event: ev.Event) -> None:
    assert for_visit(command) == event
