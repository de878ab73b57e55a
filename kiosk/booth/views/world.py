"""What the screen shows besides visit and call: the line, the staff, the place, the rules of now."""

from dataclasses import dataclass

from kiosk.booth.visit.state import Rules
from kiosk.procedures.groups import Group


@dataclass(frozen=True)
class World:
    """The world around one visit. Counts of staff are headquarters' last word and mean nothing while offline."""

    rules: Rules
    municipality: str
    place: str
    online: bool = False
    staff_free: int = 0
    staff_on_duty: int = 0
    waiting: int = 0
    rehearsal: bool = False
    groups: tuple[Group, ...] = ()
