"""What is true of a call now, as each of its two ends tells it.

Words about a call can be lost with the line that carried them. So each end also tells its whole *state*: when its line
comes back, whenever the state changes, and once in a while; headquarters keeps the newest of both and passes it on, and
whoever hears the other's state compares it with its own and does what is missing. `number` grows with each state told
on one connection, so an older one never undoes a newer; on another connection the count begins anew. A peer of minor 0
or 1 knows only the events (`media_offer`, `form_hidden`, ...), which between equals make the same true a moment sooner.
"""

from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from kiosk.protocol.faults import Code
from kiosk.protocol.forms import NotOffered
from kiosk.protocol.identifiers import CallId, EvidenceId, FieldId, Locale, ProcedureId, ProposalId, StaffId
from kiosk.protocol.identity import CardState, CardWant
from kiosk.protocol.model import AnswerValue, Count, Ordinal, Wire
from kiosk.protocol.versions import Since

MOST_PROPOSALS: Final = 50
"""Open proposals of one console, and settled ones a booth still tells of, the newest."""
FormStanding = Literal["hidden", "asked", "shown"]
Part = Literal["camera", "microphone", "speaker", "voice"]
"""What one end of a call sees, hears or sounds with; `voice` is what a microphone that is there gives no more when it
is switched off at itself."""
Parts = Annotated[tuple[Part, ...], Field(max_length=4)]
Held = Annotated[tuple[Literal["camera", "microphone"], ...], Field(max_length=2)]
"""What somebody switched off by a button of their screen, and knows of."""


class Settled(Wire):
    """What became of one proposal of this epoch, as in `ProposalAnswered`."""

    proposal_id: ProposalId
    accepted: bool
    why: NotOffered | None = None


class Proposed(Wire):
    """One proposal that staff made under this epoch and have no answer to."""

    proposal_id: ProposalId
    field: FieldId
    value: AnswerValue = None


class CardNow(Wire):
    """How far the booth is with what staff asked of the card; the face itself is told once and kept nowhere."""

    ask_id: EvidenceId
    state: CardState
    code: Code | None = None


class CardWanted(Wire):
    """What the console asked of the card and has no last word on; the printed code is told once and kept nowhere."""

    ask_id: EvidenceId
    want: CardWant


class Waited(Wire):
    """The request of a call again, for a headquarters that started anew: the call keeps its number and its age."""

    topic: ProcedureId | None = None
    language: Locale = "ja"
    waiting_number: Count | None = None
    waited_s: Annotated[int, Field(ge=0, le=86_400)] = 0


class BoothNow(Wire):
    """What is true at the booth of the call it is in.

    `epoch` is 0 and `answered_by` None while nobody has answered. `attempt` is the newest peer connection offered and
    `seen` the newest over which something of staff arrived, 0 for none. `form_number` grows whenever the form is shown,
    changed or hidden, and `asks_heard` is the number of staff's newest question for the form that reached the resident.
    `voice_first` says that the booth leaves its picture out, because its line carries no more than the voice. For the
    record, `breaks` counts how often picture or sound of staff had stopped and came back, `broken_s` for how many
    seconds together. `without` are the devices that are wanted and give nothing now, `held` what the resident keeps
    back.
    """

    came_with: ClassVar[int] = 2
    kind: Literal["booth_now"] = "booth_now"
    call_id: CallId
    epoch: Ordinal
    number: Ordinal
    waited: Waited
    answered_by: StaffId | None = None
    attempt: Ordinal = 0
    seen: Ordinal = 0
    curtain: bool = False
    form: FormStanding = "hidden"
    form_number: Ordinal = 0
    asks_heard: Ordinal = 0
    voice_first: bool = False
    without: Annotated[Parts, Since(3)] = ()
    held: Annotated[Held, Since(3)] = ()
    settled: Annotated[tuple[Settled, ...], Field(max_length=MOST_PROPOSALS)] = ()
    card: CardNow | None = None
    breaks: Ordinal = 0
    broken_s: Ordinal = 0


class StaffNow(Wire):
    """What is true at the console of the call it is in.

    `answered` is the newest peer connection answered and `seen` the newest over which something of the resident
    arrived, 0 for none; `broken` says that the connection `answered` carries nothing any more. `form_asks` counts how
    often the form was asked for under this epoch, and `form_number` is that of the form on the page, 0 for none.
    `voice_first` says that staff's picture is left out, because their line carries no more than the voice. `breaks` and
    `broken_s` are as in `BoothNow`, of what should have arrived here, and so are `without` and `held`; of a speaker a
    page knows nothing.
    """

    came_with: ClassVar[int] = 2
    kind: Literal["staff_now"] = "staff_now"
    call_id: CallId
    epoch: Ordinal
    number: Ordinal
    answered: Ordinal = 0
    seen: Ordinal = 0
    broken: bool = False
    form_asks: Ordinal = 0
    form_number: Ordinal = 0
    voice_first: bool = False
    without: Annotated[Parts, Since(3)] = ()
    held: Annotated[Held, Since(3)] = ()
    proposals: Annotated[tuple[Proposed, ...], Field(max_length=MOST_PROPOSALS)] = ()
    card: CardWanted | None = None
    breaks: Ordinal = 0
    broken_s: Ordinal = 0
