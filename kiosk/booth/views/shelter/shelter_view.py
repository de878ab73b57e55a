"""A shelter's screens: which page, its words, its lines; touches become events of the desk."""

import time
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.booth.settings import SETTLE_S
from kiosk.booth.shelter import desk as stages
from kiosk.booth.shelter import events as ev
from kiosk.booth.shelter.desk import DIGITS, Desk, Phase
from kiosk.booth.views.qt import Property, QmlUncreatable
from kiosk.booth.views.rows import Rows
from kiosk.booth.views.shelter.desk_rows import FamilyRow, found_rows
from kiosk.booth.views.shelter.desk_view import DeskView
from kiosk.booth.views.view import View
from kiosk.booth.views.words import Words
from kiosk.booth.visit.pin_buffer import PinPad
from kiosk.booth.visit.state import Visit

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1

PAGES: Final[dict[type[stages.Stage], str]] = {
    stages.Home: "ShelterPage",
    stages.Asking: "ShelterAskPage",
    stages.Reading: "ShelterTellPage",
    stages.Found: "ShelterFoundPage",
    stages.Moved: "ShelterTellPage",
    stages.Working: "ShelterTellPage",
    stages.Failed: "ShelterTellPage",
    stages.EnteringCode: "ShelterCodePage",
    stages.Ending: "ShelterCodePage",
    stages.AtDesk: "ShelterDeskPage",
    stages.Looking: "ShelterLookPage",
}


@QmlElement
@QmlUncreatable("made by the booth")
class ShelterView(View):
    """Shows the desk of a shelter; decides nothing."""

    changed = Signal()

    def __init__(
        self,
        post: Callable[[ev.Event], Any],
        pad: PinPad,
        words: Words,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
        *,
        settle_s: float = SETTLE_S,
    ) -> None:
        super().__init__(parent)
        self._post = post
        self._words = words
        self._clock = clock
        self._settle_s = settle_s
        self._turned = -settle_s
        self._desk = Desk()
        self._locale, self._free = "ja", True
        self._families = Rows(FamilyRow, self)
        self._at_desk = DeskView(post, self._turn, pad, words, self)

    def show(self, visit: Visit, desk: Desk, *, free: bool) -> None:
        """Show the desk of now; `free`: nobody is in the middle of a form or a call."""
        before = self.page
        self._desk, self._locale, self._free = desk, visit.locale, free
        if self.page != before:
            self._turned = self._clock()
        stage = desk.stage
        self._families.show(found_rows(stage, self._say) if isinstance(stage, stages.Found) else ())
        self._at_desk.show(visit, desk)
        self.tell()

    def back(self) -> None:
        """もどる."""
        self._turn(ev.BackPressed())

    def _turn(self, event: ev.Event) -> None:
        if self._clock() - self._turned >= self._settle_s:
            self._post(event)

    def _say(self, key: str, **values: object) -> str:
        return self._words.text(self._locale, key, **values)

    # -- touches ------------------------------------------------------------------------------------------------------

    @Slot()
    def enter(self) -> None:
        """入る."""
        self._turn(ev.EnterChosen())

    @Slot()
    def move(self) -> None:
        """出る・もどる."""
        self._turn(ev.MoveChosen())

    @Slot()
    def others(self) -> None:
        """ほかの手続き."""
        self._turn(ev.OthersChosen())

    @Slot()
    def host(self) -> None:
        """受付の人."""
        self._turn(ev.HostCame())

    @Slot(int)
    def press(self, digit: int) -> None:
        """One digit of a number."""
        self._post(ev.DigitPressed(digit))

    @Slot()
    def erase(self) -> None:
        """The last digit back."""
        self._post(ev.DigitErased())

    @Slot(str, str)
    def go(self, household: str, where: str) -> None:
        """出る or もどる for a family."""
        self._turn(ev.WhereChosen("in" if where == "in" else "out", household))

    # -- what QML shows -----------------------------------------------------------------------------------------------

    @Property(str, notify=changed)
    def page(self) -> str:
        """The name of the page's file; empty while the visit's own is shown."""
        return PAGES[type(self._desk.stage)] if self._free and self._desk.in_front else ""

    @Property(bool, notify=changed)
    def prepared(self) -> bool:
        """Whether the booth can become a shelter."""
        return self._desk.phase is Phase.READY

    @Property(bool, notify=changed)
    def locked(self) -> bool:
        """Whether nobody has opened the register since the booth was switched on."""
        return self._desk.locked

    @Property(str, notify=changed)
    def name(self) -> str:
        """家島小学校 体育館."""
        return self._desk.name

    @Property(str, notify=changed)
    def typed(self) -> str:
        """The number so far."""
        return self._desk.stage.typed if isinstance(self._desk.stage, stages.Asking) else ""

    @Property(int, constant=True)
    def digits(self) -> int:
        """Digits of a number."""
        return DIGITS

    @Property(str, notify=changed)
    def problem(self) -> str:
        """What did not go, and what to do; empty while all is well."""
        stage = self._desk.stage
        if isinstance(stage, stages.Asking) and stage.trouble:
            return self._say(f"shelter-ask-{stage.trouble}")
        return ""

    @Property(str, notify=changed)
    def title(self) -> str:
        """What this page is about."""
        match self._desk.stage:
            case stages.Moved(where=where):
                return self._say(f"shelter-moved-{where}")
            case stages.Reading():
                return self._say("shelter-reading")
            case stages.Failed():
                return self._say("shelter-failed")
            case _:
                return self._say("shelter-working")

    @Property(str, notify=changed)
    def text(self) -> str:
        """What to do now."""
        match self._desk.stage:
            case stages.Moved():
                return self._say("shelter-moved-text")
            case stages.Failed():
                return self._say("shelter-failed-text")
            case _:
                return ""

    @Property(str, notify=changed)
    def kind(self) -> str:
        """moved, failed or waiting: how a page that only tells looks."""
        stage = self._desk.stage
        return (
            "moved" if isinstance(stage, stages.Moved) else "failed" if isinstance(stage, stages.Failed) else "waiting"
        )

    @Property(bool, notify=changed)
    def blind(self) -> bool:
        """Whether nobody can say who it is."""
        return isinstance(self._desk.stage, stages.Found) and self._desk.stage.blind

    @Property(bool, notify=changed)
    def arrivable(self) -> bool:
        """Whether they may as well be new here."""
        return isinstance(self._desk.stage, stages.Found) and self._desk.stage.arrivable

    @Property(Rows, constant=True)
    def families(self) -> Rows:
        """Roles household, title, detail, whereabouts, whereaboutsText."""
        return self._families

    @Property(DeskView, constant=True)
    def desk(self) -> DeskView:
        """What whoever keeps the desk sees."""
        return self._at_desk
