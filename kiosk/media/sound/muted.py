"""Whether a microphone that is there is switched off at itself: it gives a silence that no room has. Pure."""

from dataclasses import replace
from typing import Final

from kiosk.media.sources import Samples
from kiosk.values import dataclass

PATIENCE_S: Final = 10.0
"""So long a silence is no pause between words."""
MOST_PATIENCE_S: Final = 60.0
_DITHER: Final = 2
"""Of 65,536 steps; a converter that is given nothing wavers by so much, a quiet room by several times as much."""


def sounds(block: Samples) -> bool:
    """Whether anything at all is in `block`; a level that stands still is silence wherever it stands."""
    return int(block.max()) - int(block.min()) > _DITHER


@dataclass(frozen=True)
class Hush:
    """How long nothing sounded.

    Attributes:
        sounding: how many blocks had sounded when it was last looked.
        since_s: since when none has, on a steady clock; None before the first look.
        patience_s: how long that is borne.
        muted: the microphone is taken to be switched off.
    """

    sounding: int = 0
    since_s: float | None = None
    patience_s: float = PATIENCE_S
    muted: bool = False


def hush_after(hush: Hush, sounding: int, now_s: float) -> Hush:
    """How it stands when `sounding` blocks have sounded at `now_s`.

    Some microphones are silent between words by themselves; one that was taken wrongly is given twice the time.
    """
    if hush.since_s is None or sounding != hush.sounding:
        patience_s = min(2 * hush.patience_s, MOST_PATIENCE_S) if hush.muted else hush.patience_s
        return Hush(sounding, now_s, patience_s)
    return replace(hush, muted=now_s - hush.since_s >= hush.patience_s)
