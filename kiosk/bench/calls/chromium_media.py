"""The peer: a booth's media made of Chromium, behind the same face as the booth's own engine."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from playwright.async_api import Error, Page
from typing_extensions import override

from kiosk.media.engine import MediaEngine, MediaFailed
from kiosk.media.line.sdp import with_start_bitrate
from kiosk.media.messages import AddCandidate, FirstFrame, MediaEvent
from kiosk.media.settings import RECEIVE_MOST_KBIT, MediaSettings
from kiosk.protocol.calls import IceServer

HERE: Final = Path(__file__).parent
_ADDRESS: Final = "http://localhost/peer"
_BODY: Final = '<!doctype html><video id="remote" autoplay playsinline muted width="2" height="2"></video>'


class ChromiumMedia(MediaEngine):
    """Carries a call out in a page; its child process is never started.

    Attributes:
        page: the page that holds the call.
        first_frame_at_s: when the first picture of the present call was shown, in seconds of the wall clock.
    """

    def __init__(self, page: Page, on_event: Callable[[MediaEvent], None]) -> None:
        self._settings = MediaSettings(camera="none", microphone="none", speaker="none")
        super().__init__(self._settings, on_event)
        self.page = page
        self.first_frame_at_s: float | None = None
        self._told = on_event
        self._now = 0

    @override
    async def start(self) -> None:
        scripts = "".join(f"<script>{(HERE / name).read_text()}</script>" for name in ("watch.js", "peer.js"))
        await self.page.route(
            _ADDRESS, lambda route: route.fulfill(body=_BODY + scripts, content_type="text/html; charset=utf-8")
        )
        await self.page.expose_function("firstFrame", self._first_frame)
        await self.page.goto(_ADDRESS)

    @override
    async def stop(self) -> None:
        self._now = 0
        await super().stop()

    @override
    async def draw_curtain(self, drawn: bool) -> None:
        raise MediaFailed("no_curtain")

    @override
    async def make_offer(self, ice_servers: Sequence[IceServer], attempt: int) -> str:
        self._now = attempt
        self.first_frame_at_s = None
        begin_kbit = self._settings.receive_start_kbit
        return with_start_bitrate(await self._in_page("makeOffer()"), begin_kbit, RECEIVE_MOST_KBIT)

    @override
    async def take_answer(self, sdp: str, attempt: int) -> None:
        if attempt == self._now:
            begin_kbit = self._settings.start_kbit  # of its own picture, which a browser reads from what it is answered
            await self._in_page(
                "(sdp) => takeAnswer(sdp)", with_start_bitrate(sdp, begin_kbit, self._settings.most_kbit)
            )

    @override
    async def add_candidate(self, candidate: AddCandidate) -> None:
        if candidate.attempt == self._now:
            given = [candidate.candidate, candidate.sdp_mid, candidate.sdp_m_line_index]
            await self._in_page("(given) => addCandidate(...given)", given)

    @override
    async def end_call(self) -> None:
        self._now = 0
        await self._in_page("endCall()")

    def _first_frame(self, at_ms: float, width: int, height: int) -> None:
        if self._now:
            self.first_frame_at_s = at_ms / 1000
            self._told(FirstFrame(attempt=self._now, width=width, height=height))

    async def _in_page(self, script: str, argument: object = None) -> str:
        try:
            return str(await self.page.evaluate(script, argument))
        except Error as error:
            raise MediaFailed("page") from error
