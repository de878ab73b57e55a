"""A call as the booth sees it, pure: ``decide(call, event) -> (call, commands)``.

The booth makes its media offer while it waits, so that staff's answer finds it ready. `attempt` counts peer
connections under one call: when the media child dies or the picture stays away, a new offer with the next attempt
brings it back in the same call and epoch. Whatever comes with an older epoch or attempt is dropped.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from kiosk.booth.call import card
from kiosk.booth.call import events as ev
from kiosk.booth.call.state import Call, CardTurn, NoCall, Over, Ringing, Stage, Step, Talking, go, stay
from kiosk.protocol import calls
from kiosk.protocol.calls import EndReason

__all__ = ["Call", "CardTurn", "NoCall", "Over", "Ringing", "Stage", "Talking", "decide"]


def decide(call: Call, event: ev.Event) -> Step:
    """The next state of `call` after `event`, and what has to be done about it."""
    after, commands = _RULES[type(event)](call, event)
    commands = (*card.dropped(call, after, event), *commands)
    curtain = _curtain_between(call, after)  # drawn before anything else, opened after everything else
    return after, (*curtain, *commands) if after.curtain else (*commands, *curtain)


def _curtain_between(before: Call, after: Call) -> tuple[ev.Command, ...]:
    """The curtain is drawn exactly while a PIN pad can be touched; staff hear of it."""
    if before.curtain == after.curtain:
        return ()
    draw, stage = ev.DrawMediaCurtain(after.curtain), after.stage
    if not isinstance(stage, Talking):
        return (draw,)
    said = calls.PinCurtain(call_id=stage.call_id, epoch=stage.epoch, drawn=after.curtain)
    return draw, ev.Send(said)


def _pressed(call: Call, event: ev.CallPressed) -> Step:
    if isinstance(call.stage, Talking):
        return go(call, replace(call.stage, in_front=True))
    if isinstance(call.stage, Ringing):
        return stay(call)
    if not call.online:
        return go(call, Over(EndReason.LOST))
    wish = calls.CallRequested(call_id=event.call_id, topic=event.topic, language=event.language)
    return go(call, Ringing(event.call_id), ev.StartMedia(), ev.Send(wish))


def _queued(call: Call, event: ev.Queued) -> Step:
    stage, message = call.stage, event.message
    if not isinstance(stage, Ringing) or stage.call_id != message.call_id:
        return stay(call)
    first = stage.attempt == 0
    after = replace(
        stage,
        waiting_number=message.waiting_number,
        ahead=message.ahead,
        attempt=1 if first else stage.attempt,
        ice_servers=message.ice_servers or stage.ice_servers,
        language_spoken=message.language_spoken,
    )
    return go(call, after, *([ev.MakeOffer(1, message.ice_servers)] if first else []))


def _offer_made(call: Call, event: ev.OfferMade) -> Step:
    stage = call.stage
    if not isinstance(stage, Ringing | Talking) or event.attempt != stage.attempt:
        return stay(call)
    epoch = stage.epoch if isinstance(stage, Talking) else 0
    offer = calls.MediaOffer(call_id=stage.call_id, epoch=epoch, attempt=event.attempt, sdp=event.sdp)
    return call, (ev.Send(offer),)


def _answered(call: Call, event: ev.Answered) -> Step:
    stage, message = call.stage, event.message
    if isinstance(stage, Ringing) and stage.call_id == message.call_id:
        talking = Talking(
            message.call_id,
            message.epoch,
            message.staff,
            stage.attempt,
            message.ice_servers,
            language_spoken=message.language_spoken,
        )
        return go(call, talking)
    if isinstance(stage, Talking) and stage.call_id == message.call_id and message.epoch > stage.epoch:
        moved = replace(stage, epoch=message.epoch, staff=message.staff, ice_servers=message.ice_servers, card=None)
        moved = replace(moved, language_spoken=message.language_spoken)
        after, commands = _new_attempt(call, moved)
        drawn = calls.PinCurtain(call_id=moved.call_id, epoch=moved.epoch, drawn=True)
        return after, (ev.Send(drawn), *commands) if call.curtain else commands
    return stay(call)


def _new_attempt(call: Call, stage: Talking) -> Step:
    after = replace(stage, attempt=stage.attempt + 1, picture=False, reconnecting=True)
    return go(call, after, ev.MakeOffer(after.attempt, after.ice_servers))


def _media_answer(call: Call, event: ev.MediaAnswered) -> Step:
    stage, message = call.stage, event.message
    if not isinstance(stage, Talking) or (stage.epoch, stage.attempt) != (message.epoch, message.attempt):
        return stay(call)
    return call, (ev.TakeAnswer(message.attempt, message.sdp),)


def _candidate(call: Call, event: ev.CandidateArrived) -> Step:
    stage, message = call.stage, event.message
    if not isinstance(stage, Talking) or (stage.epoch, stage.attempt) != (message.epoch, message.attempt):
        return stay(call)
    return call, (ev.TakeCandidate(message),)


def _first_frame(call: Call, event: ev.FirstFrameSeen) -> Step:
    stage = call.stage
    if not isinstance(stage, Talking) or event.attempt != stage.attempt:
        return stay(call)
    said = calls.MediaConnected(call_id=stage.call_id, epoch=stage.epoch, attempt=stage.attempt)
    return go(call, replace(stage, picture=True, reconnecting=False), ev.Send(said))


def _both_connected(call: Call, event: ev.BothConnected) -> Step:
    stage = call.stage
    if isinstance(stage, Talking) and stage.epoch == event.message.epoch:
        return go(call, replace(stage, connected=True))
    return stay(call)


def _media_gone(call: Call, _event: ev.MediaGone) -> Step:
    if isinstance(call.stage, Talking):
        return _new_attempt(call, call.stage)
    if isinstance(call.stage, Ringing) and call.stage.attempt:
        again = replace(call.stage, attempt=call.stage.attempt + 1)
        return go(call, again, ev.MakeOffer(again.attempt, again.ice_servers))
    return stay(call)


def _picture_stalled(call: Call, event: ev.PictureStalled) -> Step:
    if isinstance(call.stage, Talking) and event.attempt == call.stage.attempt:
        return go(call, replace(call.stage, reconnecting=True))
    return stay(call)


def _picture_lost(call: Call, event: ev.PictureLost) -> Step:
    if isinstance(call.stage, Talking) and event.attempt == call.stage.attempt:
        return _new_attempt(call, call.stage)
    return stay(call)


def _picture_back(call: Call, event: ev.PictureBack) -> Step:
    if isinstance(call.stage, Talking) and event.attempt == call.stage.attempt:
        return go(call, replace(call.stage, reconnecting=False, narrow_line=event.narrow))
    return stay(call)


def _hang_up(call: Call, _event: ev.HangUpPressed) -> Step:
    stage = call.stage
    if isinstance(stage, Ringing):
        wish = ev.Send(calls.CallCancelled(call_id=stage.call_id))
        return go(call, NoCall(), wish, ev.EndMedia())
    if isinstance(stage, Talking):
        wish = ev.Send(calls.CallHungUp(call_id=stage.call_id, epoch=stage.epoch))
        return go(call, Over(EndReason.BOOTH_HUNG_UP), wish, ev.EndMedia())
    return go(call, NoCall())


def _ended(call: Call, event: ev.Ended) -> Step:
    stage, message = call.stage, event.message
    if not isinstance(stage, Ringing | Talking) or stage.call_id != message.call_id:
        return stay(call)
    return go(call, Over(message.reason), ev.EndMedia())


def _form_asked(call: Call, event: ev.FormAsked) -> Step:
    stage = call.stage
    if isinstance(stage, Talking) and stage.epoch == event.message.epoch and not stage.form_shown:
        return go(call, replace(stage, form_asked=True, in_front=True))
    return stay(call)


def _form_agreed(call: Call, event: ev.FormAgreed) -> Step:
    stage = call.stage
    if not isinstance(stage, Talking):
        return stay(call)
    after = replace(stage, form_asked=False, form_shown=event.agreed)
    return go(call, after, ev.ShowForm() if event.agreed else ev.HideForm())


def _muted(call: Call, event: ev.MutePressed) -> Step:
    if not isinstance(call.stage, Talking):
        return stay(call)
    return go(call, replace(call.stage, muted=event.on), ev.Mute(event.on))


def _front(call: Call, event: ev.FrontChosen) -> Step:
    if not isinstance(call.stage, Talking):
        return stay(call)
    return go(call, replace(call.stage, in_front=event.call, back=False))


def _pad(call: Call, event: ev.CurtainMoved) -> Step:
    """A PIN pad makes the call small, and the face comes back when it leaves."""
    stage = call.stage
    call = replace(call, pad=event.drawn)
    if not isinstance(stage, Talking):
        return stay(call)
    if event.drawn:
        return go(call, replace(stage, in_front=False, back=stage.in_front or stage.back))
    return go(call, replace(stage, in_front=stage.in_front or stage.back or card.waits(stage), back=False))


def _dismissed(call: Call, _event: ev.Dismissed) -> Step:
    return go(call, NoCall()) if isinstance(call.stage, Over) else stay(call)


def _link(call: Call, event: ev.LinkChanged) -> Step:
    after = replace(call, online=event.online)
    if not event.online and isinstance(call.stage, Ringing):
        return go(after, Over(EndReason.LOST), ev.EndMedia())
    return card.line_changed(after)


def _refused(call: Call, event: ev.CallRefused) -> Step:
    stage = call.stage
    if not isinstance(stage, Ringing | Talking) or event.call_id != stage.call_id:
        return stay(call)
    return go(call, Over(EndReason.REFUSED), ev.EndMedia())


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
    ev.CurtainMoved: _pad,
    ev.Dismissed: _dismissed,
    ev.LinkChanged: _link,
    ev.CallRefused: _refused,
    ev.CardAsked: card.asked,
    ev.CardAgreed: card.agreed,
    ev.CardClosed: card.closed,
    ev.CardPlaced: card.placed,
    ev.CardLifted: card.lifted,
    ev.FaceRead: card.face_read,
    ev.FaceTold: card.face_told,
    ev.FaceNotRead: card.face_not_read,
    ev.ProofMoved: card.proof_moved,
    ev.EvidenceArrived: card.evidence_arrived,
}
