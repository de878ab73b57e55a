"""Rules for what follows 提出する: stored or not, the slip, headquarters' receipt."""

from dataclasses import replace
from types import MappingProxyType
from typing import Literal

from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.life.plan import Plan
from kiosk.booth.visit.stages import Errand, HandedIn, HandingIn, NotHandedIn
from kiosk.booth.visit.state import Cards, Rules, Step, Visit, go, stay
from kiosk.printing.outcome import ProblemKind
from kiosk.procedures import navigation


def stored(visit: Visit, event: ev.Stored, rules: Rules) -> Step:
    """What is stored is said, even to somebody who was sent back meanwhile: nobody hands in twice.

    Example:
        The card is pulled while it signs, the page asks for it again, and then the signature turns out to have been
        made and stored: the reference is shown, not a second way to hand in.
    """
    sent_back = getattr(visit.stage, "errand", None) is Errand.SIGNING or isinstance(visit.stage, NotHandedIn)
    if visit.form is None or not (sent_back or isinstance(visit.stage, HandingIn)):
        return stay(visit)
    slip = do.PrintSlip(event.reference, visit.procedure or "", visit.locale, navigation.fee(visit.form))
    finish_at_s = visit.now_s + rules.finish_s
    hours = visit.form.procedure.office.hours
    opens_at = hours.closed_until(visit.at) if hours else None
    done = HandedIn(event.reference, finish_at_s=finish_at_s, submission_id=event.submission_id, opens_at=opens_at)
    ahead = _ahead(visit, event.reference)
    if ahead is not None and ahead.left:
        going_on = replace(visit, plan=ahead, signature=None, by_hand=None, review_line=None)
        return go(going_on, done, slip, do.CountUse("handed_in"))
    forgotten = replace(
        visit,
        form=None,
        identity=None,
        signature=None,
        procedure=None,
        plan=None,
        seen=(),
        by_hand=None,
        cards=Cards(),
        review_line=None,
    )
    return go(forgotten, done, slip, do.CountUse("handed_in"))


def _ahead(visit: Visit, reference: str) -> Plan | None:
    """The plan after this one is handed in: who goes on is still known, and so is what was answered."""
    plan = visit.plan
    if plan is None or visit.form is None:
        return None
    handed_in = MappingProxyType({**plan.handed_in, plan.doing: reference})
    begun = MappingProxyType({name: form for name, form in plan.begun.items() if name != plan.doing})
    return replace(
        plan, handed_in=handed_in, begun=begun, earlier=(*plan.earlier, visit.form), ink=visit.drawn or plan.ink
    )


def store_failed(visit: Visit, event: ev.StoreFailed, _rules: Rules) -> Step:
    return go(visit, NotHandedIn(event.why)) if visit.being_handed_in else stay(visit)


def slip_printed(visit: Visit, _event: ev.SlipPrinted, _rules: Rules) -> Step:
    return _with_slip(visit, "printed")


def slip_failed(visit: Visit, event: ev.SlipFailed, _rules: Rules) -> Step:
    return _with_slip(visit, "failed", event.why)


def _with_slip(visit: Visit, slip: Literal["printed", "failed"], why: ProblemKind | None = None) -> Step:
    done = _done(visit)
    return stay(visit) if done is None else _with(visit, replace(done, slip=slip, slip_problem=why))


def received(visit: Visit, event: ev.Received, _rules: Rules) -> Step:
    done = _done(visit)
    if done is None or done.reference != event.reference:
        return stay(visit)
    return _with(visit, replace(done, receipt_number=event.receipt_number))


def _done(visit: Visit) -> HandedIn | None:
    """What was handed in, also while the card is asked for something else."""
    for stage in (visit.stage, visit.aside):
        if isinstance(stage, HandedIn):
            return stage
    return None


def _with(visit: Visit, done: HandedIn) -> Step:
    return stay(replace(visit, aside=done)) if isinstance(visit.aside, HandedIn) else go(visit, done)
