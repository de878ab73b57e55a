"""What a row of the bad lines is held to: at or ahead of Chromium to Chromium on that line in that run. Pure."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from kiosk.bench.figures import PEER, Figure, Goal
from kiosk.bench.lines.found import CallFound, End
from kiosk.bench.lines.rows import ROWS, Row
from kiosk.bench.pairs import Measured, measured
from kiosk.values import dataclass

GROUP: Final = "lines"
_NEVER_S: Final = 60.0
_NEVER_MS: Final = 1000.0 * _NEVER_S
Value = Callable[[CallFound], float | None]


@dataclass(frozen=True)
class Measure:
    """One thing that is looked at on a line.

    Attributes:
        name, title, unit: as of a figure.
        goal: None: reported only.
        value: of one call; None where it could not be told.
        instead: what a call that could not tell, or did not connect, counts as.
        on: whether a row has it.
    """

    name: str
    title: str
    unit: str
    goal: Goal | None
    value: Value
    instead: float
    on: Callable[[Row], bool] = lambda _row: True


_MORE: Final = Goal("peer", "least", 1.0)
_LESS: Final = Goal("peer", "most", 1.0)


def _changes(row: Row) -> bool:
    return bool(row.changes)


def _thin(row: Row) -> bool:
    return row.thin


def _of_both(
    name: str, title: str, unit: str, goal: Goal, value: Callable[[End], float | None], instead: float,
    on: Callable[[Row], bool] = lambda _row: True,
) -> tuple[Measure, Measure]:  # fmt: skip
    return (
        Measure(f"{name}-to-staff", f"{title} 住民→職員", unit, goal, lambda call: value(call.at_staff), instead, on),
        Measure(f"{name}-to-booth", f"{title} 職員→住民", unit, goal, lambda call: value(call.at_booth), instead, on),
    )


MEASURES: Final[Sequence[Measure]] = (
    Measure("connected", "応答から両側の最初の映像まで", "ms", _LESS, lambda call: call.connected_ms, _NEVER_MS),
    *_of_both("frames", "見えた枚数", "fps", _MORE, lambda end: end.seen.per_second, 0),
    *_of_both("lines", "画の高さ", "lines", _MORE, lambda end: end.seen.lines, 0),
    *_of_both("age", "映像の遅れ 中央値", "ms", _LESS, lambda end: end.age_ms, _NEVER_MS),
    *_of_both("age-p95", "映像の遅れ 95%", "ms", _LESS, lambda end: end.age_p95_ms, _NEVER_MS),
    *_of_both("freezes", "0.5秒をこえる静止", "times", _LESS, lambda end: float(end.seen.freezes), _NEVER_S),
    *_of_both("frozen", "静止の合計", "s", _LESS, lambda end: end.seen.frozen_s, _NEVER_S),
    *_of_both("sound-lost", "失われた音", "%", _LESS, lambda end: end.sound.lost_percent, 100),
    *_of_both("sound-delay", "音の遅れ 中央値", "ms", _LESS, lambda end: end.sound.delay_ms, _NEVER_MS),
    *_of_both("sound-delay-p95", "音の遅れ 95%", "ms", _LESS, lambda end: end.sound.delay_p95_ms, _NEVER_MS),
    *_of_both("likeness", "元の画との近さ SSIM", "", _MORE, lambda end: end.likeness, 0, _thin),
    *_of_both("recovered", "元にもどるまで", "s", _LESS, lambda end: end.recovered_s, _NEVER_S, _changes),
    Measure("sent-up", "送った量 端末→本庁", "kbit/s", None, lambda call: call.up_kbit, 0),
    Measure("sent-down", "送った量 本庁→端末", "kbit/s", None, lambda call: call.down_kbit, 0),
)


def _figures() -> tuple[Figure, ...]:
    return tuple(
        Figure(f"{name}/{one.name}", f"{row.title} {one.title}", PEER, one.unit, one.goal, GROUP, row=name)
        for name, row in ROWS.items()
        for one in MEASURES
        if one.on(row)
    )


LINE_FIGURES: Final = _figures()
"""Of every row, in the order of the table."""


def found_on(
    name: str, ours: Sequence[CallFound | None], theirs: Sequence[CallFound | None], note: str
) -> Mapping[str, Measured]:
    """The figures of the row `name` from its calls; None is a call that did not connect or did not last."""
    failed = [f"{calls.count(None)} of {who}" for who, calls in (("ours", ours), ("peer", theirs)) if None in calls]
    said = f"{note}; calls that failed: {', '.join(failed)}" if failed else note
    return {
        f"{name}/{one.name}": measured(_values(one, ours), _values(one, theirs), said)
        for one in MEASURES
        if one.on(ROWS[name])
    }


def _values(one: Measure, calls: Sequence[CallFound | None]) -> list[float]:
    found = [None if call is None else one.value(call) for call in calls]
    return [one.instead if value is None else value for value in found]
