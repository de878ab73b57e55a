"""The board of a date as QML sees it: the part being asked, and what stands there so far."""

from pydantic import JsonValue
from PySide6.QtCore import QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.booth.typing import date_composer
from kiosk.booth.typing.date_composer import TypedDate
from kiosk.booth.views.qt import Property, QmlUncreatable
from kiosk.booth.views.visit.asking import era_buttons
from kiosk.booth.views.visit.asking.era_buttons import JAPANESE

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the booth")
class DateView(QObject):
    """The date being typed, if one is; keys come by the view of typing."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._typed: TypedDate | None = None
        self._locale = "ja"
        self._unknown = True

    def begin(self, value: JsonValue, locale: str, *, unknown: bool = True, month_only: bool = False) -> None:
        """Start from an answer, or empty; `unknown`: whether a part of it may be, `month_only`: no day is asked."""
        western = locale not in JAPANESE
        self._typed, self._locale = date_composer.begin(value, western=western, month_only=month_only), locale
        self._unknown = unknown and not month_only
        self.changed.emit()

    def forget(self) -> None:
        """No date is being typed."""
        self._typed = None
        self.changed.emit()

    @property
    def open(self) -> bool:
        """Whether a date is being typed."""
        return self._typed is not None

    def value(self) -> JsonValue:
        """The answer so far."""
        return self._typed.value() if self._typed else None

    def pressed(self, key: str) -> bool:
        """Take one key; whether the answer is another one now."""
        before = self.value()
        self._typed = date_composer.press(self._typed, key) if self._typed else None
        self.changed.emit()
        return self.value() != before

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
        return self._typed.era if self._typed else ""

    @Property(str, notify=changed)
    def part(self) -> str:
        """era, year, month or day: what is asked now."""
        return str(self._typed.part) if self._typed else ""

    @Property(str, notify=changed)
    def year(self) -> str:
        """The year's digits; 元 for the first year of an era."""
        if self._typed is None:
            return ""
        first = self._typed.year == "1" and self._typed.era != date_composer.WESTERN
        return "元" if first and self._typed.part not in ("era", "year") else self._typed.year

    @Property(bool, notify=changed)
    def mayBeUnknown(self) -> bool:
        """Whether 不詳 can be pressed here."""
        return self._unknown

    @Property(bool, notify=changed)
    def monthOnly(self) -> bool:
        """Whether no day is asked."""
        return self._typed is not None and self._typed.month_only

    @Property(bool, notify=changed)
    def mayBeAbout(self) -> bool:
        """Whether 頃 can be pressed: some of it is known, but may not be sure."""
        return self._unknown and self._typed is not None and self._typed.western_year is not None

    @Property(bool, notify=changed)
    def about(self) -> bool:
        """Whether it is said not to be sure."""
        return self._typed is not None and self._typed.about

    @Property(bool, notify=changed)
    def yearUnknown(self) -> bool:
        """Whether nobody knows even the year."""
        return self._typed is not None and self._typed.year_unknown

    @Property(int, notify=changed)
    def month(self) -> int:
        """-1 while not touched, 0 unknown."""
        return -1 if self._typed is None or self._typed.month is None else self._typed.month

    @Property(int, notify=changed)
    def day(self) -> int:
        """-1 while not touched, 0 unknown."""
        return -1 if self._typed is None or self._typed.day is None else self._typed.day

    @Property(int, notify=changed)
    def lastDay(self) -> int:
        """How many day keys."""
        return self._typed.last_day if self._typed else 31

    @Property(bool, notify=changed)
    def impossible(self) -> bool:
        """There was no such day."""
        return self._typed is not None and self._typed.impossible
