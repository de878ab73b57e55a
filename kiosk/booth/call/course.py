"""Rules for the course of a call: pressed, queued, answered, handed to another person, ended."""

from dataclasses import replace
from typing import Final

from kiosk.booth.call import card, form, picture
from kiosk.booth.call import commands as do
from kiosk.booth.call import events as ev
from kiosk.booth.call.state import Call, NoCall, Over, Place, Pressed, Ringing, Step, Talking, go, stay
from kiosk.protocol import calls
from kiosk.protocol.calls import EndReason

WITHOUT_LINE_S: Final = 60.0
"""As long as headquarters keeps the place of a booth whose line broke."""
ALONE_S: Final = 120.0
"""By then headquarters has found that the line is gone, kept the place, and told staff that the call is over."""


def pressed(call: Call, event: ev.CallPressed) -> Step:
    """職員をよぶ: rings, or says at once that nobody can be reached."""
    if isinstance(call.stage, Talking):
        return go(call, replace(call.stage, place=Place.FRONT))
    if isinstance(call.stage, Ringing):
        return stay(call)
    if not call.online:
        return go(call, Over(EndReason.LOST))
    if not event.able:
        return go(call, Over(EndReason.REFUSED))
    wanted = calls.CallRequested(call_id=event.call_id, topic=event.topic, language=event.language)
    call = replace(call, pressed=Pressed(event.topic, event.language, event.at_s), without=())
    return go(call, Ringing(event.call_id), do.StartMedia(), do.Send(wanted))


def queued(call: Call, event: calls.CallQueued) -> Step:
    """The first time the offer is made, so that the answer finds it ready; then only the place moves up."""
    stage = call.stage
    if not isinstance(stage, Ringing):
        return stay(call)
    first = stage.attempt == 0
    call = replace(call, pressed=replace(call.pressed, waiting_number=event.waiting_number))
    after = replace(
        stage,
        waiting_number=event.waiting_number,
        ahead=event.ahead,
        attempt=1 if first else stage.attempt,
        ice_servers=event.ice_servers or stage.ice_servers,
        language_spoken=event.language_spoken,
    )
    return go(call, after, *([do.MakeOffer(1, event.ice_servers)] if first else []))


def answered(call: Call, event: calls.CallAnswered) -> Step:
    """Somebody answered; or somebody else has the call now, under a later epoch, and needs an offer of their own. The
    place in the queue, with which the first offer is made, may have been lost on the way.
    """
    stage = call.stage
    if isinstance(stage, Ringing):
        offer = [] if stage.attempt else [do.MakeOffer(1, event.ice_servers)]
        talking = Talking(
            event.call_id,
            event.epoch,
            event.staff,
            stage.attempt or 1,
            event.ice_servers,
            language_spoken=event.language_spoken,
        )
        return go(call, talking, *offer)
    if not isinstance(stage, Talking) or event.epoch < stage.epoch:
        return stay(call)
    if event.epoch == stage.epoch:
        return picture.line_came_back(call, stage, event.ice_servers)
    moved = replace(
        stage,
        epoch=event.epoch,
        staff=event.staff,
        ice_servers=event.ice_servers,
        card=None,
        language_spoken=event.language_spoken,
        asks_heard=0,
        proposed=(),
        settled=(),
    )
    after, commands = picture.anew(call, moved)
    drawn = calls.PinCurtain(call_id=moved.call_id, epoch=moved.epoch, drawn=True)
    return after, (do.Send(drawn), *commands) if call.curtain else commands


def hung_up(call: Call) -> Step:
    """おわる, or やめる while it rings."""
    stage = call.stage
    if isinstance(stage, Ringing):
        return go(call, NoCall(), do.Send(calls.CallCancelled(call_id=stage.call_id)), do.EndMedia())
    if isinstance(stage, Talking):
        said = do.Send(calls.CallHungUp(call_id=stage.call_id, epoch=stage.epoch))
        return go(call, Over(EndReason.BOOTH_HUNG_UP), said, do.EndMedia())
    return go(call, NoCall())


def ended(call: Call, reason: EndReason) -> Step:
    """Headquarters ended the call, or does not take it."""
    return go(call, Over(reason), do.EndMedia())


def dismissed(call: Call) -> Step:
    """つづける."""
    return go(call, NoCall()) if isinstance(call.stage, Over) else stay(call)


def line_changed(call: Call, event: ev.LinkChanged) -> Step:
    """Whoever waits keeps waiting for the line, whoever talks needs none; what is true now is said when it is back."""
    after, stage = replace(call, online=event.online, offline_since_s=None), call.stage
    if isinstance(stage, Talking):
        after = replace(after, stage=replace(stage, staff_number=0))
    after, commands = card.line_changed(after)
    return after, (*form.line_changed(after), *commands)


def time_passed(call: Call, at_s: float) -> Step:
    """Who waits without a line for longer than headquarters keeps their place is told so, and so is whoever has neither
    a line nor picture or sound of staff. As long as something of them arrives a call needs no headquarters.
    """
    if call.online or not call.active:
        return picture.time_passed(call, at_s)
    since_s = at_s if call.offline_since_s is None else call.offline_since_s
    after, commands = picture.time_passed(replace(call, offline_since_s=since_s), at_s)
    stage = after.stage
    if isinstance(stage, Talking):
        alone_since_s = max(since_s, stage.broken_since_s or since_s) if picture.is_away(stage) else at_s
        over = at_s - alone_since_s >= ALONE_S
    else:
        over = at_s - since_s >= WITHOUT_LINE_S
    return go(after, Over(EndReason.LOST), do.EndMedia()) if over else (after, commands)
