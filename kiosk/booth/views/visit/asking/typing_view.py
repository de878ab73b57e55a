"""The typing boards as QML sees them: one field at a time, every key an answer at once."""

from collections.abc import Callable
from typing import Any, Final

from pydantic import JsonValue
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.booth.typing import candidates, composer, seeking
from kiosk.booth.typing.composer import Kind, Typed
from kiosk.booth.typing.picking import Local
from kiosk.booth.views.letters.ruby import bare
from kiosk.booth.views.qt import Property, QmlUncreatable
from kiosk.booth.views.visit.asking import account_rows
from kiosk.booth.views.visit.asking.conversion import Conversion, Converter
from kiosk.booth.views.visit.asking.date_view import DateView
from kiosk.booth.views.visit.asking.era_buttons import JAPANESE
from kiosk.booth.views.visit.asking.picking_view import PickingView
from kiosk.booth.visit import events as ev
from kiosk.procedures.fields import NONE
from kiosk.procedures.kinds import account as accounts
from kiosk.procedures.kinds.table import kept
from kiosk.procedures.kinds.writing import in_fours
from kiosk.procedures.procedure import FieldType, FormField
from kiosk.procedures.words import words
from kiosk.tasks import Tasks

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1

KINDS: Final = {
    FieldType.NAME: Kind.NAME,
    FieldType.TEXT: Kind.TEXT,
    FieldType.ADDRESS: Kind.ADDRESS,
    FieldType.KANA: Kind.KANA,
    FieldType.TEL: Kind.TEL,
    FieldType.AMOUNT: Kind.NUMBER,
    FieldType.DIGITS: Kind.DIGITS,
}


@QmlElement
@QmlUncreatable("made by the booth")
class TypingView(QObject):
    """The board of the field being answered; `post` gets an `AnswerGiven` at every change.

    Attributes:
        local: what most people at this place want, offered first.
    """

    changed = Signal()

    def __init__(
        self,
        post: Callable[[ev.Event], Any],
        converter: Converter,
        tasks: Tasks,
        local: Local | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.local = local or Local()
        self._post = post
        self._conversion = Conversion(converter, tasks, self._reading, self._offer)
        self._picking = PickingView(self)
        self._field: FormField | None = None
        self._part = ""
        self._typed: Typed | None = None
        self._date = DateView(self)
        self._locale = "ja"
        self._candidates: list[str] = []

    def show(self, field: FormField | None, value: JsonValue, locale: str = "ja", part: str = "") -> None:
        """Open the board for `field`, or none; the same field with the value typed here keeps its state.

        `part` is the part of an account that is typed, `value` then what was said of it.
        """
        if field is None:
            if self._field is not None:
                self.forget()
            return
        if self._field is not None and (field.id, part) == (self._field.id, self._part) and value == self._kept():
            return
        self._field, self._part, self._locale, self._candidates = field, part, locale, []
        self._typed = None
        self._date.forget()
        if part:
            most = accounts.DIGITS.get(part, accounts.LONGEST)
            latin = locale not in JAPANESE and not value
            self._typed = composer.begin(account_rows.TYPED[part], str(value), most, latin=latin)
        elif field.type is FieldType.DATE:
            self._date.begin(value, locale, unknown=field.unknown, month_only=field.month_only)
        elif field.type in KINDS:
            self._typed = _begin(field, value, locale)
        self._show_places()
        self.changed.emit()

    def _show_places(self) -> None:
        """The list an address goes on with, while that board is open."""
        if self._typed is None or self._typed.board is not composer.Board.PLACES:
            return
        here = seeking.begin(self._typed.text)
        found = seeking.source(here, self.local.town)
        self._picking.show(f"places {here.text}", found, "", self._place, above=here.above)

    def _place(self, code: str) -> None:
        """One entry of such a list."""
        assert self._typed is not None
        text, whole = seeking.chosen(seeking.begin(self._typed.text), code)
        self._take(composer.with_place(self._typed, text, whole=whole))

    def forget(self) -> None:
        """Nothing of what was typed stays here."""
        self._field = self._typed = None
        self._date.forget()
        self._part, self._candidates = "", []
        self._picking.forget()
        self.changed.emit()

    @Slot(str)
    def press(self, key: str) -> None:
        """One key."""
        if self._date.open:
            if self._date.pressed(key):
                self._give()
        elif self._typed is not None:
            self._take(composer.press(self._typed, key))

    @Slot()
    def stepBack(self) -> None:
        """The list before this one: other towns, other prefectures."""
        above = self._picking.above
        if self._typed is not None and above is not None:
            self._take(composer.with_place(self._typed, above, whole=False))

    @Slot(int)
    def choose(self, number: int) -> None:
        """One candidate."""
        if self._typed is not None and 0 <= number < len(self._candidates):
            self._take(composer.choose(self._typed, self._candidates[number]))

    def _take(self, typed: Typed) -> None:
        before, self._typed = self._typed, typed
        if before is None or before.reading != typed.reading:
            self._candidates = candidates.offered(typed, [])
            self._conversion.ask()
        self._show_places()
        self.changed.emit()
        if before is None or before.text != typed.text:
            self._give()

    def _give(self) -> None:
        assert self._field is not None
        if self._part and self._typed is not None:
            self._post(ev.PartGiven(self._field.id, self._part, self._typed.text))
        else:
            self._post(ev.AnswerGiven(self._field.id, self._value()))

    def _value(self) -> JsonValue:
        if self._date.open:
            return self._date.value()
        text = self._typed.text if self._typed is not None else ""
        if self._typed is not None and self._typed.kind is Kind.NUMBER:
            return int(text) if text else None
        return text or None

    def _kept(self) -> JsonValue:
        """The value as the form keeps it."""
        if self._part:
            return account_rows.kept(self._part, self._typed.text if self._typed else "")
        return None if self._field is None else kept(self._field, self._value())

    def _reading(self) -> str:
        return self._typed.reading if self._typed else ""

    def _offer(self, found: list[str]) -> None:
        assert self._typed is not None
        self._candidates = candidates.offered(self._typed, found)
        self.changed.emit()

    # -- what QML shows -----------------------------------------------------------------------------------------------

    @Property(bool, notify=changed)
    def shown(self) -> bool:
        """Whether a board is open."""
        return self._typed is not None or self._date.open

    @Property(str, notify=changed)
    def field(self) -> str:
        """The field's id."""
        return self._field.id if self._field else ""

    @Property(str, notify=changed)
    def board(self) -> str:
        """places, kana, latin, digits, number, tel or date; empty while none is open."""
        if self._date.open:
            return str(composer.Board.DATE)
        return str(self._typed.board) if self._typed else ""

    @Property("QStringList", notify=changed)
    def boards(self) -> list[str]:
        """The boards one may change to; empty where there is only one."""
        boards = composer.BOARDS[self._typed.kind] if self._typed else ()
        return [str(board) for board in boards] if len(boards) > 1 else []

    @Property(str, notify=changed)
    def before(self) -> str:
        """Text before the cursor; amounts in groups of three digits and long numbers of four, as they are read."""
        text = self._typed.before if self._typed else ""
        if self._part:
            return account_rows.grouped(self._part, text)
        if not text or self._typed is None or self._typed.kind not in (Kind.NUMBER, Kind.DIGITS):
            return text
        return f"{int(text):,}" if self._typed.kind is Kind.NUMBER else in_fours(text)

    @Property(str, notify=changed)
    def reading(self) -> str:
        """Kana that may still become kanji."""
        return self._reading()

    @Property(str, notify=changed)
    def after(self) -> str:
        """Text behind the cursor."""
        return self._typed.after if self._typed else ""

    @Property(str, notify=changed)
    def unit(self) -> str:
        """What an amount is counted in, behind all that is typed: 円."""
        if self._field is None or self._field.type is not FieldType.AMOUNT:
            return ""
        return bare(words(self._locale)["yen"].format(amount="")).strip()

    @Property(str, notify=changed)
    def accountPart(self) -> str:
        """The part of an account being typed, for the picture of where it stands; empty for any other field."""
        return self._part

    @Property(str, notify=changed)
    def padded(self) -> str:
        """An account number too short, as it is kept: with zeros before it."""
        return account_rows.padded(self._part, self._typed.text if self._typed else "")

    @Property(PickingView, constant=True)
    def picking(self) -> PickingView:
        """The list one looks through."""
        return self._picking

    @Property(bool, notify=changed)
    def capitals(self) -> bool:
        """Whether the Latin board writes capitals."""
        return self._typed is None or self._typed.capitals

    @Property(bool, notify=changed)
    def katakana(self) -> bool:
        """Whether the kana board shows katakana."""
        return self._typed is not None and self._typed.kind in (Kind.KANA, Kind.HOLDER)

    @Property(bool, notify=changed)
    def converts(self) -> bool:
        """Whether the row of candidates has its place."""
        return self._typed is not None and self._typed.converts

    @Property("QStringList", notify=changed)
    def candidates(self) -> list[str]:
        """Words for the reading, the likeliest first, the kana themselves among the first."""
        return list(self._candidates)

    @Property(DateView, constant=True)
    def date(self) -> DateView:
        """The board of a date."""
        return self._date


def _begin(field: FormField, value: JsonValue, locale: str) -> Typed:
    text = "" if value is None or value == NONE else str(value)
    kind = KINDS[field.type]
    most = min(field.max_chars, 9) if kind is Kind.NUMBER else field.max_chars
    if kind is Kind.DIGITS and field.maximum is not None:
        most = field.maximum
    latin = kind is Kind.NAME and locale not in JAPANESE
    return composer.begin(kind, text, most, latin=latin)
