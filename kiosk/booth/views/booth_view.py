"""The whole screen as QML sees it: which page, and what surrounds it; the views of the pages are in `named_views`."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.booth.settings import SETTLE_S
from kiosk.booth.views.life.ending import finish_text, idle_text
from kiosk.booth.views.named_views import NamedViews
from kiosk.booth.views.pages import can_be_finished, page_of, procedures_on, trouble_of
from kiosk.booth.views.qt import Property, QmlUncreatable
from kiosk.booth.views.words import Translator, Words
from kiosk.booth.views.world import World
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.languages import translated
from kiosk.booth.visit.state import Visit

if TYPE_CHECKING:
    from kiosk.booth.call.state import Call

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the booth")
class BoothView(NamedViews):
    """Shows a visit, its call and the world around; turns touches into events.

    `post` takes events of the visit, `call_staff` the topic and language of 職員をよぶ; `clock` counts seconds;
    `settle_s` as in `ScreenSettings`.
    """

    compared = ("changed", "idleTextChanged")
    changed = Signal()
    idleTextChanged = Signal()
    pageChanged = Signal()
    localeChanged = Signal()

    def __init__(
        self,
        post: Callable[[ev.Event], Any],
        call_staff: Callable[[str | None, str], Any],
        words: Words,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
        *,
        settle_s: float = SETTLE_S,
    ) -> None:
        super().__init__(post, self.turn, words, parent)
        self._post = post
        self._call_staff = call_staff
        self._words, self._clock = words, clock
        self._settle_s = settle_s
        self._turned = -settle_s
        self._visit = Visit()
        self._call: Call | None = None
        self._world: World | None = None
        self._place: tuple[str, str] = ("", "")
        self.translator = Translator(words)

    def show(self, visit: Visit, call: "Call | None", world: World) -> None:
        """Show this state of things; only what changed is told to QML. `call` is None before one can be made."""
        spoken = visit.locale != self.translator.locale
        self._visit, self._call, self._world = visit, call, world
        self.translator.locale = visit.locale
        self.show_pages(visit, call, world)
        if spoken:
            self.localeChanged.emit()
        self.tell()
        place = (self.page, self.pages.question.place if self.page == "QuestionPage" else "")
        if place != self._place:
            self._place = place
            self._turned = self._clock()
            self.pageChanged.emit()

    def turn(self, event: ev.Event) -> None:
        """Post an event that may turn the page, unless a page has only just come."""
        if self._clock() - self._turned >= self._settle_s:
            self._post(event)

    @property
    def _shelter_page(self) -> str:
        return self._pages.shelter.page if self._pages else ""

    @Slot()
    def touched(self) -> None:
        """Anywhere."""
        self._post(ev.Touched())

    @Slot()
    def back(self) -> None:
        """もどる."""
        if self._shelter_page:
            self.pages.shelter.back()
        else:
            self.turn(ev.BackPressed())

    @Slot()
    def forward(self) -> None:
        """つぎへ where nothing else is to be said."""
        self.turn(ev.ForwardPressed())

    @Slot()
    def callStaff(self) -> None:
        """職員をよぶ, or back to the call."""
        self._call_staff(self._visit.topic, self._visit.locale)

    @Slot()
    def keepGoing(self) -> None:
        """つづける on the idle warning."""
        self._post(ev.ContinuePressed())

    @Slot()
    def finish(self) -> None:
        """おわる: forget everything."""
        self._post(ev.FinishPressed())

    @Property(str, notify=pageChanged)
    def page(self) -> str:
        """The name of the page's file."""
        return self._shelter_page or page_of(self._visit.stage)

    @Property(str, notify=changed)
    def counterName(self) -> str:
        """姫路市 遠隔窓口."""
        town = self._world.municipality if self._world else ""
        return self._words.text(self._visit.locale, "counter-name", municipality=town)

    @Property(str, notify=changed)
    def place(self) -> str:
        """家島支所."""
        return self._world.place if self._world else ""

    @Property(bool, notify=changed)
    def online(self) -> bool:
        """Whether headquarters can be reached."""
        return self._world is not None and self._world.online

    @Property(bool, notify=changed)
    def rehearsal(self) -> bool:
        """The counter is only being rehearsed; nothing is real."""
        return self._world is not None and self._world.rehearsal

    @Property(bool, notify=changed)
    def begun(self) -> bool:
        """Whether there is something to finish."""
        return can_be_finished(self._visit.stage) or self.calling

    @Property(bool, notify=changed)
    def calling(self) -> bool:
        """Whether a call is under way."""
        return self._call is not None and self._call.active

    @Property(bool, notify=changed)
    def callInFront(self) -> bool:
        """Whether the call page covers the visit."""
        return self._pages is not None and self._pages.call.inFront

    @Property(bool, notify=changed)
    def callBeside(self) -> bool:
        """Whether the call is small, in the top bar of a page."""
        return self._pages is not None and self._pages.call.strip

    @Property(bool, notify=changed)
    def shelterPrepared(self) -> bool:
        """Whether the booth can become a shelter."""
        return self._pages is not None and self._pages.shelter.prepared

    @Property(bool, notify=changed)
    def warned(self) -> bool:
        """Whether the idle warning is on the screen."""
        return self._visit.warned

    @Property(str, notify=idleTextChanged)
    def idleText(self) -> str:
        """How long until everything is forgotten, while the warning is on the screen."""
        world = self._world if self._visit.warned else None
        return idle_text(self._words, self._visit, world.rules) if world else ""

    @Property(str, notify=changed)
    def finishText(self) -> str:
        """What おわる erases, and what it does not."""
        return finish_text(self._words, self._visit)

    @Property(str, notify=changed)
    def trouble(self) -> str:
        """The sentence for what is wrong with the booth, on the pages that say so."""
        key = f"trouble-{self.troubleCode}"
        known = key if self._words.has(key) else "trouble-other"
        return self._words.text(self._visit.locale, known) if self.troubleCode else ""

    @Property(str, notify=changed)
    def troubleCode(self) -> str:
        """The small code staff ask for."""
        return trouble_of(self._visit.stage)

    @Property(bool, notify=changed)
    def untranslated(self) -> bool:
        """Whether the questions are shown in Japanese because nobody has translated them yet."""
        return not all(translated(self._visit.locale, one) for one in procedures_on(self._visit, self._world))

    @Property(bool, notify=changed)
    def draft(self) -> bool:
        """Whether somebody who speaks the language still has to check these words."""
        return self._words.is_draft(self._visit.locale)
