"""The views of all pages together."""

from kiosk.booth.call.state import Call
from kiosk.booth.visit.decide import Visit
from tests.screens.booth_states import Screen


def test_views_keep_nothing_of_a_visit_that_ended(screen: Screen) -> None:
    screen.show("review")
    screen.view.show(Visit(), Call(online=True), screen.world)
    held = [screen.view.question.label, screen.view.review.kicker, screen.view.card.procedure, screen.view.typing.field]
    assert held == ["", "", "", ""]
