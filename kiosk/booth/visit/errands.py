"""Rules for choosing a procedure, and for where each errand of the card leads: onward, without the card, or back."""

from dataclasses import replace
from typing import Final

from kiosk.booth.visit import card
from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.form import first_question
from kiosk.booth.visit.identity import proof
from kiosk.booth.visit.identity.filling import filled
from kiosk.booth.visit.identity.identity_events import by_pin, noted
from kiosk.booth.visit.identity.insertions import identified
from kiosk.booth.visit.signing import hand_in
from kiosk.booth.visit.stages import (
    Choosing,
    ConfirmingLastTry,
    CountingTries,
    EnteringPassword,
    EnteringPin,
    Errand,
    Preparing,
    ReadingCard,
    Reviewing,
    Signing,
    WaitingForCard,
    Welcoming,
)
from kiosk.booth.visit.state import Rules, Step, Visit, go, stay
from kiosk.procedures import navigation
from kiosk.procedures.procedure import Document
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.faults import Code
from kiosk.protocol.identity import Integrity
from kiosk.values import dataclass

PROGRESS: Final = "progress"
"""The big answer 申請はどうなった？ of the welcome screen."""
PAPERS_AT_ONCE: Final = 4
"""As many papers to have at hand as one screen has room for with the largest letters and readings."""


def group(visit: Visit, event: ev.GroupChosen, _rules: Rules) -> Step:
    if not isinstance(visit.stage, Welcoming):
        return stay(visit)
    if event.group == PROGRESS:
        visit, commands = card.ask(visit, Errand.TAP)
        return visit, (do.CountUse("visit_begun"), *commands)
    return go(visit, Choosing(event.group), do.CountUse("visit_begun"))


def turned(visit: Visit, event: ev.ProceduresTurned, _rules: Rules) -> Step:
    """▲ ▼ on the list of procedures; how many pages it has, whoever shows it knows."""
    if not isinstance(visit.stage, Choosing) or event.page < 0:
        return stay(visit)
    return go(visit, replace(visit.stage, page=event.page))


def procedure(visit: Visit, event: ev.ProcedureChosen, rules: Rules) -> Step:
    procedure = rules.procedures.get(event.procedure)
    if procedure is None or not isinstance(visit.stage, Choosing | Welcoming):
        return stay(visit)
    if visit.form is None or visit.procedure != event.procedure:
        form = visit.others.get(procedure.id) or SharedForm.begin(procedure, visit.today, visit.at)
        visit = replace(
            visit.with_form_left,
            form=form,
            procedure=event.procedure,
            plan=None,
            signature=None,
            by_hand=None,
            review_line=None,
        )
    return opened(visit)


def opened(visit: Visit) -> Step:
    """A form was chosen: what its card says, the papers to have at hand, the first question."""
    visit = filled(visit, visit.identity) if visit.identity else visit
    return go(visit, Preparing()) if _papers(visit) else _begin(visit)


def prepared(visit: Visit, _event: ev.ForwardPressed, _rules: Rules) -> Step:
    """つぎへ: these papers are at hand; the next ones, or the first question."""
    if not isinstance(visit.stage, Preparing):
        return stay(visit)
    now = at_hand(visit, visit.stage)
    return _begin(visit) if now.number >= now.total else go(visit, Preparing(now.number + 1))


@dataclass(frozen=True)
class PapersAtHand:
    """The papers on the screen: part `number` (from 1) of `total`."""

    papers: tuple[Document, ...]
    number: int
    total: int


def at_hand(visit: Visit, stage: Preparing) -> PapersAtHand:
    """The part of the papers that the stage shows; the last where an answer given meanwhile left fewer."""
    papers = navigation.papers(visit.form) if visit.form is not None else ()
    total = max(1, -(-len(papers) // PAPERS_AT_ONCE))
    number = min(stage.part, total)
    return PapersAtHand(papers[(number - 1) * PAPERS_AT_ONCE : number * PAPERS_AT_ONCE], number, total)


def _begin(visit: Visit) -> Step:
    return first_question(visit) if visit.identity is not None else card.ask(visit, Errand.IDENTITY)


def kept_preparing(visit: Visit) -> Step:
    """An answer given meanwhile may have taken away the last paper to have at hand: nothing is left to read then."""
    return _begin(visit) if isinstance(visit.stage, Preparing) and not _papers(visit) else stay(visit)


def _papers(visit: Visit) -> bool:
    return visit.form is not None and bool(navigation.papers(visit.form))


def pin_entered(visit: Visit, _event: ev.PinEntered, _rules: Rules) -> Step:
    """The runner takes the PIN from the pad, once."""
    stage = visit.stage
    if not isinstance(stage, EnteringPin | EnteringPassword):
        return visit, (do.WipePin(),)
    reading = ReadingCard(stage.errand)
    if stage.errand is Errand.IDENTITY:
        return go(visit, reading, do.ReadIdentity(visit.pad_for))
    if stage.errand is Errand.SIGNING:
        return hand_in(visit, by_card=True)
    return proof.make(visit, reading)


def identity_given(visit: Visit, event: ev.IdentityGiven, _rules: Rules) -> Step:
    if visit.stage != ReadingCard(Errand.IDENTITY):
        return stay(visit)
    found = by_pin(event.integrity, visit.at)
    if event.integrity is Integrity.BAD:  # the issuer never signed this: nothing of it is believed
        return go(noted(visit, found), WaitingForCard(Code.COPIED), do.ForgetCard())
    known = noted(identified(visit, visit.pad_for), found)
    visit, commands = first_question(filled(known, event.identity))
    return visit, (do.ForgetCard(), do.CountUse("card_read"), *commands)


def without_card(visit: Visit, _event: ev.Event, _rules: Rules) -> Step:
    """Go on without the card, or stop at the last try."""
    stage = visit.stage
    if not isinstance(stage, WaitingForCard | ConfirmingLastTry | EnteringPin | EnteringPassword):
        return stay(visit)
    trouble = stage.trouble if isinstance(stage, WaitingForCard) else None
    match stage.errand:
        case Errand.IDENTITY:
            return first_question(visit)
        case Errand.SIGNING:
            return go(replace(visit, by_hand=trouble or ""), Signing(instead=True))
        case Errand.TAP:
            return go(visit, Welcoming())
        case _:
            return proof.left(visit, trouble)


def last_try_declined(visit: Visit, event: ev.LastTryDeclined, rules: Rules) -> Step:
    return without_card(visit, event, rules) if isinstance(visit.stage, ConfirmingLastTry) else stay(visit)


def back(visit: Visit, _event: ev.BackPressed, _rules: Rules) -> Step:
    """もどる on a page of the card, or of what to have at hand."""
    stage = visit.stage
    if isinstance(stage, Preparing):
        number = at_hand(visit, stage).number
        return go(visit, Preparing(number - 1) if number > 1 else visit.before_form)
    if isinstance(stage, ConfirmingLastTry | EnteringPin | EnteringPassword | CountingTries):
        return go(visit, WaitingForCard(errand=stage.errand))
    if not isinstance(stage, WaitingForCard):
        return stay(visit)
    match stage.errand:
        case Errand.IDENTITY:
            return go(visit, Preparing() if _papers(visit) else visit.before_form)
        case Errand.SIGNING:
            return go(visit, Reviewing())
        case Errand.TAP:
            return go(visit, Welcoming())
        case _:
            return proof.left(visit, stage.trouble)
