"""The state of a booth that is a shelter's desk: its phase, its register while that is unlocked, and its screen."""

from dataclasses import field, replace
from enum import StrEnum
from typing import Final, Literal

from kiosk.booth.shelter import commands as do
from kiosk.protocol.shelter import ShelterNow
from kiosk.shelter.records import Where
from kiosk.shelter.register import Household, Register
from kiosk.values import dataclass

DIGITS: Final = 6
"""Of a family's number, without the letters of the place and the last character."""


class Phase(StrEnum):
    """Not prepared, prepared for the day, or open."""

    NONE = "none"
    READY = "ready"
    OPEN = "open"


@dataclass(frozen=True)
class Shown:
    """A family as anybody may see it who touches the screen: how many they are, and no name."""

    household: str
    reference: str
    people: int
    present: bool


@dataclass(frozen=True)
class Home:
    """The first screen: come in, go out or come back."""


@dataclass(frozen=True)
class Away:
    """The usual first screen is in front: somebody came for another thing."""


@dataclass(frozen=True)
class Asking:
    """Who is it: put the card down, or type the number. `trouble` is why the last attempt found nobody."""

    typed: str = ""
    trouble: Literal["", "card", "unknown_card", "unknown_number"] = ""


@dataclass(frozen=True)
class Reading:
    """The card is being read."""

    from_home: bool


@dataclass(frozen=True)
class Found:
    """Who it is, and what they want. `blind`: the register is locked, so nobody knows where they are now.

    `number` is what was typed, `arrivable` that they may as well be new here.
    """

    families: tuple[Shown, ...] = ()
    blind: bool = False
    number: str = ""
    arrivable: bool = False


@dataclass(frozen=True)
class Moved:
    """They went out or came back; the first screen comes by itself."""

    where: Where
    until_s: float


@dataclass(frozen=True)
class EnteringCode:
    """Whoever keeps the desk types the code. `wait_s`: too many wrong ones, nothing is taken for so long."""

    opens: bool
    wrong: bool = False
    wait_until_s: float = 0.0


@dataclass(frozen=True)
class Working:
    """Something takes a moment; `back` is where it goes when it fails."""

    back: "Stage"


@dataclass(frozen=True)
class AtDesk:
    """The desk's own page: numbers and what can be done. `said` is what came of the last touch, a key of words.

    `booths` are those a stick was written for: no booth knows which of them is stolen, but its host may.
    """

    said: str = ""
    count: int = 0
    booths: tuple[str, ...] = ()


@dataclass(frozen=True)
class Looking:
    """Looking a family up by its first letter; `first` counts the lines before those on the screen."""

    row: str = ""
    first: int = 0


@dataclass(frozen=True)
class Ending:
    """Whether the shelter is really to end here."""


@dataclass(frozen=True)
class Failed:
    """It could not be stored: the desk writes it on paper."""


Stage = Home | Away | Asking | Reading | Found | Moved | EnteringCode | Working | AtDesk | Looking | Ending | Failed


@dataclass(frozen=True)
class Desk:
    """Everything of the shelter that a booth knows now.

    Attributes:
        key: the id of the key its records are sealed to; another one is another register.
        register: None while it is locked.
        told: the numbers headquarters is told.
        marks: the card of whoever is coming in, kept until they are written down.
        correcting: the family whose form is on the screen again.
        wrong: how many wrong codes came since the last right one; `wait_until_s`: until when none is taken.
    """

    phase: Phase = Phase.NONE
    name: str = ""
    key: str = ""
    stage: Stage = field(default_factory=Home)
    register: Register | None = field(default=None, repr=False)
    told: ShelterNow | None = None
    prefix: str = ""
    insertion: int = 0
    marks: tuple[str, ...] = field(default=(), repr=False)
    wrong: int = 0
    wait_until_s: float = 0.0
    now_s: float = 0.0
    touched_at_s: float = 0.0

    @property
    def locked(self) -> bool:
        """Whether nothing can be read."""
        return self.register is None

    @property
    def in_front(self) -> bool:
        """Whether there is a page of the shelter to show while nobody is in the middle of a form."""
        if isinstance(self.stage, Away):
            return False
        return self.phase is Phase.OPEN or not isinstance(self.stage, Home)

    @property
    def found(self) -> tuple[Household, ...]:
        """Those on the desk's list now."""
        from kiosk.shelter import lists

        if self.register is None or not isinstance(self.stage, Looking):
            return ()
        return lists.found(self.register, self.stage.row)


Step = tuple[Desk, tuple[do.Command, ...]]


def shown(household: Household) -> Shown:
    """What anybody may see of a family."""
    return Shown(household.id, household.reference, household.family.bands.people, household.present)


def go(desk: Desk, stage: Stage, *commands: do.Command, **changes: object) -> Step:
    """Move on to `stage`."""
    return replace(desk, stage=stage, **changes), commands  # type: ignore[arg-type]


def stay(desk: Desk) -> Step:
    """The event does not fit: nothing changes."""
    return desk, ()
