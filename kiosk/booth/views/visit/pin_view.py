"""The pads on the screen: which PIN, what for, how many characters, how many tries; never which characters."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.booth.views.qt import Property, QmlUncreatable
from kiosk.booth.views.view import View
from kiosk.booth.views.visit.card_view import errand_text
from kiosk.booth.views.words import Words
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.pin_buffer import DIGITS, PinPad
from kiosk.booth.visit.stages import EnteringPassword, EnteringPin
from kiosk.booth.visit.state import Visit

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the booth")
class PinView(View):
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
        self._stage: EnteringPin | EnteringPassword = EnteringPin(0)
        self._locale = "ja"
        self._entering = False

    def show(self, visit: Visit) -> None:
        """Show the tries left; the pad's count changes with it when the buffer was wiped."""
        self._entering = isinstance(visit.stage, EnteringPin | EnteringPassword)
        if isinstance(visit.stage, EnteringPin | EnteringPassword):
            self._stage, self._locale = visit.stage, visit.locale
        self.tell()

    @Slot(int)
    def press(self, digit: int) -> None:
        """One digit; does nothing while no PIN is asked."""
        if self._entering:
            self._pad.press(digit)
            self._pressed()

    @Slot(int)
    def letter(self, place: int) -> None:
        """One capital letter by its place in the alphabet."""
        if self._entering:
            self._pad.letter(place)
            self._pressed()

    @Slot()
    def erase(self) -> None:
        """Take the last character back."""
        if self._entering:
            self._pad.erase()
            self._pressed()

    def _pressed(self) -> None:
        self._post(ev.Touched())
        self.tell()

    @Slot()
    def forward(self) -> None:
        """つぎへ: what fits goes to the card; a password that cannot be one is refused here and costs no try."""
        if self._pad.fits:
            self._turn(ev.PinEntered())
        elif isinstance(self._stage, EnteringPassword):
            self._turn(ev.PinMisformed())

    @Slot()
    def withoutCard(self) -> None:
        """カードなしで続ける, 指で署名する."""
        self._turn(ev.WithoutCardChosen())

    def _say(self, key: str, **values: object) -> str:
        return errand_text(self._words, self._locale, key, self._stage.errand, **values)

    @Property(int, notify=changed)
    def count(self) -> int:
        """Characters entered."""
        return self._pad.count

    @Property(int, constant=True)
    def digits(self) -> int:
        """Digits of a PIN."""
        return DIGITS

    @Property(bool, notify=changed)
    def full(self) -> bool:
        """All digits are there."""
        return self._pad.count == DIGITS

    @Property(bool, notify=changed)
    def any(self) -> bool:
        """Something was entered."""
        return self._pad.count > 0

    @Property(str, notify=changed)
    def countText(self) -> str:
        """いま 7文字."""
        return self._words.text(self._locale, "password-count", count=self._pad.count)

    @Property(int, notify=changed)
    def left(self) -> int:
        """The card's own counter."""
        return self._stage.left

    @Property(bool, notify=changed)
    def wrong(self) -> bool:
        """The last entry was not right."""
        return self._stage.wrong

    @Property(bool, notify=changed)
    def misformed(self) -> bool:
        """What was typed cannot be a password; it was not sent."""
        return isinstance(self._stage, EnteringPassword) and self._stage.misformed

    @Property(str, notify=changed)
    def triesText(self) -> str:
        """あと 3回 入れられます, or what was not right and how often it may still be entered."""
        if self.misformed:
            return self._words.text(self._locale, "password-misformed")
        return self._say("pin-wrong" if self._stage.wrong else "pin-left", count=self._stage.left)

    @Property(str, notify=changed)
    def which(self) -> str:
        """Which of the card's secrets is asked, and what for."""
        return self._say("pin-which")

    @Property(str, notify=changed)
    def subtitle(self) -> str:
        """Where the resident knows it from."""
        return self._say("pin-subtitle")

    @Property(str, notify=changed)
    def stopText(self) -> str:
        """The way on without it."""
        return self._say("pin-stop")
