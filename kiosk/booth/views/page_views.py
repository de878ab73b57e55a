"""The views of the pages and of what lies over them: made once, shown together, each under the name QML asks for.

A new page's view is made here, shown here, and given a property here; nothing else of the screen changes for it.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtQml import QmlElement

from kiosk.booth.call.state import Call
from kiosk.booth.views.call.call_view import CallView
from kiosk.booth.views.display_view import DisplayView
from kiosk.booth.views.life.planning_view import PlanningView
from kiosk.booth.views.qt import Property, QmlUncreatable
from kiosk.booth.views.shelter.shelter_view import ShelterView
from kiosk.booth.views.view import View
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
from kiosk.booth.views.visit.welcome_view import WelcomeView
from kiosk.booth.views.words import Words
from kiosk.booth.views.world import World
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.pin_buffer import PinPad
from kiosk.booth.visit.state import Visit
from kiosk.values import dataclass

QML_IMPORT_NAME = "Booth"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True)
class Parts:
    """Views made elsewhere and shown here."""

    typing: TypingView
    call: CallView
    sign: SignView
    shelter: ShelterView


@QmlElement
@QmlUncreatable("made by the booth")
class PageViews(View):
    """All of them; `post` takes touches, `turn` those that may turn the page."""

    def __init__(
        self,
        post: Callable[[ev.Event], Any],
        turn: Callable[[ev.Event], None],
        pad: PinPad,
        words: Words,
        parts: Parts,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._parts = parts
        self._welcome = WelcomeView(turn, words, parts.shelter, self)
        self._procedures = ProceduresView(turn, words, self)
        self._preparing = PreparingView(self)
        self._planning = PlanningView(turn, words, self)
        self._card = CardView(turn, words, self)
        self._cases = CasesView(turn, words, self)
        self._pin = PinView(post, turn, pad, words, self)
        self._question = QuestionView(post, turn, parts.typing, words, self)
        self._stopped = StoppedView(self)
        self._review = ReviewView(post, turn, words, self)
        self._handed_in = HandedInView(turn, words, self)
        self._display = DisplayView(post, words, self)

    def show_pages(self, visit: Visit, call: Call, world: World) -> None:
        """Show this state of things on every page; a page that is not on the screen is silent by itself."""
        self._display.show(visit)
        self._welcome.show(visit, world)
        self._procedures.show(visit, world)
        self._preparing.show(visit)
        self._planning.show(visit)
        self._card.show(visit)
        self._cases.show(visit, world)
        self._pin.show(visit)
        self._question.show(visit)
        self._stopped.show(visit)
        self._review.show(visit)
        self._handed_in.show(visit, world)
        self._parts.sign.show(visit)
        self._parts.shelter.show(visit, world.shelter, free=visit.at_home and visit.aside is None and not call.active)
        self._parts.call.show(call, visit, curtain=visit.curtain)

    @Property(DisplayView, constant=True)
    def display(self) -> DisplayView:
        """Languages, text sizes, colours."""
        return self._display

    @Property(WelcomeView, constant=True)
    def welcome(self) -> WelcomeView:
        """The welcome screen."""
        return self._welcome

    @Property(ProceduresView, constant=True)
    def procedures(self) -> ProceduresView:
        """The procedures of a group."""
        return self._procedures

    @Property(PlanningView, constant=True)
    def planning(self) -> PlanningView:
        """What is to be done after a life event."""
        return self._planning

    @Property(PreparingView, constant=True)
    def preparing(self) -> PreparingView:
        """What to have at hand."""
        return self._preparing

    @Property(CardView, constant=True)
    def card(self) -> CardView:
        """Waiting for the card, the last try, reading."""
        return self._card

    @Property(CasesView, constant=True)
    def cases(self) -> CasesView:
        """What was applied for, after a tap."""
        return self._cases

    @Property(PinView, constant=True)
    def pin(self) -> PinView:
        """The PIN pad."""
        return self._pin

    @Property(QuestionView, constant=True)
    def question(self) -> QuestionView:
        """One question of the form."""
        return self._question

    @Property(StoppedView, constant=True)
    def stopped(self) -> StoppedView:
        """Where the form ends, and why."""
        return self._stopped

    @Property(ReviewView, constant=True)
    def review(self) -> ReviewView:
        """Everything on one page."""
        return self._review

    @Property(HandedInView, constant=True)
    def handedIn(self) -> HandedInView:
        """The number, and what stays."""
        return self._handed_in

    @Property(TypingView, constant=True)
    def typing(self) -> TypingView:
        """The boards."""
        return self._parts.typing

    @Property(CallView, constant=True)
    def call(self) -> CallView:
        """The call."""
        return self._parts.call

    @Property(SignView, constant=True)
    def sign(self) -> SignView:
        """The signature."""
        return self._parts.sign
