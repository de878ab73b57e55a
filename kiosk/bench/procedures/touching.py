"""Touches in a window of a process of its own: from つぎへ to the next screen painted, in a town of many procedures."""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kiosk.authoring.at_booth import DAY
from kiosk.authoring.preview.shots import shots
from kiosk.booth.call.state import Call
from kiosk.booth.views.world import World
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.decide import Rules, Visit, decide
from kiosk.booth.visit.stages import Answering
from kiosk.procedures.catalog import Catalog
from kiosk.procedures.procedure import Procedure
from kiosk.rehearsal.still_screen import StillScreen

WALKED: Final = ("juminhyo", "inu", "kaigo")
"""Choices, dates, groups, accounts, addresses: every kind of screen."""
Touch = tuple[Visit, ev.Event]


def touches(procedures: tuple[Procedure, ...], groups: tuple[str, ...]) -> Iterator[Touch]:
    """Every touch of residents who get these done, with what the screen showed before it."""
    here = decide(Visit(), ev.Ticked(1.0, DAY, in_call=False), Rules({}))[0]
    yield from ((here, ev.GroupChosen(group)) for group in groups)
    for procedure in procedures:
        for shot in shots(procedure, {}, "ja").shots:
            if not shot.trial and isinstance(shot.resident.stage, Answering) and not shot.resident.stage.within:
                yield shot.resident.visit, ev.ForwardPressed()


def painted_ms(screen: StillScreen, rules: Rules, touch: Touch) -> float:
    """Processor time of one touch until the next screen is painted whole: the clock's, where nobody else is busy."""
    visit, event = touch
    screen.draw(visit)
    began = time.process_time()
    after, _ = decide(visit, event, rules)
    screen.view.show(after, Call(online=True), screen.world)
    screen.settle()
    screen.window.grabWindow()
    return 1000 * (time.process_time() - began)


def main(folder: Path, repeat: int) -> None:
    """Say all values in milliseconds as JSON: the first round warms and is not said."""
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication(sys.argv[:1])
    catalog = Catalog(folder, folder.with_suffix(".json")).load()
    offered = catalog.published(DAY.date())
    rules = Rules({one.id: one for one in offered})
    world = World(rules, "姫路市", "家島支所", online=True, staff_free=2, staff_on_duty=3, groups=catalog.groups)
    screen = StillScreen(world)
    walked = tuple(one for one in offered if one.id in WALKED)
    every = list(touches(walked, tuple(group.id for group in catalog.groups)))
    rounds = [[painted_ms(screen, rules, touch) for touch in every] for _ in range(repeat + 1)]
    print(json.dumps({"painted": [value for one in rounds[1:] for value in one]}), flush=True)
    screen.close()
    application.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
