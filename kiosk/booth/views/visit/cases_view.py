"""After かざし: what this resident has applied for and how far it is; or why nothing can be told, and what to do."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.booth.views.qt import Property, QmlUncreatable
from kiosk.booth.views.rows import Rows
from kiosk.booth.views.view import View
from kiosk.booth.views.visit.card_view import trouble_sentence
from kiosk.booth.views.words import Words
from kiosk.booth.views.world import World
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.stages import ListingCases, NoCasesTold
from kiosk.booth.visit.state import Visit
from kiosk.procedures.japanese.calendar import JAPAN
from kiosk.protocol.faults import Code
from kiosk.protocol.identity import CaseShown
from kiosk.values import dataclass

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1

_ROWS_BY_SIZE: Final = (4, 3, 3, 2)
_ICONS: Final = {"new": "mail", "in_hand": "person_search", "done": "task_alt", "returned": "support_agent"}


@dataclass(frozen=True)
class CaseRow:
    """One application on the screen; nothing of what was written in it."""

    reference: str
    title: str
    numbers: str
    how: str
    stateText: str
    icon: str


@QmlElement
@QmlUncreatable("made by the booth")
class CasesView(View):
    """The list, a few lines at a time."""

    changed = Signal()

    def __init__(self, turn: Callable[[ev.Event], None], words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._turn = turn
        self._words = words
        self._rows = Rows(CaseRow, self)
        self._all: tuple[CaseRow, ...] = ()
        self._first = 0
        self._visit = Visit()

    def show(self, visit: Visit, world: World) -> None:
        """Show what this visit may see; any other stage forgets it."""
        before, self._visit = self._visit, visit
        cases = visit.stage.cases if isinstance(visit.stage, ListingCases) else ()
        self._all = tuple(self._row(case, world) for case in cases)
        if visit.stage != before.stage or visit.text_size != before.text_size:
            self._first = 0
        self._rows.show(self._all[self._first : self._first + self.most])
        self.tell()

    def _row(self, case: CaseShown, world: World) -> CaseRow:
        procedure = world.rules.procedures.get(case.procedure)
        day = case.received_at.astimezone(JAPAN)
        month = self._say("months").split("|")[day.month - 1]
        numbers = self._say("case-numbers", reference=case.reference, month=month, day=day.day)
        return CaseRow(
            case.reference,
            procedure.title.in_(self._visit.locale) if procedure else case.title,
            numbers,
            case.state,
            self._say(f"case-{case.state}"),
            _ICONS[case.state],
        )

    def _say(self, key: str, **values: object) -> str:
        return self._words.text(self._visit.locale, key, **values)

    @Slot()
    def again(self) -> None:
        """もう一度 かざす."""
        self._turn(ev.TapChosen())

    @Slot()
    def finish(self) -> None:
        """おわる."""
        self._turn(ev.FinishPressed())

    @Slot()
    def up(self) -> None:
        """The lines before."""
        self._move(-self.most)

    @Slot()
    def down(self) -> None:
        """The lines after."""
        self._move(self.most)

    def _move(self, lines: int) -> None:
        if 0 <= self._first + lines < len(self._all):
            self._first += lines
            self._rows.show(self._all[self._first : self._first + self.most])
            self.tell()

    @Property(Rows, constant=True)
    def rows(self) -> Rows:
        """Roles reference, title, numbers, how, stateText, icon."""
        return self._rows

    @Property(int, notify=changed)
    def most(self) -> int:
        """How many lines fit."""
        return _ROWS_BY_SIZE[self._visit.text_size]

    @Property(bool, notify=changed)
    def hasUp(self) -> bool:
        """There are lines before."""
        return self._first > 0

    @Property(bool, notify=changed)
    def hasDown(self) -> bool:
        """There are lines after."""
        return self._first + self.most < len(self._all)

    @Property(int, notify=changed)
    def screens(self) -> int:
        """How many screens the list has."""
        return -(-len(self._all) // self.most)

    @Property(int, notify=changed)
    def screen(self) -> int:
        """Which of them is shown, from 1."""
        return self._first // self.most + 1

    @Property(bool, notify=changed)
    def empty(self) -> bool:
        """Registered, but nothing to tell."""
        return isinstance(self._visit.stage, ListingCases) and not self._all

    @property
    def _why(self) -> str:
        return self._visit.stage.why if isinstance(self._visit.stage, NoCasesTold) else ""

    @Property(str, notify=changed)
    def code(self) -> str:
        """The small code, empty where no card is at fault."""
        return self._why if self._why in set(Code) else ""

    @Property(str, notify=changed)
    def title(self) -> str:
        """What is the matter."""
        if not self._why:
            return self._say("cases-title")
        key = f"no-cases-{self._why}"
        return self._say(key) if self._words.has(key) else self._say("no-cases-card")

    @Property(str, notify=changed)
    def text(self) -> str:
        """What to do about it."""
        if not self._why:
            return ""
        key = f"no-cases-{self._why}-text"
        return self._say(key) if self._words.has(key) else trouble_sentence(self._why, self._visit.locale)
