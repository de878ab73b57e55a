"""Rules for identity that comes from outside the PIN pad: read by code in a call, and headquarters' evidence."""

from kiosk.booth.visit import events as ev
from kiosk.booth.visit.form import first_question
from kiosk.booth.visit.identity.filling import filled
from kiosk.booth.visit.identity.identity_events import by_code, by_headquarters, noted
from kiosk.booth.visit.identity.insertions import face_shown, identified, of_two_cards
from kiosk.booth.visit.stages import (
    ConfirmingLastTry,
    EnteringPin,
    Errand,
    WaitingForCard,
)
from kiosk.booth.visit.state import Rules, Step, Visit, stay
from kiosk.protocol.identity import Integrity


def by_code_given(visit: Visit, event: ev.IdentityByCodeGiven, _rules: Rules) -> Step:
    """Fill the form from the card whose face staff just saw.

    Example:
        While the page waits for the card, the first question comes, as after a PIN. In the middle of the form the
        fields change in place. On the signature the review comes back (`form.kept_up`). A copied card fills nothing.
    """
    visit = face_shown(visit, event.insertion)
    if event.identity is None or visit.being_handed_in:
        return stay(visit)
    found = by_code(event.integrity, visit.at)
    if event.integrity is Integrity.BAD:
        return stay(noted(visit, found))
    visit = filled(noted(identified(visit, event.insertion), found), event.identity)
    if visit.form is None:
        return stay(visit)
    stage = visit.stage
    if isinstance(stage, WaitingForCard | ConfirmingLastTry | EnteringPin) and stage.errand is Errand.IDENTITY:
        return first_question(visit)
    return stay(visit)


def evidence_noted(visit: Visit, event: ev.EvidenceNoted, _rules: Rules) -> Step:
    """Remember what headquarters wrote down."""
    if of_two_cards(visit, event.evidence):
        return stay(visit)
    return stay(noted(visit, by_headquarters(event.evidence)))
