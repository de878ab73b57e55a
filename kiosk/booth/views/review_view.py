"""The review: every line with where it came from and なおす, in pages that need no scrolling."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.booth.views.qt import Property, QmlUncreatable
from kiosk.booth.views.rows import Rows
from kiosk.booth.views.view import View
from kiosk.booth.views.words import Words, with_readings
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.stages import Reviewing
from kiosk.booth.visit.state import Visit
from kiosk.procedures import navigation, review
from kiosk.protocol.forms import Source

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1

LINES: Final = (6, 5, 4, 4)
"""Lines on one screen by text size; one fewer where words carry readings."""
_LOOK: Final = "※"
"""Behind the label of what staff compare with the card, as on the paper."""
_ICONS: Final = {Source.CARD: "contactless", Source.RESIDENT: "touch_app", Source.STAFF: "support_agent"}


@dataclass(frozen=True)
class ReviewLine:
    """One line of the review."""

    field: str
    label: str
    value: str
    isName: bool
    source: str
    sourceText: str
    sourceIcon: str
    problem: str
    marked: list[int]


@QmlElement
@QmlUncreatable("made by the booth")
class ReviewView(View):
    """The lines of now. Only which lines are on the screen lives here."""

    changed = Signal()

    def __init__(
        self,
        post: Callable[[ev.Event], None],
        turn: Callable[[ev.Event], None],
        words: Words,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._post = post
        self._turn = turn
        self._words = words
        self._visit = Visit()
        self._lines: tuple[ReviewLine, ...] = ()
        self._rows = Rows(ReviewLine, self)
        self._screen = 0

    def show(self, visit: Visit) -> None:
        """Show the form of this visit while it is being reviewed; otherwise keep nothing of it."""
        stage, fresh = visit.stage, not isinstance(self._visit.stage, Reviewing)
        before, self._visit = self._visit.stage, visit
        if not isinstance(stage, Reviewing) or visit.form is None:
            self._lines = ()
            if visit.form is None:
                self._screen = 0
        else:
            self._lines = self._all(stage)
            new_problems = stage.problems and (fresh or stage != before)
            if new_problems:
                self._screen = self._first_problem() // self._most
        self._tell()

    def _all(self, stage: Reviewing) -> tuple[ReviewLine, ...]:
        assert self._visit.form is not None
        locale = self._visit.locale
        problems = {problem.field: problem.text for problem in stage.problems}
        return tuple(
            ReviewLine(
                row.field, f"{row.label} {_LOOK}" if row.doubts else row.label, row.text, row.is_name,
                str(row.source or ""),
                self._words.text(locale, f"source-{row.source}") if row.source else "",
                _ICONS.get(row.source, "tune") if row.source else "", problems.get(row.field, ""),
                sorted({at for doubt in row.doubts for at in doubt.positions}),
            )
            for row in review.rows(self._visit.form, locale)
        )  # fmt: skip

    def _first_problem(self) -> int:
        return next((number for number, line in enumerate(self._lines) if line.problem), 0)

    @property
    def _most(self) -> int:
        form = self._visit.form
        return LINES[self._visit.text_size] - with_readings(self._visit.locale, form.procedure if form else None)

    @property
    def _screens(self) -> int:
        return max(1, -(-len(self._lines) // self._most))

    def _tell(self) -> None:
        self._screen = min(self._screen, self._screens - 1) if self._lines else self._screen
        first = self._screen * self._most
        self._rows.show(self._lines[first : first + self._most])
        self.tell()

    # -- touches ------------------------------------------------------------------------------------------------------

    @Slot(str)
    def fix(self, field: str) -> None:
        """なおす."""
        self._turn(ev.FixPressed(field))

    @Slot()
    def up(self) -> None:
        """▲."""
        self._post(ev.Touched())
        self._screen = max(0, self._screen - 1)
        self._tell()

    @Slot()
    def down(self) -> None:
        """▼."""
        self._post(ev.Touched())
        self._screen = min(self._screens - 1, self._screen + 1)
        self._tell()

    @Slot()
    def forward(self) -> None:
        """署名へ; lines not seen yet come first."""
        if self.hasDown:
            self.down()
        else:
            self._turn(ev.ForwardPressed())

    # -- what QML shows -----------------------------------------------------------------------------------------------

    @Property(Rows, constant=True)
    def rows(self) -> Rows:
        """Roles field, label, value, isName, source, sourceText, sourceIcon, problem, marked."""
        return self._rows

    @Property(int, notify=changed)
    def most(self) -> int:
        """Lines on one screen."""
        return self._most

    @Property(str, notify=changed)
    def kicker(self) -> str:
        """The procedure's name."""
        form = self._visit.form
        return form.procedure.title.in_(self._visit.locale) if form else ""

    @Property(str, notify=changed)
    def problem(self) -> str:
        """What still has to be answered."""
        return next((f"{line.label}：{line.problem}" for line in self._lines if line.problem), "")

    @Property(str, notify=changed)
    def notice(self) -> str:
        """What staff still look at, else a sentence of the procedure that holds for these answers."""
        form = self._visit.form
        if form and any(row.doubts for row in review.rows(form, self._visit.locale)) and self._lines:
            return self._words.text(self._visit.locale, "review-doubt")
        found = navigation.notices(form) if form and self._lines else ()
        return found[0].say.in_(self._visit.locale) if found else ""

    @Property(bool, notify=changed)
    def hasUp(self) -> bool:
        """Lines before these."""
        return self._screen > 0

    @Property(bool, notify=changed)
    def hasDown(self) -> bool:
        """Lines after these."""
        return self._screen < self._screens - 1

    @Property(int, notify=changed)
    def screen(self) -> int:
        """Which part, from 1."""
        return self._screen + 1

    @Property(int, notify=changed)
    def screens(self) -> int:
        """How many parts."""
        return self._screens
