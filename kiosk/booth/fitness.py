"""What a booth can still give with the parts it has: decided here for each part, and nowhere else. Pure.

| part | what gives nothing | then |
|---|---|---|
| microphone or speaker | lost, silent, absent | calls are out of service; the first screen says where to go instead |
| camera | lost, still, absent | calls by voice, and the first screen says so |
| both | | no call is made at all |
| card reader | absent | the first screen says so, and to call staff |
| printer | whatever it tells | the first screen says that no slip comes, and to note the number |
| relay | refuses the password, or no address works | staff mend it; calls on one network go on |

A muted microphone gives the very silence of a dead one, and a living one in a quiet room does not: whichever it is,
nobody would be heard, so calls are out of service, and staff are told to look at the mute first. A room may be dark
before it opens, and a speaker the microphone does not hear may only be turned down: those are told to staff and stop
nothing. The line speaks for itself, at any time.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from kiosk.booth.trouble import Trouble
from kiosk.printing.outcome import PrinterProblem, PrinterState
from kiosk.protocol.trials import RouteTrial, Trial
from kiosk.values import dataclass

if TYPE_CHECKING:
    from kiosk.media.messages import DevicesTried, RouteTried

DEAD: Final = frozenset({Trial.LOST, Trial.SILENT, Trial.STILL, Trial.ABSENT})


class Talk(StrEnum):
    """How a resident and staff can talk here."""

    WHOLE = "whole"
    VOICE = "voice"
    UNHEARD = "unheard"
    NONE = "none"


@dataclass(frozen=True)
class Fitness:
    """What can be given now; `troubles` is what staff must see to, in order of their codes."""

    talk: Talk = Talk.WHOLE
    paper: bool = True
    card: bool = True
    troubles: tuple[Trouble, ...] = ()


def fitness(
    devices: "DevicesTried | None" = None,
    relay: "Sequence[RouteTried]" = (),
    printer: PrinterState | None = None,
    *,
    reader: bool = True,
) -> Fitness:
    """What follows from the last trials and what the `reader` said; what was not tried yet is taken for good."""
    unheard = devices is not None and bool({devices.microphone, devices.speaker} & DEAD)
    unseen = devices is not None and devices.camera in DEAD
    no_paper = isinstance(printer, PrinterProblem)
    outcomes = {route.outcome for route in relay}
    found = {
        Trouble.UNHEARD: unheard,
        Trouble.UNSEEN: unseen,
        Trouble.RELAY_REFUSED: RouteTrial.REFUSED in outcomes,
        Trouble.NO_RELAY: bool(outcomes) and not outcomes & {RouteTrial.WORKS, RouteTrial.REFUSED},
        Trouble.NO_SLIPS: no_paper,
        Trouble.NO_READER: not reader,
    }
    talk = {(False, False): Talk.WHOLE, (False, True): Talk.VOICE, (True, False): Talk.UNHEARD, (True, True): Talk.NONE}
    troubles = tuple(trouble for trouble, true in found.items() if true)
    return Fitness(talk[unheard, unseen], not no_paper, reader, troubles)
