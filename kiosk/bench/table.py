"""The table of figures for a terminal, aligned also where letters are wide, and the same as JSON. Pure."""

import unicodedata
from collections.abc import Sequence
from typing import Final, Literal

from kiosk.bench.figures import Figure
from kiosk.bench.pairs import Measured, Series
from kiosk.values import dataclass

_HEADS: Final = ("", "名前", "何を", "くらべる相手", "私たち", "相手", "比", "目標", "回")
_RIGHT: Final = frozenset({4, 5, 6, 8})
_GAP: Final = "  "
NOT_YET: Final = "まだ測っていません / not measured yet"


@dataclass(frozen=True)
class NotMeasured:
    """Why a figure could not be measured on this machine."""

    why: str


Found = Measured | NotMeasured
Verdict = Literal["passed", "missed", "no goal", "not measured"]
_MARKS: Final[dict[Verdict, str]] = {"passed": "達成", "missed": "未達", "no goal": "参考", "not measured": "－"}


@dataclass(frozen=True)
class Line:
    """One figure and what was found."""

    figure: Figure
    found: Found

    @property
    def verdict(self) -> Verdict:
        """How it stands."""
        if isinstance(self.found, NotMeasured):
            return "not measured"
        met = self.figure.goal.met(self.found) if self.figure.goal else None
        if met is None:
            return "no goal"
        return "passed" if met else "missed"


def width(text: str) -> int:
    """Columns `text` takes in a terminal: wide letters take two, marks and selectors none."""
    return sum(_columns(letter) for letter in text)


def _columns(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def drawn(lines: Sequence[Line]) -> str:
    """The table, with the notes of the figures under it."""
    rows = [_HEADS, *(_cells(line) for line in lines)]
    widths = [max(width(row[column]) for row in rows) for column in range(len(_HEADS))]
    text = [_row(row, widths) for row in rows]
    text.insert(1, _GAP.join("-" * columns for columns in widths))
    return "\n".join([*text, *_notes(lines)])


def as_data(line: Line) -> dict[str, object]:
    """One line for programs."""
    figure, found = line.figure, line.found
    head: dict[str, object] = {
        "name": figure.name,
        "title": figure.title,
        "against": figure.against,
        "unit": figure.unit,
        "goal": figure.goal.words(figure.unit) if figure.goal else None,
        "verdict": line.verdict,
        "passed": {"passed": True, "missed": False}.get(line.verdict),
    }
    if isinstance(found, NotMeasured):
        return head | {"ours": None, "peer": None, "ratio": None, "why": found.why}
    return head | {
        "ours": _series_data(found.ours),
        "peer": _series_data(found.theirs) if found.theirs else None,
        "ratio": None if found.ratio is None else round(found.ratio, 4),
        "note": found.note,
    }


def listed(figures: Sequence[Figure]) -> str:
    """All figures with their goals and the measurement that gives them."""
    rows = [("名前", "何を", "くらべる相手", "目標", "測定")]
    for figure in figures:
        goal = figure.goal.words(figure.unit) if figure.goal else "－"
        rows.append((figure.name, figure.title, figure.against, goal, figure.group or NOT_YET))
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(_row(row, widths, right=frozenset()) for row in rows)


def _series_data(series: Series) -> dict[str, object]:
    first, third = series.spread
    return {
        "median": round(series.middle, 4),
        "quartiles": [round(first, 4), round(third, 4)],
        "times": len(series.values),
        "values": [round(value, 4) for value in series.values],
    }


def _cells(line: Line) -> tuple[str, ...]:
    figure, found = line.figure, line.found
    goal = figure.goal.words(figure.unit) if figure.goal else "－"
    head = (_MARKS[line.verdict], figure.name, figure.title, figure.against)
    if isinstance(found, NotMeasured):
        return (*head, "－", "－", "－", goal, "－")
    ratio = "－" if found.ratio is None else f"{found.ratio:.2f}"
    theirs = "－" if found.theirs is None else _said(found.theirs, figure.unit)
    return (*head, _said(found.ours, figure.unit), theirs, ratio, goal, str(len(found.ours.values)))


def _said(series: Series, unit: str) -> str:
    first, third = series.spread
    return f"{_number(series.middle)} {unit} ({_number(first)}..{_number(third)})"


def _number(value: float) -> str:
    if abs(value) >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def _row(cells: Sequence[str], widths: Sequence[int], right: frozenset[int] = _RIGHT) -> str:
    padded = []
    for column, cell in enumerate(cells):
        room = " " * (widths[column] - width(cell))
        padded.append(room + cell if column in right else cell + room)
    return _GAP.join(padded).rstrip()


def _notes(lines: Sequence[Line]) -> list[str]:
    notes: dict[str, list[str]] = {}
    for line in lines:
        note = line.found.why if isinstance(line.found, NotMeasured) else line.found.note
        if note:
            notes.setdefault(note, []).append(line.figure.name)
    text = ["", "値は中央値、( ) は四分位。私たちと相手は同じ実行の中で交互に測りました。"]
    return [*text, *(f"* {', '.join(names)}: {note}" for note, names in notes.items())]
