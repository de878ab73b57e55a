"""The look for unread fields, tried on a package of a few lines."""

from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from tests.reads import Look

MODELS: Final = """
from dataclasses import dataclass
from typing import Literal, Protocol

from pydantic import BaseModel, model_validator


class Address(BaseModel):
    town: str
    street: str = ""


class Person(BaseModel):
    kind: Literal["person"] = "person"
    name: str
    born: int
    address: Address
    nickname: str = ""
    checked: int = 0
    since: int = 0
    until: int = 0

    @property
    def years(self) -> int:
        return 2026 - self.born

    @property
    def nobody_asks(self) -> int:
        return self.since

    def __str__(self) -> str:
        return str(self.until)

    @model_validator(mode="after")
    def _checked(self) -> "Person":
        assert self.checked >= 0
        return self


class Place(BaseModel):
    name: str
    town: str
    note: str = ""


class Row(BaseModel):
    one: int
    two: int


@dataclass(frozen=True)
class Point:
    x: int
    y: int
    label: str = ""
    colour: int = 0


class Named(Protocol):
    nickname: str


class Heir(Place):
    own: int = 0


Told = Person | Row
"""
USES: Final = """
from fake import models as m


def read(person: m.Person, place: m.Place | None, point: m.Point, row: m.Row, heir: m.Heir) -> object:
    match point:
        case m.Point(x=0):
            return point.y
    place = m.Place(name="set", town="set", note="set")
    place.note = "set"
    for name, value in row:
        print(name, value)
    print(getattr(point, "label"), heir.name, place.model_dump(), called(person))
    return person.years, [each.address.town for each in [person]]


def called(named: m.Named) -> str:
    return named.nickname
"""


@pytest.fixture(scope="module")
def look(tmp_path_factory: pytest.TempPathFactory) -> "Look":
    from tests.reads import Look

    root = tmp_path_factory.mktemp("packages") / "fake"
    root.mkdir()
    for name, text in {"__init__": "", "models": MODELS, "uses": USES}.items():
        (root / f"{name}.py").write_text(text, encoding="utf-8")
    return Look(root)


@pytest.fixture(scope="module")
def unread(look: "Look") -> set[str]:
    return {name.removeprefix("fake.models.") for name in look.unread()}


@pytest.mark.parametrize(
    ("field", "why"),
    [
        ("Address.street", "nothing names it"),
        ("Person.name", "only another class's field of this name is read"),
        ("Place.town", "only another class's field of this name is read"),
        ("Place.note", "it is only set"),
        ("Person.checked", "it is only checked"),
        ("Person.since", "only a property reads it that nothing reads"),
        ("Point.colour", "a pattern reads the others"),
        ("Heir.own", "what it inherits is read"),
    ],
)
def test_an_unread_field_is_found(unread: set[str], field: str, why: str) -> None:
    assert field in unread, why


def test_nothing_else_is_found(unread: set[str]) -> None:
    """Not what is read in a chain, a pattern, by name, through a property, a protocol, an heir or a loop."""
    assert len(unread) == 8, unread


def test_a_template_that_reads_a_property_reads_what_it_is_made_of(look: "Look") -> None:
    found = look.unread(lambda kind, name: (kind, name) == ("fake.models.Person", "nobody_asks"))
    assert "fake.models.Person.since" not in found


def test_what_is_within_another_is_known(look: "Look") -> None:
    assert look.within("fake.models.Told") == {f"fake.models.{name}" for name in ("Person", "Row", "Address")}
    assert "fake.models.Heir" in look.within("fake.models.Place")


def test_what_is_made_is_known(look: "Look") -> None:
    assert "fake.models.Place" in look.made
    assert "fake.models.Row" not in look.made
