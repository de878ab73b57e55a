"""What was measured: ours and the peer's values of one run, their middles, their spread and their ratio. Pure."""

from collections.abc import Sequence
from statistics import median, quantiles

from kiosk.values import dataclass


@dataclass(frozen=True)
class Series:
    """The values of one side, in the order they were measured; never empty."""

    values: tuple[float, ...]

    def __post_init__(self) -> None:
        if not self.values:
            raise ValueError("nothing was measured")

    @property
    def middle(self) -> float:
        """The median."""
        return median(self.values)

    @property
    def spread(self) -> tuple[float, float]:
        """Where the middle half lies: first and third quartile; both the value itself when there is only one."""
        if len(self.values) == 1:
            return self.values[0], self.values[0]
        first, _, third = quantiles(self.values, n=4, method="inclusive")
        return first, third


@dataclass(frozen=True)
class Measured:
    """One figure of one run: ours, and the peer or floor measured in turns with it (None where there is none).

    Attributes:
        note: what a reader must know to judge the figure fairly.
    """

    ours: Series
    theirs: Series | None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Our middle through theirs; None without a peer or when theirs is nought."""
        if self.theirs is None or self.theirs.middle == 0:
            return None
        return self.ours.middle / self.theirs.middle


def measured(ours: Sequence[float], theirs: Sequence[float] | None, note: str = "") -> Measured:
    """`ours` and `theirs` as a figure; raise ValueError when nothing was measured."""
    return Measured(Series(tuple(ours)), None if theirs is None else Series(tuple(theirs)), note)
