"""The list of what is to be done after a life event, as QML sees it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.booth.views.qt import Property, QmlUncreatable
from kiosk.booth.views.rows import Rows
from kiosk.booth.views.view import View
from kiosk.booth.views.words import Words
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.life.plan import Plan
from kiosk.booth.visit.stages import Planning
from kiosk.booth.visit.state import Visit
from kiosk.procedures.japanese import eras
from kiosk.procedures.kinds.dates import in_words
from kiosk.procedures.life.todo import Todo
from kiosk.procedures.words import words
from kiosk.values import dataclass

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True)
class TodoRow:
    """One thing to do; `status` is begin, go_on, done, staff, elsewhere or by_itself, and `word` says it."""

    task: str
    title: str
    detail: str
    due: str
    urgent: bool
    icon: str
    status: str
    word: str


@QmlElement
@QmlUncreatable("made by the booth")
class PlanningView(View):
    """What follows from what happened: some of it on the screen, in order."""

    changed = Signal()

    def __init__(self, turn: Callable[[ev.Event], None], words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._turn = turn
        self._words = words
        self._rows = Rows(TodoRow, self)
        self._title = self._kicker = ""
        self._page = self._pages = 0
        self._paper = self._paper_text = ""
        self._handed_in = False

    def show(self, visit: Visit) -> None:
        """Show the part of the list the visit is at."""
        plan, stage = visit.plan, visit.stage
        if plan is None or not isinstance(stage, Planning):
            return
        todos, locale = plan.todos, visit.locale
        most = plan.lines(locale, visit.text_size)
        self._pages = max(1, -(-len(todos) // most))
        self._page = min(stage.page, self._pages - 1)
        shown = todos[self._page * most : (self._page + 1) * most]
        self._rows.show(tuple(self._row(plan, todo, visit.today, locale) for todo in shown))
        self._paper, self._handed_in = stage.paper, bool(plan.handed_in)
        self._paper_text = self._words.text(locale, f"planning-paper{'-' * bool(stage.paper)}{stage.paper}")
        self._kicker = plan.event.title.in_(locale)
        self._title = self._words.text(locale, "planning-title", count=len(todos))
        self.tell()

    def _row(self, plan: Plan, todo: Todo, today: date, locale: str) -> TodoRow:
        task, state = todo.task, _state(plan, todo)
        said = [task.say.in_(locale)] if task.say else []
        if task.bring:
            things = words(locale)["between"].join(one.in_(locale) for one in task.bring)
            said.append(self._words.text(locale, "planning-bring", things=things))
        if state == "done":
            said = [self._words.text(locale, "planning-reference", reference=plan.number)]
        urgency = todo.urgency(today)
        return TodoRow(
            task.id, task.title.in_(locale), "  ".join(said), self._due(todo, urgency, locale),
            urgency in ("late", "soon"), task.icon, state, self._words.text(locale, f"planning-{state}"),
        )  # fmt: skip

    def _due(self, todo: Todo, urgency: str, locale: str) -> str:
        if todo.by is None:
            return ""
        day = in_words(eras.WrittenDate(todo.by.year, todo.by.month, todo.by.day), locale)
        return self._words.text(locale, "planning-late" if urgency == "late" else "planning-by", date=day)

    @Slot(str)
    def begin(self, task: str) -> None:
        """はじめる, つづける."""
        self._turn(ev.TaskChosen(task))

    @Slot(bool)
    def turnList(self, down: bool) -> None:
        """▲ ▼."""
        self._turn(ev.TodosTurned(down))

    @Slot()
    def printList(self) -> None:
        """紙に 出す."""
        self._turn(ev.TodoWanted())

    @Slot()
    def close(self) -> None:
        """おわって 控えを もらう."""
        self._turn(ev.FinishPressed())

    @Property(str, notify=changed)
    def paper(self) -> str:
        """What became of the list on paper: empty, printing, printed or failed."""
        return self._paper

    @Property(str, notify=changed)
    def paperText(self) -> str:
        """紙に 出す, or how that ended."""
        return self._paper_text

    @Property(bool, notify=changed)
    def handedIn(self) -> bool:
        """Something is handed in: whoever ends here gets the slip of it."""
        return self._handed_in

    @Property(Rows, constant=True)
    def rows(self) -> Rows:
        """Roles task, title, detail, due, urgent, icon, status, word."""
        return self._rows

    @Property(str, notify=changed)
    def kicker(self) -> str:
        """What happened."""
        return self._kicker

    @Property(str, notify=changed)
    def title(self) -> str:
        """How much there is to do."""
        return self._title

    @Property(int, notify=changed)
    def page(self) -> int:
        """The part of the list on the screen, from 0."""
        return self._page

    @Property(int, notify=changed)
    def pages(self) -> int:
        """How many parts the list has."""
        return self._pages


def _state(plan: Plan, todo: Todo) -> str:
    if todo.task.id in plan.handed_in:
        return "done"
    if todo.task.how != "here":
        return todo.task.how
    return "go_on" if todo.task.id in plan.begun else "begin"
