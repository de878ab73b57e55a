"""The desk of a shelter as a pure state machine: ``decide(desk, event) -> (desk, commands)``.

An event that does not fit the screen changes nothing. Nobody is refused: where a card cannot be read there is the
number, where that is unknown there is the desk, and whoever is new comes in by a touch.
"""

from dataclasses import replace
from typing import Final, assert_never

from kiosk.applications.reference import with_digits
from kiosk.booth.shelter import commands as do
from kiosk.booth.shelter import events as ev
from kiosk.booth.shelter import hosting
from kiosk.booth.shelter.desk import (
    DIGITS,
    Asking,
    AtDesk,
    Away,
    Desk,
    Ending,
    EnteringCode,
    Failed,
    Found,
    Home,
    Looking,
    Moved,
    Phase,
    Reading,
    Stage,
    Step,
    Working,
    go,
    shown,
    stay,
)
from kiosk.shelter.records import Record
from kiosk.shelter.register import Household

MOVED_S: Final = 8.0
"""How long 行ってらっしゃい stays."""
QUIET_S: Final = 60.0
QUIET_AT_DESK_S: Final = 180.0
_TOUCHES: Final = (
    ev.EnterChosen | ev.MoveChosen | ev.OthersChosen | ev.DigitPressed | ev.DigitErased | ev.WhereChosen
    | ev.HostCame | ev.CodeEntered
    | ev.LookChosen | ev.RowChosen | ev.Turned | ev.PrintChosen | ev.ExchangeChosen | ev.EndChosen | ev.BackPressed
    | ev.CardSeen
)  # fmt: skip


def decide(desk: Desk, event: ev.Event) -> Step:
    """The next state after `event`, and what has to be done about it."""
    if isinstance(event, _TOUCHES):
        desk = replace(desk, touched_at_s=desk.now_s)
    before = desk.stage
    after, commands = _judged(desk, event)
    if isinstance(before, EnteringCode | Ending) and not isinstance(after.stage, EnteringCode | Ending | Working):
        commands = (*commands, do.WipeCode())
    return after, commands


def _judged(desk: Desk, event: ev.Event) -> Step:  # noqa: C901 -- one line an event
    match event:
        case ev.KeptRead():
            return _kept_read(desk, event)
        case ev.Ticked():
            return _ticked(desk, event)
        case ev.Slept():
            return stay(desk) if isinstance(desk.stage, Working) else _home(desk)
        case ev.CardSeen() | ev.CardGone() | ev.MarkRead() | ev.MarkFailed():
            return _card(desk, event)
        case ev.EnterChosen():
            return _enter(desk)
        case ev.MoveChosen():
            return _ask(desk) if isinstance(desk.stage, Home) else stay(desk)
        case ev.OthersChosen():
            return go(desk, Away()) if isinstance(desk.stage, Home) else stay(desk)
        case ev.DigitPressed() | ev.DigitErased():
            return _digit(desk, event)
        case ev.WhereChosen():
            return _where(desk, event)
        case ev.HostCame() | ev.CodeEntered() | ev.CodeRight() | ev.CodeWrong():
            return hosting.code(desk, event)
        case ev.BackPressed():
            return _back(desk)
        case ev.Arrived(record=record):
            return _known(replace(desk, marks=()), record)
        case ev.Written() | ev.NotWritten():
            return _written(desk, event)
        case ev.Told(told=told):
            return stay(replace(desk, told=told))
        case ev.Ended():
            return Desk(Phase.READY, desk.name, desk.key, prefix=desk.prefix, now_s=desk.now_s), ()
        case _:
            return hosting.at_desk(desk, event)


def _kept_read(desk: Desk, event: ev.KeptRead) -> Step:
    same = event.key == desk.key
    if event.phase is desk.phase and same:
        told = event.told if desk.locked else desk.told
        return stay(replace(desk, name=event.name, told=told, prefix=event.prefix))
    fresh = Desk(event.phase, event.name, event.key, told=event.told, prefix=event.prefix, now_s=desk.now_s)
    if same and isinstance(desk.stage, EnteringCode | Working) and event.phase is Phase.OPEN:  # a code is judged
        return stay(replace(fresh, stage=desk.stage, wrong=desk.wrong, wait_until_s=desk.wait_until_s))
    return stay(fresh)


def _ticked(desk: Desk, event: ev.Ticked) -> Step:
    begun = desk.touched_at_s if desk.now_s else event.now_s  # a touch before the first tick was just now
    desk = replace(desk, now_s=event.now_s, touched_at_s=begun)
    if not event.free:
        stage = Home() if isinstance(desk.stage, Away) else desk.stage
        return stay(replace(desk, touched_at_s=event.now_s, stage=stage))
    if isinstance(desk.stage, Home):
        return stay(replace(desk, marks=()))  # whoever came by this card is through, or gave up
    if isinstance(desk.stage, Moved):
        return _home(desk) if event.now_s >= desk.stage.until_s else stay(desk)
    if isinstance(desk.stage, Working):
        return stay(desk)
    at_desk = isinstance(desk.stage, AtDesk | Looking | Ending)
    quiet = event.now_s - desk.touched_at_s >= (QUIET_AT_DESK_S if at_desk else QUIET_S)
    return _home(desk) if quiet else stay(desk)


def _home(desk: Desk, *commands: do.Command) -> Step:
    return go(desk, Home(), *commands, marks=())


# -- who it is ------------------------------------------------------------------------------------------------------


def _enter(desk: Desk) -> Step:
    """入る, also for a card that nobody knows yet."""
    if isinstance(desk.stage, Found) and desk.stage.arrivable:
        return go(desk, Home(), do.BeginArrival())
    return _home(desk, do.BeginArrival()) if isinstance(desk.stage, Home) and desk.phase is Phase.OPEN else stay(desk)


def _ask(desk: Desk) -> Step:
    """A card that lies there already is read at once."""
    if desk.insertion:
        return go(desk, Reading(from_home=False), do.ReadMark(desk.insertion))
    return go(desk, Asking())


def _card(desk: Desk, event: ev.CardSeen | ev.CardGone | ev.MarkRead | ev.MarkFailed) -> Step:
    match event:
        case ev.CardGone():
            return stay(replace(desk, insertion=0))
        case ev.CardSeen(insertion=insertion):
            desk = replace(desk, insertion=insertion)
            if desk.phase is Phase.OPEN and isinstance(desk.stage, Home | Asking):
                return go(desk, Reading(isinstance(desk.stage, Home)), do.ReadMark(insertion), marks=())
            return stay(desk)
        case _ if not isinstance(desk.stage, Reading) or event.insertion != desk.insertion:
            if isinstance(desk.stage, Reading) and not desk.insertion:  # pulled before it was read
                return go(desk, Asking(trouble="card"))
            return stay(desk)
        case ev.MarkFailed():
            return go(desk, Asking(trouble="card"))
        case ev.MarkRead(marks=marks):
            return _with_marks(desk, marks, new=desk.stage.from_home)
        case _:
            assert_never(event)


def _with_marks(desk: Desk, marks: tuple[str, ...], *, new: bool) -> Step:
    """Whose card it is. From the first screen a card nobody knows begins an arrival, which it will be known by.

    Example:
        The register is locked after a cut of power: out, back or new, whoever holds the card says.
    """
    if desk.register is None:
        return go(desk, Found(blind=True, arrivable=True), marks=marks)
    found = desk.register.with_marks(marks)
    if found:
        return go(desk, _found(found), marks=marks)
    return go(desk, Home(), do.BeginArrival(), marks=marks) if new else go(desk, Asking(trouble="unknown_card"))


def _digit(desk: Desk, event: ev.DigitPressed | ev.DigitErased) -> Step:
    if not isinstance(desk.stage, Asking):
        return stay(desk)
    typed = desk.stage.typed
    if isinstance(event, ev.DigitErased):
        return go(desk, Asking(typed[:-1]))
    if not 0 <= event.digit <= 9 or len(typed) >= DIGITS:
        return stay(desk)
    typed += str(event.digit)
    return go(desk, Asking(typed)) if len(typed) < DIGITS else _with_number(desk, typed)


def _with_number(desk: Desk, digits: str) -> Step:
    if desk.register is None:
        return go(desk, Found(blind=True, number=digits))
    found = desk.register.with_reference(digits)
    return go(desk, _found(found, digits)) if found else go(desk, Asking(trouble="unknown_number"))


def _found(found: tuple[Household, ...], number: str = "") -> Found:
    return Found(tuple(shown(one) for one in found[:2]), number=number)


# -- out and back ---------------------------------------------------------------------------------------------------


def _where(desk: Desk, event: ev.WhereChosen) -> Step:
    stage = desk.stage
    if isinstance(stage, Looking):
        known = desk.register.household(event.household) if desk.register else None
        move = do.Move(event.where, known.id, known.reference, quiet=True) if known else None
        return go(desk, Working(stage), move) if move else stay(desk)
    if not isinstance(stage, Found):
        return stay(desk)
    if stage.blind:
        reference = with_digits(desk.prefix, stage.number) if stage.number else ""
        return go(desk, Working(stage), do.Move(event.where, reference=reference, marks=desk.marks))
    chosen = next((one for one in stage.families if one.household == event.household), None)
    if chosen is None:
        return stay(desk)
    return go(desk, Working(stage), do.Move(event.where, chosen.household, chosen.reference, desk.marks))


def _written(desk: Desk, event: ev.Written | ev.NotWritten) -> Step:
    if not isinstance(desk.stage, Working):
        return stay(desk) if isinstance(event, ev.NotWritten) else _known(desk, event.record)
    if isinstance(event, ev.NotWritten):
        return go(desk, Failed())
    desk, commands = _known(desk, event.record)
    if event.quiet and isinstance(desk.stage, Working):
        return go(desk, desk.stage.back, *commands)
    assert event.record.moved is not None
    return go(desk, Moved(event.record.moved, desk.now_s + MOVED_S), *commands, marks=())


def _known(desk: Desk, record: Record) -> Step:
    """A record that was just written stands in the register, too, where that is open."""
    if desk.register is None:
        return replace(desk), (do.Tell(),)
    return replace(desk, register=desk.register.with_records([record])), (do.Tell(),)


def _back(desk: Desk) -> Step:
    stage: Stage = desk.stage
    if isinstance(stage, Looking):
        return go(desk, Looking() if stage.row else AtDesk())
    if isinstance(stage, Ending):
        return go(desk, AtDesk())
    return stay(desk) if isinstance(stage, Home | Working | Reading) else _home(desk)
