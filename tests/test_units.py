"""A number that counts in a unit says so at the end of its name; the next bare delay is found here."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

import pytest

KIOSK = Path(__file__).resolve().parent.parent / "kiosk"
UNITS = {
    *("s", "ms", "us", "ns", "minutes", "hours", "days", "year", "years"),
    *("bytes", "megabytes", "bits", "kbit", "chars"),
    *("px", "mm", "fps", "hz", "frames", "samples", "percent"),
}
SPELLED = {"seconds": "s", "second": "s", "secs": "s", "sec": "s", "milliseconds": "ms", "millis": "ms", "hertz": "hz"}
"""Good as a whole name (`seconds`), and as the end of none."""
COUNTED = {
    *("delay", "timeout", "wait", "deadline", "patience", "interval", "period", "duration", "heartbeat", "ping"),
    *("every", "again", "grace", "lifetime", "idle", "silence", "latency", "elapsed", "began", "pause", "sweep"),
    *("age", "ages", "since", "until", "now", "retry", "backoff", "ttl", "linger", "cooldown", "moment", "glance"),
    *("largest", "bitrate", "bandwidth", "rate"),
}
"""Words of times, sizes and rates: a number that has one in its name has a unit."""
NONE_NEEDED = {
    "protocol/duty.py average_wait_seconds": "frozen with 1.0",
    "protocol/presence.py outbox_oldest_seconds": "frozen with 1.0",
    "booth/storage/tables.py next_try_at": "a column",
    "headquarters/settings.py tries_before_wait": "counts tries",
    "protocol/model.py LARGEST_NUMBER": "has no unit",
    "booth/settings.py rate": "1 is the voice's own pace",
    "bench/lines/one_call.py _LEAST_AGES": "counts ages",
    "bench/lines/rows.py at": "a share",
    "booth/submissions/outbox.py patience": "counts answers",
    "booth/submissions/outbox_rows.py patience": "counts answers",
    "booth/submissions/waiting.py PATIENCE": "counts answers",
    "media/line/assembly.py timeout": "a queue's own, which says seconds",
    "media/line/pacing.py _AGAIN_SHARE": "a share",
    "media/sound/delay.py _RENEW_EVERY": "counts packets",
}


def names(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Every number's name and its type: parameters, fields, attributes, and constants of a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg) and node.annotation is not None:
            yield node.arg, kind(node.annotation)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name | ast.Attribute):
            yield said(node.target), kind(node.annotation)
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant | ast.BinOp):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            numbers = {type(one.value) for one in ast.walk(node.value) if isinstance(one, ast.Constant)}
            if isinstance(target, ast.Name) and numbers and numbers <= {int, float}:
                yield target.id, "float" if float in numbers else "int"


def said(node: ast.Name | ast.Attribute) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr


def kind(annotation: ast.expr) -> str:
    """``int`` or ``float``, alone, with None, bounded, or many of the same; empty for anything else."""
    match annotation:
        case ast.Name("int" | "float" as name):
            return name
        case ast.Name("Count"):
            return "int"
        case ast.BinOp(left, ast.BitOr(), right):
            return kind(left) or kind(right)
        case ast.Subscript(ast.Name("Annotated" | "tuple"), ast.Tuple([first, *_])):
            return kind(first)
        case ast.Subscript(ast.Name("list" | "set" | "Final" | "Sequence"), of):
            return kind(of)
        case _:
            return ""


def bare(name: str, number: str) -> bool:
    """Whether a name lacks its unit."""
    words = name.strip("_").lower().split("_")
    if words[-1] in UNITS or name.strip("_") in SPELLED:
        return False
    moment = words[-1] == "at" and number == "float"
    return bool(moment or COUNTED & set(words) or (words[-1] in SPELLED and "per" not in words))


def lost(tree: ast.Module) -> Iterator[str]:
    """Names that are given a value whose own name has a unit, and drop or change it: ``self._wait = wait_s``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg and unit(ast.Name(node.arg)):
            if unit(node.value) not in ("", unit(ast.Name(node.arg))):
                yield node.arg
        elif isinstance(node, ast.Assign):
            for target, value in pairs(node):
                if ours(target) and unit(value) not in ("", said(target).lower().split("_")[-1]):
                    yield said(target)


def pairs(node: ast.Assign) -> list[tuple[ast.expr, ast.expr]]:
    """What an assignment gives to what."""
    match node:
        case ast.Assign([ast.Tuple(targets)], ast.Tuple(values)):
            return list(zip(targets, values, strict=False))
        case _:
            return [(target, node.value) for target in node.targets]


def unit(node: ast.expr) -> str:
    """The unit at the end of a name, if it has one."""
    if not isinstance(node, ast.Name | ast.Attribute):
        return ""
    rest, _, last = said(node).lower().strip("_").rpartition("_")
    return last if rest and last in UNITS else ""


def ours(node: ast.expr) -> TypeGuard[ast.Name | ast.Attribute]:
    """Whether a target is a name of its own or an attribute of `self`; another's may be a library's."""
    return isinstance(node, ast.Name) or (isinstance(node, ast.Attribute) and ast.unparse(node.value) == "self")


def found(path: str, source: str) -> set[str]:
    tree = ast.parse(source)
    unsaid = {name for name, number in names(tree) if number and bare(name, number)}
    return {f"{path} {name}" for name in (*unsaid, *lost(tree))}


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("_FIRST_WAIT: Final = 1.0", "_FIRST_WAIT"),
        ("GRACE = 2 * 60", "GRACE"),
        ("LARGEST_BODY: Final = 40_000", "LARGEST_BODY"),
        ("WAIT_SECONDS: Final = 1", "WAIT_SECONDS"),
        ("def ask(self, *, timeout: float | None = None) -> None: ...", "timeout"),
        ("async def watch(every: int) -> None: ...", "every"),
        ("class Times(Settings):\n    idle_with_card: Annotated[float, Field(ge=120)] = 600.0", "idle_with_card"),
        ("class Line:\n    last_at: float | None = None", "last_at"),
        ("class Child:\n    def __init__(self) -> None:\n        self._silence: float = 0.0", "_silence"),
        ("def back(delays: int, retry: tuple[float, ...] = ()) -> None: ...", "retry"),
        ("class Child:\n    def __init__(self, wait_s: float) -> None:\n        self._wait = wait_s", "_wait"),
        ("ask(wait_s=self.wait_ms)", "wait_s"),
    ],
)
def test_a_number_without_its_unit_is_found(source: str, name: str) -> None:
    assert found("here.py", source) == {f"here.py {name}"}


@pytest.mark.parametrize(
    "source",
    [
        "_FIRST_WAIT_S: Final = 1.0",
        "LONGEST_RETRY: Final = timedelta(minutes=5)",
        "def ask(seconds: float, since: datetime, at: int) -> None: ...",
        "def told(now: Callable[[], float], per_second: float) -> None: ...",
        "class Child:\n    def __init__(self, wait_s: float) -> None:\n        self._wait_s = wait_s",
        "ask(timeout=wait_s)",
        "year = self.expiry_year",
        "def open(codec: Codec, begin_bits: int) -> None:\n    codec.bit_rate = begin_bits",
    ],
)
def test_a_number_with_its_unit_or_without_any_is_let_be(source: str) -> None:
    assert found("here.py", source) == set()


def test_every_number_says_its_unit() -> None:
    """Where a name is bound by others or has no unit it stands in `NONE_NEEDED`, and only as long as it is there."""
    all_found = {
        one
        for path in sorted(KIOSK.rglob("*.py"))
        for one in found(str(path.relative_to(KIOSK)), path.read_text(encoding="utf-8"))
    }
    assert all_found == set(NONE_NEEDED)
