"""Rules for picture and sound of a call: offers, answers, and connections that stall, fail and are made anew."""

from dataclasses import replace

from kiosk.booth.call import commands as do
from kiosk.booth.call.state import Call, Picture, Ringing, Step, Talking, go, stay
from kiosk.media import messages as media
from kiosk.protocol import calls


def offered(call: Call, event: media.OfferMade) -> Step:
    """The media child made the offer; before the answer it has no epoch."""
    stage = call.stage
    if not isinstance(stage, Ringing | Talking):
        return stay(call)
    epoch = stage.epoch if isinstance(stage, Talking) else 0
    offer = calls.MediaOffer(call_id=stage.call_id, epoch=epoch, attempt=event.attempt, sdp=event.sdp)
    return call, (do.Send(offer),)


def answered(call: Call, event: calls.MediaAnswer) -> Step:
    """The console's SDP."""
    return call, (do.TakeAnswer(event.attempt, event.sdp),)


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
    said = calls.MediaConnected(call_id=stage.call_id, epoch=stage.epoch, attempt=stage.attempt)
    return go(call, replace(stage, picture=Picture.SHOWN), do.Send(said))


def connected(call: Call) -> Step:
    """Both ends decoded a frame."""
    return go(call, replace(call.stage, connected=True)) if isinstance(call.stage, Talking) else stay(call)


def line_stands(call: Call, state: media.LineState) -> Step:
    """A picture that was there stalls or comes back; a connection that failed is made anew."""
    stage = call.stage
    if not isinstance(stage, Talking):
        return stay(call)
    match state:
        case media.LineState.RECONNECTING if stage.picture is Picture.SHOWN:
            return go(call, replace(stage, picture=Picture.STALLED))
        case media.LineState.CONNECTED if stage.picture is Picture.STALLED:
            return go(call, replace(stage, picture=Picture.SHOWN))
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
    after = replace(stage, attempt=stage.attempt + 1, picture=Picture.REJOINING, narrow_line=False)
    return go(call, after, do.MakeOffer(after.attempt, after.ice_servers))
