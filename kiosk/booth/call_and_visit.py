"""The one place that knows both call and visit: what a call has for the visit, and whose the card on the reader is."""

from typing import Protocol, assert_never

from kiosk.booth.call import commands as do
from kiosk.booth.call.state import Call
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.card_outcomes import identity_of
from kiosk.card.card import CardEvent


def for_visit(command: do.ForVisit) -> ev.Event:  # noqa: C901 -- one line a command
    """What a call wants of the visit, in the visit's words."""
    match command:
        case do.GiveIdentity(read=read, insertion=insertion):
            if read is None:
                return ev.IdentityByCodeGiven(None, insertion=insertion)
            return ev.IdentityByCodeGiven(identity_of(read), read.integrity, insertion)
        case do.WantProof(ask_id=ask_id, call_id=call_id):
            return ev.ProofWanted(ask_id, call_id)
        case do.DropProof(ask_id=ask_id):
            return ev.ProofDropped(ask_id)
        case do.NoteEvidence(evidence=evidence):
            return ev.EvidenceNoted(evidence)
        case do.GiveProposal(proposal=proposal, by=by):
            return ev.ProposalMade(proposal, by)
        case do.KeepProposals(ids=ids):
            return ev.ProposalsLeft(ids)
        case do.TellOver():
            return ev.CallOver()
        case _:
            assert_never(command)


class _Call(Protocol):
    @property
    def call(self) -> Call: ...

    def card_event(self, event: CardEvent) -> None: ...


class _Visit(Protocol):
    def card_event(self, event: CardEvent) -> None: ...


class WhoseCard:
    """Decides whose the card on the reader is.

    While staff have the printed face read, it belongs to the call: a visit that waits for a card must not ask for its
    PIN because of it. Afterwards the visit hears what lies there.
    """

    def __init__(self, call: _Call, visit: _Visit) -> None:
        self._call = call
        self._visit = visit
        self._kept_back: CardEvent | None = None

    def card_event(self, event: CardEvent) -> None:
        """Something changed at the reader."""
        self._call.card_event(event)
        if self._call.call.holds_card:
            self._kept_back = event
        else:
            self._kept_back = None
            self._visit.card_event(event)

    def call_changed(self, call: Call) -> None:
        """The card may be the visit's again."""
        kept = self._kept_back
        if kept is not None and not call.holds_card:
            self._kept_back = None
            self._visit.card_event(kept)
