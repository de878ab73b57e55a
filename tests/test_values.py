"""Values behave as the standard library's frozen dataclasses; one is made beside each and asked the same."""

import copy
import pickle
import subprocess
import sys
from dataclasses import FrozenInstanceError, field, fields, replace
from dataclasses import dataclass as standard
from typing import Any, Final

import pytest
from typing_extensions import override

from kiosk.values import dataclass


@dataclass(frozen=True)
class Point:
    """Ours."""

    x: int
    names: tuple[str, ...] = field(default_factory=tuple)
    secret: str = field(default="", repr=False)
    note: str = field(default="", compare=False)


@standard(frozen=True)
class StandardPoint:
    """The same of the standard library."""

    x: int
    names: tuple[str, ...] = field(default_factory=tuple)
    secret: str = field(default="", repr=False)
    note: str = field(default="", compare=False)


@dataclass(frozen=True)
class Nothing:
    """Without a field."""


@dataclass(frozen=True)
class NothingElse:
    """Without a field, and another."""


@dataclass(frozen=True)
class Named:
    """Writes its own."""

    name: str

    @override
    def __repr__(self) -> str:
        return "somebody"

    @override
    def __hash__(self) -> int:
        return 7


@dataclass(frozen=True, repr=False)
class Hidden:
    """Shows nothing."""

    name: str


@dataclass(frozen=True, eq=False)
class Itself:
    """Is equal to itself only."""

    name: str


@dataclass(frozen=True)
class Longer(Point):
    """Inherits fields."""

    more: int = 0

    def __post_init__(self) -> None:
        if self.more < 0:
            raise ValueError("less")


WRITTEN: Final = ({"x": 1}, {"x": 2}, {"x": 1, "names": ("a",)}, {"x": 1, "secret": "s"}, {"x": 1, "note": "n"})


@pytest.mark.parametrize("left", WRITTEN)
@pytest.mark.parametrize("right", WRITTEN)
def test_it_is_equal_hashed_and_shown_as_the_standard_librarys(left: Any, right: Any) -> None:
    assert (Point(**left) == Point(**right)) is (StandardPoint(**left) == StandardPoint(**right))
    assert hash(Point(**left)) == hash(StandardPoint(**left))
    assert f"Standard{Point(**left)!r}" == repr(StandardPoint(**left))


def test_nothing_can_be_written_or_deleted() -> None:
    point = Point(1)
    for name in ("x", "note", "other"):
        with pytest.raises(FrozenInstanceError):
            setattr(point, name, 2)
        with pytest.raises(FrozenInstanceError):
            delattr(point, name)
    assert point == Point(1)


def test_values_of_other_classes_are_never_equal() -> None:
    assert Nothing() == Nothing()
    assert hash(Nothing()) == hash(Nothing())
    assert Nothing() != NothingElse()
    assert Longer(1) != Point(1)
    assert Nothing().__eq__(1) is NotImplemented


def test_what_a_class_writes_itself_stays() -> None:
    assert repr(Named("a")) == "somebody"
    assert hash(Named("a")) == 7
    assert Named("a") != Named("b")
    assert "secret" not in repr(Hidden("secret"))
    assert Itself("a") != Itself("a")


def test_it_is_inherited_checked_matched_replaced_and_copied() -> None:
    longer = Longer(1, ("a",), more=2)
    assert [one.name for one in fields(longer)] == ["x", "names", "secret", "note", "more"]
    assert replace(longer, x=3) == Longer(3, ("a",), more=2)
    assert copy.deepcopy(longer) == pickle.loads(pickle.dumps(longer)) == longer
    with pytest.raises(ValueError, match="less"):
        replace(longer, more=-1)
    match longer:
        case Longer(x, names):
            assert (x, names) == (1, ("a",))


def test_a_value_within_itself_is_shown() -> None:
    ring: list[object] = []
    ring.append(Named.__new__(Named))
    inner = Point(1, ring)  # type: ignore[arg-type]
    ring[0] = inner
    assert repr(inner) == "Point(x=1, names=[...], note='')"


def test_what_may_change_is_not_made_here() -> None:
    with pytest.raises(TypeError, match="standard library"):
        dataclass(frozen=False)


SLOWLY_MADE: Final = """
import sys
import kiosk.booth.app, kiosk.booth.screen, kiosk.booth.screen_parts
for name, module in list(sys.modules.items()):
    for one in vars(module).values() if name.startswith("kiosk.") else ():
        made = getattr(one, "__dataclass_params__", None) if isinstance(one, type) else None
        if made and made.frozen and one.__module__ == name:
            print(name, one.__name__)
"""


def test_the_booth_reads_no_frozen_class_made_the_slow_way() -> None:
    found = subprocess.run([sys.executable, "-c", SLOWLY_MADE], check=True, capture_output=True, text=True, timeout=120)
    assert found.stdout == ""
