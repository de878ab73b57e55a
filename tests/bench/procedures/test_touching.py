"""Every touch of a whole way is measured, from the welcome screen to the review."""

from PySide6.QtWidgets import QApplication

from kiosk.authoring.at_booth import DAY
from kiosk.bench.procedures.touching import painted_ms, touches
from kiosk.booth.views.world import World
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.decide import Rules
from kiosk.rehearsal.still_screen import StillScreen
from tests.town import read_once


def test_a_touch_paints_the_next_screen(qapp: QApplication) -> None:
    catalog = read_once()
    offered = catalog.published(DAY.date())
    found = list(touches(offered, ("certificates",)))
    assert len(found) > 5
    assert isinstance(found[0][1], ev.GroupChosen)
    rules = Rules({one.id: one for one in offered})
    screen = StillScreen(World(rules, "姫路市", "家島支所", groups=catalog.groups))
    assert painted_ms(screen, rules, found[0]) > 0
    assert screen.view.page != "WelcomePage"
    screen.close()
