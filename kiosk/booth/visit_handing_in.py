"""Rules for signing, storing, the slip and the receipt."""

from dataclasses import replace

from kiosk.booth import visit_events as ev
from kiosk.booth.stages import HandedIn, HandingIn, NotHandedIn, Signing
from kiosk.booth.visit_form import hand_in
from kiosk.booth.visit_state import Rules, Step, Visit, go, stay


def signature(visit: Visit, event: ev.SignatureChanged, _rules: Rules) -> Step:
    if not isinstance(visit.stage, Signing):
        return stay(visit)
    return go(visit, Signing(), signature=event.png)


def cannot_sign(visit: Visit, _event: ev.CannotSignChosen, _rules: Rules) -> Step:
    return hand_in(replace(visit, signature=None)) if isinstance(visit.stage, Signing) else stay(visit)


def stored(visit: Visit, event: ev.Stored, rules: Rules) -> Step:
    if not isinstance(visit.stage, HandingIn):
        return stay(visit)
    slip = ev.PrintSlip(event.reference, visit.procedure or "", visit.locale)
    done = HandedIn(event.reference, finish_at=visit.seconds + rules.finish_seconds)
    forgotten = replace(visit, form=None, identity=None, signature=None, procedure=None, seen=())
    return go(forgotten, done, slip, ev.CountUse("handed_in"))


def store_failed(visit: Visit, event: ev.StoreFailed, _rules: Rules) -> Step:
    return go(visit, NotHandedIn(event.why)) if isinstance(visit.stage, HandingIn) else stay(visit)


def slip_printed(visit: Visit, _event: ev.SlipPrinted, _rules: Rules) -> Step:
    return _with_slip(visit, failed=False)


def slip_failed(visit: Visit, _event: ev.SlipFailed, _rules: Rules) -> Step:
    return _with_slip(visit, failed=True)


def _with_slip(visit: Visit, *, failed: bool) -> Step:
    if not isinstance(visit.stage, HandedIn):
        return stay(visit)
    return go(visit, replace(visit.stage, slip="failed" if failed else "printed"))


def received(visit: Visit, event: ev.Received, _rules: Rules) -> Step:
    if isinstance(visit.stage, HandedIn) and visit.stage.reference == event.reference:
        return go(visit, replace(visit.stage, receipt_number=event.receipt_number))
    return stay(visit)


