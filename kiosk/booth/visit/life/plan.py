"""The plan of a visit: what happened, what was answered about it, and how far everything that follows has come."""

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType
from typing import Final

from typing_extensions import override

from kiosk.booth.visit.languages import with_readings
from kiosk.booth.visit.stages import Handed
from kiosk.procedures.life.life_event import LifeEvent
from kiosk.procedures.life.todo import Todo, todos
from kiosk.procedures.shared_form import SharedForm
from kiosk.values import dataclass

_LINES: Final = (3, 2, 2, 2)
"""Things to do on one screen by text size; one fewer of the largest letters where words carry readings."""


@dataclass(frozen=True)
class Plan:
    """One event and what became of its tasks.

    Attributes:
        form: the answers to the event's own questions.
        begun: by task, forms that were begun and left.
        handed_in: by task, the application that was handed in, in that order.
        earlier: the forms handed in so far in this visit, whose answers are not asked again.
        doing: the task whose form is on the screen, empty for the event's own.
        ink: the last signature of this visit, offered again under the next form.
    """

    event: LifeEvent
    form: SharedForm
    begun: Mapping[str, SharedForm] = field(default_factory=lambda: MappingProxyType({}))
    handed_in: Mapping[str, Handed] = field(default_factory=lambda: MappingProxyType({}))
    earlier: tuple[SharedForm, ...] = ()
    doing: str = ""
    ink: bytes | None = field(default=None, repr=False)

    def lines(self, locale: str, text_size: int) -> int:
        """How many things to do there is room for on one screen."""
        return _LINES[text_size] - (text_size == len(_LINES) - 1 and with_readings(locale, self.event.form))

    @property
    def todos(self) -> tuple[Todo, ...]:
        """Everything that follows from the answers now."""
        return todos(self.event, self.form)

    @property
    def left(self) -> tuple[Todo, ...]:
        """What can be done here and is not yet handed in."""
        return tuple(one for one in self.todos if one.task.how == "here" and one.task.id not in self.handed_in)

    @property
    def remaining(self) -> tuple[Todo, ...]:
        """What is not handed in and does not come about by itself."""
        return tuple(one for one in self.todos if one.task.how != "by_itself" and one.task.id not in self.handed_in)

    @property
    def number(self) -> str:
        """The number of everything handed in in this visit; empty before the first."""
        return next((one.reference for one in self.handed_in.values()), "")

    @override
    def __repr__(self) -> str:
        return f"Plan({self.event.id}, {len(self.handed_in)} handed in)"
