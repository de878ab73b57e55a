"""The curtain before camera and microphone, and the PIN pad that waits for it."""

import asyncio

from kiosk.booth.call.ports import Media, Pad
from kiosk.tasks import Tasks


class Curtain:
    """Drawn and opened in the order it was asked for; a pad takes no digit before it is drawn."""

    def __init__(self, media: Media, pad: Pad | None, tasks: Tasks) -> None:
        self._media = media
        self._pad = pad
        self._tasks = tasks
        self._last: asyncio.Task[None] | None = None

    def draw(self, drawn: bool) -> None:
        """Cut or open outgoing picture and sound; a pad that comes from behind the call is shut meanwhile."""
        self._last = self._tasks.start(self._media.draw_curtain(drawn), "curtain")
        if drawn and self._pad is not None:
            self._pad.shut()
            self._tasks.start(self._open(self._pad), "open_pad")

    async def until_done(self) -> None:
        """Return when the media child has done what was asked last, or was killed for not doing it."""
        waited: asyncio.Task[None] | None = None
        while self._last is not waited:
            waited = self._last
            assert waited is not None
            await asyncio.wait([waited])

    async def _open(self, pad: Pad) -> None:
        await self.until_done()
        pad.open()
