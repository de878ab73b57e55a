"""The parts of the screen that its first picture does not show: typing, signing, call, shelter, and all other pages."""

from kiosk.booth.app import Booth
from kiosk.booth.typing.mozc import KanaKanji
from kiosk.booth.typing.picking import Local
from kiosk.booth.views.booth_view import BoothView
from kiosk.booth.views.call.call_view import CallView
from kiosk.booth.views.call.video_feed import VideoFeed
from kiosk.booth.views.page_views import PageViews, Parts
from kiosk.booth.views.shelter.shelter_view import ShelterView
from kiosk.booth.views.visit.asking.typing_view import TypingView
from kiosk.booth.views.visit.signature_pad import SignView
from kiosk.booth.views.words import Words
from kiosk.tasks import Tasks
from kiosk.values import dataclass


@dataclass(frozen=True)
class Feeds:
    """Pictures of the call."""

    remote: VideoFeed
    mirror: VideoFeed


class ScreenParts:
    """All of them, of one booth.

    Attributes:
        feeds: the pictures of staff and of the resident's own mirror.
        pages: the views of all pages but the first.
    """

    def __init__(self, booth: Booth, view: BoothView, words: Words, tasks: Tasks) -> None:
        self._converter = KanaKanji()
        self._tasks = tasks
        self.feeds = Feeds(VideoFeed(booth.engine.remote_frames), VideoFeed(booth.engine.mirror_frames))
        local, settle_s = booth.settings.local, booth.settings.screen.settle_s
        post = booth.visit.post
        self._parts = Parts(
            typing=TypingView(post, self._converter, tasks, Local(local.banks, local.town)),
            call=CallView(booth.place()[0], self.feeds.remote, self.feeds.mirror, booth.call.post, post),
            sign=SignView(post),
            shelter=ShelterView(booth.shelter.post, booth.arrivals.code, words, settle_s=settle_s),
        )
        self.pages = PageViews(post, view.turn, booth.pad, words, self._parts, view)

    def at(self, town: str) -> None:
        """Whose staff they are; known once the booth is enrolled."""
        self._parts.call.at(town)

    def forget(self) -> None:
        """The visit is over: ink, half-typed words and what the keyboard learned go too."""
        self.forget_written()
        self._tasks.start(self._converter.forget(), "forget_words")

    def forget_written(self) -> None:
        """Ink and half-typed words go."""
        self._parts.typing.forget()
        self._parts.sign.forget()

    async def close(self) -> None:
        """What the keyboard learned goes, too."""
        await self._converter.forget()
