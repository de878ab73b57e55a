"""Rules for proving that the card's owner is here: for staff in a call, or to be found again by tap (かざし)."""

from dataclasses import replace

from kiosk.booth.visit import card
from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.identity.identity_events import by_headquarters, noted
from kiosk.booth.visit.identity.insertions import proving
from kiosk.booth.visit.stages import (
    AskingHeadquarters,
    ConfirmingLastTry,
    CountingTries,
    EnteringPin,
    Errand,
    HandedIn,
    OutOfService,
    ReadingCard,
    WaitingForCard,
)
from kiosk.booth.visit.state import Proof, Rules, Step, Visit, go, stay
from kiosk.protocol.faults import Code
from kiosk.protocol.identity import Outcome


def register_tap(visit: Visit, _event: ev.RegisterTapChosen, _rules: Rules) -> Step:
    """Only after handing in; failure never harms what was handed in, which waits aside."""
    stage = visit.stage
    if not isinstance(stage, HandedIn) or not stage.submission_id or stage.tap == "registered":
        return stay(visit)
    return card.step_aside(visit, Errand.REGISTERING)


def wanted(visit: Visit, event: ev.ProofWanted, _rules: Rules) -> Step:
    """Staff asked in a call, the resident said yes."""
    if isinstance(visit.stage, OutOfService) or visit.aside is not None or not card.can_step_aside(visit):
        return visit, (do.TellProof(event.ask_id, "failed", Code.BUSY),)
    return card.step_aside(visit, Errand.PROVING, Proof(event.ask_id, event.call_id))


def dropped(visit: Visit, event: ev.ProofDropped, _rules: Rules) -> Step:
    """Nobody waits for it: the screen goes back, and card and headquarters are not asked any further."""
    if visit.proof is None or visit.proof.ask_id != event.ask_id:
        return stay(visit)
    if isinstance(visit.stage, ReadingCard):
        visit = replace(visit, counted=False)  # perhaps the card has seen the PIN
    visit, commands = _returned(replace(visit, proof=None))
    return visit, (do.StopAsking(), *commands)


def make(visit: Visit, reading: ReadingCard) -> Step:
    """The PIN is in the pad: sign and let headquarters judge."""
    visit = proving(visit)
    if visit.proof is not None:
        told = do.TellProof(visit.proof.ask_id, "reading")
        return go(visit, reading, do.MakeProof(call_id=visit.proof.call_id, insertion=visit.pad_for), told)
    submission = visit.aside.submission_id if isinstance(visit.aside, HandedIn) else None
    return go(visit, reading, do.MakeProof(submission_id=submission, insertion=visit.pad_for))


def judged(visit: Visit, event: ev.ProofJudged, _rules: Rules) -> Step:
    if visit.stage != AskingHeadquarters(event.errand):
        return stay(visit)
    if event.errand is Errand.PROVING:
        return _ended(noted(visit, by_headquarters(event.evidence)), "done")
    good = event.registered and event.evidence.outcome is not Outcome.NOT_CONFIRMED  # a town may not ask who revokes
    return _registration_ended(visit, "registered" if good else "failed", event.evidence.code or "")


def did_not(visit: Visit, event: ev.HeadquartersDidNot) -> Step:
    """Headquarters gave no answer: staff hear that it failed, what was handed in stays handed in."""
    if visit.proof is not None:
        return _ended(visit, "failed", Code.STATUS_UNKNOWN)
    return _registration_ended(visit, "failed", Code.STATUS_UNKNOWN if event.why == "offline" else "")


def left(visit: Visit, trouble: str | None) -> Step:
    """The resident does not go on: what was on the screen comes back."""
    if visit.proof is not None:
        return _ended(visit, "failed" if trouble else "declined", trouble or "")
    if isinstance(visit.aside, HandedIn) and trouble:
        return _registration_ended(visit, "failed", trouble)
    return _returned(visit)


def _ended(visit: Visit, state: do.ProofEnd, code: str = "") -> Step:
    assert visit.proof is not None
    told = do.TellProof(visit.proof.ask_id, state, code)
    visit, commands = _returned(replace(visit, proof=None))
    return visit, (told, *commands)


def _registration_ended(visit: Visit, tap: do.TapEnd, code: str) -> Step:
    if isinstance(visit.aside, HandedIn):
        visit = replace(visit, aside=replace(visit.aside, tap=tap, tap_code="" if tap == "registered" else code))
    return _returned(visit)


def _returned(visit: Visit) -> Step:
    """What waited is on the screen again; the countdown after handing in begins anew."""
    on_card = isinstance(
        visit.stage,
        WaitingForCard | CountingTries | ConfirmingLastTry | EnteringPin | ReadingCard | AskingHeadquarters,
    )
    if not on_card or visit.aside is None:
        return stay(replace(visit, aside=None))
    stage = replace(visit.aside, finish_at_s=0.0) if isinstance(visit.aside, HandedIn) else visit.aside
    return go(visit, stage, do.ForgetCard(), aside=None)
