"""A booth's window with nothing behind it: shows any visit, call and world as the booth draws it, and makes pictures.

For pictures of procedures that are being written, and for tests of every screen. Only one is open at a time.
"""

import time
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QImage
from PySide6.QtQml import QQmlComponent

from kiosk.booth.call.state import Call
from kiosk.booth.settings import ScreenSettings
from kiosk.booth.shelter import events as shelter
from kiosk.booth.trouble import Trouble
from kiosk.booth.views.booth_view import BoothView
from kiosk.booth.views.call.call_view import CallView
from kiosk.booth.views.call.video_feed import VideoFeed
from kiosk.booth.views.page_views import PageViews, Parts
from kiosk.booth.views.shelter.shelter_view import ShelterView
from kiosk.booth.views.visit.asking.conversion import Converter
from kiosk.booth.views.visit.asking.typing_view import TypingView
from kiosk.booth.views.visit.signature_pad import SignView
from kiosk.booth.views.window import open_window
from kiosk.booth.views.words import Words
from kiosk.booth.views.world import World
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.pin_buffer import PinPad
from kiosk.booth.visit.stages import OutOfService
from kiosk.booth.visit.state import Visit
from kiosk.tasks import Tasks

_LOADING_S: Final = 20.0


class NotLoaded(Exception):
    """The pages did not come within a reasonable time."""


class NoFrames:
    """A camera that never gives a picture."""

    def newest(self) -> int:
        """Nothing was ever taken."""
        return 0

    def latest(self, after: int = 0) -> None:
        """No picture."""
        return


class NoConverter:
    """Kana stay kana."""

    async def candidates(self, kana: str) -> list[str]:
        """Nothing to offer."""
        return []


class StillScreen:
    """The window; `events` is what its touches said, and nothing comes of them.

    A `QGuiApplication` must be there.
    """

    def __init__(
        self, world: World, settings: ScreenSettings | None = None, converter: Converter | None = None
    ) -> None:
        self.settings = settings or ScreenSettings(full_screen=False)
        self.events: list[ev.Event] = []
        self.calls: list[tuple[str | None, str]] = []
        self.touches: list[shelter.Event] = []
        self.pad = PinPad()
        self.code = PinPad()
        self.code.expect(password=True)
        words = Words.load()
        self.seconds = 0.0
        self.tasks = Tasks("screen")
        remote, mirror = VideoFeed(NoFrames()), VideoFeed(NoFrames())
        self.parts = Parts(
            typing=TypingView(self.events.append, converter or NoConverter(), self.tasks),
            call=CallView(world.municipality, remote, mirror, lambda _event: None, self.events.append),
            sign=SignView(self.events.append),
            shelter=ShelterView(self.touches.append, self.code, words, clock=lambda: self.seconds),
        )
        self.feeds = (remote, mirror)
        self.view = BoothView(
            self.events.append,
            lambda topic, locale: self.calls.append((topic, locale)),
            words,
            clock=lambda: self.seconds,
        )
        self.view.complete(PageViews(self.events.append, self.view.turn, self.pad, words, self.parts, self.view))
        self.world = world
        self.shown = (Visit(), Call(online=True), world)
        self.view.show(*self.shown)
        self.engine, self.window = open_window(self.view, self.settings)
        deadline = time.monotonic() + _LOADING_S
        while any(page.isLoading() for page in self.engine.findChildren(QQmlComponent)):
            QCoreApplication.processEvents()
            if time.monotonic() > deadline:
                raise NotLoaded

    def draw(self, visit: Visit, call: Call | None = None, world: World | None = None) -> None:
        """Bring a state of things onto the screen, as if just arrived there."""
        call, world = call or Call(online=True), world or self.world
        self.seconds += 10
        # the plainest page in between, in the same words and size: every other is made afresh, as for a resident
        between = replace(visit, stage=OutOfService(Trouble("B-02")), form=None, warned=False)
        self.view.show(between, Call(online=call.online), world)
        self.view.show(visit, call, world)
        self.shown = (visit, call, world)
        self.come_to_rest()
        self.seconds += 10
        self.events.clear()

    def come_to_rest(self) -> None:
        """Draw twice: a list lays out its lines only while it is drawn."""
        for _ in range(2):
            self.settle()
            self.window.grabWindow()

    def settle(self) -> None:
        """Let layouts and images come to rest."""
        for _ in range(4):
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def grab(self) -> QImage:
        """The screen as it is."""
        self.settle()
        return self.window.grabWindow()

    def close(self) -> None:
        """Take the window down before the views it shows."""
        self.view.translator.remove()
        self.window.close()
        self.engine.deleteLater()
        self.settle()
