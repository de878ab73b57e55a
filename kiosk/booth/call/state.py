"""The state of a call at the booth and what its rules share; `go` is the one place where a stage changes."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from enum import StrEnum
from typing import Final

from kiosk.booth.call import commands as do
from kiosk.protocol.call_state import CardNow, Held, Parts, Settled
from kiosk.protocol.calls import EndReason, IceServer, StaffShown
from kiosk.protocol.faults import Code
from kiosk.protocol.identity import CardWant
from kiosk.values import dataclass


class CardStep(StrEnum):
    """How far an ask for the card came: the resident is asked first, whatever it is."""

    ASKED = "asked"
    PLACING = "placing"
    """Agreed; the card is waited for."""
    READING = "reading"
    PROVING = "proving"
    """The PIN is asked for on the visit's pages."""
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class CardTurn:
    """The one thing staff ask of the card now, and how far it came.

    Attributes:
        code: what is wrong, None when nothing is, or when all that failed was telling staff.
        told: whether staff got the result; without a line they could not.
    """

    ask_id: str
    want: CardWant
    step: CardStep = CardStep.ASKED
    code: Code | None = None
    told: bool = True

    @property
    def holds_card(self) -> bool:
        """Whether what lies on the reader belongs to the call and not to the visit behind it."""
        return self.want == "face" and self.step is not CardStep.ASKED


class Picture(StrEnum):
    """The picture of staff on the booth's screen."""

    JOINING = "joining"
    """Answered; the first one is not there yet."""
    SHOWN = "shown"
    VOICE_ONLY = "voice_only"
    """Staff are heard and not seen: a whole call, too."""
    STALLED = "stalled"
    """Nothing comes; it may come back by itself."""
    REJOINING = "rejoining"
    """A new connection is being made."""


class Sharing(StrEnum):
    """Whether staff see the form."""

    HIDDEN = "hidden"
    ASKED = "asked"
    """Staff ask to see it; the resident has not answered."""
    SHOWN = "shown"


class Place(StrEnum):
    """Where the call is on the screen."""

    FRONT = "front"
    SMALL = "small"
    BEHIND_PAD = "behind_pad"
    """Small as long as a PIN pad is up; then it is in front again."""


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
    """A staff member answered.

    Attributes:
        attempt: which peer connection under this call.
        answered: the newest one staff answered, 0 for none.
        seen: the newest one over which something of staff arrived, 0 for none.
        pictured: the newest one over which a picture arrived, 0 for none.
        joining_since_s: since when this one could have been answered and brought nothing; None when it cannot or did.
        form_number: grows whenever the form is shown, changed or hidden.
        asks_heard: the number of staff's newest question for the form.
        breaks, broken_s: how often picture and sound of staff stopped and came back, for how many seconds together.
        broken_since_s: since when they have stopped; None while they have not.
        proposed, settled: what staff propose and the resident has not answered; what became of others, the newest last.
        connected: headquarters said that both ends decoded a frame.
        muted: the resident took their voice away.
        narrow_line, narrow_there: the booth's own picture, or staff's, is left out, the voice goes first.
        without_there, held_there: what staff do without, and what they switched off, as their console says.
        card: what staff ask of the card, if anything.
        card_word: what became of the newest ask that is not on the screen, for staff who wait for it.
        confirmed: headquarters last wrote down that this is the person.
        language_spoken: whether they speak the resident's language.
        wrote: the field staff wrote last, until the resident turns to the call or away from it.
        staff_number: of the newest state the console told of this call on the present line.
    """

    call_id: str
    epoch: int
    staff: StaffShown
    attempt: int
    ice_servers: tuple[IceServer, ...] = ()
    picture: Picture = Picture.JOINING
    form: Sharing = Sharing.HIDDEN
    place: Place = Place.FRONT
    card: CardTurn | None = None
    card_word: CardNow | None = None
    connected: bool = False
    muted: bool = False
    narrow_line: bool = False
    narrow_there: bool = False
    without_there: Parts = ()
    held_there: Held = ()
    confirmed: bool = False
    language_spoken: bool = True
    answered: int = 0
    seen: int = 0
    pictured: int = 0
    joining_since_s: float | None = None
    form_number: int = 0
    asks_heard: int = 0
    breaks: int = 0
    broken_s: int = 0
    broken_since_s: float | None = None
    proposed: tuple[str, ...] = ()
    settled: tuple[Settled, ...] = ()
    wrote: str = ""
    staff_number: int = 0


@dataclass(frozen=True)
class Over:
    """The call ended; the resident reads why and goes on."""

    reason: EndReason


Stage = NoCall | Ringing | Talking | Over


@dataclass(frozen=True)
class Pressed:
    """What the resident asked for when they pressed, at `at_s` of a clock that never steps."""

    topic: str | None = None
    language: str = "ja"
    at_s: float = 0.0
    waiting_number: int | None = None


@dataclass(frozen=True)
class Call:
    """The booth's side of calling: the stage, and what is around it.

    Attributes:
        pressed: what was asked for in the call that is active, or was last.
        online: whether headquarters can be reached at all.
        offline_since_s: since when it cannot, None while it can, or as long as no second has passed.
        pad: whether the page of the visit is a PIN pad; the call may lie over it.
        card_in: whether something lies on the reader whose printed face can be read.
        card_code: why what lies there cannot be used, None when nothing is wrong.
        without: the booth's devices that are wanted in this call and give nothing now.
    """

    stage: Stage = NoCall()
    pressed: Pressed = Pressed()
    online: bool = False
    offline_since_s: float | None = None
    pad: bool = False
    card_in: bool = False
    card_code: Code | None = None
    without: Parts = ()

    @property
    def active(self) -> bool:
        """Whether somebody is being called or talked to."""
        return isinstance(self.stage, Ringing | Talking)

    @property
    def covers(self) -> bool:
        """Whether the call lies over the page of the visit."""
        if isinstance(self.stage, Talking):
            return self.stage.place is Place.FRONT
        return not isinstance(self.stage, NoCall)

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


Step = tuple[Call, tuple[do.Command, ...]]

_NEXT_STAGE: Final[Mapping[type, AbstractSet[type]]] = {
    NoCall: {Ringing, Over},
    Ringing: {Talking, Over, NoCall},
    Talking: {Over},
    Over: {NoCall, Ringing},
}
_NEXT_PICTURE: Final[Mapping[Picture, AbstractSet[Picture]]] = {
    Picture.JOINING: {Picture.SHOWN, Picture.VOICE_ONLY, Picture.REJOINING},
    Picture.SHOWN: {Picture.STALLED, Picture.REJOINING},
    Picture.VOICE_ONLY: {Picture.SHOWN, Picture.STALLED, Picture.REJOINING},
    Picture.STALLED: {Picture.SHOWN, Picture.VOICE_ONLY, Picture.REJOINING},
    Picture.REJOINING: {Picture.SHOWN, Picture.VOICE_ONLY},
}
_NEXT_SHARING: Final[Mapping[Sharing, AbstractSet[Sharing]]] = {
    Sharing.HIDDEN: {Sharing.ASKED},
    Sharing.ASKED: {Sharing.SHOWN, Sharing.HIDDEN},
    Sharing.SHOWN: {Sharing.HIDDEN},
}
_NEXT_CARD_STEP: Final[Mapping[CardStep, AbstractSet[CardStep]]] = {
    CardStep.ASKED: {CardStep.PLACING, CardStep.READING, CardStep.PROVING},
    CardStep.PLACING: {CardStep.READING},
    CardStep.READING: {CardStep.DONE, CardStep.FAILED},
    CardStep.PROVING: {CardStep.DONE, CardStep.FAILED},
    CardStep.DONE: {CardStep.FAILED},
    CardStep.FAILED: set(),
}


def go(call: Call, stage: Stage, *commands: do.Command) -> Step:
    """Move on to `stage` and want `commands` done. A move that no rule may make is a bug, and said at once."""
    before = call.stage
    assert type(stage) is type(before) or type(stage) in _NEXT_STAGE[type(before)], (before, stage)
    if isinstance(before, Talking) and isinstance(stage, Talking):
        _guard(before, stage)
    return replace(call, stage=stage), commands


def _guard(before: Talking, after: Talking) -> None:
    assert after.call_id == before.call_id
    assert after.epoch >= before.epoch
    assert after.attempt >= before.attempt
    assert after.form_number >= before.form_number
    assert after.asks_heard >= before.asks_heard or after.epoch > before.epoch
    assert max(after.answered, after.seen, after.pictured) <= after.attempt
    assert after.picture is before.picture or after.picture in _NEXT_PICTURE[before.picture], after.picture
    assert after.form is before.form or after.form in _NEXT_SHARING[before.form], after.form
    was, now = before.card, after.card
    if now is None:
        return
    if was is None or was.ask_id != now.ask_id:
        assert now.step is CardStep.ASKED
    else:
        assert now.step is was.step or now.step in _NEXT_CARD_STEP[was.step], now.step


def stay(call: Call) -> Step:
    """The event does not fit: nothing changes."""
    return call, ()


def to_front(call: Call, stage: Talking) -> Talking:
    """What the resident has to read comes in front; where a PIN is being typed, when that is done."""
    if stage.place is Place.SMALL:
        return replace(stage, place=Place.BEHIND_PAD if call.pad else Place.FRONT)
    return stage
