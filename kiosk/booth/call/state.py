"""The state of a call at the booth and what its rules share."""

from dataclasses import dataclass, replace
from typing import Final, Literal

from kiosk.booth.call import events as ev
from kiosk.protocol.calls import EndReason, IceServer, StaffShown


@dataclass(frozen=True)
class CardTurn:
    """The one thing staff ask of the card now, and how far it came.

    Attributes:
        want: the printed face to compare (`face`), or the PIN as a proof (`proof`).
        step: asked of the resident, waiting for the card (`placing`), being read, on the visit's PIN pages
            (`proving`), and how it ended.
        code: the small code of what is wrong, empty when nothing is.
        told: whether staff got the result; without a line they could not.
    """

    ask_id: str
    want: Literal["face", "proof"]
    step: Literal["asked", "placing", "reading", "proving", "done", "failed"] = "asked"
    code: str = ""
    told: bool = True

    @property
    def holds_card(self) -> bool:
        """Whether what lies on the reader belongs to the call and not to the visit behind it."""
        return self.want == "face" and self.step != "asked"


@dataclass(frozen=True)
class NoCall:
    """Nobody was called."""


@dataclass(frozen=True)
class Ringing:
    """Waiting for staff. `waiting_number` is None until headquarters took the call.

    `language_spoken`: whether anybody who could answer now speaks the resident's language.
    """

    call_id: str
    waiting_number: int | None = None
    ahead: int = 0
    attempt: int = 0
    ice_servers: tuple[IceServer, ...] = ()
    language_spoken: bool = True


@dataclass(frozen=True)
class Talking:
    """A staff member answered. `connected` is said by headquarters once both ends decoded a frame.

    Attributes:
        card: what staff ask of the card, if anything.
        confirmed: headquarters last wrote down that this is the person.
        language_spoken: whether they speak the resident's language.
        back: the face was in front when the PIN pad came, and comes back when it leaves.
    """

    call_id: str
    epoch: int
    staff: StaffShown
    attempt: int
    ice_servers: tuple[IceServer, ...] = ()
    connected: bool = False
    picture: bool = False
    reconnecting: bool = False
    form_asked: bool = False
    form_shown: bool = False
    muted: bool = False
    narrow_line: bool = False
    in_front: bool = True
    card: CardTurn | None = None
    confirmed: bool = False
    back: bool = False
    language_spoken: bool = True


@dataclass(frozen=True)
class Over:
    """The call ended; the resident reads why and goes on."""

    reason: EndReason


Stage = NoCall | Ringing | Talking | Over


@dataclass(frozen=True)
class Call:
    """The booth's side of calling: the stage, and what is around it.

    Attributes:
        online: whether headquarters can be reached at all.
        pad: whether the page of the visit is a PIN pad; the call may lie over it.
        card_in: whether something lies on the reader whose printed face can be read.
        card_code: why what lies there cannot be used, empty when nothing is wrong.
    """

    stage: Stage = NoCall()
    online: bool = False
    pad: bool = False
    card_in: bool = False
    card_code: str = ""

    @property
    def active(self) -> bool:
        """Whether somebody is being called or talked to."""
        return isinstance(self.stage, Ringing | Talking)

    @property
    def covers(self) -> bool:
        """Whether the call lies over the page of the visit."""
        return self.stage.in_front if isinstance(self.stage, Talking) else not isinstance(self.stage, NoCall)

    @property
    def curtain(self) -> bool:
        """Whether camera and microphone are cut: exactly while a PIN pad can be seen and touched."""
        return self.pad and not self.covers

    @property
    def turn(self) -> CardTurn | None:
        """What staff ask of the card now."""
        return self.stage.card if isinstance(self.stage, Talking) else None

    @property
    def holds_card(self) -> bool:
        """Whether the visit must not take what lies on the reader for its own."""
        return self.turn is not None and self.turn.holds_card


Step = tuple[Call, tuple[ev.Command, ...]]
NOTHING: Final[tuple[ev.Command, ...]] = ()


def go(call: Call, stage: Stage, *commands: ev.Command) -> Step:
    """Move on to `stage` and want `commands` done."""
    return replace(call, stage=stage), commands


def stay(call: Call) -> Step:
    """The event does not fit: nothing changes."""
    return call, NOTHING
