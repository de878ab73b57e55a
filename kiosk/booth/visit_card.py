"""Rules for choosing a procedure and for the card: seen, refused, pulled out, opened with a PIN."""

from dataclasses import replace
from typing import Final

from kiosk.booth import visit_events as ev
from kiosk.booth.stages import Choosing, ConfirmingLastTry, EnteringPin, ReadingCard, WaitingForCard, Welcoming
from kiosk.booth.visit_form import first_question, prefilled
from kiosk.booth.visit_seen import by_pin, noted
from kiosk.booth.visit_state import Rules, Step, Visit, go, stay
from kiosk.card.card import Integrity
from kiosk.procedures.shared_form import SharedForm

LOCKED: Final = "C-08"
PULLED: Final = "C-01"
MUTE: Final = "C-05"
FORGED: Final = "C-23"


def group(visit: Visit, event: ev.GroupChosen, _rules: Rules) -> Step:
    if not isinstance(visit.stage, Welcoming):
        return stay(visit)
    return go(visit, Choosing(event.group), ev.CountUse("visit_begun"))


def procedure(visit: Visit, event: ev.ProcedureChosen, rules: Rules) -> Step:
    procedure = rules.procedures.get(event.procedure)
    if procedure is None or not isinstance(visit.stage, Choosing | Welcoming):
        return stay(visit)
    if visit.form is None or visit.procedure != event.procedure:
        form = SharedForm.begin(procedure, visit.today, visit.at)
        visit = replace(visit, form=form, procedure=event.procedure, signature=None)
    if visit.identity is not None:
        return first_question(prefilled(visit, visit.identity))
    return _at_card(visit)


# -- the card ---------------------------------------------------------------------------------------------------------


def _at_card(visit: Visit, trouble: str | None = None) -> Step:
    """The card stage, or the PIN pad at once when a good card lies there already."""
    if visit.card_in and trouble is None:
        return _to_pin(visit)
    return go(visit, WaitingForCard(trouble))


def _to_pin(visit: Visit) -> Step:
    if visit.tries_left is None:
        return go(visit, WaitingForCard(MUTE))
    if visit.tries_left == 0:
        return go(visit, WaitingForCard(LOCKED))
    if visit.tries_left == 1:
        return go(visit, ConfirmingLastTry())
    return go(visit, EnteringPin(visit.tries_left))


def forward(visit: Visit, _event: ev.ForwardPressed, _rules: Rules) -> Step:
    return _to_pin(visit) if visit.card_in else stay(visit)


def card_seen(visit: Visit, event: ev.CardSeen, _rules: Rules) -> Step:
    visit = replace(visit, card_in=True, tries_left=event.tries_left)
    return _to_pin(visit) if isinstance(visit.stage, WaitingForCard) else stay(visit)


def card_refused(visit: Visit, event: ev.CardRefused, _rules: Rules) -> Step:
    visit = replace(visit, card_in=False, tries_left=None)
    if isinstance(visit.stage, WaitingForCard | EnteringPin | ConfirmingLastTry | ReadingCard):
        return go(visit, WaitingForCard(event.code))
    return stay(visit)


def card_removed(visit: Visit, _event: ev.CardRemoved, _rules: Rules) -> Step:
    visit = replace(visit, card_in=False, tries_left=None)
    if isinstance(visit.stage, EnteringPin | ConfirmingLastTry | ReadingCard):
        return go(visit, WaitingForCard(PULLED))
    if isinstance(visit.stage, WaitingForCard) and visit.stage.trouble not in (None, PULLED):
        return go(visit, WaitingForCard())
    return stay(visit)


def without_card(visit: Visit, _event: ev.WithoutCardChosen, _rules: Rules) -> Step:
    if isinstance(visit.stage, WaitingForCard | ConfirmingLastTry | EnteringPin):
        return first_question(visit)
    return stay(visit)


def last_try_confirmed(visit: Visit, _event: ev.LastTryConfirmed, _rules: Rules) -> Step:
    return go(visit, EnteringPin(1)) if isinstance(visit.stage, ConfirmingLastTry) else stay(visit)


def last_try_declined(visit: Visit, _event: ev.LastTryDeclined, _rules: Rules) -> Step:
    return first_question(visit) if isinstance(visit.stage, ConfirmingLastTry) else stay(visit)


def pin_entered(visit: Visit, _event: ev.PinEntered, _rules: Rules) -> Step:
    if isinstance(visit.stage, EnteringPin):
        return go(visit, ReadingCard(), ev.ReadIdentity())
    return visit, (ev.WipePin(),)


def identity_given(visit: Visit, event: ev.IdentityGiven, _rules: Rules) -> Step:
    if not isinstance(visit.stage, ReadingCard):
        return stay(visit)
    visit = noted(visit, by_pin(event.integrity, visit.at))
    if event.integrity is Integrity.BAD:  # the issuer never signed this: nothing of it is believed
        return go(visit, WaitingForCard(FORGED), ev.ForgetCard())
    visit, commands = first_question(prefilled(replace(visit, identity=event.identity), event.identity))
    return visit, (ev.ForgetCard(), ev.CountUse("card_read"), *commands)


def pin_wrong(visit: Visit, event: ev.PinWrong, _rules: Rules) -> Step:
    visit = replace(visit, tries_left=event.left)
    if not isinstance(visit.stage, ReadingCard):
        return stay(visit)
    if event.left >= 2:
        return go(visit, EnteringPin(event.left, wrong=True))
    return _to_pin(visit)


def card_failed(visit: Visit, event: ev.CardFailed, _rules: Rules) -> Step:
    if not isinstance(visit.stage, ReadingCard):
        return stay(visit)
    return go(visit, WaitingForCard(event.code))


