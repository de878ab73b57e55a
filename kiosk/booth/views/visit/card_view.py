"""The card's screens: please put it down, what was wrong with it, one last try, please wait."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.booth.views.qt import Property, QmlUncreatable
from kiosk.booth.views.view import View
from kiosk.booth.views.words import Words
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.stages import AskingHeadquarters, CountingTries, Errand, WaitingForCard
from kiosk.booth.visit.state import Visit
from kiosk.card.faults import resident_sentence
from kiosk.protocol.faults import Code

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1


def trouble_sentence(code: str, locale: str, left: int | None = None, *, signing: bool = False) -> str:
    """The resident's sentence for a card's fault, in Japanese where the language has none."""
    found = Code(code) if code in set(Code) else Code.MUTE
    return resident_sentence(found, locale, left=left, signing=signing)


def errand_text(words: Words, locale: str, key: str, errand: Errand, **values: object) -> str:
    """The words for what the card is asked for now (``card-subtitle-tap``), or the usual ones (``card-subtitle``)."""
    own = f"{key}-{errand}"
    return words.text(locale, own if words.has(own) else key, **values)


@QmlElement
@QmlUncreatable("made by the booth")
class CardView(View):
    """What is asked of the card's owner; what the card is for decides the words."""

    changed = Signal()

    def __init__(self, turn: Callable[[ev.Event], None], words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._turn = turn
        self._words = words
        self._visit = Visit()

    def show(self, visit: Visit) -> None:
        """Show the card as this visit knows it."""
        self._visit = visit
        self.tell()

    @Slot()
    def withoutCard(self) -> None:
        """カードなしで続ける."""
        self._turn(ev.WithoutCardChosen())

    @Slot()
    def tryAgain(self) -> None:
        """もう一度: a card that still lies there is asked again."""
        self._turn(ev.ForwardPressed())

    @Slot()
    def confirmLastTry(self) -> None:
        """Yes, one more try."""
        self._turn(ev.LastTryConfirmed())

    @Slot()
    def declineLastTry(self) -> None:
        """やめる: another way."""
        self._turn(ev.LastTryDeclined())

    @property
    def _errand(self) -> Errand:
        found = getattr(self._visit.stage, "errand", Errand.IDENTITY)
        assert isinstance(found, Errand)
        return found

    @property
    def _code(self) -> str:
        stage = self._visit.stage
        return stage.trouble or "" if isinstance(stage, WaitingForCard) else ""

    def _say(self, key: str) -> str:
        """The words for this errand, or the usual ones."""
        return errand_text(self._words, self._visit.locale, key, self._errand)

    @Property(str, notify=changed)
    def errand(self) -> str:
        """What the card is asked for: identity, tap, registering, proving or signing."""
        return str(self._errand)

    @Property(str, notify=changed)
    def code(self) -> str:
        """The small code of what is wrong, empty when all is well."""
        return self._code

    @Property(str, notify=changed)
    def trouble(self) -> str:
        """What to do about it."""
        if not self._code:
            return ""
        if self._code == Code.NO_SIGNING_CERTIFICATE and self._errand is not Errand.SIGNING:
            return self._say("card-no-auth")
        left, signing = self._visit.left(self._errand), self._errand is Errand.SIGNING
        return trouble_sentence(self._code, self._visit.locale, left, signing=signing)

    @Property(bool, notify=changed)
    def cardIn(self) -> bool:
        """A good card lies there."""
        return self._visit.card_in

    @Property(str, notify=changed)
    def kicker(self) -> str:
        """What the card is asked for, above the title: the procedure, or the errand."""
        form = self._visit.form
        if form is not None and self._errand in (Errand.IDENTITY, Errand.SIGNING):
            return form.procedure.title.in_(self._visit.locale)
        return self._say("card-kicker")

    @Property(str, notify=changed)
    def subtitle(self) -> str:
        """What it is good for."""
        return self._say("card-subtitle")

    @Property(str, notify=changed)
    def withoutText(self) -> str:
        """カードなしで 続ける, 指で 署名する: the way on without the card; empty where there is none."""
        return "" if self._errand is Errand.TAP else self._say("card-without")

    @Property(str, notify=changed)
    def withoutHint(self) -> str:
        """What that means."""
        return self._say("card-without-hint")

    @Property(str, notify=changed)
    def which(self) -> str:
        """Which of the card's secrets has one try left, and what it is for."""
        return self._say("pin-which")

    @Property(str, notify=changed)
    def lastTry(self) -> str:
        """What one more wrong entry locks."""
        return self._say("last-try-text")

    @Property(str, notify=changed)
    def goHint(self) -> str:
        """Who should try once more."""
        return self._say("last-try-go-hint")

    @Property(str, notify=changed)
    def stopHint(self) -> str:
        """What やめる at the last try means."""
        return self._say("last-try-stop-hint")

    @Property(str, notify=changed)
    def waitingTitle(self) -> str:
        """What takes a few seconds."""
        return self._say(f"{self._waiting}-title")

    @Property(str, notify=changed)
    def waitingText(self) -> str:
        """Whether the card may be taken meanwhile."""
        return self._say(f"{self._waiting}-text")

    @property
    def _waiting(self) -> str:
        match self._visit.stage:
            case CountingTries():
                return "counting"
            case AskingHeadquarters():
                return "asking"
            case _:
                return "reading"

    @Property(str, notify=changed)
    def procedure(self) -> str:
        """What the card is asked for."""
        form = self._visit.form
        return form.procedure.title.in_(self._visit.locale) if form else ""

    @Property(str, notify=changed)
    def purpose(self) -> str:
        """Why the data are asked for (個人情報保護法62条)."""
        form = self._visit.form
        return form.procedure.purpose_of_use.in_(self._visit.locale) if form else ""
