"""The PIN pad on the screen: how many digits, how many tries, never which digits."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.booth import visit_events as ev
from kiosk.booth.pin_pad import DIGITS, PinPad
from kiosk.booth.stages import EnteringPin
from kiosk.booth.views.qt import Property, QmlUncreatable
from kiosk.booth.views.words import Words
from kiosk.booth.visit_state import Visit

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the booth")
class PinView(QObject):
    """Presses go straight into the pad's buffer."""

    changed = Signal()

    def __init__(
        self,
        post: Callable[[ev.Event], None],
        turn: Callable[[ev.Event], None],
        pad: PinPad,
        words: Words,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._post = post
        self._turn = turn
        self._pad = pad
        self._words = words
        self._stage = EnteringPin(0)
        self._locale = "ja"
        self._entering = False

    def show(self, visit: Visit) -> None:
        """Show the tries left; the pad's count changes with it when the buffer was wiped."""
        self._entering = isinstance(visit.stage, EnteringPin)
        if isinstance(visit.stage, EnteringPin):
            self._stage, self._locale = visit.stage, visit.locale
        self.changed.emit()

    @Slot(int)
    def press(self, digit: int) -> None:
        """One key; does nothing while no PIN is asked."""
        if self._entering:
            self._pad.press(digit)
            self._post(ev.Touched())
            self.changed.emit()

    @Slot()
    def erase(self) -> None:
        """Take the last digit back."""
        if self._entering:
            self._pad.erase()
            self._post(ev.Touched())
            self.changed.emit()

    @Slot()
    def forward(self) -> None:
        """つぎへ: the four digits go to the card."""
        if self.full:
            self._turn(ev.PinEntered())

    @Slot()
    def withoutCard(self) -> None:
        """カードなしで続ける."""
        self._turn(ev.WithoutCardChosen())

    @Property(int, notify=changed)
    def count(self) -> int:
        """Digits entered, 0 to 4."""
        return self._pad.count

    @Property(int, constant=True)
    def digits(self) -> int:
        """Digits of a PIN."""
        return DIGITS

    @Property(bool, notify=changed)
    def full(self) -> bool:
        """All digits are there."""
        return self._pad.count == DIGITS

    @Property(int, notify=changed)
    def left(self) -> int:
        """The card's own counter."""
        return self._stage.left

    @Property(bool, notify=changed)
    def wrong(self) -> bool:
        """The last entry was not right."""
        return self._stage.wrong

    @Property(str, notify=changed)
    def triesText(self) -> str:
        """あと 3回 まちがえられます."""
        key = "pin-wrong" if self._stage.wrong else "pin-left"
        return self._words.text(self._locale, key, count=self._stage.left)
