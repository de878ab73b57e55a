"""What a visit can want done (imperative); what can happen to it stands in `events`.

A PIN or password is in none of them: it lives in a pad's buffer until the runner takes it to the card.
"""

import dataclasses
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from kiosk.booth.visit.life.plan import Plan
from kiosk.booth.visit.stages import Errand, Handed
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.forms import NotOffered, Proposal
from kiosk.protocol.identity import ProofState
from kiosk.values import dataclass

if TYPE_CHECKING:
    from kiosk.applications.application import IdentityEvent

ProofEnd = Literal["declined", "done", "failed"]
TapEnd = Literal["registered", "failed"]


@dataclass(frozen=True)
class ReadIdentity:
    """Show the PIN in the pad's buffer to the card and read; the buffer is overwritten whatever happens.

    `insertion`, here and below: the card the pad was shown for; another gets no PIN. 0 is no card's.
    """

    insertion: int = 0


@dataclass(frozen=True)
class AskTries:
    """Ask the card for its counters."""

    errand: Errand = Errand.IDENTITY
    insertion: int = 0


@dataclass(frozen=True)
class AskCases:
    """Read the certificate that needs no PIN, and ask headquarters what this resident has applied for."""

    insertion: int = 0


@dataclass(frozen=True)
class MakeProof:
    """Sign headquarters' nonce with the PIN in the pad's buffer, and let headquarters judge it.

    `submission_id`: what was handed in just before and is to be found by tap; `call_id`: the call in which staff asked.
    """

    call_id: str | None = None
    submission_id: str | None = None
    insertion: int = 0

    @property
    def errand(self) -> Errand:
        """Whose errand it is."""
        return Errand.PROVING if self.call_id is not None else Errand.REGISTERING


@dataclass(frozen=True)
class StopAsking:
    """Nobody waits any more for what card and headquarters are being asked: no PIN is shown, nothing is sent."""


@dataclass(frozen=True)
class TellProof:
    """The call hears how far the proof is that staff asked for."""

    ask_id: str
    state: ProofState
    code: str = ""


@dataclass(frozen=True)
class WipePin:
    """Overwrite the pad's buffer."""


@dataclass(frozen=True)
class ForgetCard:
    """Cut the card's power so that no opened PIN stays behind."""


@dataclass(frozen=True)
class DrawCurtain:
    """Cut (or open) outgoing camera, microphone and mirror."""

    drawn: bool


@dataclass(frozen=True)
class HandIn:
    """Seal this and store it durably; `seen` is what was found out about who applies, in order.

    `by_card`: before it is sealed the card signs it, with the password in the pad's buffer. `of_visit`: the number of
    what was handed in before in this visit, to which this belongs; empty for the first or only one.
    """

    form: SharedForm
    signature: bytes | None = dataclasses.field(repr=False)
    seen: "tuple[IdentityEvent, ...]"
    locale: str
    by_card: bool = False
    insertion: int = 0
    of_visit: str = ""


@dataclass(frozen=True)
class PrintSlip:
    """Print the receipt slip, one for all `applications`, and after it the list of what remains, where there is one."""

    applications: tuple[Handed, ...]
    locale: str
    todo: Plan | None = None


@dataclass(frozen=True)
class PrintTodo:
    """Print the list of what is to be done after a life event."""

    plan: Plan
    locale: str


@dataclass(frozen=True)
class TellFormChanged:
    """The form changed: staff who look at it see the new one."""


@dataclass(frozen=True)
class NoteRefused:
    """Write into the log which field would not take what somebody wrote, and why; never what it was."""

    field: str
    why: str


@dataclass(frozen=True)
class AskSlots:
    """Ask headquarters which times of a calendar are free; it comes back as `SlotsTold`."""

    calendar: str


@dataclass(frozen=True)
class HoldSlot:
    """Have this time kept under this name, or kept longer: `SlotHeld` or `SlotTaken`."""

    calendar: str
    hold: str
    start: datetime


@dataclass(frozen=True)
class TellProposalSettled:
    """Staff hear what the resident said to a proposal, or why it was never shown (`why`).

    `written`: it was put to nobody, because only staff write the field; the resident reads it.
    """

    proposal: Proposal
    accepted: bool
    why: NotOffered | None = None
    written: bool = False


@dataclass(frozen=True)
class CountUse:
    """Count an event for statistics: a name from a closed list, never a person."""

    what: str


@dataclass(frozen=True)
class Forget:
    """Erase everything of this visit: buffers, pictures, keyboard memory, and its call unless that goes on."""

    call_stays: bool = False


Command = (
    ReadIdentity
    | AskTries
    | AskCases
    | MakeProof
    | StopAsking
    | TellProof
    | WipePin
    | ForgetCard
    | DrawCurtain
    | HandIn
    | PrintSlip
    | PrintTodo
    | TellFormChanged
    | NoteRefused
    | AskSlots
    | HoldSlot
    | TellProposalSettled
    | CountUse
    | Forget
)
