"""A visit as a pure state machine: ``decide(visit, event, rules) -> (visit, commands)``.

Every event has one rule, a small function found by the type of the event. A rule looks at the stage; an event that
does not fit the stage changes nothing (somebody touched twice, a card answered late). Three things follow from any
step: the PIN curtain, which is drawn exactly while a PIN pad is on the screen; the idle clock, which every touch
resets; and a stage that still stands, and is still true, after something was written into the form.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from kiosk.booth.visit import card, errands, form, handing_in, identity, proof, reviewing, tap
from kiosk.booth.visit import events as ev
from kiosk.booth.visit import idle as times
from kiosk.booth.visit.stages import (
    Answering,
    ConfirmingLastTry,
    CountingTries,
    EnteringPassword,
    EnteringPin,
    NotHandedIn,
    ReadingCard,
    Reviewing,
    Signing,
    Stage,
    WaitingForCard,
)
from kiosk.booth.visit.state import Rule, Rules, Step, Visit, stay

__all__ = ["RULES", "Rules", "Visit", "decide"]


def decide(visit: Visit, event: ev.Event, rules: Rules) -> Step:
    """The next state of `visit` after `event`, and what has to be done about it."""
    if not isinstance(event, _NOT_TOUCHES):
        visit = replace(visit, touched=visit.seconds, warned=False)
    after, commands = RULES[type(event)](visit, event, rules)
    after = form.kept_up(visit, after)
    if _step_of(after.stage) != _step_of(visit.stage) and ev.TellFormChanged() not in commands:
        commands = (*commands, ev.TellFormChanged())
    if after.at_home and not visit.at_home:
        after, commands = _left(after, commands)
    if _other_pad(visit.stage, after.stage):
        commands = (*commands, ev.WipePin(), ev.DrawCurtain(drawn=True))
    if _curtain(visit.stage) != _curtain(after.stage):
        commands = (*commands, ev.DrawCurtain(drawn=_curtain(after.stage)))
        if not _curtain(after.stage) and not isinstance(after.stage, ReadingCard):
            commands = (*commands, ev.WipePin())
    return after, commands


def _left(visit: Visit, commands: tuple[ev.Command, ...]) -> Step:
    """Whoever stands before the welcome screen next may be somebody else: nothing of this resident is left.

    A call needs no visit, and goes on; staff see that there is no form any more.
    """
    over = any(isinstance(command, ev.Forget) for command in commands)
    leaving = () if over else (ev.WipePin(), ev.TellFormChanged(), ev.Forget(call_stays=True))
    return visit.without_anybody(), (*commands, *leaving)


def _step_of(stage: Stage) -> str | None:
    return stage.field if isinstance(stage, Answering) else None


def _curtain(stage: Stage) -> bool:
    return isinstance(stage, EnteringPin | EnteringPassword)


def _other_pad(before: Stage, after: Stage) -> bool:
    """Whether a pad took another's place: what was typed for one PIN is never shown to the card as another."""
    if not isinstance(before, EnteringPin | EnteringPassword) or not isinstance(after, EnteringPin | EnteringPassword):
        return False
    return (type(before), before.errand) != (type(after), after.errand)


def _forward(visit: Visit, event: ev.ForwardPressed, rules: Rules) -> Step:
    rule: Rule = form.forward
    if isinstance(visit.stage, WaitingForCard):
        rule = card.forward
    elif isinstance(visit.stage, Reviewing | Signing | NotHandedIn):
        rule = handing_in.forward
    return rule(visit, event, rules)


def _back(visit: Visit, event: ev.BackPressed, rules: Rules) -> Step:
    on_card = isinstance(
        visit.stage, WaitingForCard | CountingTries | ConfirmingLastTry | EnteringPin | EnteringPassword
    )
    rule: Rule = errands.back if on_card else form.back
    return rule(visit, event, rules)


def _only_touch(visit: Visit, _event: ev.Event, _rules: Rules) -> Step:
    return stay(visit)


RULES: Final[Mapping[type, Rule]] = {
    ev.Touched: _only_touch,
    ev.ContinuePressed: _only_touch,
    ev.Ticked: times.ticked,
    ev.LanguageChosen: times.language,
    ev.TextSizeChosen: times.text_size,
    ev.ColoursChosen: times.colours,
    ev.GroupChosen: errands.group,
    ev.ProcedureChosen: errands.procedure,
    ev.CardSeen: card.card_seen,
    ev.CardRefused: card.card_refused,
    ev.CardRemoved: card.card_removed,
    ev.TriesCounted: card.tries_counted,
    ev.WithoutCardChosen: errands.without_card,
    ev.LastTryConfirmed: card.last_try_confirmed,
    ev.LastTryDeclined: errands.last_try_declined,
    ev.PinMisformed: card.pin_misformed,
    ev.PinEntered: errands.pin_entered,
    ev.IdentityGiven: errands.identity_given,
    ev.IdentityByCodeGiven: identity.by_code_given,
    ev.EvidenceNoted: identity.evidence_noted,
    ev.PinWrong: card.pin_wrong,
    ev.CardFailed: card.card_failed,
    ev.CardDone: card.card_done,
    ev.TapChosen: tap.chosen,
    ev.CasesTold: tap.cases_told,
    ev.HeadquartersDidNot: tap.did_not,
    ev.RegisterTapChosen: proof.register_tap,
    ev.ProofWanted: proof.wanted,
    ev.ProofDropped: proof.dropped,
    ev.ProofJudged: proof.judged,
    ev.AnswerGiven: form.answer,
    ev.ForwardPressed: _forward,
    ev.BackPressed: _back,
    ev.FixPressed: form.fix,
    ev.ReviewTurned: reviewing.turned,
    ev.SignatureChanged: handing_in.signature,
    ev.CannotSignChosen: handing_in.cannot_sign,
    ev.Stored: handing_in.stored,
    ev.StoreFailed: handing_in.store_failed,
    ev.SlipPrinted: handing_in.slip_printed,
    ev.SlipFailed: handing_in.slip_failed,
    ev.Received: handing_in.received,
    ev.ProposalMade: form.proposed,
    ev.ProposalSettled: form.settled,
    ev.CallOver: form.call_over,
    ev.FinishPressed: times.finish,
    ev.ServiceStopped: times.service_stopped,
    ev.ServiceResumed: times.service_resumed,
}
"""One rule for each event; a test proves that none is missing."""

_NOT_TOUCHES: Final = (
    ev.Ticked,
    ev.CardRefused,
    ev.Received,
    ev.CallOver,
    ev.ProposalMade,
    ev.IdentityByCodeGiven,
    ev.EvidenceNoted,
    ev.SlipPrinted,
    ev.SlipFailed,
    ev.ServiceStopped,
    ev.ServiceResumed,
)
