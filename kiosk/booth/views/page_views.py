"""The views of all pages but the first, and of what lies over them: made once behind the first picture, shown together.

A new page's view is made here, shown here, and named in `named_views` for QML; nothing else of the
screen changes for it.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from kiosk.booth.call.state import Call
from kiosk.booth.shelter.desk import Desk
from kiosk.booth.views.call.call_view import CallView
from kiosk.booth.views.life.planning_view import PlanningView
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
from kiosk.booth.views.words import Words
from kiosk.booth.views.world import World
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.pin_buffer import PinPad
from kiosk.booth.visit.state import Visit
from kiosk.values import dataclass


@dataclass(frozen=True)
class Parts:
    """Views made elsewhere and shown here."""

    typing: TypingView
    call: CallView
    sign: SignView
    shelter: ShelterView


class PageViews:
    """All of them; `post` takes touches, `turn` those that may turn the page; `screen` is what they belong to."""

    def __init__(
        self,
        post: Callable[[ev.Event], Any],
        turn: Callable[[ev.Event], None],
        pad: PinPad,
        words: Words,
        parts: Parts,
        screen: QObject,
    ) -> None:
        self.typing, self.call, self.sign, self.shelter = parts.typing, parts.call, parts.sign, parts.shelter
        self.procedures = ProceduresView(turn, words, screen)
        self.preparing = PreparingView(screen)
        self.planning = PlanningView(turn, words, screen)
        self.card = CardView(turn, words, screen)
        self.cases = CasesView(turn, words, screen)
        self.pin = PinView(post, turn, pad, words, screen)
        self.question = QuestionView(post, turn, parts.typing, words, screen)
        self.stopped = StoppedView(screen)
        self.review = ReviewView(post, turn, words, screen)
        self.handed_in = HandedInView(turn, words, screen)

    def show(self, visit: Visit, call: Call, world: World) -> None:
        """Show this state of things on every page; a page that is not on the screen is silent by itself."""
        self.procedures.show(visit, world)
        self.preparing.show(visit)
        self.planning.show(visit)
        self.card.show(visit)
        self.cases.show(visit, world)
        self.pin.show(visit)
        self.question.show(visit)
        self.stopped.show(visit)
        self.review.show(visit)
        self.handed_in.show(visit, world)
        self.sign.show(visit)
        free = visit.at_home and visit.aside is None and not call.active
        self.shelter.show(visit, world.shelter or Desk(), free=free)
        self.call.show(call, visit, curtain=visit.curtain)
