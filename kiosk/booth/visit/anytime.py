"""Rules for what can happen at any time: the clock, language and text size, finishing, the booth out of service."""

from dataclasses import replace
from typing import Final

from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.form import in_language
from kiosk.booth.visit.stages import (
    AskingHeadquarters,
    Choosing,
    CountingTries,
    Errand,
    HandedIn,
    HandingIn,
    ListingCases,
    OutOfService,
    ReadingCard,
    Welcoming,
)
from kiosk.booth.visit.state import Rules, Step, Visit, go, stay
from kiosk.booth.visit.stored import closing

COLOURS: Final = 4
_WORKING = HandingIn | ReadingCard | CountingTries | AskingHeadquarters
"""Stages that end by themselves."""


def idle_limit_s(visit: Visit, rules: Rules) -> float:
    """How long nobody may touch: longer while a card lies there, but what somebody applied for is never left open."""
    with_card = visit.card_in and not isinstance(visit.stage, ListingCases)
    return rules.idle_with_card_s if with_card else rules.idle_s


def idle_left_s(visit: Visit, rules: Rules) -> float:
    """Seconds until everything is forgotten, the warning's own included.

    Example:
        Touched last at 100 s, 180 s without a card and 45 s of warning: at 300 s there are 25 s left.
    """
    return max(0.0, visit.touched_at_s + idle_limit_s(visit, rules) + rules.warning_s - visit.now_s)


def ticked(visit: Visit, event: ev.Ticked, rules: Rules) -> Step:
    """A second passed: warn, forget, or wait on.

    Example, 180 s without a card, 600 s with one, 45 s of warning:
        Untouched for 180 s in the middle of a form: the warning; at 225 s all is forgotten. With the card on the
        reader that is 600 s and 645 s. In a call, and while a card is read, the time does not run.
    """
    visit = replace(visit, now_s=event.now_s, at=event.at)
    stage = visit.stage
    if isinstance(stage, HandedIn) and not (visit.plan and visit.plan.left):
        return _wait_for_call(visit, stage) if event.in_call else _count_down(visit, stage, rules)
    if not visit.begun(rules) or event.in_call or isinstance(stage, _WORKING):
        return replace(visit, touched_at_s=event.now_s, warned=False), ()
    quiet = event.now_s - visit.touched_at_s
    if isinstance(stage, ListingCases) and not visit.card_in and quiet >= rules.list_without_card_s:
        return _forget(visit, rules)  # whoever took the card has most likely gone
    limit = idle_limit_s(visit, rules)
    if quiet >= limit + rules.warning_s:
        return _forget(visit, rules)
    return replace(visit, warned=quiet >= limit), ()


def _wait_for_call(visit: Visit, stage: HandedIn) -> Step:
    """Forgetting would cut the call; the countdown begins anew when it is over."""
    return go(visit, replace(stage, finish_at_s=0.0))


def _count_down(visit: Visit, stage: HandedIn, rules: Rules) -> Step:
    if not stage.finish_at_s:
        return go(visit, replace(stage, finish_at_s=visit.now_s + rules.finish_s))
    held = visit.card_in and visit.now_s < stage.finish_at_s + rules.finish_with_card_s
    if visit.now_s < stage.finish_at_s or held:
        return stay(visit)
    return _forget(visit, rules)


def _forget(visit: Visit, rules: Rules) -> Step:
    fresh = replace(visit.without_anybody(), locale=rules.locale, text_size=0, colours=0, touched_at_s=visit.now_s)
    if isinstance(visit.stage, ReadingCard):
        fresh = replace(fresh, counted=False)  # perhaps the card has seen the PIN
    return go(fresh, Welcoming(), do.WipePin(), do.ForgetCard(), do.Forget())


def slept(visit: Visit, _event: ev.Slept, rules: Rules) -> Step:
    """What was on the screen belongs to somebody who was here before the machine slept; what is handed in goes on."""
    if not visit.begun(rules) or isinstance(visit.stage, HandingIn | OutOfService):
        return stay(visit)
    return _forget(visit, rules)


def finish(visit: Visit, _event: ev.FinishPressed, rules: Rules) -> Step:
    if isinstance(visit.stage, HandingIn | OutOfService) or visit.stage == ReadingCard(Errand.SIGNING):
        return stay(visit)
    return closing(visit, rules) if visit.plan and visit.plan.handed_in else _forget(visit, rules)


def language(visit: Visit, event: ev.LanguageChosen, _rules: Rules) -> Step:
    return stay(in_language(visit, event.locale))


def text_size(visit: Visit, event: ev.TextSizeChosen, _rules: Rules) -> Step:
    return replace(visit, text_size=max(0, min(3, event.size))), ()


def colours(visit: Visit, event: ev.ColoursChosen, _rules: Rules) -> Step:
    return (replace(visit, colours=event.colours) if 0 <= event.colours < COLOURS else visit), ()


def service_stopped(visit: Visit, event: ev.ServiceStopped, _rules: Rules) -> Step:
    if isinstance(visit.stage, Welcoming | Choosing | OutOfService):
        return go(visit, OutOfService(event.why))
    return stay(visit)


def service_resumed(visit: Visit, _event: ev.ServiceResumed, _rules: Rules) -> Step:
    return go(visit, Welcoming()) if isinstance(visit.stage, OutOfService) else stay(visit)
