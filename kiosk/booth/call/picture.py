"""Rules for picture and sound of a call: offers, answers, and connections that stall, fail and are made anew."""

from dataclasses import replace
from typing import Final

from kiosk.booth.call import commands as do
from kiosk.booth.call.state import Call, Picture, Ringing, Step, Talking, go, stay
from kiosk.media import messages as media
from kiosk.protocol import calls

ATTEMPT_S: Final = 20.0
"""A connection that brings nothing so long after it could be answered is made anew."""
VOICE_ALONE_S: Final = 3.0
"""A voice without a picture for so long is a call by voice."""
_JOINING: Final = (Picture.JOINING, Picture.REJOINING)
_STOPPED: Final = (Picture.STALLED, Picture.REJOINING)


def offered(call: Call, event: media.OfferMade) -> Step:
    """The media child made the offer; before the answer it has no epoch."""
    stage = call.stage
    if not isinstance(stage, Ringing | Talking):
        return stay(call)
    epoch = stage.epoch if isinstance(stage, Talking) else 0
    offer = calls.MediaOffer(call_id=stage.call_id, epoch=epoch, attempt=event.attempt, sdp=event.sdp)
    return call, (do.Send(offer),)


def answered(call: Call, event: calls.MediaAnswer) -> Step:
    """The console's SDP; told again it is nothing new."""
    stage = call.stage
    if not isinstance(stage, Talking) or stage.answered == event.attempt:
        return stay(call)
    return go(call, replace(stage, answered=event.attempt), do.TakeAnswer(event.attempt, event.sdp))


def candidate(call: Call, event: calls.MediaCandidate) -> Step:
    """One of the console's candidates, or the end of them."""
    given = media.AddCandidate(
        attempt=event.attempt,
        candidate=event.candidate,
        sdp_mid=event.sdp_mid,
        sdp_m_line_index=event.sdp_m_line_index,
    )
    return call, (do.TakeCandidate(given),)


def first_frame(call: Call) -> Step:
    """The first frame of this connection was decoded here."""
    stage = call.stage
    if not isinstance(stage, Talking):
        return stay(call)
    shown = replace(stage, picture=Picture.SHOWN, pictured=stage.attempt)
    return _arrived(call, shown)


def first_sound(call: Call) -> Step:
    """The first sound of this connection was heard here; a picture may follow, or never."""
    return _arrived(call, call.stage) if isinstance(call.stage, Talking) else stay(call)


def _arrived(call: Call, stage: Talking) -> Step:
    if stage.seen == stage.attempt:
        return go(call, stage)
    said = calls.MediaConnected(call_id=stage.call_id, epoch=stage.epoch, attempt=stage.attempt)
    return go(call, replace(stage, seen=stage.attempt, joining_since_s=None), do.Send(said))


def time_passed(call: Call, at_s: float) -> Step:
    """A connection without an answer or without anything in it ends; one with a voice only is a call, too."""
    if not isinstance(call.stage, Talking):
        return stay(call)
    stage = _breaks(call.stage, at_s)
    if not call.online or stage.picture not in _JOINING:
        return go(call, replace(stage, joining_since_s=None))
    since_s = at_s if stage.joining_since_s is None else stage.joining_since_s
    stage = replace(stage, joining_since_s=since_s)
    heard = stage.seen == stage.attempt
    if heard and at_s - since_s >= VOICE_ALONE_S:
        return go(call, replace(stage, picture=Picture.VOICE_ONLY))
    if not heard and at_s - since_s >= ATTEMPT_S:
        return anew(call, stage)
    return go(call, stage)


def is_away(stage: Talking) -> bool:
    """Whether nothing of staff arrives now."""
    return stage.picture in _STOPPED or not stage.seen


def _breaks(stage: Talking, at_s: float) -> Talking:
    """Count how often and how long what was there had stopped; what a second does not show is none."""
    if stage.picture in _STOPPED and stage.seen:
        return stage if stage.broken_since_s is not None else replace(stage, broken_since_s=at_s)
    if stage.broken_since_s is None:
        return stage
    lasted_s = round(max(0.0, at_s - stage.broken_since_s))
    return replace(stage, breaks=stage.breaks + 1, broken_s=stage.broken_s + lasted_s, broken_since_s=None)


def relay_renewed(call: Call, event: calls.RelayRenewed) -> Step:
    """The next connection uses these."""
    stage = call.stage
    return (
        go(call, replace(stage, ice_servers=event.ice_servers)) if isinstance(stage, Ringing | Talking) else stay(call)
    )


def line_came_back(call: Call, stage: Talking, servers: tuple[calls.IceServer, ...]) -> Step:
    """Headquarters names both ends of the call again: a picture that is not there is brought by a new connection."""
    stage = replace(stage, ice_servers=servers)
    return go(call, stage) if stage.picture in (Picture.SHOWN, Picture.VOICE_ONLY) else anew(call, stage)


def connected(call: Call) -> Step:
    """Both ends decoded a frame."""
    return go(call, replace(call.stage, connected=True)) if isinstance(call.stage, Talking) else stay(call)


def line_stands(call: Call, state: media.LineState) -> Step:
    """A picture that was there stalls or comes back; a connection that failed is made anew."""
    stage = call.stage
    if not isinstance(stage, Talking):
        return stay(call)
    match state:
        case media.LineState.RECONNECTING if stage.picture in (Picture.SHOWN, Picture.VOICE_ONLY):
            return go(call, replace(stage, picture=Picture.STALLED))
        case media.LineState.CONNECTED if stage.picture is Picture.STALLED:
            back = Picture.SHOWN if stage.pictured == stage.attempt else Picture.VOICE_ONLY
            return go(call, replace(stage, picture=back))
        case media.LineState.FAILED:
            return anew(call, stage)
        case _:
            return stay(call)


def sending(call: Call, event: media.PictureSending) -> Step:
    """The booth's own picture is left out where the line is too narrow for it."""
    return go(call, replace(call.stage, narrow_line=not event.on)) if isinstance(call.stage, Talking) else stay(call)


def gone(call: Call) -> Step:
    """The media child died, or could do nothing with the answer."""
    stage = call.stage
    if isinstance(stage, Talking):
        return anew(call, stage)
    if isinstance(stage, Ringing) and stage.attempt:
        again = replace(stage, attempt=stage.attempt + 1)
        return go(call, again, do.MakeOffer(again.attempt, again.ice_servers))
    return stay(call)


def anew(call: Call, stage: Talking) -> Step:
    """Make another connection in the same call; it begins with the booth's picture in it."""
    after = replace(
        stage, attempt=stage.attempt + 1, picture=Picture.REJOINING, narrow_line=False, joining_since_s=None
    )
    return go(call, after, do.MakeOffer(after.attempt, after.ice_servers))
