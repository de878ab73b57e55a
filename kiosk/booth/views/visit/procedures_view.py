"""The procedures of one group, or the way to staff where the booth has none."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.booth.views.qt import Property, QmlUncreatable
from kiosk.booth.views.rows import Rows
from kiosk.booth.views.view import View
from kiosk.booth.views.words import Words
from kiosk.booth.views.world import World
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.stages import Choosing
from kiosk.booth.visit.state import Visit
from kiosk.procedures.group import Group
from kiosk.procedures.life.life_event import LifeEvent
from kiosk.procedures.procedure import Procedure
from kiosk.values import dataclass

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True)
class ProcedureCard:
    """One procedure to choose, or what happened."""

    procedure: str
    title: str
    summary: str
    icon: str
    minutes: str


@QmlElement
@QmlUncreatable("made by the booth")
class ProceduresView(View):
    """What can be done here, by group."""

    changed = Signal()

    def __init__(self, turn: Callable[[ev.Event], None], words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._turn = turn
        self._words = words
        self._cards = Rows(ProcedureCard, self)
        self._title = ""
        self._events: frozenset[str] = frozenset()

    def show(self, visit: Visit, world: World) -> None:
        """Show the procedures of the group chosen."""
        if not isinstance(visit.stage, Choosing):
            return
        group = next((group for group in world.groups if group.id == visit.stage.group), None)
        self._events = frozenset(world.rules.events)
        self._cards.show((
            *(self._of_event(found, visit.locale) for found in _events(world, group)),
            *(self._card(found, visit.locale) for found in _in_group(world, group)),
        ))  # fmt: skip
        self._title = group.title.in_(visit.locale) if group else self._words.text(visit.locale, "procedures-title")
        self.tell()

    def _card(self, procedure: Procedure, locale: str) -> ProcedureCard:
        summary = procedure.summary.in_(locale) if procedure.summary else ""
        minutes = self._words.text(locale, "minutes-about", count=procedure.minutes)
        return ProcedureCard(procedure.id, procedure.title.in_(locale), summary, procedure.icon, minutes)

    def _of_event(self, event: LifeEvent, locale: str) -> ProcedureCard:
        hint = event.hint.in_(locale) if event.hint else ""
        minutes = self._words.text(locale, "minutes-about", count=event.minutes)
        return ProcedureCard(event.id, event.title.in_(locale), hint, event.icon, minutes)

    @Slot(str)
    def choose(self, name: str) -> None:
        """One procedure, or what happened, was touched."""
        self._turn(ev.EventChosen(name) if name in self._events else ev.ProcedureChosen(name))

    @Property(Rows, constant=True)
    def cards(self) -> Rows:
        """Roles procedure, title, summary, icon, minutes."""
        return self._cards

    @Property(str, notify=changed)
    def title(self) -> str:
        """The group's words."""
        return self._title

    @Property(bool, notify=changed)
    def none(self) -> bool:
        """The booth has no procedure here: staff do it."""
        return not self._cards.rows


def _events(world: World, group: Group | None) -> tuple[LifeEvent, ...]:
    events = world.rules.events
    return tuple(events[name] for name in group.events if name in events) if group else ()


def _in_group(world: World, group: Group | None) -> tuple[Procedure, ...]:
    procedures = world.rules.procedures
    if group is None:
        return tuple(procedures.values())
    return tuple(procedures[name] for name in group.procedures if name in procedures)
