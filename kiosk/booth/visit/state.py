"""The state of a visit and what its rules share."""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from pydantic import JsonValue

from kiosk.booth.visit import commands as do
from kiosk.booth.visit.ink import Confirmed, Ink
from kiosk.booth.visit.life.plan import Plan
from kiosk.booth.visit.stages import (
    Answering,
    Choosing,
    EnteringPassword,
    EnteringPin,
    Errand,
    HandingIn,
    OutOfService,
    Planning,
    ReadingCard,
    Stage,
    WaitingForCard,
    Welcoming,
)
from kiosk.card.card import Certificates, Tries
from kiosk.procedures import navigation
from kiosk.procedures.identity import Identity
from kiosk.procedures.japanese.calendar import day_in_japan
from kiosk.procedures.life.life_event import LifeEvent
from kiosk.procedures.procedure import Procedure
from kiosk.procedures.shared_form import SharedForm
from kiosk.procedures.standing import standing
from kiosk.values import dataclass

if TYPE_CHECKING:
    from kiosk.applications.application import IdentityEvent

_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Rules:
    """What a visit is decided by besides its state: the procedures in service and the booth's times in seconds."""

    procedures: Mapping[str, Procedure]
    events: Mapping[str, LifeEvent] = field(default_factory=lambda: MappingProxyType({}))
    locale: str = "ja"
    idle_s: float = 180.0
    idle_with_card_s: float = 600.0
    warning_s: float = 45.0
    finish_s: float = 30.0
    finish_with_card_s: float = 120.0
    list_without_card_s: float = 20.0
    unsigned: frozenset[str] = frozenset()
    """Procedures that are handed in from the review: whoever comes into a shelter signs nothing."""


@dataclass(frozen=True)
class Proof:
    """A proof of possession staff asked for in a call."""

    ask_id: str
    call_id: str


@dataclass(frozen=True)
class Cards:
    """The reader's number (insertion) of the card that gave identity, face and proof in this visit; 0 for none."""

    identity: int = 0
    face: int = 0
    proof: int = 0


@dataclass(frozen=True)
class Diary:
    """What is known of free times, and the one that is kept for this resident.

    Attributes:
        known: whether an answer came; then `slots` are the free times, None where headquarters could not be asked.
        said_at_s: when, on the visit's clock.
        day: the day whose times are on the screen; `first`: how many cards lie before those on it.
        hold: under which name a time is kept; `asking`: the answer is on its way, for the question `field` of the
            form `of`; `again_at`: when it is asked for once more, to be kept longer.
        taken: somebody was quicker.
    """

    calendar: str = ""
    known: bool = False
    slots: tuple[datetime, ...] | None = None
    place: str = ""
    said_at_s: float = 0.0
    day: date | None = None
    first: int = 0
    hold: str = ""
    asking: bool = False
    field: str = ""
    of: str = ""
    again_at: datetime | None = None
    taken: bool = False


@dataclass(frozen=True)
class Visit:
    """Where one resident is. Lives in memory only and is replaced by a fresh one when the visit ends.

    Attributes:
        now_s: the monotonic clock at the last tick; `touched_at_s` is the same clock at the last touch.
        warned: whether the idle warning is on the screen.
        seen: what was found out about who this is, in order; handed in with the application.
        plan: what follows from a life event, None where one came for one procedure.
        others: forms that were begun and left for another procedure, by procedure.
        ways: what was said of a field with parts before other parts of it were asked (a bank's account, then a
            passbook's), by procedure and field; handed in never, there again when one comes back.
        signature: the ink of this visit; `drawn` says whether it still counts.
        by_hand: why a procedure that asks for a signature by card is signed by finger: a small code, empty when the
            resident chose so; None while nothing stands against the card.
        text_size, colours: how the screen is easiest to read, from 0 (the usual).
        review_line: the field of a line that is on the screen when the form is reviewed, None for the first ones.
        aside: the stage that waits while the card is asked for something else.
        proof: what staff asked for, while it is being made.
        diary: free times, where a question asks for one.
        insertion: the card that lies there, 0 for none; `pad_for`: the one the errand went on with, whose PIN is typed.
        tries: the card's own counters, None where it does not say; `counted` is False once only the card knows them.
    """

    stage: Stage = field(default_factory=Welcoming)
    locale: str = "ja"
    text_size: int = 0
    colours: int = 0
    procedure: str | None = None
    form: SharedForm | None = field(default=None, repr=False)
    identity: Identity | None = field(default=None, repr=False)
    seen: "tuple[IdentityEvent, ...]" = ()
    plan: Plan | None = None
    others: Mapping[str, SharedForm] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    ways: Mapping[tuple[str, str], Mapping[str, JsonValue]] = field(
        default_factory=lambda: MappingProxyType({}), repr=False
    )
    signature: Ink | None = field(default=None, repr=False)
    by_hand: str | None = None
    aside: Stage | None = None
    review_line: str | None = None
    proof: Proof | None = None
    diary: Diary = field(default_factory=Diary)
    card_in: bool = False
    insertion: int = 0
    pad_for: int = 0
    cards: Cards = field(default_factory=Cards)
    tries: Tries = field(default_factory=Tries)
    certificates: Certificates = field(default_factory=Certificates)
    counted: bool = True
    now_s: float = 0.0
    at: datetime = _LONG_AGO
    touched_at_s: float = 0.0
    warned: bool = False

    @property
    def with_form_left(self) -> "Visit":
        """The visit with its form kept for when its procedure is touched again; another one may be a slip of the hand.

        What is begun for a life event stays in the plan.
        """
        if self.form is None or self.procedure is None or self.plan is not None:
            return self
        return replace(self, others=MappingProxyType({**self.others, self.procedure: self.form.keep_proposals(())}))

    @property
    def today(self) -> date:
        """The day in Japan."""
        return day_in_japan(self.at)

    @property
    def asking(self) -> tuple[str, ...]:
        """The fields of the step on the screen."""
        if self.form is None or not isinstance(self.stage, Answering):
            return ()
        if self.stage.within is not None:
            return (self.stage.within.group,)
        step = navigation.step_at(self.form, self.stage.field)
        return tuple(item.id for item in step.fields) if step else ()

    @property
    def being_handed_in(self) -> bool:
        """Whether the application is on its way: what is on it can be changed no more."""
        return isinstance(self.stage, HandingIn) or self.stage == ReadingCard(Errand.SIGNING)

    @property
    def confirmed(self) -> Confirmed | None:
        """What a signature written now would stand under."""
        if self.form is None:
            return None
        return Confirmed(
            words_sha256=self.form.procedure.sha256,
            answers=standing(self.form).answers,
            doubted=self.form.doubted,
            seen=self.seen,
            known=self.identity is not None,
            by_hand=self.by_hand,
        )

    @property
    def drawn(self) -> bytes | None:
        """The ink that counts.

        Example:
            Signed, back, マイナンバー changed to のせない: the ink stood under another answer, and is asked for anew.
            Signed, back, and forward again without a change: it is there again.
        """
        if self.signature is None or self.signature.under != self.confirmed:
            return None
        return self.signature.png

    @property
    def sign_again(self) -> bool:
        """Whether there was ink, and something it stood under has changed since."""
        return self.signature is not None and self.drawn is None

    def left(self, errand: Errand) -> int | None:
        """The card's own counter of the PIN this errand needs."""
        if errand is Errand.IDENTITY:
            return self.tries.card_face
        return self.tries.sign if errand is Errand.SIGNING else self.tries.auth

    @property
    def curtain(self) -> bool:
        """Whether a PIN pad is on the screen: nobody may look on."""
        return isinstance(self.stage, EnteringPin | EnteringPassword)

    @property
    def topic(self) -> str | None:
        """What a call would be about: a procedure, or a group of the welcome screen."""
        return self.procedure or (self.stage.group if isinstance(self.stage, Choosing) else None)

    @property
    def before_form(self) -> Stage:
        """Where a form was chosen from."""
        return Planning() if self.plan else Choosing()

    @property
    def before_questions(self) -> Stage:
        """What came before the first question: whoever is known needs no card again, nor does an event need one."""
        if self.plan is not None and not self.plan.doing:
            return Welcoming()
        return self.before_form if self.identity else WaitingForCard()

    @property
    def at_home(self) -> bool:
        """Whether nobody is in the middle of anything; the card may be asked for a proof in front of it."""
        return isinstance(self.aside or self.stage, Welcoming | OutOfService)

    def begun(self, rules: Rules) -> bool:
        """Whether somebody is in the middle of something that has to be forgotten."""
        if isinstance(self.stage, OutOfService):
            return False
        known = self.identity is not None or self.form is not None or bool(self.seen)
        chosen = self.locale != rules.locale or (self.text_size, self.colours) != (0, 0)
        return not isinstance(self.stage, Welcoming) or known or chosen

    def without_anybody(self) -> "Visit":
        """The same stage, language, reader and clock, and nothing anybody said, wrote or showed."""
        return Visit(
            stage=self.stage,
            locale=self.locale,
            text_size=self.text_size,
            colours=self.colours,
            card_in=self.card_in,
            insertion=self.insertion,
            tries=self.tries,
            certificates=self.certificates,
            counted=self.counted,
            now_s=self.now_s,
            at=self.at,
            touched_at_s=self.touched_at_s,
        )


Step = tuple[Visit, tuple[do.Command, ...]]


def stay(visit: Visit) -> Step:
    """The event does not fit this stage: nothing changes."""
    return visit, ()


def go(visit: Visit, stage: Stage, *commands: do.Command, **changes: Any) -> Step:
    """Move on to `stage`, changing what `changes` names, and want `commands` done."""
    return replace(visit, stage=stage, **changes), commands
