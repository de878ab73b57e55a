"""What one end of a call saw, picture by picture, and what it makes of a stretch of the call. Pure."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from kiosk.values import dataclass

FREEZE_MS: Final = 500.0
_STEADY_MS: Final = 1000.0
_AS_BEFORE: Final = 0.9


@dataclass(frozen=True)
class Frame:
    """One picture that was shown.

    Attributes:
        at_ms: of the wall clock.
        clock: what stood in its clock bar; None where it could not be read.
        lines: its height.
    """

    at_ms: float
    clock: int | None
    lines: int


@dataclass(frozen=True)
class Seen:
    """A stretch of a call at one end.

    Attributes:
        per_second: pictures.
        lines: in the middle; 0 where none was seen.
        freezes: how often one picture stood for longer than half a second.
        frozen_s: how long together.
    """

    per_second: float
    lines: float
    freezes: int
    frozen_s: float


def seen(frames: Sequence[Frame], begin_ms: float, end_ms: float) -> Seen:
    """What the frames between `begin_ms` and `end_ms` amount to."""
    within = [frame for frame in frames if begin_ms <= frame.at_ms < end_ms]
    moments = [begin_ms, *(frame.at_ms for frame in within), end_ms]
    frozen = [after - before for before, after in pairwise(moments) if after - before > FREEZE_MS]
    return Seen(
        per_second=1000 * len(within) / (end_ms - begin_ms),
        lines=median(frame.lines for frame in within) if within else 0.0,
        freezes=len(frozen),
        frozen_s=sum(frozen) / 1000,
    )


def recovered_s(frames: Sequence[Frame], before: Seen, from_ms: float) -> float | None:
    """Seconds from `from_ms` until a second begins that is as good as `before`, in pictures and lines; None: never."""
    later = [frame for frame in frames if frame.at_ms >= from_ms]
    if not later:
        return None
    for first in later:
        end_ms = first.at_ms + _STEADY_MS
        if end_ms > later[-1].at_ms + _STEADY_MS / 4:
            return None
        found = seen(later, first.at_ms, end_ms)
        if found.per_second >= _AS_BEFORE * before.per_second and found.lines >= before.lines:
            return (first.at_ms - from_ms) / 1000
    return None
