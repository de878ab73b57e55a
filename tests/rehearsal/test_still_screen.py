from dataclasses import replace

from PySide6.QtWidgets import QApplication

from kiosk.booth.views.world import World
from kiosk.booth.visit.decide import Rules
from kiosk.booth.visit.state import Visit
from kiosk.rehearsal.still_screen import NoConverter, NoFrames, StillScreen


async def test_nothing_is_behind_it() -> None:
    assert NoFrames().newest() == 0
    assert await NoConverter().candidates("かさい") == []


def test_it_shows_what_it_is_given_and_makes_a_picture(qapp: QApplication) -> None:
    screen = StillScreen(World(Rules({}), "姫路市", "家島支所"))
    screen.draw(Visit())
    welcome = screen.grab()
    assert (welcome.width(), welcome.height()) == (1920, 1080)
    screen.draw(replace(Visit(), locale="en"))
    assert screen.grab() != welcome
    assert screen.shown[0].locale == "en"
    assert screen.events == []
    screen.close()
