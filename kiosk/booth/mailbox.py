"""One state, its events one after another, and what they want done: what visit and call have in common."""

from collections import deque
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from kiosk.log import Log


class HasStage(Protocol):
    """A state that is in one stage at a time."""

    @property
    def stage(self) -> object:
        """The stage, whose type is its name."""


S = TypeVar("S", bound=HasStage)
E = TypeVar("E")
C = TypeVar("C")


class Mailbox(Generic[S, E, C]):
    """Holds a state; each event is judged after the one before it was carried out, whoever posts it from where.

    Attributes:
        state: the present state.
    """

    def __init__(
        self,
        state: S,
        decide: Callable[[S, E], tuple[S, tuple[C, ...]]],
        carry_out: Callable[[C], None],
        on_change: Callable[[S], None],
        log: Log,
    ) -> None:
        """`on_change` hears of a state that is not equal to the last, after everything it wanted was carried out."""
        self.state = state
        self._decide = decide
        self._carry_out = carry_out
        self._on_change = on_change
        self._log = log
        self._events: deque[E] = deque()
        self._busy = False

    def post(self, event: E) -> None:
        """Judge `event` now, or right after the one being judged; what a bug left waiting comes with the next one."""
        self._events.append(event)
        if self._busy:
            return
        self._busy = True
        try:
            while self._events:
                self._step(self._events.popleft())
        finally:
            self._busy = False

    def _step(self, event: E) -> None:
        before = self.state
        self.state, commands = self._decide(before, event)
        was, now = type(before.stage), type(self.state.stage)
        if was is not now:
            self._log.event("stage_changed", before=was.__name__, after=now.__name__)
        for command in commands:
            self._carry_out(command)
        if self.state != before:
            self._on_change(self.state)
