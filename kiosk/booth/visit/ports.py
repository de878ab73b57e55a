"""Everything a visit can act on, as the visit needs it; the rooms around it fit themselves to this."""

from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime
from typing import Any, Protocol

from kiosk.booth.trouble import Trouble
from kiosk.booth.uplink import proving
from kiosk.booth.uplink.http import Unreachable
from kiosk.booth.uplink.identity_client import Refused
from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.pin_buffer import PinPad
from kiosk.card.card import DocumentOutcome, Fault, IdentityOutcome, TriesOutcome
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.bookings import HoldGiven, SlotsGiven
from kiosk.protocol.faults import Code
from kiosk.protocol.forms import NotOffered, Proposal
from kiosk.protocol.identity import ProofState
from kiosk.values import dataclass


@dataclass(frozen=True)
class Submitted:
    """Stored for good under this reference."""

    reference: str
    submission_id: str


@dataclass(frozen=True)
class NotSubmitted:
    """Nothing was stored; the resident's answers are still in the visit."""

    why: Trouble


@dataclass(frozen=True)
class NotSigned:
    """The card did not sign, so nothing was sealed or stored."""

    why: Fault


@dataclass(frozen=True)
class Signer:
    """The card that signs: `sign` a digest; `done` is called when it has signed well and may be taken."""

    sign: Callable[[bytes], Awaitable[DocumentOutcome]]
    done: Callable[[], None]


class Bookings(Protocol):
    """Where free times are asked for, and one is kept."""

    async def slots(self, calendar: str) -> SlotsGiven | Refused | Unreachable:
        """Every free time of a calendar."""

    async def hold(self, calendar: str, hold_id: str, start: datetime) -> HoldGiven | Refused | Unreachable:
        """Keep this time, or keep it longer."""

    async def leave(self, hold_id: str) -> None:
        """Give it back."""


class Card(proving.Card, Protocol):
    """The card reader's door, as far as a visit needs it."""

    async def read_identity(self, pin: bytearray, insertion: int | None = None) -> IdentityOutcome:
        """Show the PIN once and read."""

    async def tries_left(self, insertion: int | None = None) -> TriesOutcome:
        """The card's own counters."""

    async def sign_document(self, digest: bytes, password: bytearray, insertion: int | None = None) -> DocumentOutcome:
        """Show the signing password once and sign."""

    async def forget(self) -> None:
        """Cut the card's power."""


class Staff(Protocol):
    """The call beside the visit, as far as a visit needs it."""

    def draw_curtain(self, drawn: bool) -> None:
        """Cut or open outgoing picture and sound."""

    async def until_curtain(self) -> None:
        """Return when what was asked last of the curtain is done."""

    def form_changed(self, form: SharedForm | None, locale: str, asking: tuple[str, ...]) -> None:
        """Staff who look at the form see the new one, in which language the resident reads it, and at which fields."""

    def proposal_settled(self, proposal: Proposal, accepted: bool, why: NotOffered | None, written: bool) -> None:
        """Staff hear the resident's answer, or why the proposal was never shown, or that what they wrote stands."""

    def proof_moved(self, ask_id: str, state: ProofState, code: Code | None = None) -> None:
        """How far the proof is that staff asked for."""

    def hang_up(self) -> None:
        """The visit is over, so is its call."""


@dataclass(frozen=True)
class Edges:
    """Everything a visit can act on. `print_slip` and `print_todo` say how it ended, `forget` erases memories."""

    card: Card
    headquarters: proving.Headquarters
    bookings: Bookings
    staff: Staff
    pad: PinPad
    submit: Callable[[do.HandIn, Signer | None], Coroutine[Any, Any, Submitted | NotSubmitted | NotSigned]]
    print_slip: Callable[[do.PrintSlip], Coroutine[Any, Any, ev.SlipPrinted | ev.SlipFailed]]
    print_todo: Callable[[do.PrintTodo], Coroutine[Any, Any, bool]]
    count: Callable[[str], Coroutine[Any, Any, None]]
    stored: Callable[[], None]
    forget: Callable[[], Coroutine[Any, Any, None]]
