"""The lines a call is measured on, one row of the table each. Pure."""

from collections.abc import Mapping
from typing import Final

from kiosk.rehearsal.bad_line.conditions import Conditions
from kiosk.values import dataclass

LOOK_S: Final = 13.0


@dataclass(frozen=True)
class Change:
    """Something that happens to the line while a call is looked at.

    Attributes:
        at: share of the time looked at, 0 to 1.
        cut_s: the line is away for so long; 0: it is not cut.
        rate_kbit: passes from now on; None: the rate stays.
    """

    at: float
    cut_s: float = 0.0
    rate_kbit: int | None = None


@dataclass(frozen=True)
class Row:
    """One line.

    Attributes:
        title: for people.
        line: both directions alike.
        changes: what happens while it is looked at, in order.
        least_look_s: shorter than this the row says nothing.
        settle_s: from connected until it is looked at.
    """

    title: str
    line: Conditions
    changes: tuple[Change, ...] = ()
    least_look_s: float = 0.0
    settle_s: float = 8.0

    @property
    def thin(self) -> bool:
        """Whether the line has a rate, so that the picture's quality is looked at."""
        return self.line.rate_kbit is not None

    def looked_at_s(self, asked_s: float | None) -> float:
        """How long to look, `asked_s` where it was asked for."""
        return max(asked_s or LOOK_S, self.least_look_s)

    def recovers_at(self, look_s: float) -> float | None:
        """Seconds from the beginning until the line is good again; None where it does not change."""
        return max((change.at * look_s + change.cut_s for change in self.changes), default=None)


def _thin(rate_kbit: int, loss_percent: float = 0) -> Conditions:
    return Conditions(rate_kbit=rate_kbit, loss_percent=loss_percent)


ROWS: Final[Mapping[str, Row]] = {
    "clean": Row("きれいな回線", Conditions()),
    "loss-1": Row("損失 1%", Conditions(loss_percent=1)),
    "loss-3": Row("損失 3%", Conditions(loss_percent=3)),
    "loss-10": Row("損失 10%", Conditions(loss_percent=10)),
    "bursts-3": Row("まとまった損失 3%", Conditions(loss_percent=3, burst_packets=8)),
    "far": Row("片道 150 ms", Conditions(delay_ms=150)),
    "jitter": Row("ゆらぎ 30 ms", Conditions(jitter_ms=30)),
    "rate-2000": Row("2000 kbit/s", _thin(2000)),
    "rate-1000": Row("1000 kbit/s", _thin(1000)),
    "rate-500": Row("500 kbit/s", _thin(500)),
    "rate-300": Row("300 kbit/s", _thin(300)),
    "rate-200": Row("200 kbit/s", _thin(200)),
    "rate-500-loss-3": Row("500 kbit/s・損失 3%", _thin(500, 3)),
    "cut": Row("5秒の切断", Conditions(), (Change(0.2, cut_s=5),), 25.0),
    "narrows": Row(
        "3000→400→3000 kbit/s", _thin(3000), (Change(0.2, rate_kbit=400), Change(0.5, rate_kbit=3000)), 40.0
    ),
}
"""In the order of the table."""
