"""Joins a booth and its screen: states go out to the views, touches come back as events."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow
from shiboken6 import Shiboken

from kiosk.booth.app import Booth
from kiosk.booth.speech.qt_voice import choose
from kiosk.booth.typing.mozc import KanaKanji
from kiosk.booth.typing.picking import Local
from kiosk.booth.views.booth_view import BoothView
from kiosk.booth.views.call.call_view import CallView
from kiosk.booth.views.call.video_feed import VideoFeed
from kiosk.booth.views.page_views import Parts
from kiosk.booth.views.shelter.shelter_view import ShelterView
from kiosk.booth.views.visit.asking.typing_view import TypingView
from kiosk.booth.views.visit.signature_pad import SignView
from kiosk.booth.views.window import compile_pages, open_window
from kiosk.booth.views.words import Words
from kiosk.booth.views.world import World
from kiosk.tasks import Tasks
from kiosk.values import dataclass

_LONGEST_FIRST_PICTURE_S: Final = 3.0


@dataclass(frozen=True)
class _Feeds:
    """Pictures of the call."""

    remote: VideoFeed
    mirror: VideoFeed


class Screen:
    """The window of one booth.

    Attributes:
        window: what the resident touches.
        feeds: the pictures of staff and of the resident's own mirror.
    """

    def __init__(self, booth: Booth) -> None:
        """Open the window; the booth may be put into service afterwards."""
        self._booth = booth
        self._converter = KanaKanji()
        self._tasks = Tasks("screen")
        self.feeds = _Feeds(VideoFeed(booth.engine.remote_frames), VideoFeed(booth.engine.mirror_frames))
        post, municipality = booth.visit.post, booth.place()[0]
        words = Words.load(offered=booth.settings.languages)
        settle_s = booth.settings.screen.settle_s
        self._parts = Parts(
            typing=TypingView(
                post, self._converter, self._tasks, Local(booth.settings.local.banks, booth.settings.local.town)
            ),
            call=CallView(municipality, self.feeds.remote, self.feeds.mirror, booth.call.post, post),
            sign=SignView(post),
            shelter=ShelterView(booth.shelter.post, booth.arrivals.code, words, settle_s=settle_s),
        )
        self.view = BoothView(post, booth.call_staff, booth.pad, words, self._parts, settle_s=settle_s)
        self.show()
        opened: tuple[QQmlApplicationEngine, QQuickWindow] = open_window(self.view, booth.settings.screen)
        self._engine, self.window = opened
        booth.speech.voice = choose(booth.settings.speech, booth.settings.state, self.view)
        booth.on_change = self.show
        booth.on_forget = self.forget

    async def drawn(self) -> None:
        """Return when the first picture was drawn, and compile the other pages behind it.

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
        compile_pages(self._engine)

    def show(self) -> None:
        """Show how things stand now."""
        self._parts.call.at(self._booth.place()[0])
        self.view.show(self._booth.visit.visit, self._booth.call.call, self._world())

    def forget(self) -> None:
        """The visit is over: ink, half-typed words and what the keyboard learned go too."""
        self._forget_written()
        self._tasks.start(self._converter.forget(), "forget_words")

    def _forget_written(self) -> None:
        self._parts.typing.forget()
        self._parts.sign.forget()

    def on_closed(self, tell: Callable[[], None]) -> None:
        """Call `tell` when somebody closes the window."""
        self.window.visibleChanged.connect(lambda visible: None if visible else tell())

    def on_failure(self, tell: Callable[[], None]) -> None:
        """Call `tell` when something that must always run ended with a fault."""
        self._booth.on_failure = tell

    async def close(self) -> None:
        """Forget and close the window; the engine goes before the views it looks at.

        The booth is closed afterwards, and ends its visit then: nobody is shown that, and nothing is begun for it here.
        """
        self._booth.on_change = self._booth.on_forget = lambda: None
        self._forget_written()
        await self._tasks.end()
        await self._converter.forget()
        self.view.translator.remove()
        self.window.close()
        Shiboken.delete(self._engine)  # now, while the views it shows are alive; later would be after them

    def _world(self) -> World:
        booth = self._booth
        municipality, place = booth.place()
        said = booth.availability
        fit = booth.health.fitness
        return World(
            rules=booth.procedures.rules(),
            municipality=municipality,
            place=place,
            online=booth.link.online,
            staff_free=said.staff_free if said else 0,
            staff_on_duty=said.staff_on_duty if said else 0,
            waiting=said.waiting if said else 0,
            opens_at=said.opens_at if said else None,
            rehearsal=booth.settings.rehearsal,
            talk=fit.talk,
            paper=fit.paper,
            card=fit.card,
            elsewhere=booth.settings.elsewhere,
            groups=booth.procedures.catalog.groups,
            interrupted=booth.interrupted.told,
            shelter=booth.shelter.desk,
        )
