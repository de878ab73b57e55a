"""A call as the booth sees it, pure: ``decide(call, event) -> (call, commands)``.

The booth makes its media offer while it waits, so that staff's answer finds it ready. `attempt` counts peer
connections under one call: when the media child dies or the picture stays away, a new offer with the next attempt
brings it back in the same call and epoch. Whatever comes with an older epoch or attempt is dropped.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from kiosk.booth import call_events as ev
from kiosk.protocol import calls
from kiosk.protocol.calls import EndReason, IceServer, StaffShown


@dataclass(frozen=True)
class NoCall:
    """Nobody was called."""


@dataclass(frozen=True)
class Ringing:
    """Waiting for staff. `waiting_number` is None until headquarters took the call."""

    call_id: str
    waiting_number: int | None = None
    ahead: int = 0
    attempt: int = 0
    ice_servers: tuple[IceServer, ...] = ()


@dataclass(frozen=True)
class Talking:
    """A staff member answered. `connected` is said by headquarters once both ends decoded a frame."""

    call_id: str
    epoch: int
    staff: StaffShown
    attempt: int
    ice_servers: tuple[IceServer, ...] = ()
    connected: bool = False
    picture: bool = False
    reconnecting: bool = False
    form_asked: bool = False
    form_shown: bool = False
    muted: bool = False
    narrow_line: bool = False
    in_front: bool = True


@dataclass(frozen=True)
class Over:
    """The call ended; the resident reads why and goes on."""

    reason: EndReason


Stage = NoCall | Ringing | Talking | Over


@dataclass(frozen=True)
class Call:
    """The booth's side of calling: the stage, and whether headquarters can be reached at all."""

    stage: Stage = NoCall()
    online: bool = False

    @property
    def active(self) -> bool:
        """Whether somebody is being called or talked to."""
        return isinstance(self.stage, Ringing | Talking)


Step = tuple[Call, tuple[ev.Command, ...]]
_NOTHING: Final[tuple[ev.Command, ...]] = ()


def decide(call: Call, event: ev.Event) -> Step:
    """The next state of `call` after `event`, and what has to be done about it."""
    return _RULES[type(event)](call, event)


def _go(call: Call, stage: Stage, *commands: ev.Command) -> Step:
    return replace(call, stage=stage), commands


def _pressed(call: Call, event: ev.CallPressed) -> Step:
    if isinstance(call.stage, Talking):
        return _go(call, replace(call.stage, in_front=True))
    if isinstance(call.stage, Ringing):
        return call, _NOTHING
    if not call.online:
        return _go(call, Over(EndReason.LOST))
    wish = calls.CallRequested(call_id=event.call_id, topic=event.topic, language=event.language)
    return _go(call, Ringing(event.call_id), ev.StartMedia(), ev.Send(wish))


def _queued(call: Call, event: ev.Queued) -> Step:
    stage, message = call.stage, event.message
    if not isinstance(stage, Ringing) or stage.call_id != message.call_id:
        return call, _NOTHING
    first = stage.attempt == 0
    after = replace(
        stage,
        waiting_number=message.waiting_number,
        ahead=message.ahead,
        attempt=1 if first else stage.attempt,
        ice_servers=message.ice_servers or stage.ice_servers,
    )
    return _go(call, after, *([ev.MakeOffer(1, message.ice_servers)] if first else []))


def _offer_made(call: Call, event: ev.OfferMade) -> Step:
    stage = call.stage
    if not isinstance(stage, Ringing | Talking) or event.attempt != stage.attempt:
        return call, _NOTHING
    epoch = stage.epoch if isinstance(stage, Talking) else 0
    offer = calls.MediaOffer(call_id=stage.call_id, epoch=epoch, attempt=event.attempt, sdp=event.sdp)
    return call, (ev.Send(offer),)


def _answered(call: Call, event: ev.Answered) -> Step:
    stage, message = call.stage, event.message
    if isinstance(stage, Ringing) and stage.call_id == message.call_id:
        talking = Talking(message.call_id, message.epoch, message.staff, stage.attempt, message.ice_servers)
        return _go(call, talking)
    if isinstance(stage, Talking) and stage.call_id == message.call_id and message.epoch > stage.epoch:
        moved = replace(stage, epoch=message.epoch, staff=message.staff, ice_servers=message.ice_servers)
        return _new_attempt(call, moved)
    return call, _NOTHING


def _new_attempt(call: Call, stage: Talking) -> Step:
    after = replace(stage, attempt=stage.attempt + 1, picture=False, reconnecting=True)
    return _go(call, after, ev.MakeOffer(after.attempt, after.ice_servers))


def _media_answer(call: Call, event: ev.MediaAnswered) -> Step:
    stage, message = call.stage, event.message
    if not isinstance(stage, Talking) or (stage.epoch, stage.attempt) != (message.epoch, message.attempt):
        return call, _NOTHING
    return call, (ev.TakeAnswer(message.attempt, message.sdp),)


def _candidate(call: Call, event: ev.CandidateArrived) -> Step:
    stage, message = call.stage, event.message
    if not isinstance(stage, Talking) or (stage.epoch, stage.attempt) != (message.epoch, message.attempt):
        return call, _NOTHING
    return call, (ev.TakeCandidate(message),)


def _first_frame(call: Call, event: ev.FirstFrameSeen) -> Step:
    stage = call.stage
    if not isinstance(stage, Talking) or event.attempt != stage.attempt:
        return call, _NOTHING
    said = calls.MediaConnected(call_id=stage.call_id, epoch=stage.epoch, attempt=stage.attempt)
    return _go(call, replace(stage, picture=True, reconnecting=False), ev.Send(said))


def _both_connected(call: Call, event: ev.BothConnected) -> Step:
    stage = call.stage
    if isinstance(stage, Talking) and stage.epoch == event.message.epoch:
        return _go(call, replace(stage, connected=True))
    return call, _NOTHING


def _media_gone(call: Call, _event: ev.MediaGone) -> Step:
    if isinstance(call.stage, Talking):
        return _new_attempt(call, call.stage)
    if isinstance(call.stage, Ringing) and call.stage.attempt:
        again = replace(call.stage, attempt=call.stage.attempt + 1)
        return _go(call, again, ev.MakeOffer(again.attempt, again.ice_servers))
    return call, _NOTHING


def _picture_stalled(call: Call, event: ev.PictureStalled) -> Step:
    if isinstance(call.stage, Talking) and event.attempt == call.stage.attempt:
        return _go(call, replace(call.stage, reconnecting=True))
    return call, _NOTHING


def _picture_lost(call: Call, event: ev.PictureLost) -> Step:
    if isinstance(call.stage, Talking) and event.attempt == call.stage.attempt:
        return _new_attempt(call, call.stage)
    return call, _NOTHING


def _picture_back(call: Call, event: ev.PictureBack) -> Step:
    if isinstance(call.stage, Talking) and event.attempt == call.stage.attempt:
        return _go(call, replace(call.stage, reconnecting=False, narrow_line=event.narrow))
    return call, _NOTHING


def _hang_up(call: Call, _event: ev.HangUpPressed) -> Step:
    stage = call.stage
    if isinstance(stage, Ringing):
        wish = ev.Send(calls.CallCancelled(call_id=stage.call_id))
        return _go(call, NoCall(), wish, ev.EndMedia())
    if isinstance(stage, Talking):
        wish = ev.Send(calls.CallHungUp(call_id=stage.call_id, epoch=stage.epoch))
        return _go(call, Over(EndReason.BOOTH_HUNG_UP), wish, ev.EndMedia())
    return _go(call, NoCall())


def _ended(call: Call, event: ev.Ended) -> Step:
    stage, message = call.stage, event.message
    if not isinstance(stage, Ringing | Talking) or stage.call_id != message.call_id:
        return call, _NOTHING
    return _go(call, Over(message.reason), ev.EndMedia())


def _form_asked(call: Call, event: ev.FormAsked) -> Step:
    stage = call.stage
    if isinstance(stage, Talking) and stage.epoch == event.message.epoch and not stage.form_shown:
        return _go(call, replace(stage, form_asked=True, in_front=True))
    return call, _NOTHING


def _form_agreed(call: Call, event: ev.FormAgreed) -> Step:
    stage = call.stage
    if not isinstance(stage, Talking):
        return call, _NOTHING
    after = replace(stage, form_asked=False, form_shown=event.agreed)
    return _go(call, after, ev.ShowForm() if event.agreed else ev.HideForm())


def _muted(call: Call, event: ev.MutePressed) -> Step:
    if not isinstance(call.stage, Talking):
        return call, _NOTHING
    return _go(call, replace(call.stage, muted=event.on), ev.Mute(event.on))


def _front(call: Call, event: ev.FrontChosen) -> Step:
    if not isinstance(call.stage, Talking):
        return call, _NOTHING
    return _go(call, replace(call.stage, in_front=event.call))


def _curtain(call: Call, event: ev.CurtainMoved) -> Step:
    stage = call.stage
    commands: tuple[ev.Command, ...] = (ev.DrawMediaCurtain(event.drawn),)
    if isinstance(stage, Talking):
        said = calls.PinCurtain(call_id=stage.call_id, epoch=stage.epoch, drawn=event.drawn)
        commands = (*commands, ev.Send(said))
    return call, commands


def _dismissed(call: Call, _event: ev.Dismissed) -> Step:
    return _go(call, NoCall()) if isinstance(call.stage, Over) else (call, _NOTHING)


def _link(call: Call, event: ev.LinkChanged) -> Step:
    after = replace(call, online=event.online)
    if not event.online and isinstance(call.stage, Ringing):
        return _go(after, Over(EndReason.LOST), ev.EndMedia())
    return after, _NOTHING


def _refused(call: Call, event: ev.CallRefused) -> Step:
    stage = call.stage
    if not isinstance(stage, Ringing | Talking) or event.call_id != stage.call_id:
        return call, _NOTHING
    return _go(call, Over(EndReason.REFUSED), ev.EndMedia())


_RULES: Final[Mapping[type, Callable[[Call, Any], Step]]] = {
    ev.CallPressed: _pressed,
    ev.Queued: _queued,
    ev.OfferMade: _offer_made,
    ev.Answered: _answered,
    ev.MediaAnswered: _media_answer,
    ev.CandidateArrived: _candidate,
    ev.FirstFrameSeen: _first_frame,
    ev.BothConnected: _both_connected,
    ev.MediaGone: _media_gone,
    ev.PictureStalled: _picture_stalled,
    ev.PictureLost: _picture_lost,
    ev.PictureBack: _picture_back,
    ev.HangUpPressed: _hang_up,
    ev.Ended: _ended,
    ev.FormAsked: _form_asked,
    ev.FormAgreed: _form_agreed,
    ev.MutePressed: _muted,
    ev.FrontChosen: _front,
    ev.CurtainMoved: _curtain,
    ev.Dismissed: _dismissed,
    ev.LinkChanged: _link,
    ev.CallRefused: _refused,
}
