"""The edges of a call, small: a link and a media engine that remember what they were asked."""

from collections.abc import Sequence

from pydantic import BaseModel

from kiosk.media.engine import MediaFailed
from kiosk.media.messages import AddCandidate
from kiosk.protocol.call_state import BoothNow
from kiosk.protocol.calls import IceServer


class Line:
    """The link: remembers what was sent, and apart from it the whole state that is told beside; may be closed."""

    def __init__(self) -> None:
        self.sent: list[BaseModel] = []
        self.told: list[BoothNow] = []
        self.open = True

    def send(self, message: BaseModel) -> bool:
        if not self.open:
            return False
        if isinstance(message, BoothNow):
            self.told.append(message)
        else:
            self.sent.append(message)
        return True

    def of(self, kind: type[BaseModel]) -> list[BaseModel]:
        return [message for message in self.sent if isinstance(message, kind)]


class Engine:
    """A media engine in a few lines: remembers what it was asked, in order."""

    def __init__(self) -> None:
        self.asked: list[tuple[object, ...]] = []
        self.fails: set[str] = set()

    async def _note(self, what: str, *more: object) -> None:
        self.asked.append((what, *more))
        if what in self.fails:
            raise MediaFailed("ChildGone")

    async def start(self) -> None:
        await self._note("start")

    async def stop(self) -> None:
        await self._note("stop")

    async def make_offer(self, ice_servers: Sequence[IceServer], attempt: int) -> str:
        await self._note("offer", attempt, tuple(ice_servers))
        return f"offer {attempt}"

    async def take_answer(self, sdp: str, attempt: int) -> None:
        await self._note("answer", sdp, attempt)

    async def add_candidate(self, candidate: AddCandidate) -> None:
        await self._note("candidate", candidate)

    async def draw_curtain(self, drawn: bool) -> None:
        await self._note("curtain", drawn)

    async def mute(self, on: bool) -> None:
        await self._note("mute", on)

    async def end_call(self) -> None:
        await self._note("end")
