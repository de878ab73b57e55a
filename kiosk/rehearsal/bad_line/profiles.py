"""Named bad lines, as a branch far from the city may have them; invented, not measured at a place. Pure."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from kiosk.rehearsal.bad_line.conditions import Conditions
from kiosk.values import dataclass


@dataclass(frozen=True)
class Profile:
    """A line with a name.

    Attributes:
        about: for people.
        up: from the booth to headquarters.
        down: from headquarters to the booth.
        cut_s: how long the line is cut now and then; 0: never.
        cut_every_s: from the beginning of one cut to the next.
    """

    about: str
    up: Conditions
    down: Conditions
    cut_s: float = 0.0
    cut_every_s: float = 0.0


CLEAN: Final = "clean"
PROFILES: Final[Mapping[str, Profile]] = MappingProxyType(
    {
        CLEAN: Profile("nothing is wrong", Conditions(), Conditions()),
        "island": Profile(
            "an island by satellite: far, but wide enough",
            Conditions(delay_ms=270, jitter_ms=15, loss_percent=0.5, rate_kbit=1500),
            Conditions(delay_ms=270, jitter_ms=15, loss_percent=0.5, rate_kbit=6000),
        ),
        "mountain": Profile(
            "a valley at the edge of a mobile network: losses in bursts, a queue that grows",
            Conditions(delay_ms=45, jitter_ms=40, loss_percent=2, burst_packets=6, rate_kbit=900, queue_ms=600),
            Conditions(delay_ms=45, jitter_ms=40, loss_percent=2, burst_packets=6, rate_kbit=3000, queue_ms=600),
        ),
        "3g": Profile(
            "an old mobile network: thin, with a long queue",
            Conditions(delay_ms=75, jitter_ms=30, loss_percent=0.5, rate_kbit=350, queue_ms=1000),
            Conditions(delay_ms=75, jitter_ms=30, loss_percent=0.5, rate_kbit=1500, queue_ms=1000),
        ),
        "cut": Profile("a good line that is away for 5 s twice a minute", Conditions(), Conditions(), 5.0, 30.0),
    }
)
