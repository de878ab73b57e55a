"""Pure decisions of a call: how the line stands, and what picture it can carry."""

from dataclasses import replace
from typing import Final

from kiosk.media.messages import LineState
from kiosk.values import dataclass

OFF_AFTER_S: Final = 6.0
"""So long must a line be too narrow before the picture is left out."""
TRY_AGAIN_AFTER_S: Final = 20.0
"""So long the picture stays out before it is tried again."""
_LOSS_THAT_COUNTS: Final = 0.04
_HOPELESS: Final = 0.4
_HALF_BELOW_KBIT: Final = 700.0
_FULL_ABOVE_KBIT: Final = 900.0


# -- the line ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Seen:
    """What was seen of the line at one moment.

    Attributes:
        at_s: on any steady clock.
        transport: connection state of the peer connection, in the words of WebRTC.
        answered: whether the other side's SDP was taken.
        packets: what came from the other side since the attempt began: sound, picture, reports and checks of the line.
            A side that is muted and has no camera sends the last two, so silence is the line's, never a person's.
    """

    at_s: float
    transport: str
    answered: bool
    packets: int


@dataclass(frozen=True)
class Line:
    """How the line stands and since when nothing came."""

    state: LineState = LineState.CONNECTING
    packets: int = 0
    last_at_s: float | None = None


@dataclass(frozen=True)
class Patience:
    """How long silence is borne."""

    reconnecting_s: float
    failed_s: float


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
    if line.last_at_s is None:
        line = replace(line, last_at_s=seen.at_s)
    if seen.packets != line.packets and seen.transport == "connected":
        return Line(LineState.CONNECTED, seen.packets, seen.at_s)
    return _after_silence(line, seen.at_s, patience)


def _after_silence(line: Line, now_s: float, patience: Patience) -> Line:
    assert line.last_at_s is not None
    silence = now_s - line.last_at_s
    if silence >= patience.failed_s:
        return replace(line, state=LineState.FAILED)
    if silence >= patience.reconnecting_s and line.state is LineState.CONNECTED:
        return replace(line, state=LineState.RECONNECTING)
    return line


@dataclass(frozen=True)
class Pulse:
    """A counter that must go on growing.

    Attributes:
        count: when it was last looked at.
        grew_at_s: when it was last seen to grow, on a steady clock; None before the first look.
        lost: it stood still for too long; stays so until it grows again.
    """

    count: int = 0
    grew_at_s: float | None = None
    lost: bool = False


def pulse_after(pulse: Pulse, count: int, now_s: float, patience_s: float) -> Pulse:
    """How the pulse stands when the counter shows `count` at `now_s`."""
    if pulse.grew_at_s is None or count != pulse.count:
        return Pulse(count, now_s)
    return replace(pulse, lost=now_s - pulse.grew_at_s >= patience_s)


# -- the picture ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Uplink:
    """What the other side reported of our line.

    Attributes:
        at_s: on any steady clock.
        allowed_kbit: what it last said it can take, None before it said anything.
        loss: share of packets lost, 0 to 1.
    """

    at_s: float
    allowed_kbit: float | None
    loss: float


@dataclass(frozen=True)
class Picture:
    """What is sent of the camera.

    Attributes:
        on: False: one small picture a second, so that sound gets the line; staff and resident are told.
        half: half the width and height.
        narrow_since_s: since when the line is too narrow.
        off_since_s: since when the picture is left out.
    """

    on: bool = True
    half: bool = False
    narrow_since_s: float | None = None
    off_since_s: float | None = None


def picture_after(picture: Picture, uplink: Uplink, off_below_kbit: float) -> Picture:
    """What to send after the report `uplink`.

    An estimate alone may be low because little is sent or a processor is busy; only one together with loss, or one
    far below the limit, takes the picture away. `off_below_kbit` 0 never does.
    """
    if not picture.on:
        assert picture.off_since_s is not None
        if uplink.at_s - picture.off_since_s >= TRY_AGAIN_AFTER_S:
            return Picture(on=True, half=True)
        return picture
    allowed_kbit = uplink.allowed_kbit
    if allowed_kbit is None:
        return picture
    lossy = uplink.loss >= _LOSS_THAT_COUNTS
    narrow = allowed_kbit < off_below_kbit * (1.0 if lossy else _HOPELESS)
    half = allowed_kbit < (_FULL_ABOVE_KBIT if picture.half else _HALF_BELOW_KBIT)
    if not narrow:
        return Picture(on=True, half=half)
    since = picture.narrow_since_s if picture.narrow_since_s is not None else uplink.at_s
    if uplink.at_s - since >= OFF_AFTER_S:
        return Picture(on=False, half=True, off_since_s=uplink.at_s)
    return Picture(on=True, half=half, narrow_since_s=since)
