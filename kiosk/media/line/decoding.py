"""A watch over the picture that comes in: one that is whole and not decoded needs a new start, or more. Pure."""

from enum import Enum
from typing import Final

from kiosk.values import dataclass

KEY_AFTER_S: Final = 2.0
"""Where whole pictures came and none was decoded for so long, a key picture is wanted, and again after as long."""
ANEW_AFTER_S: Final = 10.0
"""After so long, key pictures did not help: another connection begins with another decoder."""
_PAUSE_S: Final = 2.5
"""Between whole pictures; where none comes for longer the sender paused or the line is bad, not the decoder."""


class Remedy(Enum):
    """What is to be done about it."""

    NOTHING = "nothing"
    KEY = "key"
    ANEW = "anew"


@dataclass(frozen=True)
class Decoding:
    """What was seen of the picture that comes in.

    Attributes:
        came: whole pictures, since the attempt began.
        decoded: of them.
        came_s: when they were last seen to come, on a steady clock.
        stuck_s: since when they come and nothing is decoded; None while there is nothing wrong.
        asked_s: when a key picture was last asked for because of it.
    """

    came: int = 0
    decoded: int = 0
    came_s: float = 0.0
    stuck_s: float | None = None
    asked_s: float | None = None


def decoding_after(before: Decoding, came: int, decoded: int, now_s: float) -> tuple[Decoding, Remedy]:
    """How it stands when so many pictures `came` and were `decoded` at `now_s`, and what to do.

    A connection that never showed a picture is not made anew for it: the next one would show none either, and the
    voice is heard.
    """
    more = came != before.came
    came_s = now_s if more else before.came_s
    if decoded != before.decoded or now_s - came_s > _PAUSE_S or (before.stuck_s is None and not more):
        return Decoding(came, decoded, came_s), Remedy.NOTHING
    if before.stuck_s is None:
        return Decoding(came, decoded, came_s, stuck_s=now_s), Remedy.NOTHING
    if decoded and now_s - before.stuck_s >= ANEW_AFTER_S:
        return Decoding(came, decoded, came_s), Remedy.ANEW
    since_s = before.stuck_s if before.asked_s is None else before.asked_s
    if now_s - since_s >= KEY_AFTER_S:
        return Decoding(came, decoded, came_s, before.stuck_s, now_s), Remedy.KEY
    return Decoding(came, decoded, came_s, before.stuck_s, before.asked_s), Remedy.NOTHING
