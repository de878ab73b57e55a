"""Everything a call can act on, as the call needs it; the rooms around it fit themselves to this."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from pydantic import BaseModel

from kiosk.booth.call import commands as do
from kiosk.booth.call.printed_face import Reader
from kiosk.media.messages import AddCandidate
from kiosk.protocol.calls import IceServer
from kiosk.values import dataclass


class Headquarters(Protocol):
    """The link, as far as a call needs it."""

    def send(self, message: BaseModel) -> bool:
        """Queue a message; False when there is no connection."""


class Media(Protocol):
    """The media engine, as far as a call needs it; what fails raises `kiosk.media.engine.MediaFailed`."""

    async def start(self) -> None:
        """Start the child; it opens no device."""

    async def stop(self) -> None:
        """End the child."""

    async def make_offer(self, ice_servers: Sequence[IceServer], attempt: int) -> str:
        """Open the devices and give the SDP of this attempt."""

    async def take_answer(self, sdp: str, attempt: int) -> None:
        """Give the console's SDP."""

    async def add_candidate(self, candidate: AddCandidate) -> None:
        """Give one of the console's candidates, or the end of them."""

    async def draw_curtain(self, drawn: bool) -> None:
        """Cut or open what goes out; done when this returns."""

    async def mute(self, on: bool) -> None:
        """Send silence, or the microphone."""

    async def end_call(self) -> None:
        """Close line and devices."""


class Pad(Protocol):
    """The PIN pad's buffer, as far as the curtain needs it."""

    def shut(self) -> None:
        """Take no digit."""

    def open(self) -> None:
        """Take digits."""


@dataclass(frozen=True)
class Edges:
    """Everything a call can act on.

    Attributes:
        to_visit: what is the visit's to do.
        today: in Japan; a card that expires soon is told of.
        reader: the card reader's door; None where a call is only measured, and asks for the card are passed over.
        pad: the PIN pad, which takes no digit before the curtain is drawn; None as above.
    """

    headquarters: Headquarters
    media: Media
    to_visit: Callable[[do.ForVisit], None]
    today: Callable[[], date]
    reader: Reader | None = None
    pad: Pad | None = None
