"""Pure decisions of a call: how the line stands, and what picture it can carry."""

from dataclasses import dataclass, replace
from typing import Final

from kiosk.media.messages import LineState

OFF_AFTER_S: Final = 6.0
"""So long must a line be too narrow before the picture is left out."""
TRY_AGAIN_AFTER_S: Final = 20.0
"""So long the picture stays out before it is tried again."""
_LOSS_THAT_COUNTS: Final = 0.04
_HOPELESS: Final = 0.4
_HALF_BELOW: Final = 700.0
_FULL_ABOVE: Final = 900.0


# -- the line ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Seen:
    """What was seen of the line at one moment.

    Attributes:
        at: seconds on any steady clock.
        transport: connection state of the peer connection, in the words of WebRTC.
        answered: whether the other side's SDP was taken.
        packets: packets of sound and picture received since the attempt began.
    """

    at: float
    transport: str
    answered: bool
    packets: int


@dataclass(frozen=True)
class Line:
    """How the line stands and since when nothing came."""

    state: LineState = LineState.CONNECTING
    packets: int = 0
    last_at: float | None = None


@dataclass(frozen=True)
class Patience:
    """How long silence is borne, in seconds."""

    reconnecting: float
    failed: float


def line_after(line: Line, seen: Seen, patience: Patience) -> Line:
    """How the line stands after `seen`.

    WORKAROUND until aiortc 1.17 (aiortc/aiortc#186): it never reports a disconnection, so silence is measured here.
    """
    if line.state in (LineState.CLOSED, LineState.FAILED):
        return line
    if seen.transport in ("failed", "closed"):
        return replace(line, state=LineState.FAILED)
    if not seen.answered:
        return line  # waiting for staff is not silence
    if line.last_at is None:
        line = replace(line, last_at=seen.at)
    if seen.packets != line.packets and seen.transport == "connected":
        return Line(LineState.CONNECTED, seen.packets, seen.at)
    return _after_silence(line, seen.at, patience)


def _after_silence(line: Line, now: float, patience: Patience) -> Line:
    assert line.last_at is not None
    silence = now - line.last_at
    if silence >= patience.failed:
        return replace(line, state=LineState.FAILED)
    if silence >= patience.reconnecting and line.state is LineState.CONNECTED:
        return replace(line, state=LineState.RECONNECTING)
    return line


@dataclass(frozen=True)
class Pulse:
    """A counter that must go on growing.

    Attributes:
        count: when it was last looked at.
        grew_at: when it was last seen to grow, in seconds of a steady clock; None before the first look.
        lost: it stood still for too long; stays so until it grows again.
    """

    count: int = 0
    grew_at: float | None = None
    lost: bool = False


def pulse_after(pulse: Pulse, count: int, now: float, patience_s: float) -> Pulse:
    """How the pulse stands when the counter shows `count` at `now`."""
    if pulse.grew_at is None or count != pulse.count:
        return Pulse(count, now)
    return replace(pulse, lost=now - pulse.grew_at >= patience_s)


# -- the picture ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Uplink:
    """What the other side reported of our line.

    Attributes:
        at: seconds on any steady clock.
        allowed_kbit: what it last said it can take, None before it said anything.
        loss: share of packets lost, 0 to 1.
    """

    at: float
    allowed_kbit: float | None
    loss: float


@dataclass(frozen=True)
class Picture:
    """What is sent of the camera.

    Attributes:
        on: False: one small picture a second, so that sound gets the line; staff and resident are told.
        half: half the width and height.
        narrow_since: since when the line is too narrow.
        off_since: since when the picture is left out.
    """

    on: bool = True
    half: bool = False
    narrow_since: float | None = None
    off_since: float | None = None


def picture_after(picture: Picture, uplink: Uplink, off_below_kbit: float) -> Picture:
    """What to send after the report `uplink`.

    An estimate alone may be low because little is sent or a processor is busy; only one together with loss, or one
    far below the limit, takes the picture away. `off_below_kbit` 0 never does.
    """
    if not picture.on:
        assert picture.off_since is not None
        if uplink.at - picture.off_since >= TRY_AGAIN_AFTER_S:
            return Picture(on=True, half=True)
        return picture
    allowed = uplink.allowed_kbit
    if allowed is None:
        return picture
    narrow = allowed < off_below_kbit * _HOPELESS or (allowed < off_below_kbit and uplink.loss >= _LOSS_THAT_COUNTS)
    half = allowed < (_FULL_ABOVE if picture.half else _HALF_BELOW)
    if not narrow:
        return Picture(on=True, half=half)
    since = picture.narrow_since if picture.narrow_since is not None else uplink.at
    if uplink.at - since >= OFF_AFTER_S:
        return Picture(on=False, half=True, off_since=uplink.at)
    return Picture(on=True, half=half, narrow_since=since)
