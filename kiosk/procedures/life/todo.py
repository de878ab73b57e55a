"""What is to be done after the answers to an event: in order, with its last day."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final, Literal

from kiosk.procedures.expressions import holds
from kiosk.procedures.japanese import eras
from kiosk.procedures.life.life_event import LifeEvent, Task
from kiosk.procedures.shared_form import SharedForm
from kiosk.procedures.standing import standing
from kiosk.values import dataclass

_LAST: Final = ("by_itself",)
SOON_DAYS: Final = 7


@dataclass(frozen=True)
class Todo:
    """One thing to do; `by` is its last day, None where there is none or the day it counts from is not known."""

    task: Task
    by: date | None = None

    def urgency(self, today: date) -> Literal["late", "soon", "later", "none"]:
        """How near the last day is: past, within a week, later, or there is none."""
        if self.by is None:
            return "none"
        left = (self.by - today).days
        if left < 0:
            return "late"
        return "soon" if left <= SOON_DAYS else "later"


def todos(event: LifeEvent, form: SharedForm) -> tuple[Todo, ...]:
    """What follows from these answers: the earliest last day first, then in the order of the file.

    What is done by itself stands last: it needs nobody. What came late stands first: it can still be done.
    """
    values = standing(form).values
    found = [Todo(task, _by(task, values)) for task in event.tasks if holds(task.when, values, form.today)]
    return tuple(sorted(found, key=lambda one: (one.task.how in _LAST, one.by or date.max)))


def _by(task: Task, values: Mapping[str, object]) -> date | None:
    if task.due is None:
        return None
    written = eras.from_json(values.get(task.due.after))
    begun = written.known() if written else None
    return begun + timedelta(days=task.due.days) if begun else None
