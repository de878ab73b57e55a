"""Rules for whoever keeps a shelter's desk: the code, the lists, the stick, the end."""

from dataclasses import replace
from typing import Final

from kiosk.booth.shelter import commands as do
from kiosk.booth.shelter import events as ev
from kiosk.booth.shelter.desk import (
    Asking,
    AtDesk,
    Desk,
    Ending,
    EnteringCode,
    Home,
    Looking,
    Phase,
    Step,
    Working,
    go,
    stay,
)
from kiosk.shelter import lists

TRIES: Final = 5
WAIT_S: Final = 60.0
LONGEST_WAIT_S: Final = 3600.0


def code(desk: Desk, event: ev.HostCame | ev.CodeEntered | ev.CodeRight | ev.CodeWrong) -> Step:
    """The pad of the code, and what came of it."""
    stage = desk.stage
    if isinstance(event, ev.HostCame):
        if desk.phase is Phase.NONE or not isinstance(stage, Home | Asking):
            return stay(desk)
        return go(desk, EnteringCode(desk.phase is Phase.READY, wait_until_s=desk.wait_until_s))
    if isinstance(event, ev.CodeEntered):
        if not isinstance(stage, EnteringCode):
            return stay(desk)
        if desk.now_s < desk.wait_until_s:
            return desk, (do.WipeCode(),)
        return go(desk, Working(stage), do.JudgeCode(stage.opens))
    if not isinstance(stage, Working):
        return stay(desk)
    if isinstance(event, ev.CodeWrong):
        return _wrong(desk, event)
    return go(desk, AtDesk(), do.Tell(), register=event.register, phase=Phase.OPEN, wrong=0, wait_until_s=0.0)


def _wrong(desk: Desk, event: ev.CodeWrong) -> Step:
    """A wrong code; from the fifth on, each costs twice the waiting of the one before."""
    wrong = desk.wrong + 1
    until = desk.now_s + min(WAIT_S * 2 ** (wrong - TRIES), LONGEST_WAIT_S) if wrong >= TRIES else 0.0
    entering = EnteringCode(event.opens, wrong=True, wait_until_s=until)
    return go(desk, entering, wrong=wrong, wait_until_s=until)


def at_desk(desk: Desk, event: ev.Event) -> Step:
    """What the desk can do, and what came of it."""
    match desk.stage:
        case AtDesk() as stage:
            return _chosen(desk, stage, event)
        case Looking() as stage:
            return _looked(desk, stage, event)
        case Ending() if isinstance(event, ev.EndChosen):
            return go(desk, Working(desk.stage), do.End())
        case Working():
            return _done(desk, event)
        case _:
            return stay(desk)


def _chosen(desk: Desk, stage: AtDesk, event: ev.Event) -> Step:
    match event:
        case ev.LookChosen():
            return go(desk, Looking())
        case ev.PrintChosen(what=what):
            return go(desk, Working(stage), do.Print(what))
        case ev.ExchangeChosen():
            return go(desk, Working(stage), do.Exchange())
        case ev.EndChosen():
            return go(desk, Ending())
        case _:
            return stay(desk)


def _looked(desk: Desk, stage: Looking, event: ev.Event) -> Step:
    match event:
        case ev.RowChosen(row=row) if row in lists.EVERY:
            return go(desk, Looking(row))
        case ev.Turned(down=down, lines=lines) if lines > 0:
            first = stage.first + (lines if down else -lines)
            return go(desk, replace(stage, first=max(0, first))) if first < len(desk.found) else stay(desk)
        case _:
            return stay(desk)


def _done(desk: Desk, event: ev.Event) -> Step:
    match event:
        case ev.Printed():
            return go(desk, AtDesk("printed"))
        case ev.NotPrinted():
            return go(desk, AtDesk("not-printed"))
        case ev.Exchanged():
            register = desk.register if event.register is None else event.register
            return go(desk, AtDesk(event.said, event.families, event.booths), do.Tell(), register=register)
        case _:
            return stay(desk)
