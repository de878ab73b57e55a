"""The views of the pages under QML's names: two at the first picture, all of them behind it."""

from typing import Final

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.booth.views.booth_view import BoothView
from kiosk.booth.views.named_views import NamedViews
from kiosk.booth.views.words import Words
from kiosk.booth.views.world import World
from kiosk.booth.visit.state import Rules, Visit
from tests.screens.booth_states import Screen

FIRST: Final = {"welcome", "display"}
NAMES: Final = [
    name for name, found in vars(NamedViews).items() if type(found).__name__ == "Property" and name not in FIRST
]


def test_the_first_picture_is_shown_without_the_other_pages(qapp: QApplication) -> None:
    view = BoothView(lambda _event: None, lambda _topic, _locale: None, Words.load())
    view.show(Visit(), None, World(Rules({}), "姫路市", "家島支所"))
    assert (view.page, view.place, view.begun, view.calling) == ("WelcomePage", "家島支所", False, False)
    assert (view.callInFront, view.callBeside, view.shelterPrepared) == (False, False, False)


@pytest.mark.parametrize("name", NAMES)
def test_each_other_page_is_a_fault_before_it_is_made_and_there_afterwards(
    name: str, screen: Screen, qapp: QApplication
) -> None:
    alone = BoothView(lambda _event: None, lambda _topic, _locale: None, Words.load())
    with pytest.raises(AssertionError, match="before any of them is shown"):
        getattr(alone, name)
    assert type(getattr(screen.view, name)).__name__.lower() == f"{name}View".lower()
