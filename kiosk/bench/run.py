"""What every measurement is given: a folder of its own, how often to repeat, and somebody to tell how far it is."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from kiosk.bench.pairs import Measured
from kiosk.bench.progress import Progress
from kiosk.values import dataclass


class CannotMeasure(Exception):
    """Something this measurement needs is not on this machine; the text says what."""


@dataclass(frozen=True)
class Run:
    """One run of the bench.

    Attributes:
        folder: empty, on the disk the booth would use, removed afterwards.
        repeat: asked number of repetitions, None for each measurement's own.
        progress: is told of every step.
        seconds: asked length of what lasts as long as one likes, None for each measurement's own.
        only: names of figures or rows that were asked for; empty: all.
    """

    folder: Path
    repeat: int | None
    progress: Progress
    seconds: float | None = None
    only: frozenset[str] = frozenset()

    def times(self, usual: int) -> int:
        """How often to repeat."""
        return self.repeat or usual

    def sub(self, name: str) -> Path:
        """A fresh folder in the run's."""
        folder = self.folder / name
        folder.mkdir()
        return folder


Measurement = Callable[[Run], Awaitable[Mapping[str, Measured]]]
"""Gives figures by name; raises `CannotMeasure`."""


def wall_clock() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 -- the one clock the measured parts are given
