"""One question of the form: the step the visit is at, so that each screen asks one thing."""

from collections.abc import Callable

from pydantic import JsonValue
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.booth.views.qt import Property, QmlUncreatable
from kiosk.booth.views.rows import Rows
from kiosk.booth.views.view import View
from kiosk.booth.views.visit.asking.account_view import AccountView
from kiosk.booth.views.visit.asking.entering_view import EnteringView
from kiosk.booth.views.visit.asking.question_rows import (
    YES,
    NumberKey,
    OptionCard,
    SwitchRow,
    answered_with,
    number_keys,
    option_cards,
    switch_row,
    within_bounds,
)
from kiosk.booth.views.visit.asking.slot_rows import slot_advice, slot_cards, slot_title
from kiosk.booth.views.visit.asking.typing_view import TypingView
from kiosk.booth.views.words import Words
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.stages import Answering
from kiosk.booth.visit.state import Visit
from kiosk.procedures import navigation
from kiosk.procedures.entries import Within, form_at
from kiosk.procedures.fields import NONE
from kiosk.procedures.navigation import FormStep
from kiosk.procedures.procedure import FieldType, FormField
from kiosk.procedures.shared_form import SharedForm
from kiosk.procedures.words import unit_for

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the booth")
class QuestionView(View):
    """The question of now, as the visit says; nothing of it is decided here."""

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
        self._step: FormStep | None = None
        self._progress = navigation.Progress(1, 1, 1)
        self._options = Rows(OptionCard, self)
        self._switches = Rows(SwitchRow, self)
        self._keys = Rows(NumberKey, self)
        self._account = AccountView(post, turn, typing, words, self)
        self._entering = EnteringView(post, turn, words, self)
        self._place: SharedForm | None = None

    def show(self, visit: Visit) -> None:
        """Show the step this visit is at, or none."""
        before, self._visit = self._visit, visit
        if _seen(visit) == _seen(before):
            return  # only the clock moved
        stage = visit.stage
        form = self._place = form_at(visit.form, _within(visit)) if visit.form else None
        field = stage.field if isinstance(stage, Answering) else None
        self._step = navigation.step_at(form, field) if form and field else None
        self._progress = navigation.progress(form, field) if form and field else navigation.Progress(1, 1, 1)
        asked = self._step.fields if self._step and isinstance(stage, Answering) else ()
        first, locale = asked[0] if asked else None, visit.locale
        value = self._value(first) if first else None
        self._typing.picking.seen(locale, visit.text_size)
        self._account.show(first, visit)
        self._entering.show(visit, form, self._step)
        cards = self._account.cards() or slot_cards(visit, self._words)
        self._options.show(cards or (option_cards(first, value, locale) if first else ()))
        self._switches.show(tuple(switch_row(one, self._value(one), locale) for one in asked if len(asked) > 1))
        self._keys.show(number_keys(first, value) if first else ())
        if not self._account.part:
            typed = first if first and answered_with((first,)) == "typing" else None
            self._typing.show(typed, value if typed else None, locale)
        self.tell()

    @property
    def _field(self) -> FormField | None:
        return self._step.fields[0] if self._step else None

    def _value(self, item: FormField) -> JsonValue:
        answer = self._place.answers.get(item.id) if self._place else None
        return answer.value if answer else None

    @property
    def place(self) -> str:
        """Which question is on the screen, which part of it and of whom; changes when the page turns."""
        return f"{self._step.field} {self._account.part} {_within(self._visit) or ''}".strip() if self._step else ""

    # -- touches ------------------------------------------------------------------------------------------------------

    @Slot(str)
    def choose(self, option: str) -> None:
        """One card of a choice or of several, or one entry of a list."""
        item = self._field
        if self._account.part:
            self._account.give(option)
        elif item is not None and item.type in (FieldType.SEVERAL, FieldType.SLOT):
            self._post(ev.OptionTouched(item.id, option))
        elif item is not None and item.type is FieldType.BOOLEAN:
            self._post(ev.AnswerGiven(item.id, option == YES))
        elif item is not None:
            self._post(ev.AnswerGiven(item.id, option))

    @Slot(str, bool)
    def switchTo(self, field: str, on: bool) -> None:
        """One side of a yes-or-no question."""
        self._post(ev.AnswerGiven(field, on))

    @Slot(int)
    @Slot(int, str)
    def setNumber(self, number: int, field: str = "") -> None:
        """One number, of this field or the only one; held within what it takes."""
        for item in self._step.fields if self._step else ():
            if item.id == (field or item.id):
                self._post(ev.AnswerGiven(item.id, within_bounds(item, number)))

    @Slot()
    def chooseNone(self) -> None:
        """電話は ありません, わかりません."""
        if self._field is not None:
            self._post(ev.AnswerGiven(self._field.id, NONE))

    @Slot()
    def forward(self) -> None:
        """つぎへ."""
        self._turn(ev.ForwardPressed())

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
        if self._step is None or first is None:
            return ""
        if special := self._account.title or slot_title(self._visit, self._words):
            return special
        if first.question is not None:
            return first.question.in_(locale)
        return self._step.page.title.in_(locale) if self._step.opens_page else first.label.in_(locale)

    @Property(str, notify=changed)
    def advice(self) -> str:
        """What helps to answer; empty where nothing does."""
        if special := self._account.advice if self._account.title else slot_advice(self._visit, self._words):
            return special
        advice = navigation.advice(self._place, self._step) if self._place and self._step else None
        return advice.in_(self._visit.locale) if advice else ""

    @Property(str, notify=changed)
    def problem(self) -> str:
        """What is missing or wrong on this screen, kindly."""
        stage = self._visit.stage
        told = stage.problems if isinstance(stage, Answering) else ()
        here = {item.id for item in (self._step.fields if self._step else ())}
        return self._entering.problem or next((one.text for one in told if one.field in here), "")

    @Property(str, notify=changed)
    def doubt(self) -> str:
        """What the card does not say surely about this question, and what to do; empty when it does."""
        form, item = self._place, self._field
        found = form.doubts(item.id) if form and item else ()
        return self._words.text(self._visit.locale, f"doubt-{found[0].code.lower()}") if found else ""

    @Property(str, notify=changed)
    def kind(self) -> str:
        """choice, several, switch, number, counts, picking or typing."""
        return self._account.kind or (answered_with(self._step.fields) if self._step else "")

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
        return self._field is not None and self._field.none is not None and self._value(self._field) == NONE

    @Property(Rows, constant=True)
    def options(self) -> Rows:
        """Roles option, label, hint, icon, chosen."""
        return self._options

    @Property(int, notify=changed)
    def optionCount(self) -> int:
        """How many cards."""
        return len(self._options.rows)

    @Property(AccountView, constant=True)
    def account(self) -> AccountView:
        """The parts of an account."""
        return self._account

    @Property(EnteringView, constant=True)
    def entering(self) -> EnteringView:
        """The entries of a group."""
        return self._entering

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
        """通, or one of sheet and sheets, as the number needs it."""
        item = self._field
        return unit_for(self.number, item.unit.in_(self._visit.locale)).strip() if item and item.unit else ""

    @Property(int, notify=changed)
    def index(self) -> int:
        """This step's place, from 1."""
        return self._progress.index

    @Property(int, notify=changed)
    def total(self) -> int:
        """How many steps there are now."""
        return self._progress.total

    @Property(str, notify=changed)
    def progressText(self) -> str:
        """3 / 7  あと 約2分."""
        at = self._progress
        said = {"index": at.index, "total": at.total, "minutes": at.minutes_left}
        return self._entering.progress(at) or self._words.text(self._visit.locale, "progress", **said)

    @Property(str, notify=changed)
    def forwardText(self) -> str:
        """つぎへ, or back to the review."""
        at = self._visit.stage
        review = isinstance(at, Answering) and at.to_review and not at.within
        return self._words.text(self._visit.locale, "forward-to-review" if review else "forward")


def _seen(visit: Visit) -> tuple[object, ...]:
    """What the question depends on."""
    return visit.form, visit.stage, visit.locale, visit.text_size, visit.diary


def _within(visit: Visit) -> Within | None:
    """Whose answer is asked for, inside a group."""
    return visit.stage.within if isinstance(visit.stage, Answering) else None
