"""The state of a visit and what its rules share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, Final

from kiosk.applications.application import IdentityEvent
from kiosk.booth import visit_events as ev
from kiosk.booth.stages import OutOfService, Stage, Welcoming
from kiosk.procedures.identity import Identity
from kiosk.procedures.procedure import Procedure
from kiosk.procedures.shared_form import SharedForm

JAPAN: Final = timezone(timedelta(hours=9), "JST")
_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Rules:
    """What a visit is decided by besides its state: the procedures in service and the booth's times in seconds."""

    procedures: Mapping[str, Procedure]
    locale: str = "ja"
    idle_seconds: float = 180.0
    idle_seconds_with_card: float = 600.0
    warning_seconds: float = 45.0
    finish_seconds: float = 30.0
    finish_seconds_with_card: float = 120.0


@dataclass(frozen=True)
class Visit:
    """Where one resident is. Lives in memory only and is replaced by a fresh one when the visit ends.

    Attributes:
        seconds: the monotonic clock at the last tick; `touched` is the same clock at the last touch.
        warned: whether the idle warning is on the screen.
        seen: what was found out about who this is, in order; handed in with the application.
        tries_left: the card's own counter for the 4-digit PIN, None when the card does not say.
    """

    stage: Stage = field(default_factory=Welcoming)
    locale: str = "ja"
    text_size: int = 0
    procedure: str | None = None
    form: SharedForm | None = field(default=None, repr=False)
    identity: Identity | None = field(default=None, repr=False)
    seen: tuple[IdentityEvent, ...] = ()
    signature: bytes | None = field(default=None, repr=False)
    card_in: bool = False
    tries_left: int | None = None
    seconds: float = 0.0
    at: datetime = _LONG_AGO
    touched: float = 0.0
    warned: bool = False

    @property
    def today(self) -> date:
        """The day in Japan."""
        return self.at.astimezone(JAPAN).date()

    def begun(self, rules: Rules) -> bool:
        """Whether somebody is in the middle of something that has to be forgotten."""
        return (
            not isinstance(self.stage, Welcoming | OutOfService)
            or self.locale != rules.locale
            or self.text_size != 0
        )


Step = tuple[Visit, tuple[ev.Command, ...]]
Rule = Callable[[Visit, Any, Rules], Step]


def stay(visit: Visit) -> Step:
    """The event does not fit this stage: nothing changes."""
    return visit, ()


def go(visit: Visit, stage: Stage, *commands: ev.Command, **changes: Any) -> Step:
    """Move on to `stage`, changing what `changes` names, and want `commands` done."""
    return replace(visit, stage=stage, **changes), commands
