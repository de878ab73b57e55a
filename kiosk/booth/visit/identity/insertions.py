"""Which laid-down card gave what: nobody is identified out of two cards."""

from dataclasses import replace
from typing import Final

from kiosk.booth.visit.state import Cards, Visit
from kiosk.protocol.identity import Evidence, Method

_OF_A_CARD: Final = (Method.CARD_PIN, Method.CARD_CODE, Method.CARD_KEY, Method.FACE_COMPARED)


def identified(visit: Visit, insertion: int) -> Visit:
    """Identity was read from this card: what another card gave before says nothing about its holder.

    Example:
        Staff compared the face of insertion 3, then the PIN opened insertion 4: the comparison counts no more. The
        same card taken up and laid down again is another insertion, too; nobody can tell that it is the same.
    """
    cards = visit.cards
    if _other(insertion, cards.identity, cards.face, cards.proof):
        visit, cards = _without(visit, *_OF_A_CARD), Cards()
    return replace(visit, cards=replace(cards, identity=insertion))


def face_shown(visit: Visit, insertion: int) -> Visit:
    """Staff saw the face of this card; a comparison with the face of another one counts no more."""
    if _other(insertion, visit.cards.face):
        visit = _without(visit, Method.FACE_COMPARED)
    return replace(visit, cards=replace(visit.cards, face=insertion))


def proving(visit: Visit) -> Visit:
    """A proof is made with the card whose PIN was typed; the proof of another one counts no more."""
    if _other(visit.pad_for, visit.cards.proof):
        visit = _without(visit, Method.CARD_KEY)
    return replace(visit, cards=replace(visit.cards, proof=visit.pad_for))


def swapped(visit: Visit) -> bool:
    """Whether another card lies there than the one whose identity or face was read in this visit."""
    return _other(visit.insertion, visit.cards.identity, visit.cards.face)


def of_two_cards(visit: Visit, evidence: Evidence) -> bool:
    """Whether staff compared the face of one card while the form is filled from another."""
    face, identity = visit.cards.face, visit.cards.identity
    return evidence.method is Method.FACE_COMPARED and bool(face and identity) and face != identity


def _other(insertion: int, *cards: int) -> bool:
    return any(card not in (0, insertion) for card in cards)


def _without(visit: Visit, *methods: Method) -> Visit:
    return replace(visit, seen=tuple(one for one in visit.seen if one.method not in methods))
