"""What the screen shows besides visit and call: the line, the staff, the place, the rules of now."""

from datetime import datetime
from typing import TYPE_CHECKING

from kiosk.booth.fitness import Talk
from kiosk.booth.visit.state import Rules
from kiosk.procedures.group import Group
from kiosk.values import dataclass

if TYPE_CHECKING:
    from kiosk.booth.shelter.desk import Desk


@dataclass(frozen=True)
class World:
    """The world around one visit. What is said of staff is headquarters' last word and means nothing while offline.

    `talk`: how resident and staff can talk; `elsewhere`: where to go when they cannot; `paper`: slips come out;
    `card`: cards can be read.
    `interrupted`: the booth stopped in the middle of a visit, and nobody came since.
    `opens_at`: when the next counter opens, where all are closed.
    `shelter`: its desk; None before it is known whether the place is one.
    """

    rules: Rules
    municipality: str
    place: str
    online: bool = False
    staff_free: int = 0
    staff_on_duty: int = 0
    waiting: int = 0
    opens_at: datetime | None = None
    rehearsal: bool = False
    talk: Talk = Talk.WHOLE
    paper: bool = True
    card: bool = True
    elsewhere: str = ""
    groups: tuple[Group, ...] = ()
    interrupted: bool = False
    shelter: "Desk | None" = None
