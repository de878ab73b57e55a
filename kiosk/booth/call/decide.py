"""A call as the booth sees it, pure: ``decide(call, event) -> (call, commands)``.

The booth makes its media offer while it waits, so that staff's answer finds it ready. `attempt` counts peer
connections under one call: when the media child dies or the picture stays away, a new offer with the next attempt
brings it back in the same call and epoch. Whatever comes too late is dropped in one place, `is_late`.

Rules by subject: `course` (from the button to the end), `picture`, `form`, `card`, and here what the screen shows.
"""

from dataclasses import replace
from typing import assert_never

from kiosk.booth.call import card, course, form, picture, reconcile
from kiosk.booth.call import commands as do
from kiosk.booth.call import events as ev
from kiosk.booth.call.state import Call, CardStep, Place, Ringing, Step, Talking, go, stay
from kiosk.booth.call.told import booth_now
from kiosk.media import messages as media
from kiosk.protocol import call_state, calls, forms, identity


def decide(call: Call, event: ev.Event) -> Step:
    """The next state of `call` after `event`, and what has to be done about it."""
    if is_late(call, event):
        return call, _not_in_it(call, event)
    after, commands = _judged(call, event)
    over = (do.TellOver(),) if call.active and not after.active else ()
    commands = (*over, *card.dropped(call, after, event), *commands)
    curtain = _curtain_between(call, after)  # drawn before anything else, opened after everything else
    commands = (*curtain, *commands) if after.curtain else (*commands, *curtain)
    if after.active and after.online and not call.online:
        return after, (do.TellNow(), *commands)  # a line begins with what is true; headquarters may know nothing of it
    return after, (*commands, do.TellNow()) if _has_changed(call, after) else commands


def _has_changed(before: Call, after: Call) -> bool:
    """Whether the other side knows another state than this one."""
    return before.active and after.active and booth_now(before) != booth_now(after)


def is_late(call: Call, event: ev.Event) -> bool:
    """Whether `event` is about another call, an epoch or a peer connection before the present one."""
    stage = call.stage
    match event:
        case calls.CallQueued() | calls.CallAnswered() | calls.CallEnded() | calls.RelayRenewed() | ev.CallRefused():
            return not isinstance(stage, Ringing | Talking) or event.call_id != stage.call_id
        case calls.CallConnected() | forms.FormAsked() | forms.Proposal() | identity.EvidenceFound() | ev.CardAsked():
            return not isinstance(stage, Talking) or (event.call_id, event.epoch) != (stage.call_id, stage.epoch)
        case call_state.StaffNow():
            if not isinstance(stage, Talking) or (event.call_id, event.epoch) != (stage.call_id, stage.epoch):
                return True
            return event.number <= stage.staff_number
        case calls.MediaAnswer() | calls.MediaCandidate():
            present = isinstance(stage, Talking) and (stage.call_id, stage.epoch, stage.attempt)
            return present != (event.call_id, event.epoch, event.attempt)
        case (
            media.OfferMade()
            | media.FirstFrame()
            | media.FirstSound()
            | media.StateChanged()
            | media.PictureSending()
            | media.MediaGone()
            | ev.AnswerFailed()
        ):
            return not isinstance(stage, Ringing | Talking) or event.attempt != stage.attempt
        case media.DevicesGone():
            return not call.active
        case _:
            return False  # what happens at the booth itself happens now


def _not_in_it(call: Call, event: ev.Event) -> tuple[do.Command, ...]:
    """Headquarters has the booth in a call that is over here: who left while the line was coming back was not heard."""
    if not isinstance(event, calls.CallQueued | calls.CallAnswered):
        return ()
    epoch = event.epoch if isinstance(event, calls.CallAnswered) else 0
    return (do.Send(calls.CallHungUp(call_id=event.call_id, epoch=epoch)),)


def _judged(call: Call, event: ev.Event) -> Step:
    if isinstance(event, ev.FromResident):
        return _of_resident(call, event)
    if isinstance(event, ev.FromVisit):
        return _of_visit(call, event)
    if isinstance(event, ev.FromHeadquarters):
        return _of_headquarters(call, event)
    if isinstance(event, ev.FromMedia):
        return _of_media(call, event)
    return _of_reader(call, event)


def _of_resident(call: Call, event: ev.FromResident) -> Step:  # noqa: C901 -- one line an event
    match event:
        case ev.CallPressed():
            return course.pressed(call, event)
        case ev.HangUpPressed():
            return course.hung_up(call)
        case ev.Dismissed():
            return course.dismissed(call)
        case ev.MutePressed():
            return _muted(call, event)
        case ev.FrontChosen():
            return _front(call, event)
        case ev.FormAgreed():
            return form.agreed(call, event)
        case ev.CardAgreed():
            return card.agreed(call, event)
        case ev.CardClosed():
            return card.closed(call)
        case _:
            assert_never(event)


def _of_visit(call: Call, event: ev.FromVisit) -> Step:
    match event:
        case ev.CurtainMoved():
            return _pad(call, event)
        case ev.FormChanged():
            return form.changed(call, event)
        case ev.ProposalSettled():
            return form.settled(call, event)
        case ev.ProofMoved():
            return card.proof_moved(call, event)
        case _:
            assert_never(event)


def _of_headquarters(call: Call, event: ev.FromHeadquarters) -> Step:  # noqa: C901 -- one line an event
    match event:
        case ev.LinkChanged():
            return course.line_changed(call, event)
        case ev.TimePassed():
            return course.time_passed(call, event.at_s)
        case calls.RelayRenewed():
            return picture.relay_renewed(call, event)
        case call_state.StaffNow():
            return reconcile.staff_told(call, event)
        case calls.CallQueued():
            return course.queued(call, event)
        case calls.CallAnswered():
            return course.answered(call, event)
        case calls.CallEnded():
            return course.ended(call, event.reason)
        case ev.CallRefused():
            return course.ended(call, calls.EndReason.REFUSED)
        case calls.CallConnected():
            return picture.connected(call)
        case calls.MediaAnswer():
            return picture.answered(call, event)
        case calls.MediaCandidate():
            return picture.candidate(call, event)
        case forms.FormAsked():
            return form.asked(call, event.number)
        case forms.Proposal():
            return form.proposed(call, event)
        case ev.CardAsked():
            return card.asked(call, event)
        case identity.EvidenceFound():
            return card.evidence_found(call, event)
        case _:
            assert_never(event)


def _of_media(call: Call, event: ev.FromMedia) -> Step:
    match event:
        case media.OfferMade():
            return picture.offered(call, event)
        case media.FirstFrame():
            return picture.first_frame(call)
        case media.FirstSound():
            return picture.first_sound(call)
        case media.StateChanged():
            return picture.line_stands(call, event.state)
        case media.PictureSending():
            return picture.sending(call, event)
        case media.DevicesGone():
            return replace(call, without=event.gone), ()
        case media.MediaGone() | ev.AnswerFailed():
            return picture.gone(call)
        case _:
            assert_never(event)


def _of_reader(call: Call, event: ev.FromReader) -> Step:
    match event:
        case ev.CardPlaced():
            return card.placed(call, event)
        case ev.CardLifted():
            return card.lifted(call)
        case ev.FaceRead():
            return card.face_read(call, event)
        case ev.FaceTold():
            return card.face_told(call, event)
        case ev.FaceNotRead():
            return card.face_not_read(call, event)
        case _:
            assert_never(event)


# -- what the screen shows --------------------------------------------------------------------------------------------


def _curtain_between(before: Call, after: Call) -> tuple[do.Command, ...]:
    """The curtain is drawn exactly while a PIN pad can be touched; staff hear of it."""
    if before.curtain == after.curtain:
        return ()
    draw, stage = do.DrawMediaCurtain(after.curtain), after.stage
    if not isinstance(stage, Talking):
        return (draw,)
    said = calls.PinCurtain(call_id=stage.call_id, epoch=stage.epoch, drawn=after.curtain)
    return draw, do.Send(said)


def _muted(call: Call, event: ev.MutePressed) -> Step:
    if not isinstance(call.stage, Talking):
        return stay(call)
    return go(call, replace(call.stage, muted=event.on), do.Mute(event.on))


def _front(call: Call, event: ev.FrontChosen) -> Step:
    """In front the line staff wrote stays in sight; whoever turns away has read it."""
    if not isinstance(call.stage, Talking):
        return stay(call)
    wrote = call.stage.wrote if event.call else ""
    return go(call, replace(call.stage, place=Place.FRONT if event.call else Place.SMALL, wrote=wrote))


def _pad(call: Call, event: ev.CurtainMoved) -> Step:
    """A PIN pad makes the call small, and the face comes back when it leaves."""
    stage = call.stage
    call = replace(call, pad=event.drawn)
    if not isinstance(stage, Talking):
        return stay(call)
    if event.drawn:
        return go(call, replace(stage, place=Place.SMALL if stage.place is Place.SMALL else Place.BEHIND_PAD))
    asks = stage.card is not None and stage.card.step is not CardStep.PROVING  # something is still to be read
    return go(call, replace(stage, place=Place.FRONT if asks or stage.place is not Place.SMALL else Place.SMALL))
