"""Rules for signing, storing, the slip and the receipt."""

from dataclasses import replace
from typing import Literal

from kiosk.booth.visit import card
from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.assurance import needs_card_signature
from kiosk.booth.visit.identity_events import handed_in_with, not_signed_by_card, signed_by_card
from kiosk.booth.visit.ink import Ink
from kiosk.booth.visit.stages import Errand, HandedIn, HandingIn, NotHandedIn, ReadingCard, Reviewing, Signing, Stopped
from kiosk.booth.visit.state import Cards, Rules, Step, Visit, go, stay
from kiosk.printing.outcome import ProblemKind
from kiosk.procedures import checks, navigation


def forward(visit: Visit, _event: ev.ForwardPressed, _rules: Rules) -> Step:
    """署名へ, 提出する, もう一度."""
    match visit.stage:
        case Reviewing():
            return _to_sign(replace(visit, by_hand=None))
        case Signing() as stage:
            return hand_in(visit) if visit.drawn else go(visit, replace(stage, empty=True))
        case NotHandedIn():
            return _to_sign(visit) if _signs_by_card(visit) or visit.sign_again else hand_in(visit)
        case _:
            return stay(visit)


def _to_sign(visit: Visit) -> Step:
    """Sign by card where the procedure asks for that, else with a finger."""
    assert visit.form is not None
    stop = navigation.stop(visit.form)
    if stop is not None:
        return go(visit, Stopped(stop.id))
    problems = checks.problems(visit.form, None, visit.locale)
    if problems:
        return go(visit, Reviewing(problems), review_line=problems[0].field)
    return card.ask(visit, Errand.SIGNING) if _signs_by_card(visit) else go(visit, Signing())


def _signs_by_card(visit: Visit) -> bool:
    return visit.form is not None and visit.by_hand is None and needs_card_signature(visit.form)


def hand_in(visit: Visit, *, by_card: bool = False) -> Step:
    """Hand in; by card, the card signs first what is to be sealed."""
    assert visit.form is not None
    seen = handed_in_with(visit)
    if by_card:
        seen = (*seen, signed_by_card(visit.at))
    elif visit.by_hand is not None:
        seen = (*seen, not_signed_by_card(visit.by_hand or None, visit.at))
    drawn = None if by_card else visit.drawn
    wish = do.HandIn(visit.form, drawn, seen, visit.locale, by_card, visit.pad_for if by_card else 0)
    return go(visit, ReadingCard(Errand.SIGNING) if by_card else HandingIn(), wish)


def signature(visit: Visit, event: ev.SignatureChanged, _rules: Rules) -> Step:
    if not isinstance(visit.stage, Signing):
        return stay(visit)
    under = visit.confirmed
    ink = Ink(event.png, under) if event.png and under else None
    return go(visit, replace(visit.stage, empty=False), signature=ink)


def cannot_sign(visit: Visit, _event: ev.CannotSignChosen, _rules: Rules) -> Step:
    return hand_in(replace(visit, signature=None)) if isinstance(visit.stage, Signing) else stay(visit)


def stored(visit: Visit, event: ev.Stored, rules: Rules) -> Step:
    """What is stored is said, even to somebody who was sent back meanwhile: nobody hands in twice."""
    sent_back = getattr(visit.stage, "errand", None) is Errand.SIGNING or isinstance(visit.stage, NotHandedIn)
    if visit.form is None or not (sent_back or isinstance(visit.stage, HandingIn)):
        return stay(visit)
    slip = do.PrintSlip(event.reference, visit.procedure or "", visit.locale)
    finish_at = visit.seconds + rules.finish_seconds
    hours = visit.form.procedure.office.hours
    opens_at = hours.closed_until(visit.at) if hours else None
    done = HandedIn(event.reference, finish_at=finish_at, submission_id=event.submission_id, opens_at=opens_at)
    forgotten = replace(
        visit,
        form=None,
        identity=None,
        signature=None,
        procedure=None,
        seen=(),
        by_hand=None,
        cards=Cards(),
        review_line=None,
    )
    return go(forgotten, done, slip, do.CountUse("handed_in"))


def store_failed(visit: Visit, event: ev.StoreFailed, _rules: Rules) -> Step:
    return go(visit, NotHandedIn(event.why)) if visit.being_handed_in else stay(visit)


def slip_printed(visit: Visit, _event: ev.SlipPrinted, _rules: Rules) -> Step:
    return _with_slip(visit, "printed")


def slip_failed(visit: Visit, event: ev.SlipFailed, _rules: Rules) -> Step:
    return _with_slip(visit, "failed", event.why)


def _with_slip(visit: Visit, slip: Literal["printed", "failed"], why: ProblemKind | None = None) -> Step:
    done = _handed_in(visit)
    return stay(visit) if done is None else _with(visit, replace(done, slip=slip, slip_problem=why))


def received(visit: Visit, event: ev.Received, _rules: Rules) -> Step:
    done = _handed_in(visit)
    if done is None or done.reference != event.reference:
        return stay(visit)
    return _with(visit, replace(done, receipt_number=event.receipt_number))


def _handed_in(visit: Visit) -> HandedIn | None:
    """What was handed in, also while the card is asked for something else."""
    for stage in (visit.stage, visit.aside):
        if isinstance(stage, HandedIn):
            return stage
    return None


def _with(visit: Visit, done: HandedIn) -> Step:
    return stay(replace(visit, aside=done)) if isinstance(visit.aside, HandedIn) else go(visit, done)
