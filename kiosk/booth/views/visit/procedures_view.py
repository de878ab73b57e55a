"""The procedures of one group, or the way to staff where the booth has none."""

from collections.abc import Callable
from typing import Final

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


MOST_AT_ONCE: Final = 8
"""As many as one page can show in the largest letters."""


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
        self._page, self._pages = 0, 1
        self._events: frozenset[str] = frozenset()

    def show(self, visit: Visit, world: World) -> None:
        """Show the procedures of the group chosen."""
        if not isinstance(visit.stage, Choosing):
            return
        group = next((group for group in world.groups if group.id == visit.stage.group), None)
        self._events = frozenset(world.rules.events)
        found: tuple[Procedure | LifeEvent, ...] = (*_events(world, group), *_in_group(world, group))
        self._pages = max(1, -(-len(found) // MOST_AT_ONCE))
        self._page = min(visit.stage.page, self._pages - 1)
        here = found[self._page * MOST_AT_ONCE :][:MOST_AT_ONCE]
        self._cards.show(tuple(self._of(one, visit.locale) for one in here))
        self._title = group.title.in_(visit.locale) if group else self._words.text(visit.locale, "procedures-title")
        self.tell()

    def _of(self, found: Procedure | LifeEvent, locale: str) -> ProcedureCard:
        return self._card(found, locale) if isinstance(found, Procedure) else self._of_event(found, locale)

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

    @Slot(bool)
    def turnList(self, down: bool) -> None:
        """▲ ▼."""
        page = self._page + (1 if down else -1)
        if 0 <= page < self._pages:
            self._turn(ev.ProceduresTurned(page))

    @Property(int, notify=changed)
    def page(self) -> int:
        """Counted from 0."""
        return self._page

    @Property(int, notify=changed)
    def pages(self) -> int:
        """One where everything is on the screen."""
        return self._pages

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
