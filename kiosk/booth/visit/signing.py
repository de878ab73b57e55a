"""Rules from the review to the outbox: 署名へ, signing with card or finger, 提出する. What follows is in `stored`."""

from dataclasses import replace

from kiosk.booth.visit import card
from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.identity.assurance import needs_card_signature
from kiosk.booth.visit.identity.identity_events import not_signed_by_card, seen_of_applicant, signed_by_card
from kiosk.booth.visit.ink import Ink
from kiosk.booth.visit.stages import Errand, HandingIn, NotHandedIn, ReadingCard, Reviewing, Signing, Stopped
from kiosk.booth.visit.state import Rules, Step, Visit, go, stay
from kiosk.procedures import checks, navigation
from kiosk.procedures.review import line_of


def forward(visit: Visit, _event: ev.ForwardPressed, rules: Rules) -> Step:
    """署名へ, 提出する, もう一度."""
    match visit.stage:
        case Reviewing():
            return _to_sign(replace(visit, by_hand=None), rules)
        case Signing() as stage:
            return hand_in(visit) if visit.drawn else go(visit, replace(stage, empty=True))
        case NotHandedIn():
            return _to_sign(visit, rules) if _signs_by_card(visit) or visit.sign_again else hand_in(visit)
        case _:
            return stay(visit)


def _to_sign(visit: Visit, rules: Rules) -> Step:
    """Sign by card where the procedure asks for that, else with a finger; some are handed in without."""
    assert visit.form is not None
    stop = navigation.stop(visit.form)
    if stop is not None:
        return go(visit, Stopped(stop.id))
    problems = checks.problems(visit.form, None, visit.locale)
    if problems:
        return go(visit, Reviewing(problems), review_line=line_of(problems[0].field, problems[0].within))
    if visit.procedure in rules.unsigned:
        return hand_in(visit)
    if _signs_by_card(visit):
        return card.ask(visit, Errand.SIGNING)
    return go(_signed_before(visit), Signing())


def _signed_before(visit: Visit) -> Visit:
    """One signature is written in a visit of several procedures: the last one is on the pad, to be handed in or redone.

    Example:
        The second form after a death: the ink of the first stands there, and 提出する puts it under this form too.
    """
    under = visit.confirmed
    if visit.plan is None or visit.plan.ink is None or visit.signature is not None or under is None:
        return visit
    return replace(visit, signature=Ink(visit.plan.ink, under))


def _signs_by_card(visit: Visit) -> bool:
    return visit.form is not None and visit.by_hand is None and needs_card_signature(visit.form)


def hand_in(visit: Visit, *, by_card: bool = False) -> Step:
    """Hand in; by card, the card signs first what is to be sealed.

    Example:
        A procedure that asks for the card, signed with it: no ink, A4 "not checked" last among what was found. Signed
        by finger because the password is locked: ink, A4 "not confirmed" with C-08. Without a card at all: A1
        "declared" first.
    """
    assert visit.form is not None
    seen = seen_of_applicant(visit)
    if by_card:
        seen = (*seen, signed_by_card(visit.at))
    elif visit.by_hand is not None:
        seen = (*seen, not_signed_by_card(visit.by_hand or None, visit.at))
    drawn = None if by_card else visit.drawn
    insertion, number = visit.pad_for if by_card else 0, visit.plan.number if visit.plan else ""
    command = do.HandIn(visit.form, drawn, seen, visit.locale, by_card, insertion, number)
    return go(visit, ReadingCard(Errand.SIGNING) if by_card else HandingIn(), command)


def signature(visit: Visit, event: ev.SignatureChanged, _rules: Rules) -> Step:
    if not isinstance(visit.stage, Signing):
        return stay(visit)
    under = visit.confirmed
    ink = Ink(event.png, under) if event.png and under else None
    return go(visit, replace(visit.stage, empty=False), signature=ink)


def cannot_sign(visit: Visit, _event: ev.CannotSignChosen, _rules: Rules) -> Step:
    return hand_in(replace(visit, signature=None)) if isinstance(visit.stage, Signing) else stay(visit)
