"""A long list as QML sees it: the usual entries, the first kana, or digits, and the entries found."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.booth.typing import picking
from kiosk.booth.typing.picking import By, Offered, Picking, Source
from kiosk.booth.views.qt import Property, QmlUncreatable
from kiosk.booth.views.rows import Rows
from kiosk.booth.views.visit.asking.era_buttons import JAPANESE
from kiosk.procedures.japanese import kana, listed
from kiosk.procedures.japanese.romaji import romaji
from kiosk.values import dataclass

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1

CARDS: Final = (12, 9, 9, 6)
"""Entries on one screen by text size."""


_BOARD: Final = (
    "アイウエオ", "カキクケコ", "サシスセソ", "タチツテト", "ナニヌネノ", "ハヒフヘホ", "マミムメモ", "ヤ ユ ヨ",
    "ラリルレロ", "ワ   ン", f"{listed.OTHER}    ",
)  # fmt: skip
"""The kana by which a list is looked up, as they stand on every other board here."""


@dataclass(frozen=True)
class KanaKey:
    """One place of the board of first kana, with Latin letters below for those who read no kana."""

    kana: str
    label: str
    hint: str


@dataclass(frozen=True)
class PickCard:
    """One entry to touch, with its reading as the resident reads: kana, or Latin letters."""

    code: str
    name: str
    reading: str
    chosen: bool


@QmlElement
@QmlUncreatable("made by the booth")
class PickingView(QObject):
    """One list; where one is in it stays here, only what is chosen is told.

    Attributes:
        above: what was chosen before this list, where one may go back to it.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = Source()
        self._place = picking.begin(self._source)
        self._told: Callable[[str], None] | None = None
        self.above: str | None = None
        self._key = ""
        self._chosen = ""
        self._locale = "ja"
        self._size = 0
        self._cards = Rows(PickCard, self)
        self._keys = Rows(KanaKey, self)

    def show(
        self, key: str, source: Source, chosen: str, told: Callable[[str], None], *, above: str | None = None
    ) -> None:
        """Show the list called `key` with one entry chosen; the same list stays where it is."""
        self.above = above
        if key != self._key:
            self._place = picking.begin(source)
        self._key, self._source, self._chosen, self._told = key, source, chosen, told
        self._tell()

    def seen(self, locale: str, size: int) -> None:
        """For whom it is drawn: language and text size."""
        if (locale, size) != (self._locale, self._size):
            self._locale, self._size = locale, size
            self._place = Picking(self._place.by, self._place.first, self._place.digits)
            self._tell()

    def forget(self) -> None:
        """Nothing of where one was stays here."""
        self._source, self._key, self._chosen, self._told, self.above = Source(), "", "", None, None
        self._place = picking.begin(self._source)
        self._tell()

    def _tell(self) -> None:
        self._cards.show(
            tuple(
                PickCard(one.code, one.name, self._read(one), one.code == self._chosen) for one in self._offered.entries
            )
        )
        self._keys.show(self._board() if self._offered.asks_kana else ())
        self.changed.emit()

    def _board(self) -> tuple[KanaKey, ...]:
        found = listed.firsts(self._source.entries)
        return tuple(
            KanaKey(one, self._label(one), romaji(one).lower() if self._foreign and one != listed.OTHER else "")
            if one in found
            else KanaKey("", "", "")
            for one in "".join(_BOARD)
        )

    def _label(self, kana_key: str) -> str:
        return "ABC" if kana_key == listed.OTHER else kana.hiragana(kana_key)

    @property
    def _foreign(self) -> bool:
        return self._locale not in JAPANESE

    def _read(self, entry: listed.Listed) -> str:
        reading = romaji(entry.reading) if self._foreign else kana.hiragana(entry.reading)
        return "" if reading == entry.name else reading

    @property
    def _offered(self) -> Offered:
        return picking.offered(self._place, self._source, CARDS[self._size])

    # -- touches ------------------------------------------------------------------------------------------------------

    @Slot(str)
    def press(self, key: str) -> None:
        """One key, or the tab of a way."""
        self._place = picking.press(self._place, key, self._source, CARDS[self._size])
        self._tell()

    @Slot(str)
    def choose(self, code: str) -> None:
        """One entry."""
        if self._told is not None:
            self._told(code)

    # -- what QML shows -----------------------------------------------------------------------------------------------

    @Property(str, notify=changed)
    def by(self) -> str:
        """usual, kana or number."""
        return str(self._place.by)

    @Property("QStringList", notify=changed)
    def ways(self) -> list[str]:
        """The tabs: usual, kana, number, as far as there are several."""
        ways = self._source.ways
        return [str(one) for one in ways] if len(ways) > 1 else []

    @Property(bool, notify=changed)
    def asksKana(self) -> bool:
        """Whether the board of first kana is on the screen."""
        return self._offered.asks_kana

    @Property(Rows, constant=True)
    def keys(self) -> Rows:
        """Roles kana, label, hint: five to a column; nothing is found under those without a label."""
        return self._keys

    @Property(str, notify=changed)
    def first(self) -> str:
        """The kana looked under, as on its key."""
        return self._label(self._place.first)

    @Property(str, notify=changed)
    def digits(self) -> str:
        """The number pressed so far."""
        return self._place.digits

    @Property(bool, notify=changed)
    def canStepBack(self) -> bool:
        """Whether there is a list before this one."""
        return self.above is not None

    @Property(int, notify=changed)
    def mostDigits(self) -> int:
        """How long a number is."""
        return self._source.digits

    @Property(Rows, constant=True)
    def cards(self) -> Rows:
        """Roles code, name, reading, chosen."""
        return self._cards

    @Property(int, notify=changed)
    def most(self) -> int:
        """Entries for which there is room; the cards of a short list are larger."""
        if self._place.by is By.NUMBER:
            return picking.WITH_NUMBER
        return CARDS[3] if len(self._cards.rows) <= CARDS[3] and self._offered.screens == 1 else CARDS[self._size]

    @Property(int, notify=changed)
    def screen(self) -> int:
        """Which screen of the list, from 1."""
        return self._offered.screen

    @Property(int, notify=changed)
    def screens(self) -> int:
        """How many screens the list has."""
        return self._offered.screens
