"""What was found out about who applies, in the order it happened: the identity events of the application.

The booth says honestly what it saw: a card whose issuer's signature nobody checked is "not checked", and what only
headquarters can judge (a proof, a signature by card, staff's own look) is named by headquarters' evidence.
"""

from dataclasses import replace
from datetime import datetime
from typing import Final

from kiosk.applications.application import IdentityEvent
from kiosk.booth.visit.state import Visit
from kiosk.protocol.faults import Code
from kiosk.protocol.identity import Evidence, Integrity, Method, Outcome

MOST: Final = 20
_BY_INTEGRITY: Final = {
    Integrity.GOOD: Outcome.CONFIRMED,
    Integrity.BAD: Outcome.NOT_CONFIRMED,
    Integrity.UNCHECKED: Outcome.NOT_CHECKED,
}


def noted(visit: Visit, event: IdentityEvent) -> Visit:
    """The visit with one more thing found out; the same again takes the older one's place, the oldest make room."""
    others = tuple(one for one in visit.seen if not _same(one, event))
    return replace(visit, seen=(*others, event)[-MOST:])


def _same(one: IdentityEvent, other: IdentityEvent) -> bool:
    return (one.method, one.outcome, one.code, one.evidence) == (
        other.method, other.outcome, other.code, other.evidence,
    )  # fmt: skip


def by_pin(integrity: Integrity, at: datetime) -> IdentityEvent:
    """Identity was read with its PIN; only a good signature of the issuer confirms it."""
    code = Code.COPIED if integrity is Integrity.BAD else None
    return IdentityEvent(level="A3", method=Method.CARD_PIN, at=at, outcome=_BY_INTEGRITY[integrity], code=code)


def by_code(integrity: Integrity, at: datetime) -> IdentityEvent:
    """Identity was read with the printed code: whoever has seen the card knows it, so it never confirms a person."""
    bad = integrity is Integrity.BAD
    outcome = Outcome.NOT_CONFIRMED if bad else Outcome.NOT_CHECKED
    code = Code.COPIED if bad else None
    return IdentityEvent(level="A2", method=Method.CARD_CODE, at=at, outcome=outcome, code=code)


def by_headquarters(evidence: Evidence) -> IdentityEvent:
    """What headquarters wrote down, named by its own record."""
    return IdentityEvent(
        level=evidence.level,
        method=evidence.method,
        at=evidence.at,
        outcome=evidence.outcome,
        code=evidence.code,
        evidence=evidence.evidence_id,
    )


def signed_by_card(at: datetime) -> IdentityEvent:
    """Signed with the card; whether the certificate holds is for headquarters to check."""
    return IdentityEvent(level="A4", method=Method.CARD_SIGNATURE, at=at, outcome=Outcome.NOT_CHECKED)


def not_signed_by_card(code: str | None, at: datetime) -> IdentityEvent:
    """The signature by card that the procedure asks for was not made; staff see why."""
    return IdentityEvent(level="A4", method=Method.CARD_SIGNATURE, at=at, outcome=Outcome.NOT_CONFIRMED, code=code)


def seen_of_applicant(visit: Visit) -> tuple[IdentityEvent, ...]:
    """Everything found out in this visit; a name that no card gave was only declared."""
    if visit.identity is not None:
        return visit.seen
    declared = IdentityEvent(level="A1", method=Method.DECLARED, at=visit.at, outcome=Outcome.NOT_CONFIRMED)
    return (declared, *visit.seen)
