"""Rules for what follows 提出する: stored or not, the slip, headquarters' receipt."""

from dataclasses import replace
from types import MappingProxyType
from typing import Literal

from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.life.plan import Plan
from kiosk.booth.visit.stages import Errand, Handed, HandedIn, HandingIn, NotHandedIn
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
    coming = navigation.coming(visit.form)
    handed = Handed(
        event.reference,
        visit.procedure or "",
        event.submission_id,
        navigation.fee(visit.form),
        coming=coming,
        place=visit.diary.place if coming and coming.calendar == visit.diary.calendar else "",
    )
    hours = visit.form.procedure.office.hours
    done = HandedIn((handed,), opens_at=hours.closed_until(visit.at) if hours else None)
    ahead = _ahead(visit, handed)
    if ahead is None:
        return _closed(visit, done, None, rules, do.CountUse("handed_in"))
    done = replace(done, applications=tuple(ahead.handed_in.values()))
    if not ahead.left:
        return _closed(visit, done, ahead, rules, do.CountUse("handed_in"))
    going_on = replace(visit, plan=ahead, signature=None, by_hand=None, review_line=None)
    return go(going_on, replace(done, slip="later"), do.CountUse("handed_in"))


def closing(visit: Visit, rules: Rules) -> Step:
    """Whoever does not go on with a plan gets the one slip for what was handed in; what is begun is forgotten.

    Example:
        Two of four applications are handed in, the third is half written, やめる: the number, the slip of two, and the
        list of what remains.
    """
    plan = visit.plan
    assert plan is not None
    earlier = _done(visit)
    done = HandedIn(tuple(plan.handed_in.values()), opens_at=earlier.opens_at if earlier else None)
    return _closed(visit, done, plan, rules)


def _closed(visit: Visit, done: HandedIn, plan: Plan | None, rules: Rules, *commands: do.Command) -> Step:
    """Nothing is left of anybody but the numbers; the slip comes."""
    remaining = plan if plan and plan.remaining else None
    slip = do.PrintSlip(done.applications, visit.locale, remaining)
    count = len(remaining.remaining) if remaining else 0
    done = replace(done, slip="printing", finish_at_s=visit.now_s + rules.finish_s, remaining=count)
    forgotten = replace(
        visit,
        form=None,
        identity=None,
        signature=None,
        procedure=None,
        plan=None,
        others=MappingProxyType({}),
        ways=MappingProxyType({}),
        seen=(),
        by_hand=None,
        aside=None,
        cards=Cards(),
        review_line=None,
    )
    return go(forgotten, done, slip, *commands)


def _ahead(visit: Visit, handed: Handed) -> Plan | None:
    """The plan after this one is handed in: who goes on is still known, and so is what was answered."""
    plan = visit.plan
    if plan is None or visit.form is None:
        return None
    handed_in = MappingProxyType({**plan.handed_in, plan.doing: handed})
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
    """Also while the next form of the visit is on the screen: the slip at its end says which ones arrived."""
    plan, done = visit.plan, _done(visit)
    if plan is not None:
        known = {name: _numbered(one, event) for name, one in plan.handed_in.items()}
        visit = replace(visit, plan=replace(plan, handed_in=MappingProxyType(known)))
    if done is None:
        return stay(visit)
    return _with(visit, replace(done, applications=tuple(_numbered(one, event) for one in done.applications)))


def _numbered(one: Handed, event: ev.Received) -> Handed:
    return replace(one, receipt_number=event.receipt_number) if one.reference == event.reference else one


def _done(visit: Visit) -> HandedIn | None:
    """What was handed in, also while the card is asked for something else."""
    for stage in (visit.stage, visit.aside):
        if isinstance(stage, HandedIn):
            return stage
    return None


def _with(visit: Visit, done: HandedIn) -> Step:
    return stay(replace(visit, aside=done)) if isinstance(visit.aside, HandedIn) else go(visit, done)
