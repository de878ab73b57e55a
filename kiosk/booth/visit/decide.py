"""A visit as a pure state machine: ``decide(visit, event, rules) -> (visit, commands)``.

Every event has one rule, a small function named here beside it. A rule looks at the stage; an event that
does not fit the stage changes nothing (somebody touched twice, a card answered late). Four things follow from any
step: the PIN curtain, which is drawn exactly while a PIN pad is on the screen; the idle clock, which every touch
resets; a stage that still stands, and is still true, after something was written into the form; and staff who look on
hear of every change of the form.
"""

from dataclasses import replace
from typing import Final, assert_never

from kiosk.booth.visit import anytime, card, errands, form, reviewing, signing, stored
from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.asking import entering, parts, slots
from kiosk.booth.visit.identity import from_outside, proof, tap
from kiosk.booth.visit.life import planning
from kiosk.booth.visit.stages import (
    Answering,
    ConfirmingLastTry,
    CountingTries,
    EnteringPassword,
    EnteringPin,
    HandedIn,
    NotHandedIn,
    Planning,
    Preparing,
    ReadingCard,
    Reviewing,
    Signing,
    Stage,
    WaitingForCard,
)
from kiosk.booth.visit.state import Rules, Step, Visit, stay

__all__ = ["Rules", "Visit", "decide"]


def decide(visit: Visit, event: ev.Event, rules: Rules) -> Step:
    """The next state of `visit` after `event`, and what has to be done about it.

    Example:
        The last digit of a PIN: ``EnteringPin`` becomes ``ReadingCard`` with ``ReadIdentity`` and, because the pad is
        gone, ``DrawCurtain(drawn=False)``; the pad's buffer is not wiped, since the runner is to take it to the card.
    """
    if not isinstance(event, _NOT_TOUCHES):
        visit = replace(visit, touched_at_s=visit.now_s, warned=False)
    after, commands = _judged(visit, event, rules)
    if after.at_home and after.plan and after.plan.handed_in:  # もどる from its first question: the slip comes
        after, commands = stored.closing(visit, rules)
    after, more = errands.kept_preparing(planning.kept(form.kept_up(visit, after)))
    after, asking = slots.asked(visit, after)
    after, longer = slots.renewed(after)
    commands = (*commands, *more, *asking, *longer)
    if _of_staff(after) != _of_staff(visit) and not _over(commands):
        commands = (*commands, do.TellFormChanged())
    if after.at_home and not visit.at_home:
        after, commands = _left(after, commands)
    if _other_pad(visit.stage, after.stage):
        commands = (*commands, do.WipePin(), do.DrawCurtain(drawn=True))
    if visit.curtain != after.curtain:
        commands = (*commands, do.DrawCurtain(drawn=after.curtain))
        if not after.curtain and not isinstance(after.stage, ReadingCard):
            commands = (*commands, do.WipePin())
    return after, commands


def _left(visit: Visit, commands: tuple[do.Command, ...]) -> Step:
    """Whoever stands before the welcome screen next may be somebody else: nothing of this resident is left.

    A call needs no visit, and goes on; staff see that there is no form any more.
    """
    leaving = () if _over(commands) else (do.WipePin(), do.TellFormChanged(), do.Forget(call_stays=True))
    return visit.without_anybody(), (*commands, *leaving)


def _over(commands: tuple[do.Command, ...]) -> bool:
    return any(isinstance(command, do.Forget) for command in commands)


def _of_staff(visit: Visit) -> tuple[object, ...]:
    """What staff who look on are shown of the form: each change of it is told, whichever rule made it."""
    step = (visit.stage.field, visit.stage.within) if isinstance(visit.stage, Answering) else None
    if visit.form is None:
        return (None, step)
    return visit.form.procedure.id, visit.form.answers, visit.form.doubted, visit.locale, step


def _other_pad(before: Stage, after: Stage) -> bool:
    """Whether a pad took another's place: what was typed for one PIN is never shown to the card as another."""
    if not isinstance(before, EnteringPin | EnteringPassword) or not isinstance(after, EnteringPin | EnteringPassword):
        return False
    return (type(before), before.errand) != (type(after), after.errand)


def _judged(visit: Visit, event: ev.Event, rules: Rules) -> Step:
    if isinstance(event, ev.Touch):
        return _of_resident(visit, event, rules)
    if isinstance(event, ev.FromCard):
        return _of_card(visit, event, rules)
    return _of_booth(visit, event, rules)


def _of_resident(visit: Visit, event: ev.Touch, rules: Rules) -> Step:  # noqa: C901 -- one line an event
    match event:
        case ev.Touched() | ev.ContinuePressed():
            return stay(visit)
        case ev.LanguageChosen():
            return anytime.language(visit, event, rules)
        case ev.TextSizeChosen():
            return anytime.text_size(visit, event, rules)
        case ev.ColoursChosen():
            return anytime.colours(visit, event, rules)
        case ev.GroupChosen():
            return errands.group(visit, event, rules)
        case ev.ProcedureChosen():
            return errands.procedure(visit, event, rules)
        case ev.ProceduresTurned():
            return errands.turned(visit, event, rules)
        case ev.EventChosen():
            return planning.event(visit, event, rules)
        case ev.TaskChosen():
            return planning.task(visit, event, rules)
        case ev.TodosTurned():
            return planning.turned(visit, event, rules)
        case ev.TodoWanted():
            return planning.wanted_on_paper(visit, event, rules)
        case ev.WithoutCardChosen():
            return errands.without_card(visit, event, rules)
        case ev.LastTryConfirmed():
            return card.last_try_confirmed(visit, event, rules)
        case ev.LastTryDeclined():
            return errands.last_try_declined(visit, event, rules)
        case ev.PinEntered():
            return errands.pin_entered(visit, event, rules)
        case ev.TapChosen():
            return tap.chosen(visit, event, rules)
        case ev.RegisterTapChosen():
            return proof.register_tap(visit, event, rules)
        case ev.AnswerGiven():
            return form.answer(visit, event, rules)
        case ev.OptionTouched():
            return (slots.touched if slots.slot_field(visit) else form.option)(visit, event, rules)
        case ev.PartGiven():
            return parts.part(visit, event, rules)
        case ev.PartOpened():
            return parts.part_opened(visit, event, rules)
        case ev.ForwardPressed():
            return _forward(visit, event, rules)
        case ev.BackPressed():
            return _back(visit, event, rules)
        case ev.FixPressed():
            return form.fix(visit, event, rules)
        case ev.AddPressed():
            return entering.add(visit, event, rules)
        case ev.EntryPressed():
            return entering.open_entry(visit, event, rules)
        case ev.RemovePressed():
            return entering.remove(visit, event, rules)
        case ev.RemoveSettled():
            return entering.remove_settled(visit, event, rules)
        case ev.ReviewTurned():
            return reviewing.turned(visit, event, rules)
        case ev.SignatureChanged():
            return signing.signature(visit, event, rules)
        case ev.CannotSignChosen():
            return signing.cannot_sign(visit, event, rules)
        case ev.ProposalSettled():
            return form.settled(visit, event, rules)
        case ev.FinishPressed():
            return anytime.finish(visit, event, rules)
        case _:
            assert_never(event)


def _of_card(visit: Visit, event: ev.FromCard, rules: Rules) -> Step:  # noqa: C901 -- one line an event
    match event:
        case ev.CardSeen():
            return card.card_seen(visit, event, rules)
        case ev.TriesCounted():
            return card.tries_counted(visit, event, rules)
        case ev.CardRefused():
            return card.card_refused(visit, event, rules)
        case ev.CardRemoved():
            return card.card_removed(visit, event, rules)
        case ev.PinMisformed():
            return card.pin_misformed(visit, event, rules)
        case ev.IdentityGiven():
            return errands.identity_given(visit, event, rules)
        case ev.IdentityByCodeGiven():
            return from_outside.by_code_given(visit, event, rules)
        case ev.EvidenceNoted():
            return from_outside.evidence_noted(visit, event, rules)
        case ev.PinWrong():
            return card.pin_wrong(visit, event, rules)
        case ev.CardFailed():
            return card.card_failed(visit, event, rules)
        case ev.CardDone():
            return card.card_done(visit, event, rules)
        case ev.CasesTold():
            return tap.cases_told(visit, event, rules)
        case ev.ProofJudged():
            return proof.judged(visit, event, rules)
        case ev.HeadquartersDidNot():
            return tap.did_not(visit, event, rules)
        case _:
            assert_never(event)


def _of_booth(visit: Visit, event: ev.FromBooth, rules: Rules) -> Step:  # noqa: C901 -- one line an event
    match event:
        case ev.Ticked():
            return anytime.ticked(visit, event, rules)
        case ev.Slept():
            return anytime.slept(visit, event, rules)
        case ev.ProofWanted():
            return proof.wanted(visit, event, rules)
        case ev.ProofDropped():
            return proof.dropped(visit, event, rules)
        case ev.Stored():
            return stored.stored(visit, event, rules)
        case ev.StoreFailed():
            return stored.store_failed(visit, event, rules)
        case ev.SlipPrinted():
            return stored.slip_printed(visit, event, rules)
        case ev.SlipFailed():
            return stored.slip_failed(visit, event, rules)
        case ev.TodoPrinted():
            return planning.on_paper(visit, event, rules)
        case ev.Received():
            return stored.received(visit, event, rules)
        case ev.ProposalMade():
            return form.proposed(visit, event, rules)
        case ev.ProposalsLeft():
            return form.proposals_left(visit, event, rules)
        case ev.SlotsTold():
            return slots.told(visit, event, rules)
        case ev.SlotHeld():
            return slots.held(visit, event, rules)
        case ev.SlotTaken():
            return slots.taken(visit, event, rules)
        case ev.CallOver():
            return form.call_over(visit, event, rules)
        case ev.ServiceStopped():
            return anytime.service_stopped(visit, event, rules)
        case ev.ServiceResumed():
            return anytime.service_resumed(visit, event, rules)
        case _:
            assert_never(event)


def _forward(visit: Visit, event: ev.ForwardPressed, rules: Rules) -> Step:
    if isinstance(visit.stage, WaitingForCard):
        return card.forward(visit, event, rules)
    if isinstance(visit.stage, Preparing):
        return errands.prepared(visit, event, rules)
    if isinstance(visit.stage, Reviewing | Signing | NotHandedIn):
        return signing.forward(visit, event, rules)
    if isinstance(visit.stage, HandedIn):
        return planning.forward(visit, event, rules)
    return form.forward(visit, event, rules)


def _back(visit: Visit, event: ev.BackPressed, rules: Rules) -> Step:
    if isinstance(
        visit.stage, Preparing | WaitingForCard | CountingTries | ConfirmingLastTry | EnteringPin | EnteringPassword
    ):
        return errands.back(visit, event, rules)
    if isinstance(visit.stage, Planning):
        return planning.back(visit)
    return form.back(visit, event, rules)


_NOT_TOUCHES: Final = (
    ev.Ticked,
    ev.Slept,
    ev.CardRefused,
    ev.Received,
    ev.CallOver,
    ev.ProposalMade,
    ev.ProposalsLeft,
    ev.SlotsTold,
    ev.SlotHeld,
    ev.SlotTaken,
    ev.IdentityByCodeGiven,
    ev.EvidenceNoted,
    ev.SlipPrinted,
    ev.SlipFailed,
    ev.TodoPrinted,
    ev.ServiceStopped,
    ev.ServiceResumed,
)
