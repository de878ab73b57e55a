"""What was probably meant where a file is no YAML: the parser's own words help only who knows YAML.

Decided from the parser's complaint and the characters around it, the commonest slips of a Japanese keyboard first.
"""

import re
from typing import Final

from kiosk.procedures.files.mistakes import Mistake, Spot, mistake
from kiosk.values import dataclass

_FULL_WIDTH_COLON: Final = re.compile(r"(?:^|(?<=[\s{,]))[A-Za-z_][\w-]*(：)")
_FULL_WIDTH_BRACKET: Final = re.compile(r"(?<=:)\s*([｛［])|([｝］])\s*$")
_FULL_WIDTH_SPACE: Final = re.compile(r"^ *(\u3000)|(?<=:)(\u3000)|(?<=-)(\u3000)")
_ODD_SPACE: Final = re.compile(r"^ *([\u00a0\u2000-\u200b\u202f\ufeff])")
_BEGINS_ODDLY: Final = re.compile(r"^ *[\u00a0\u2000-\u200b\u202f\u3000][\s\u200b]*(?:- |[A-Za-z_]\w*:)", re.MULTILINE)
_FULL_WIDTH_COMMA: Final = re.compile(r"([，、])\s*[A-Za-z_][\w-]*:")
_NO_SPACE: Final = re.compile(r"^\s*(?:- +)?[a-z_]+(:)[^\s:/]")
_NO_SPACE_DASH: Final = re.compile(r"^\s*(-)[^\s\-]")
_LEADING_TAB: Final = re.compile(r"^[ ]*(\t)")
_CHARACTERS: Final = (
    ("tab", _LEADING_TAB),
    ("full_width_space", _FULL_WIDTH_SPACE),
    ("odd_space", _ODD_SPACE),
    ("full_width_colon", _FULL_WIDTH_COLON),
    ("full_width_bracket", _FULL_WIDTH_BRACKET),
    ("full_width_comma", _FULL_WIDTH_COMMA),
    ("no_space_after_colon", _NO_SPACE),
    ("no_space_after_dash", _NO_SPACE_DASH),
)
"""Slips that are seen in a line, each with the character that is to be replaced as its group."""
_ENDS: Final = {"{": "}", "[": "]"}
_QUOTED: Final = re.compile(r"'[^']*'|\"[^\"]*\"|#.*")
_QUOTE: Final = "while scanning a quoted scalar"
_BEGINS_WRONGLY: Final = (
    "start any token", "alias", "constructor for the tag", "alphabetic or numeric character", "comment or line break",
)  # fmt: skip
"""Said where a text begins with a character that means something."""
_INDENTED: Final = ("mapping values", "expected key", "expected '-' indicator", "expected <document start>")
_NOT_YAML: Final = "not_yaml"


@dataclass(frozen=True)
class Complaint:
    """What libyaml says: where it noticed (`at`), where it began what it was reading (`since`)."""

    problem: str
    context: str
    at: Spot
    since: Spot


def judged(text: str, complaint: Complaint) -> tuple[Spot, Mistake]:
    """Where the mistake really is, and what it is."""
    lines = text.split("\n")
    if complaint.context == _QUOTE and "end of stream" in complaint.problem:
        return complaint.since, mistake("quote_not_closed")
    for number in _looked_at(lines, complaint):
        if found := slip(lines[number - 1]):
            return Spot(number, found[0]), found[1]
    opened = lines[complaint.since.line - 1] if complaint.since.line <= len(lines) else ""
    if opened.count('"') % 2:
        return Spot(complaint.since.line, opened.rindex('"') + 1), mistake("quote_not_closed")
    for judge in (_by_character, _by_bracket, _by_colon, _by_indent):
        if (seen := judge(lines, complaint)) is not None:
            return seen
    return complaint.at, mistake(_NOT_YAML, told=complaint.problem)


def odd_beginning(text: str) -> tuple[Spot, Mistake] | None:
    """The first line that begins with blanks that are none to YAML, for which they are the first letters of a key."""
    if (found := _BEGINS_ODDLY.search(text)) is None:
        return None
    number = text.count("\n", 0, found.start()) + 1
    told = slip(text.split("\n")[number - 1])
    return (Spot(number, told[0]), told[1]) if told else None


def slip(line: str) -> tuple[int, Mistake] | None:
    """The first slip that is seen in one line: its column, and what it is."""
    for kind, pattern in _CHARACTERS:
        if found := pattern.search(line):
            group = next(number for number, one in enumerate(found.groups(), 1) if one)
            return found.start(group) + 1, mistake(kind, written=line.strip()[:60])
    return None


def _looked_at(lines: list[str], complaint: Complaint) -> list[int]:
    """The lines between where it began and where it was noticed, and the one before: a parser notices late."""
    last = min(complaint.at.line, len(lines))
    first = max(1, min(complaint.since.line, last - 1))
    return [last, *range(first, last)]


def _by_character(lines: list[str], complaint: Complaint) -> tuple[Spot, Mistake] | None:
    """A character that means something to YAML stands at the beginning of a text."""
    row, at = _line(lines, complaint.at.line), complaint.at.column - 1
    problem = complaint.problem
    if "escape character" in problem:
        return complaint.at, mistake("backslash")
    if any(words in problem for words in _BEGINS_WRONGLY):
        colon = row.rfind(": ", 0, at + 1)
        begin = colon + 2 if colon >= 0 else at
        return Spot(complaint.at.line, begin + 1), mistake("character_needs_quotes", character=row[begin : begin + 1])
    if "expected key" in problem and row[:at].rstrip()[-1:] in ("'", '"'):
        opened = _left_open(lines, complaint.at.line)
        return (opened, mistake("quote_not_closed")) if opened else (complaint.at, mistake("quote_inside"))
    return None


def _left_open(lines: list[str], number: int) -> Spot | None:
    """Where a quote begins that another line closes by chance: that of this line would be whole by itself."""
    if '"' in _QUOTED.sub("", _line(lines, number)):
        return None
    for above in range(number - 1, 0, -1):
        bare = _QUOTED.sub(lambda found: " " * len(found[0]), lines[above - 1])
        if '"' in bare:
            return Spot(above, bare.index('"') + 1)
    return None


def _by_bracket(lines: list[str], complaint: Complaint) -> tuple[Spot, Mistake] | None:
    """A { or [ without its end, or a text within them that holds one of their characters."""
    if complaint.problem.endswith("node content") and (last := _last_open(lines, complaint.at)) is not None:
        bracket = lines[last.line - 1][last.column - 1]
        return last, mistake("bracket_not_closed", bracket=bracket, end=_ENDS[bracket])
    stray = _line(lines, complaint.at.line)[complaint.at.column - 1 : complaint.at.column]
    if complaint.problem.endswith("node content") and stray in ("}", "]"):
        return complaint.at, mistake("bracket_not_opened", bracket=stray)
    if not complaint.problem.startswith("did not find expected ','"):
        return None
    if complaint.at.line > complaint.since.line:
        opened = _line(lines, complaint.since.line)[complaint.since.column - 1 : complaint.since.column]
        return complaint.since, mistake("bracket_not_closed", bracket=opened, end=_ENDS.get(opened, "]"))
    return complaint.at, mistake("text_needs_quotes")


def _last_open(lines: list[str], until: Spot) -> Spot | None:
    """The last bracket before a place that has no end there."""
    opened: list[Spot] = []
    for number, line in enumerate(lines[: until.line], start=1):
        bare = _QUOTED.sub(lambda found: " " * len(found[0]), line)
        for column, letter in enumerate(bare[: until.column - 1] if number == until.line else bare, start=1):
            if letter in _ENDS:
                opened.append(Spot(number, column))
            elif letter in _ENDS.values() and opened:
                opened.pop()
    return opened[-1] if opened else None


def _by_colon(lines: list[str], complaint: Complaint) -> tuple[Spot, Mistake] | None:
    """A line that is neither a key with its colon nor the item of a list."""
    if "block sequence entries" in complaint.problem:
        return complaint.at, mistake("dash_in_line")
    if "expected ':'" not in complaint.problem:
        return None
    row, number = _line(lines, complaint.since.line), complaint.since.line
    if "：" in row:
        return Spot(number, row.index("：") + 1), mistake("full_width_colon")
    return Spot(number, len(row) - len(row.lstrip()) + 1), mistake("no_colon", written=row.strip()[:40])


def _by_indent(lines: list[str], complaint: Complaint) -> tuple[Spot, Mistake] | None:
    """Lines of one list or part that do not begin in one column, or what stands behind a value."""
    row, problem = _line(lines, complaint.at.line), complaint.problem
    before, rest = row[: complaint.at.column - 1], row[complaint.at.column - 1 :]
    if "mapping values" in problem and ": " in before:
        return complaint.at, mistake("text_needs_quotes")
    if "expected key" in problem and before.strip() and rest[:1] in _ENDS.values():
        return complaint.at, mistake("bracket_not_opened", bracket=rest[:1])
    if "expected key" in problem and before.strip():
        return complaint.at, mistake("text_after_value", written=rest.strip()[:20])
    if any(words in problem for words in _INDENTED):
        begin = Spot(complaint.at.line, len(row) - len(row.lstrip()) + 1)
        return begin, mistake("wrong_indent", before=_before(lines, complaint.at.line))
    return None


def _before(lines: list[str], number: int) -> str:
    """The nearest line above that says something."""
    return next((line.strip()[:40] for line in reversed(lines[: number - 1]) if line.strip()), "")


def _line(lines: list[str], number: int) -> str:
    return lines[number - 1] if number <= len(lines) else ""
