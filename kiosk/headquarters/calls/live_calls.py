"""What is kept of everybody who is here, and of each call, beside its routing: who can be told, and what was told."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeVar

from pydantic import BaseModel

from kiosk.headquarters.calls.routing_state import Side
from kiosk.headquarters.calls.shared_cards import SharedCards
from kiosk.headquarters.fleet.booths import KnownBooth
from kiosk.headquarters.staff.views import StaffMember
from kiosk.protocol import calls, duty
from kiosk.protocol.call_state import BoothNow, StaffNow
from kiosk.protocol.identity import Evidence
from kiosk.protocol.presence import Availability, Closing

N = TypeVar("N", BoothNow, StaffNow)


class Peer(Protocol):
    """One open socket, as the switchboard sees it.

    Attributes:
        minor: of the protocol the other end speaks.
    """

    minor: int

    def send(self, message: BaseModel) -> None:
        """Send soon, in order; never blocks."""

    def close(self, reason: str, code: Closing) -> None:
        """Send what waits and close; `code` says whether to come back."""


@dataclass
class Line:
    """A console with an open line, and what it was told last."""

    staff: StaffMember
    peer: Peer
    told: duty.CallsNow | None = None


@dataclass
class Link:
    """The open link of a booth, and what it was last told of who is there."""

    peer: Peer
    told: Availability | None = None
    instance: str = ""
    """Which start of which machine it is; empty from an older program."""
    heard: asyncio.Event = field(default_factory=asyncio.Event)
    """Set by each heartbeat, cleared by whoever waits for the next."""


@dataclass
class Told:
    """The newest state each end told of a call, and the numbers that keep an older one from undoing it."""

    booth: BoothNow | None = None
    staff: StaffNow | None = None
    booth_number: int = 0
    staff_number: int = 0
    passed: int = 0
    """How many states were passed on; their number at the other end."""

    def begin(self, side: Side) -> None:
        """Count this end's states anew, as on each connection."""
        if side == "booth":
            self.booth_number = 0
        else:
            self.staff_number = 0

    def again(self, now: N) -> N:
        """The state to pass on: later than all that was passed on before."""
        self.passed += 1
        return now.model_copy(update={"number": self.passed})


@dataclass
class LiveCall:
    """What is kept of a call beside its routing."""

    request: calls.CallRequested
    booth: KnownBooth
    since: datetime
    waiting_number: int
    offer: calls.MediaOffer | None = None
    """The booth's newest offer, forwarded when staff answer."""
    answered_attempt: int = -1
    answered_at: datetime | None = None
    answered_by: StaffMember | None = None
    told_by: Told = field(default_factory=Told)
    relay_at: datetime | None = None
    """When the booth was given credentials of the relay last."""
    curtain: calls.PinCurtain | None = None
    cards: SharedCards = field(default_factory=SharedCards)
    found: list[Evidence] = field(default_factory=list)
    """What was found out about the resident in this call, for an end that comes back."""
    resumed: bool = False
    """Whether it was answered under an earlier run of headquarters."""
    away: dict[str, datetime] = field(default_factory=dict)
    """What is away now, as `breaks.What`, and since when."""
    heard: dict[Side, datetime] = field(default_factory=dict)
    """When each end last said something of the call."""
    stood: dict[Side, tuple[int, int]] = field(default_factory=dict)
    """How often and how long nothing arrived at each end, as it told last."""
    told: tuple[int, int, bool] | None = None
    """Waiting number, position and whether its language is spoken, as the booth was told last."""
