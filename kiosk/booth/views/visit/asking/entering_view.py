"""The entries of a group on the screen, and what is computed below a question."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.booth.views.qt import Property, QmlUncreatable
from kiosk.booth.views.rows import Rows
from kiosk.booth.views.view import View
from kiosk.booth.views.words import Words
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.asking.entering import LINES, group_on_screen
from kiosk.booth.visit.stages import Answering
from kiosk.booth.visit.state import Visit
from kiosk.procedures import entries, review
from kiosk.procedures.entries import Within
from kiosk.procedures.navigation import FormStep, Progress
from kiosk.procedures.procedure import FormField
from kiosk.procedures.shared_form import SharedForm
from kiosk.procedures.standing import standing
from kiosk.values import dataclass

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True)
class EntryLine:
    """One entry: who it is, what else is known, and what is still missing; `removing`: whether it is to go is asked."""

    number: int
    label: str
    text: str
    isName: bool
    rest: str
    problem: str
    removing: bool
    marked: list[int]


@QmlElement
@QmlUncreatable("made by the booth")
class EnteringView(View):
    """Who is entered into the group on the screen, nobody while another kind of question is.

    Attributes:
        problem: who is not finished, as the page says it; empty where everybody is.
    """

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
        self._rows = Rows(EntryLine, self)
        self._visit = Visit()
        self._group: FormField | None = None
        self._within: Within | None = None
        self._below = ""
        self._part = self._parts = 1
        self.problem = ""

    def show(self, visit: Visit, place: SharedForm | None, step: FormStep | None) -> None:
        """Show the entries of the group this visit is at; `step` is the question on the screen, asked in `place`."""
        self._visit, self._group = visit, group_on_screen(visit)
        self._within = visit.stage.within if isinstance(visit.stage, Answering) else None
        self._below = _computed(place, step, visit.locale) if place and step else ""
        lines = self._lines(self._group) if self._group else ()
        most = LINES[visit.text_size]
        row = visit.stage.row if isinstance(visit.stage, Answering) else 0
        self._parts = max(1, -(-len(lines) // most))
        self._part = min(row // most + 1, self._parts)
        self.problem = next((f"{one.label}：{one.problem}" for one in lines if one.problem), "")
        self._rows.show(lines[(self._part - 1) * most : self._part * most])
        self.tell()

    def _lines(self, group: FormField) -> tuple[EntryLine, ...]:
        form, stage, locale = self._visit.form, self._visit.stage, self._visit.locale
        assert form is not None
        assert isinstance(stage, Answering)
        wrong = {one.within.number for one in stage.problems if one.within}
        row = next(row for row in review.rows(form, locale) if row.field == group.id)
        return tuple(
            EntryLine(
                number, one.label, one.text, one.is_name, one.rest,
                self._words.text(locale, "entry-unfinished") if number in wrong else "",
                stage.removing and number == stage.row,
                sorted({at for doubt in one.doubts for at in doubt.positions}) if one.is_name else [],
            )
            for number, one in enumerate(row.parts)
        )  # fmt: skip

    # -- touches ------------------------------------------------------------------------------------------------------

    @Slot(bool)
    def add(self, applicant: bool) -> None:
        """人を 足す, わたしを 足す."""
        self._turn(ev.AddPressed(applicant))

    @Slot(int)
    def change(self, number: int) -> None:
        """なおす."""
        self._turn(ev.EntryPressed(number))

    @Slot(int)
    def remove(self, number: int) -> None:
        """けす."""
        self._post(ev.RemovePressed(number))

    @Slot(bool)
    def settle(self, yes: bool) -> None:
        """はい or いいえ to that."""
        self._post(ev.RemoveSettled(yes))

    @Slot(bool)
    def turnTo(self, down: bool) -> None:
        """▲ ▼."""
        self._post(ev.ReviewTurned(down))

    # -- what QML shows -----------------------------------------------------------------------------------------------

    @Property(Rows, constant=True)
    def rows(self) -> Rows:
        """Roles number, label, text, isName, rest, problem, removing, marked."""
        return self._rows

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many are on the screen."""
        return len(self._rows.rows)

    @Property(int, notify=changed)
    def most(self) -> int:
        """Entries on one screen."""
        return LINES[self._visit.text_size]

    @Property(int, notify=changed)
    def part(self) -> int:
        """Which of the screens of entries, from 1."""
        return self._part

    @Property(int, notify=changed)
    def parts(self) -> int:
        """How many screens of entries."""
        return self._parts

    @Property(str, notify=changed)
    def addText(self) -> str:
        """The words of the button, empty where there is no room for one more."""
        form, group = self._visit.form, self._group
        shown = form and group and group.add and entries.has_room(form, group)
        return group.add.in_(self._visit.locale) if shown and group and group.add else ""

    @Property(bool, notify=changed)
    def offersApplicant(self) -> bool:
        """Whether わたしを 足す would enter anything."""
        form, group = self._visit.form, self._group
        return bool(form and group and entries.applicant(form, group))

    @Property(str, notify=changed)
    def below(self) -> str:
        """What is computed for this question: 今日の年齢：67歳."""
        return self._below

    def progress(self, now: Progress) -> str:
        """How far one is with an entry: 引っ越す人 2　1 / 5; empty outside."""
        form, within, locale = self._visit.form, self._within, self._visit.locale
        group = form.procedure.field(within.group) if form and within else None
        if group is None or within is None:
            return ""
        who = review.title(group, within.number, locale)
        return self._words.text(locale, "progress-entry", who=who, index=now.index, total=now.total)


def _computed(place: SharedForm, step: FormStep, locale: str) -> str:
    answers = standing(place).answers
    told = [
        f"{item.label.in_(locale)}：{review.value_text(item, answer.value, locale)}"
        for item in step.below
        if (answer := answers.get(item.id))
    ]
    return "　".join(told)
