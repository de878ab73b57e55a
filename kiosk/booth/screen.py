"""Joins a booth and its screen: states go out to the views, touches come back as events.

The first picture is drawn of a `Front` alone. The booth itself, and the parts of the screen that picture does not show,
are made behind it, or by the first touch that comes before: it waits as long as that takes, and is judged then.
"""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow
from shiboken6 import Shiboken

from kiosk.booth.front import Front
from kiosk.booth.views.booth_view import BoothView
from kiosk.booth.views.window import compile_pages, open_window
from kiosk.booth.views.words import Words
from kiosk.booth.views.world import World
from kiosk.booth.visit.events import Event
from kiosk.tasks import Tasks

if TYPE_CHECKING:
    from kiosk.booth.app import Booth
    from kiosk.booth.screen_parts import Feeds, ScreenParts

_LONGEST_FIRST_PICTURE_S: Final = 3.0


class Screen:
    """The window of one booth.

    Attributes:
        view: what QML sees of it.
        window: what the resident touches.
    """

    def __init__(self, front: Front) -> None:
        """Open the window."""
        self._front = front
        self._behind: tuple[Booth, ScreenParts] | None = None
        self._tasks = Tasks("screen")
        self._words = Words.load(offered=front.settings.languages)
        settle_s = front.settings.screen.settle_s
        self.view = BoothView(self._post, self._call_staff, self._words, settle_s=settle_s)
        self.show()
        opened: tuple[QQmlApplicationEngine, QQuickWindow] = open_window(self.view, front.settings.screen)
        self._engine, self.window = opened

    @property
    def booth(self) -> "Booth":
        """All that works behind the first picture; made when it is first asked for."""
        return (self._behind or self._made())[0]

    @property
    def feeds(self) -> "Feeds":
        """The pictures of staff and of the resident's own mirror."""
        return (self._behind or self._made())[1].feeds

    def _post(self, event: Event) -> None:
        self.booth.visit.post(event)

    def _call_staff(self, topic: str | None, locale: str) -> None:
        self.booth.call_staff(topic, locale)

    def _made(self) -> "tuple[Booth, ScreenParts]":
        from kiosk.booth.app import Booth
        from kiosk.booth.screen_parts import ScreenParts
        from kiosk.booth.speech.qt_voice import choose

        booth = Booth(self._front)
        parts = ScreenParts(booth, self.view, self._words, self._tasks)
        self.view.complete(parts.pages)
        self._behind = booth, parts
        booth.speech.voice = choose(booth.settings.speech, booth.settings.state, self.view)
        booth.on_change = self.show
        booth.on_forget = parts.forget
        self.show()
        compile_pages(self._engine)
        return self._behind

    async def drawn(self) -> None:
        """Return when the first picture was drawn.

        A window that nobody can see is never drawn; the booth comes into service all the same.
        """
        drawn, loop = asyncio.Event(), asyncio.get_running_loop()

        def tell() -> None:  # on Qt's own thread for drawing, where it has one
            loop.call_soon_threadsafe(drawn.set)

        self.window.frameSwapped.connect(tell, Qt.ConnectionType.DirectConnection)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_LONGEST_FIRST_PICTURE_S):
                await drawn.wait()
        self.window.frameSwapped.disconnect(tell)

    def show(self) -> None:
        """Show how things stand now."""
        if self._behind is None:
            self.view.show(self._front.visit, None, self._world())
            return
        booth, parts = self._behind
        parts.at(booth.place()[0])
        self.view.show(booth.visit.visit, booth.call.call, self._world())

    def on_closed(self, tell: Callable[[], None]) -> None:
        """Call `tell` when somebody closes the window."""
        self.window.visibleChanged.connect(lambda visible: None if visible else tell())

    def on_failure(self, tell: Callable[[], None]) -> None:
        """Call `tell` when something that must always run ended with a fault."""
        self.booth.on_failure = tell

    async def close(self) -> None:
        """Forget and close the window; the engine goes before the views it looks at.

        The booth is closed afterwards, and ends its visit then: nobody is shown that, and nothing is begun for it here.
        """
        if self._behind is not None:
            booth, parts = self._behind
            booth.on_change = booth.on_forget = lambda: None
            parts.forget_written()
            await self._tasks.end()
            await parts.close()
        self.view.translator.remove()
        self.window.close()
        Shiboken.delete(self._engine)  # now, while the views it shows are alive; later would be after them

    def _world(self) -> World:
        front = self._front
        municipality, place = front.place()
        world = World(
            rules=front.procedures.rules(),
            municipality=municipality,
            place=place,
            rehearsal=front.settings.rehearsal,
            elsewhere=front.settings.elsewhere,
            groups=front.procedures.catalog.groups,
            interrupted=front.interrupted.told,
        )
        return _with(world, self._behind[0]) if self._behind else world


def _with(world: World, booth: "Booth") -> World:
    """What a first picture cannot know: the line, the staff, and what the parts can give."""
    said, fit = booth.availability, booth.health.fitness
    return replace(
        world,
        online=booth.link.online,
        staff_free=said.staff_free if said else 0,
        staff_on_duty=said.staff_on_duty if said else 0,
        waiting=said.waiting if said else 0,
        opens_at=said.opens_at if said else None,
        talk=fit.talk,
        paper=fit.paper,
        card=fit.card,
        shelter=booth.shelter.desk,
    )
