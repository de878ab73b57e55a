"""Language, text size and colours: ways to read the screen better, back to the usual for the next person."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.booth.views.letters.fonts import family
from kiosk.booth.views.qt import Property, QmlUncreatable
from kiosk.booth.views.rows import Rows
from kiosk.booth.views.view import View
from kiosk.booth.views.words import Words
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.anytime import COLOURS
from kiosk.booth.visit.languages import JAPANESE, RUBY, with_readings
from kiosk.booth.visit.state import Visit
from kiosk.values import dataclass

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1

SIZES: Final = 4


@dataclass(frozen=True)
class LanguageRow:
    """One language under its own name."""

    locale: str
    name: str
    family: str
    chosen: bool


@dataclass(frozen=True)
class LookRow:
    """One text size or one set of colours."""

    number: int
    name: str
    chosen: bool


@QmlElement
@QmlUncreatable("made by the booth")
class DisplayView(View):
    """What the resident chose, and what there is to choose."""

    changed = Signal()

    def __init__(self, post: Callable[[ev.Event], None], words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._post = post
        self._words = words
        self._visit = Visit()
        self._languages = Rows(LanguageRow, self)
        self._sizes = Rows(LookRow, self)
        self._modes = Rows(LookRow, self)

    def show(self, visit: Visit) -> None:
        """Show the choices of this visit."""
        self._visit = visit
        self._tell()

    @Slot(str)
    def chooseLanguage(self, locale: str) -> None:
        """A language."""
        self._post(ev.LanguageChosen(locale))

    @Slot(int)
    def chooseSize(self, size: int) -> None:
        """A text size."""
        self._post(ev.TextSizeChosen(size))

    @Slot(int)
    def chooseMode(self, mode: int) -> None:
        """A set of colours."""
        self._post(ev.ColoursChosen(mode))

    def _tell(self) -> None:
        visit, words = self._visit, self._words
        self._languages.show(tuple(
            LanguageRow(locale, words.own_name(locale), family(locale), locale == visit.locale)
            for locale in words.locales
        ))  # fmt: skip
        self._sizes.show(tuple(
            LookRow(size, words.text(visit.locale, f"size-{size}"), size == visit.text_size) for size in range(SIZES)
        ))  # fmt: skip
        self._modes.show(tuple(
            LookRow(mode, words.text(visit.locale, f"colours-{mode}"), mode == visit.colours) for mode in range(COLOURS)
        ))  # fmt: skip
        self.tell()

    @Property(Rows, constant=True)
    def languages(self) -> Rows:
        """Roles locale, name, chosen."""
        return self._languages

    @Property(Rows, constant=True)
    def sizes(self) -> Rows:
        """Roles number, name, chosen."""
        return self._sizes

    @Property(Rows, constant=True)
    def modes(self) -> Rows:
        """Roles number, name, chosen."""
        return self._modes

    @Property(int, notify=changed)
    def textSize(self) -> int:
        """0 to 3."""
        return self._visit.text_size

    @Property(int, notify=changed)
    def mode(self) -> int:
        """0 to 3."""
        return self._visit.colours

    @Property(bool, notify=changed)
    def ruby(self) -> bool:
        """Whether words carry readings, so that lines are higher."""
        form = self._visit.form
        return with_readings(self._visit.locale, form.procedure if form else None)

    @Property(bool, notify=changed)
    def readings(self) -> bool:
        """Whether readings are drawn only where a text has them: those やさしい日本語 lends to this language."""
        return self._visit.locale not in (JAPANESE, RUBY)

    @Property(str, notify=changed)
    def family(self) -> str:
        """The font family of the language chosen."""
        return family(self._visit.locale)
