"""How the line of a call stands, and whether what must go on goes on. Pure."""

from dataclasses import replace

from kiosk.media.messages import LineState
from kiosk.values import dataclass


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
