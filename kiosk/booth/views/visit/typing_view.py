"""The typing boards as QML sees them: one field at a time, every key an answer at once."""

from collections.abc import Awaitable, Callable
from typing import Any, Final, Protocol

from pydantic import JsonValue
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.booth.typing import candidates, composer, date_composer
from kiosk.booth.typing.composer import Kind, Typed
from kiosk.booth.typing.date_composer import TypedDate
from kiosk.booth.views.letters.ruby import bare
from kiosk.booth.views.qt import Property, QmlUncreatable
from kiosk.booth.views.visit import era_buttons
from kiosk.booth.views.visit.era_buttons import JAPANESE
from kiosk.booth.visit import events as ev
from kiosk.procedures.fields import NONE
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
    FieldType.ADDRESS: Kind.TEXT,
    FieldType.KANA: Kind.KANA,
    FieldType.TEL: Kind.TEL,
    FieldType.AMOUNT: Kind.NUMBER,
    FieldType.DIGITS: Kind.DIGITS,
}


class Converter(Protocol):
    """Turns kana into kanji."""

    def candidates(self, kana: str) -> Awaitable[list[str]]:
        """The likeliest first; empty where nobody can convert."""
        ...


@QmlElement
@QmlUncreatable("made by the booth")
class TypingView(QObject):
    """The board of the field being answered; `post` gets an `AnswerGiven` at every change."""

    changed = Signal()

    def __init__(
        self, post: Callable[[ev.Event], Any], converter: Converter, tasks: Tasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._post = post
        self._converter = converter
        self._tasks = tasks
        self._field: FormField | None = None
        self._typed: Typed | None = None
        self._date: TypedDate | None = None
        self._locale = "ja"
        self._candidates: list[str] = []
        self._asking = False

    def show(self, field: FormField | None, value: JsonValue, locale: str = "ja") -> None:
        """Open the board for `field`, or none; the same field with the value typed here keeps its state."""
        if field is None:
            if self._field is not None:
                self.forget()
            return
        if self._field is not None and field.id == self._field.id and value == self._kept():
            return
        self._field, self._locale, self._candidates = field, locale, []
        self._typed = self._date = None
        if field.type is FieldType.DATE:
            self._date = date_composer.begin(value, western=locale not in JAPANESE)
        elif field.type in KINDS:
            self._typed = _begin(field, value, locale)
        self.changed.emit()

    def forget(self) -> None:
        """Nothing of what was typed stays here."""
        self._field = self._typed = self._date = None
        self._candidates = []
        self.changed.emit()

    @Slot(str)
    def press(self, key: str) -> None:
        """One key."""
        if self._date is not None:
            self._take_date(date_composer.press(self._date, key))
        elif self._typed is not None:
            self._take(composer.press(self._typed, key))

    @Slot(int)
    def choose(self, number: int) -> None:
        """One candidate."""
        if self._typed is not None and 0 <= number < len(self._candidates):
            self._take(composer.choose(self._typed, self._candidates[number]))

    def _take(self, typed: Typed) -> None:
        before, self._typed = self._typed, typed
        if before is None or before.reading != typed.reading:
            self._candidates = candidates.offered(typed, [])
            self._ask()
        self.changed.emit()
        if before is None or before.text != typed.text:
            self._give()

    def _take_date(self, typed: TypedDate) -> None:
        before, self._date = self._date, typed
        self.changed.emit()
        if before is None or before.value() != typed.value():
            self._give()

    def _give(self) -> None:
        assert self._field is not None
        self._post(ev.AnswerGiven(self._field.id, self._value()))

    def _value(self) -> JsonValue:
        if self._date is not None:
            return self._date.value()
        text = self._typed.text if self._typed is not None else ""
        if self._typed is not None and self._typed.kind is Kind.NUMBER:
            return int(text) if text else None
        return text or None

    def _kept(self) -> JsonValue:
        """The value as the form keeps it."""
        return None if self._field is None else kept(self._field, self._value())

    def _ask(self) -> None:
        if self._asking or self._typed is None or not self._typed.reading:
            return
        self._asking = True
        self._tasks.start(self._convert(), "convert")

    async def _convert(self) -> None:
        """Ask until the answer is about what stands there now."""
        try:
            while self._typed is not None and self._typed.reading:
                reading = self._typed.reading
                found = await self._converter.candidates(candidates.asked(reading))
                if self._offered(reading, found):
                    return
        finally:
            self._asking = False

    def _offered(self, reading: str, found: list[str]) -> bool:
        if self._typed is None or self._typed.reading != reading:
            return False
        self._candidates = candidates.offered(self._typed, found)
        self.changed.emit()
        return True

    # -- what QML shows -----------------------------------------------------------------------------------------------

    @Property(bool, notify=changed)
    def shown(self) -> bool:
        """Whether a board is open."""
        return self._typed is not None or self._date is not None

    @Property(str, notify=changed)
    def field(self) -> str:
        """The field's id."""
        return self._field.id if self._field else ""

    @Property(str, notify=changed)
    def board(self) -> str:
        """kana, latin, digits, number, tel or date; empty while none is open."""
        if self._date is not None:
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
        if not text or self._typed is None or self._typed.kind not in (Kind.NUMBER, Kind.DIGITS):
            return text
        return f"{int(text):,}" if self._typed.kind is Kind.NUMBER else in_fours(text)

    @Property(str, notify=changed)
    def reading(self) -> str:
        """Kana that may still become kanji."""
        return self._typed.reading if self._typed else ""

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

    @Property(bool, notify=changed)
    def capitals(self) -> bool:
        """Whether the Latin board writes capitals."""
        return self._typed is None or self._typed.capitals

    @Property(bool, notify=changed)
    def katakana(self) -> bool:
        """Whether the kana board shows katakana."""
        return self._typed is not None and self._typed.kind is Kind.KANA

    @Property(bool, notify=changed)
    def converts(self) -> bool:
        """Whether the row of candidates has its place."""
        return self._typed is not None and self._typed.converts

    @Property("QStringList", notify=changed)
    def candidates(self) -> list[str]:
        """Words for the reading, the likeliest first, the kana themselves among the first."""
        return list(self._candidates)

    @Property("QStringList", notify=changed)
    def eras(self) -> list[str]:
        """The era buttons."""
        return era_buttons.names(self._locale)

    @Property("QStringList", notify=changed)
    def eraNames(self) -> list[str]:
        """What stands on each era button: 昭和, for others Showa 昭和; empty for the calendar without eras."""
        return [era_buttons.words(name, self._locale) for name in self.eras]

    @Property(str, notify=changed)
    def eraName(self) -> str:
        """The era chosen, as on its button."""
        return era_buttons.words(self.era, self._locale)

    @Property("QStringList", notify=changed)
    def eraYears(self) -> list[str]:
        """The years of each era button: 1926-1989."""
        return era_buttons.years(self._locale)

    @Property(str, notify=changed)
    def era(self) -> str:
        """The era chosen."""
        return self._date.era if self._date else ""

    @Property(str, notify=changed)
    def part(self) -> str:
        """era, year, month or day: what is asked now."""
        return str(self._date.part) if self._date else ""

    @Property(str, notify=changed)
    def year(self) -> str:
        """The year's digits; 元 for the first year of an era."""
        if self._date is None:
            return ""
        first = self._date.year == "1" and self._date.era != date_composer.WESTERN
        return "元" if first and self._date.part not in ("era", "year") else self._date.year

    @Property(bool, notify=changed)
    def yearUnknown(self) -> bool:
        """Whether nobody knows even the year."""
        return self._date is not None and self._date.year_unknown

    @Property(int, notify=changed)
    def month(self) -> int:
        """-1 while not touched, 0 unknown."""
        return -1 if self._date is None or self._date.month is None else self._date.month

    @Property(int, notify=changed)
    def day(self) -> int:
        """-1 while not touched, 0 unknown."""
        return -1 if self._date is None or self._date.day is None else self._date.day

    @Property(int, notify=changed)
    def lastDay(self) -> int:
        """How many day keys."""
        return self._date.last_day if self._date else 31

    @Property(bool, notify=changed)
    def impossible(self) -> bool:
        """There was no such day."""
        return self._date is not None and self._date.impossible


def _begin(field: FormField, value: JsonValue, locale: str) -> Typed:
    text = "" if value is None or value == NONE else str(value)
    kind = KINDS[field.type]
    most = min(field.max_chars, 9) if kind is Kind.NUMBER else field.max_chars
    if kind is Kind.DIGITS and field.maximum is not None:
        most = field.maximum
    latin = kind is Kind.NAME and locale not in JAPANESE
    return composer.begin(kind, text, most, latin=latin)
