"""Joins a call to the visit behind it: what was read and found, the proof, and whose the card on the reader is."""

from typing import Protocol

from kiosk.booth.call.decide import Call
from kiosk.booth.call.printed_face import Reader
from kiosk.booth.call.runner import Beside, Pad
from kiosk.booth.visit import events as ev
from kiosk.card.card import CardEvent, IdentityRead
from kiosk.protocol.identity import Evidence


class _Call(Protocol):
    @property
    def call(self) -> Call: ...

    def card_event(self, event: CardEvent) -> None: ...


class _Visit(Protocol):
    def post(self, event: ev.Event) -> None: ...

    def card_event(self, event: CardEvent) -> None: ...


class Join:
    """The two runners of one booth, which do not know each other.

    While staff have the printed face read, the card belongs to the call: a visit that waits for a card must not ask for
    its PIN because of it. Afterwards the visit hears what lies there.

    Attributes:
        call, visit: set once both are made.
    """

    call: _Call
    visit: _Visit

    def __init__(self) -> None:
        self._kept_back: CardEvent | None = None

    def beside(self, reader: Reader, pad: Pad) -> Beside:
        """What the call reaches of the booth."""
        return Beside(reader, pad, self._identified, self._noted, self._proof_wanted, self._proof_dropped)

    def card_event(self, event: CardEvent) -> None:
        """Something changed at the reader."""
        self.call.card_event(event)
        if self.call.call.holds_card:
            self._kept_back = event
        else:
            self._kept_back = None
            self.visit.card_event(event)

    def call_changed(self, call: Call) -> None:
        """The card may be the visit's again; a call that ended takes its proposals along."""
        if not call.active:
            self.visit.post(ev.CallOver())
        kept = self._kept_back
        if kept is not None and not call.holds_card:
            self._kept_back = None
            self.visit.card_event(kept)

    def _identified(self, read: IdentityRead | None, insertion: int) -> None:
        if read is None:
            self.visit.post(ev.IdentityByCodeGiven(None, insertion=insertion))
        else:
            self.visit.post(ev.IdentityByCodeGiven(read.identity, read.integrity, insertion))

    def _noted(self, evidence: Evidence) -> None:
        self.visit.post(ev.EvidenceNoted(evidence))

    def _proof_wanted(self, ask_id: str, call_id: str) -> None:
        self.visit.post(ev.ProofWanted(ask_id, call_id))

    def _proof_dropped(self, ask_id: str) -> None:
        self.visit.post(ev.ProofDropped(ask_id))
