"""What is sent of the camera as the line allows: fewer pictures, then smaller ones, then one a second. Pure."""

from dataclasses import replace
from typing import Final

from kiosk.values import dataclass

OFF_AFTER_S: Final = 6.0
"""So long must a line be too narrow before the picture is left out."""
TRY_AGAIN_AFTER_S: Final = 20.0
"""So long the picture stays out before it is tried again."""
_LOSS_THAT_COUNTS: Final = 0.04
_HOPELESS: Final = 0.4
_ROOM: Final = 1.25
"""So much more than a better step needs must be there before it is taken."""
_ROOM_TO_GROW: Final = 1.6
_LONGER_TO_GROW: Final = 3.0
"""The same for a larger one, and so many times as long: it begins with a key picture, which a thin line feels."""
_LEAST_PATIENCE_S: Final = 2.0
_MOST_PATIENCE_S: Final = 32.0
_HUNTING_S: Final = 10.0
"""Who steps down so soon after having stepped up waits twice as long next time."""
_CALM_S: Final = 180.0
"""After so long without a step up the line is trusted as it was at first."""


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
class Step:
    """One way to send the picture.

    Attributes:
        from_kbit: what it needs.
        half: half the width and height.
        fps: pictures a second; None: as many as the camera gives.
    """

    from_kbit: float
    half: bool
    fps: int | None


STEPS: Final = (
    Step(260.0, half=False, fps=None),
    Step(150.0, half=False, fps=20),
    Step(100.0, half=False, fps=15),
    Step(60.0, half=True, fps=15),
    Step(0.0, half=True, fps=8),
)
"""The best first. Papers and lips stay readable longest: fewer pictures before smaller ones."""
_AFTER_NONE: Final = 3


@dataclass(frozen=True)
class Picture:
    """What is sent of the camera.

    Attributes:
        on: False: one small picture a second, so that sound gets the line; staff and resident are told.
        step: place in `STEPS`.
        narrow_since_s: since when the line is too narrow for any.
        off_since_s: since when the picture is left out.
        roomy_since_s: since when the line carries a better step.
        raised_s: when a better step was last taken.
        patience_s: how long a line must carry a better step before it is taken.
    """

    on: bool = True
    step: int = 0
    narrow_since_s: float | None = None
    off_since_s: float | None = None
    roomy_since_s: float | None = None
    raised_s: float | None = None
    patience_s: float = _LEAST_PATIENCE_S

    @property
    def half(self) -> bool:
        """Half the width and height."""
        return STEPS[self.step].half

    @property
    def fps(self) -> int | None:
        """Pictures a second at most; None: as many as the camera gives."""
        return STEPS[self.step].fps


def picture_after(picture: Picture, uplink: Uplink, off_below_kbit: float) -> Picture:
    """What to send after the report `uplink`.

    An estimate alone may be low because little is sent or a processor is busy; only one together with loss, or one
    far below the limit, takes the picture away. `off_below_kbit` 0 never does.
    """
    at_s = uplink.at_s
    if not picture.on:
        assert picture.off_since_s is not None
        if at_s - picture.off_since_s >= TRY_AGAIN_AFTER_S:
            return replace(picture, on=True, step=_AFTER_NONE, off_since_s=None)
        return picture
    if uplink.allowed_kbit is None:
        return picture
    picture = _stepped(picture, uplink.allowed_kbit, at_s)
    lossy = uplink.loss >= _LOSS_THAT_COUNTS
    if uplink.allowed_kbit >= off_below_kbit * (1.0 if lossy else _HOPELESS):
        return replace(picture, narrow_since_s=None)
    since_s = at_s if picture.narrow_since_s is None else picture.narrow_since_s
    if at_s - since_s >= OFF_AFTER_S:
        return replace(picture, on=False, narrow_since_s=None, off_since_s=at_s, roomy_since_s=None)
    return replace(picture, narrow_since_s=since_s)


def _stepped(picture: Picture, allowed_kbit: float, at_s: float) -> Picture:
    """Down at once, up when there was room for long enough, later each time that was wrong."""
    fits = _best(allowed_kbit)
    if fits > picture.step:
        wrong = picture.raised_s is not None and at_s - picture.raised_s < _HUNTING_S
        patience_s = min(2 * picture.patience_s, _MOST_PATIENCE_S) if wrong else picture.patience_s
        return replace(picture, step=fits, roomy_since_s=None, patience_s=patience_s)
    if picture.raised_s is not None and at_s - picture.raised_s >= _CALM_S:
        picture = replace(picture, patience_s=_LEAST_PATIENCE_S)
    better = _best(allowed_kbit / _ROOM)
    if STEPS[better].half is not picture.half:
        better = max(better, min(_best(allowed_kbit / _ROOM_TO_GROW), picture.step))
    if better >= picture.step:
        return replace(picture, roomy_since_s=None)
    since_s = at_s if picture.roomy_since_s is None else picture.roomy_since_s
    patience_s = picture.patience_s * (1.0 if STEPS[better].half is picture.half else _LONGER_TO_GROW)
    if at_s - since_s >= patience_s:
        return replace(picture, step=better, roomy_since_s=None, raised_s=at_s)
    return replace(picture, roomy_since_s=since_s)


def _best(allowed_kbit: float) -> int:
    return next((place for place, step in enumerate(STEPS) if allowed_kbit >= step.from_kbit), len(STEPS) - 1)
