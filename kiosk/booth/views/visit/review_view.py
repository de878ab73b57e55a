"""The review: every line with where it came from and なおす, in pages that need no scrolling."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.booth.views.qt import Property, QmlUncreatable
from kiosk.booth.views.rows import Rows
from kiosk.booth.views.view import View
from kiosk.booth.views.words import Words
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.reviewing import on_screen
from kiosk.booth.visit.stages import Reviewing
from kiosk.booth.visit.state import Visit
from kiosk.procedures import entries, navigation, review
from kiosk.procedures.review import ReviewRow
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.forms import Source
from kiosk.values import dataclass

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1

_LOOK: Final = "※"
"""Behind the label of what staff compare with the card, as on the paper."""
_ICONS: Final = {Source.CARD: "contactless", Source.RESIDENT: "touch_app", Source.STAFF: "support_agent"}


@dataclass(frozen=True)
class ReviewLine:
    """One line of the review, called as `ReviewRow.line`; `rest` stands below a name that was entered into a group."""

    field: str
    label: str
    value: str
    isName: bool
    source: str
    sourceText: str
    sourceIcon: str
    problem: str
    marked: list[int]
    mayFix: bool
    rest: str


@QmlElement
@QmlUncreatable("made by the booth")
class ReviewView(View):
    """The lines of now, as many as the visit says are on the screen."""

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
        self._rows = Rows(ReviewLine, self)
        self._screen = on_screen(self._visit)
        self._notice = ""

    def show(self, visit: Visit) -> None:
        """Show the part of the review this visit is at; otherwise keep nothing of the form."""
        before, self._visit = self._visit, visit
        if _shown(before) == _shown(visit):
            return  # only the clock moved
        stage = visit.stage
        self._screen = on_screen(visit)
        self._notice = self._notice_of(visit.form, visit.locale) if isinstance(stage, Reviewing) else ""
        self._rows.show(self._lines(stage) if isinstance(stage, Reviewing) else ())
        self.tell()

    def _lines(self, stage: Reviewing) -> tuple[ReviewLine, ...]:
        locale = self._visit.locale
        problems = {review.line_of(one.field, one.within): one.text for one in reversed(stage.problems)}
        return tuple(
            ReviewLine(
                row.line, f"{row.label} {_LOOK}" if row.doubts else row.label, row.text, row.is_name,
                _source_of(row), self._words.text(locale, _source_key(row)) if _source_of(row) else "",
                _icon_of(row), problems.get(row.line, ""),
                sorted({at for doubt in row.doubts for at in doubt.positions}) if row.is_name or not row.parts else [],
                not (row.by_staff or row.computed), row.rest,
            )
            for row in self._screen.rows
        )  # fmt: skip

    def _notice_of(self, form: SharedForm | None, locale: str) -> str:
        if form is None:
            return ""
        if any(row.doubts for row in review.lines(review.rows(form, locale))):
            return self._words.text(locale, "review-doubt")
        said = [notice.say.in_(locale) for notice in navigation.notices(form)]
        return " ".join((*said, navigation.paying(form.procedure, navigation.fee(form), locale))).strip()

    # -- touches ------------------------------------------------------------------------------------------------------

    @Slot(str)
    def fix(self, line: str) -> None:
        """なおす."""
        row = next((row for row in self._screen.rows if row.line == line), None)
        if row is not None:
            self._turn(ev.FixPressed(row.field, row.within))

    @Slot()
    def up(self) -> None:
        """▲."""
        self._post(ev.ReviewTurned(down=False))

    @Slot()
    def down(self) -> None:
        """▼."""
        self._post(ev.ReviewTurned(down=True))

    @Slot()
    def forward(self) -> None:
        """つづきを見る, or 署名へ once every line was on the screen."""
        if self.hasDown:
            self.down()
        else:
            self._turn(ev.ForwardPressed())

    # -- what QML shows -----------------------------------------------------------------------------------------------

    @Property(Rows, constant=True)
    def rows(self) -> Rows:
        """Roles field, label, value, isName, source, sourceText, sourceIcon, problem, marked, mayFix."""
        return self._rows

    @Property(int, notify=changed)
    def most(self) -> int:
        """Lines on one screen."""
        return self._screen.most

    @Property(str, notify=changed)
    def kicker(self) -> str:
        """The procedure's name."""
        form = self._visit.form
        return form.procedure.title.in_(self._visit.locale) if form else ""

    @Property(str, notify=changed)
    def problem(self) -> str:
        """What still has to be answered."""
        stage, form, locale = self._visit.stage, self._visit.form, self._visit.locale
        first = stage.problems[0] if isinstance(stage, Reviewing) and stage.problems else None
        place = entries.form_at(form, first.within) if form and first else None
        item = place.procedure.field(first.field) if place and first else None
        if form is None or item is None or first is None:
            return ""
        group = form.procedure.field(first.within.group) if first.within else None
        whose = f"{review.title(group, first.within.number, locale)} " if group and first.within else ""
        return f"{whose}{item.label.in_(locale)}：{first.text}"

    @Property(str, notify=changed)
    def notice(self) -> str:
        """What staff still look at, else the sentences of the procedure that hold for these answers."""
        return self._notice

    @Property(bool, notify=changed)
    def hasUp(self) -> bool:
        """Lines before these."""
        return self._screen.number > 1

    @Property(bool, notify=changed)
    def hasDown(self) -> bool:
        """Lines after these."""
        return self._screen.number < self._screen.total

    @Property(int, notify=changed)
    def screen(self) -> int:
        """Which part, from 1."""
        return self._screen.number

    @Property(int, notify=changed)
    def screens(self) -> int:
        """How many parts."""
        return self._screen.total


def _source_of(row: ReviewRow) -> str:
    """Where it came from; nothing beside an entry, whose group says it."""
    return "" if row.within or row.source is None else str(row.source)


def _icon_of(row: ReviewRow) -> str:
    if not _source_of(row):
        return ""
    return "numbers" if row.computed else _ICONS.get(row.source, "tune") if row.source else ""


def _source_key(row: ReviewRow) -> str:
    if row.computed:
        return "source-computed"
    return "source-office" if row.by_staff else f"source-{row.source}"


def _shown(visit: Visit) -> tuple[object, ...]:
    """What the review depends on."""
    return visit.form, visit.stage, visit.locale, visit.text_size, visit.review_line
