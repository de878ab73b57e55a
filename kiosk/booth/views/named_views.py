"""The views of the pages under the names QML asks for: those of the first page at once, all others when they are there.

The first picture is drawn without the others, which `page_views` makes behind it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtQml import QmlElement

from kiosk.booth.views.display_view import DisplayView
from kiosk.booth.views.qt import Later, Property, QmlUncreatable
from kiosk.booth.views.view import View
from kiosk.booth.views.visit.welcome_view import WelcomeView
from kiosk.booth.views.words import Words
from kiosk.booth.views.world import World
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.state import Visit

if TYPE_CHECKING:
    from kiosk.booth.call.state import Call
    from kiosk.booth.views.call.call_view import CallView
    from kiosk.booth.views.life.planning_view import PlanningView
    from kiosk.booth.views.page_views import PageViews
    from kiosk.booth.views.shelter.shelter_view import ShelterView
    from kiosk.booth.views.visit.asking.question_view import QuestionView
    from kiosk.booth.views.visit.asking.typing_view import TypingView
    from kiosk.booth.views.visit.card_view import CardView
    from kiosk.booth.views.visit.cases_view import CasesView
    from kiosk.booth.views.visit.handed_in_view import HandedInView
    from kiosk.booth.views.visit.pin_view import PinView
    from kiosk.booth.views.visit.preparing_view import PreparingView
    from kiosk.booth.views.visit.procedures_view import ProceduresView
    from kiosk.booth.views.visit.review_view import ReviewView
    from kiosk.booth.views.visit.signature_pad import SignView
    from kiosk.booth.views.visit.stopped_view import StoppedView

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the booth")
class NamedViews(View):
    """All of them; `post` takes touches, `turn` those that may turn the page."""

    def __init__(
        self,
        post: Callable[[ev.Event], Any],
        turn: Callable[[ev.Event], None],
        words: Words,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._pages: PageViews | None = None
        self._welcome = WelcomeView(turn, words, self)
        self._display = DisplayView(post, words, self)

    def complete(self, pages: "PageViews") -> None:
        """The views of all other pages are there now, before any of them is shown."""
        self._pages = pages

    @property
    def pages(self) -> "PageViews":
        """The views of all pages but the first."""
        assert self._pages is not None, "they are made before any of them is shown"
        return self._pages

    def show_pages(self, visit: Visit, call: "Call | None", world: World) -> None:
        """Show this state of things on every page there is."""
        self._display.show(visit)
        self._welcome.show(visit, world)
        if call is not None:
            self.pages.show(visit, call, world)

    @Property(WelcomeView, constant=True)
    def welcome(self) -> WelcomeView:
        """The welcome screen."""
        return self._welcome

    @Property(DisplayView, constant=True)
    def display(self) -> DisplayView:
        """Languages, text sizes, colours."""
        return self._display

    @Later("ProceduresView")
    def procedures(self) -> "ProceduresView":
        """The procedures of a group."""
        return self.pages.procedures

    @Later("PlanningView")
    def planning(self) -> "PlanningView":
        """What is to be done after a life event."""
        return self.pages.planning

    @Later("PreparingView")
    def preparing(self) -> "PreparingView":
        """What to have at hand."""
        return self.pages.preparing

    @Later("CardView")
    def card(self) -> "CardView":
        """Waiting for the card, the last try, reading."""
        return self.pages.card

    @Later("CasesView")
    def cases(self) -> "CasesView":
        """What was applied for, after a tap."""
        return self.pages.cases

    @Later("PinView")
    def pin(self) -> "PinView":
        """The PIN pad."""
        return self.pages.pin

    @Later("QuestionView")
    def question(self) -> "QuestionView":
        """One question of the form."""
        return self.pages.question

    @Later("StoppedView")
    def stopped(self) -> "StoppedView":
        """Where the form ends, and why."""
        return self.pages.stopped

    @Later("ReviewView")
    def review(self) -> "ReviewView":
        """Everything on one page."""
        return self.pages.review

    @Later("HandedInView")
    def handedIn(self) -> "HandedInView":
        """The number, and what stays."""
        return self.pages.handed_in

    @Later("TypingView")
    def typing(self) -> "TypingView":
        """The boards."""
        return self.pages.typing

    @Later("CallView")
    def call(self) -> "CallView":
        """The call."""
        return self.pages.call

    @Later("SignView")
    def sign(self) -> "SignView":
        """The signature."""
        return self.pages.sign

    @Later("ShelterView")
    def shelter(self) -> "ShelterView":
        """The screens of a shelter; the first of them stands before the welcome screen."""
        return self.pages.shelter
