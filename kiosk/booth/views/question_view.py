"""One question of the form: a page's fields in steps, so that each screen asks one thing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from pydantic import JsonValue
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.booth.views.qt import Property, QmlUncreatable
from kiosk.booth.views.rows import Rows
from kiosk.booth.views.typing_view import TypingView
from kiosk.booth.views.view import View
from kiosk.booth.views.words import Words
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.stages import Answering, Stopped
from kiosk.booth.visit.state import Visit
from kiosk.procedures import navigation
from kiosk.procedures.japanese import telephones
from kiosk.procedures.procedure import FieldType, FormField, Page
from kiosk.procedures.shared_form import SharedForm

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1

Step = tuple[FormField, ...]
QUICK: Final = 10
"""Up to so many numbers have a key each."""
_KINDS: Final = {FieldType.CHOICE: "choice", FieldType.BOOLEAN: "switch", FieldType.INTEGER: "number"}


@dataclass(frozen=True)
class OptionCard:
    """One answer of a choice."""

    option: str
    label: str
    hint: str
    icon: str
    chosen: bool


@dataclass(frozen=True)
class SwitchRow:
    """One yes-or-no question; `value` is 1, 0, or -1 while nothing was chosen."""

    field: str
    label: str
    hint: str
    icon: str
    on: str
    off: str
    value: int


@dataclass(frozen=True)
class NumberKey:
    """One number to touch."""

    number: int
    chosen: bool


def steps(fields: tuple[FormField, ...]) -> tuple[Step, ...]:
    """The fields of a page as screens: yes-or-no questions together, everything else alone."""
    found: list[Step] = []
    for item in fields:
        together = item.type is FieldType.BOOLEAN and found and found[-1][0].type is FieldType.BOOLEAN
        if together:
            found[-1] = (*found[-1], item)
        else:
            found.append((item,))
    return tuple(found)


@QmlElement
@QmlUncreatable("made by the booth")
class QuestionView(View):
    """The question of now. Only which step of the page is shown lives here; answers live in the visit."""

    changed = Signal()

    def __init__(
        self,
        post: Callable[[ev.Event], None],
        turn: Callable[[ev.Event], None],
        typing: TypingView,
        words: Words,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._post = post
        self._turn = turn
        self._typing = typing
        self._words = words
        self._visit = Visit()
        self._page: Page | None = None
        self._steps: tuple[Step, ...] = ()
        self._number = 0
        self._problems: tuple[object, ...] = ()
        self._options = Rows(OptionCard, self)
        self._switches = Rows(SwitchRow, self)
        self._keys = Rows(NumberKey, self)

    def show(self, visit: Visit) -> None:
        """Show the question of this visit, or none."""
        self._visit = visit
        stage, form = visit.stage, visit.form
        if not isinstance(stage, Answering) or form is None:
            if not isinstance(stage, Stopped):
                self._page = None
            self._typing.show(None, None, visit.locale)
            self.tell()
            return
        if self._page is None or self._page.id != stage.page:
            self._page, self._number = form.procedure.page(stage.page), 0
        self._steps = steps(navigation.fields_of(form, stage.page))
        self._number = min(self._number, max(0, len(self._steps) - 1))
        if stage.problems and stage.problems != self._problems:
            self._number = self._step_of(stage.problems[0].field)
        self._problems = stage.problems
        self._show_step(form)

    def _step_of(self, field_id: str) -> int:
        return next((number for number, step in enumerate(self._steps) if field_id in [f.id for f in step]), 0)

    def _show_step(self, form: SharedForm) -> None:
        step, locale = self._step, self._visit.locale
        first = step[0] if step else None
        value = self._value(first) if first else None
        self._options.show(tuple(
            OptionCard(
                option.id, option.label.in_(locale), option.hint.in_(locale) if option.hint else "",
                option.icon or "", option.id == value,
            )
            for option in (first.options if first else ())
        ))  # fmt: skip
        self._switches.show(tuple(self._switch(item, locale) for item in step if item.type is FieldType.BOOLEAN))
        self._keys.show(_number_keys(first, value))
        typed = first if first and first.type not in _KINDS else None
        self._typing.show(typed, value if typed else None, locale)
        self.tell()

    def _switch(self, item: FormField, locale: str) -> SwitchRow:
        assert item.on is not None
        assert item.off is not None
        value = self._value(item)
        return SwitchRow(
            item.id, item.label.in_(locale), item.hint.in_(locale) if item.hint else "", item.icon or "",
            item.on.in_(locale), item.off.in_(locale), -1 if value is None else int(value is True),
        )  # fmt: skip

    @property
    def _step(self) -> Step:
        return self._steps[self._number] if self._page is not None and self._steps else ()

    @property
    def _field(self) -> FormField | None:
        return self._step[0] if self._step else None

    def _value(self, item: FormField) -> JsonValue:
        answer = self._visit.form.answers.get(item.id) if self._visit.form else None
        return answer.value if answer else None

    @property
    def place(self) -> str:
        """Which question is on the screen; changes when the page turns."""
        return f"{self._page.id}/{self._number}" if self._page else ""

    # -- touches ------------------------------------------------------------------------------------------------------

    @Slot(str)
    def choose(self, option: str) -> None:
        """One card of a choice."""
        if self._field is not None:
            self._post(ev.AnswerGiven(self._field.id, option))

    @Slot(str, bool)
    def switchTo(self, field: str, on: bool) -> None:
        """One side of a yes-or-no question."""
        self._post(ev.AnswerGiven(field, on))

    @Slot(int)
    def setNumber(self, number: int) -> None:
        """One number; held within what the field takes."""
        if self._field is not None:
            least = self._field.minimum if self._field.minimum is not None else 0
            most = self._field.maximum if self._field.maximum is not None else 10**9 - 1
            self._post(ev.AnswerGiven(self._field.id, max(least, min(most, number))))

    @Slot()
    def chooseNone(self) -> None:
        """電話は ありません."""
        if self._field is not None:
            self._post(ev.AnswerGiven(self._field.id, telephones.NONE))

    @Slot()
    def forward(self) -> None:
        """つぎへ: the next step of the page, else the next page."""
        answered = all(not item.required or self._value(item) is not None for item in self._step)
        if answered and self._number + 1 < len(self._steps):
            self._number += 1
            self._tell_step()
            return
        self._turn(ev.ForwardPressed())

    def step_back(self) -> bool:
        """もどる inside the page; whether there was a step before."""
        if not self._number:
            return False
        self._number -= 1
        self._tell_step()
        return True

    def _tell_step(self) -> None:
        self._post(ev.Touched())
        if self._visit.form is not None:
            self._show_step(self._visit.form)

    # -- what QML shows -----------------------------------------------------------------------------------------------

    @Property(str, notify=changed)
    def kicker(self) -> str:
        """The procedure's name."""
        form = self._visit.form
        return form.procedure.title.in_(self._visit.locale) if form else ""

    @Property(str, notify=changed)
    def title(self) -> str:
        """The question."""
        locale, first = self._visit.locale, self._field
        if self._page is None or first is None:
            return ""
        if first.question is not None:
            return first.question.in_(locale)
        return first.label.in_(locale) if self._number else self._page.title.in_(locale)

    @Property(str, notify=changed)
    def advice(self) -> str:
        """One sentence that helps; what holds of the whole form (`navigation.notices`) stands on the review."""
        form, page = self._visit.form, self._page
        return page.advice.in_(self._visit.locale) if form and page and page.advice else ""

    @Property(str, notify=changed)
    def problem(self) -> str:
        """What is missing or wrong on this screen, kindly."""
        stage = self._visit.stage
        if not isinstance(stage, Answering):
            return ""
        here = {item.id for item in self._step}
        return next((problem.text for problem in stage.problems if problem.field in here), "")

    @Property(str, notify=changed)
    def doubt(self) -> str:
        """What the card does not say surely about this question, and what to do; empty when it does."""
        form, item = self._visit.form, self._field
        found = form.doubts(item.id) if form and item else ()
        return self._words.text(self._visit.locale, f"doubt-{found[0].code.lower()}") if found else ""

    @Property(str, notify=changed)
    def kind(self) -> str:
        """choice, switch, number or typing."""
        return _KINDS.get(self._field.type, "typing") if self._field else ""

    @Property(str, notify=changed)
    def label(self) -> str:
        """The item's name as on paper."""
        return self._field.label.in_(self._visit.locale) if self._field else ""

    @Property(str, notify=changed)
    def example(self) -> str:
        """例 079-221-0000."""
        item, locale = self._field, self._visit.locale
        return self._words.text(locale, "example", text=item.example.in_(locale)) if item and item.example else ""

    @Property(str, notify=changed)
    def noneText(self) -> str:
        """Words for having none, empty where one must answer."""
        return self._field.none.in_(self._visit.locale) if self._field and self._field.none else ""

    @Property(bool, notify=changed)
    def noneChosen(self) -> bool:
        """Whether the resident said that there is none."""
        return self._field is not None and self._field.none is not None and self._value(self._field) == telephones.NONE

    @Property(Rows, constant=True)
    def options(self) -> Rows:
        """Roles option, label, hint, icon, chosen."""
        return self._options

    @Property(int, notify=changed)
    def optionCount(self) -> int:
        """How many cards."""
        return len(self._options.rows)

    @Property(Rows, constant=True)
    def switches(self) -> Rows:
        """Roles field, label, hint, icon, on, off, value."""
        return self._switches

    @Property(Rows, constant=True)
    def keys(self) -> Rows:
        """Roles number, chosen; empty where numbers are too many."""
        return self._keys

    @Property(int, notify=changed)
    def number(self) -> int:
        """The number answered, -1 for none."""
        value = self._value(self._field) if self._field else None
        return value if isinstance(value, int) and not isinstance(value, bool) else -1

    @Property(str, notify=changed)
    def unit(self) -> str:
        """通."""
        item = self._field
        return item.unit.in_(self._visit.locale).strip() if item and item.unit else ""

    @Property(int, notify=changed)
    def index(self) -> int:
        """This question's place, from 1."""
        return self._progress.index

    @Property(int, notify=changed)
    def total(self) -> int:
        """How many questions there are now."""
        return self._progress.total

    @Property(str, notify=changed)
    def progressText(self) -> str:
        """3 / 7  あと 約2分."""
        now = self._progress
        values = {"index": now.index, "total": now.total, "minutes": now.minutes_left}
        return self._words.text(self._visit.locale, "progress", **values)

    @property
    def _progress(self) -> navigation.Progress:
        form = self._visit.form
        if form is None or self._page is None:
            return navigation.Progress(1, 1, 1)
        return navigation.progress(form, self._page.id)

    @Property(str, notify=changed)
    def forwardText(self) -> str:
        """つぎへ, or back to the review."""
        stage = self._visit.stage
        review = isinstance(stage, Answering) and stage.to_review and self._number + 1 >= len(self._steps)
        return self._words.text(self._visit.locale, "forward-to-review" if review else "forward")

    @Property(str, notify=changed)
    def stopText(self) -> str:
        """Why staff go on from here."""
        stage, form = self._visit.stage, self._visit.form
        if not isinstance(stage, Stopped) or form is None:
            return ""
        found = next((item for item in form.procedure.stops if item.id == stage.stop), None)
        return found.say.in_(self._visit.locale) if found else ""


def _number_keys(item: FormField | None, value: JsonValue) -> tuple[NumberKey, ...]:
    if item is None or item.type is not FieldType.INTEGER or item.minimum is None or item.maximum is None:
        return ()
    if item.maximum - item.minimum >= QUICK:
        return ()
    return tuple(NumberKey(number, number == value) for number in range(item.minimum, item.maximum + 1))
