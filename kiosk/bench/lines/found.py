"""What one call over a bad line gave. Pure."""

from kiosk.bench.lines.hearing import SoundFound
from kiosk.bench.lines.seeing import Seen
from kiosk.values import dataclass


@dataclass(frozen=True)
class End:
    """What one end of a call had of the other.

    Attributes:
        seen: pictures.
        age_ms, age_p95_ms: of pictures, from the camera; None where too few could be read.
        sound: what of the voice came.
        recovered_s: from when the line was good again until the picture was as before; None: it did not change, or
            never came back.
        likeness: SSIM with what the camera gave; None where it was not looked at.
    """

    seen: Seen
    age_ms: float | None
    age_p95_ms: float | None
    sound: SoundFound
    recovered_s: float | None
    likeness: float | None


@dataclass(frozen=True)
class CallFound:
    """One call.

    Attributes:
        connected_ms: from staff's click to the later of both ends' first picture.
        at_staff, at_booth: the ends.
        up_kbit, down_kbit: sent by the booth's and by headquarters' end, everything counted, in a second.
    """

    connected_ms: float
    at_staff: End
    at_booth: End
    up_kbit: float
    down_kbit: float
