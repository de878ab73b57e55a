"""Rows: roles from fields, changed in place while the keys stay."""

from dataclasses import dataclass

from kiosk.booth.views.rows import Rows


@dataclass(frozen=True)
class Fruit:
    name: str
    ripe: bool


def shown(rows: Rows) -> list[tuple[object, ...]]:
    roles = sorted(rows.roleNames())
    return [tuple(rows.data(rows.index(number, 0), role) for role in roles) for number in range(rows.rowCount())]


def test_fields_are_roles() -> None:
    rows = Rows(Fruit)
    rows.show((Fruit("kaki", True),))
    assert [name.decode() for _, name in sorted(rows.roleNames().items())] == ["name", "ripe"]
    assert shown(rows) == [("kaki", True)]


def test_a_changed_row_changes_in_place() -> None:
    rows, told = Rows(Fruit), []
    rows.show((Fruit("kaki", False), Fruit("nashi", True)))
    rows.modelReset.connect(lambda: told.append("reset"))
    rows.dataChanged.connect(lambda first, _last, _roles: told.append(first.row()))
    rows.show((Fruit("kaki", True), Fruit("nashi", True)))
    assert told == [0]
    assert shown(rows) == [("kaki", True), ("nashi", True)]


def test_other_keys_begin_anew() -> None:
    rows, told = Rows(Fruit), []
    rows.show((Fruit("kaki", False),))
    rows.modelReset.connect(lambda: told.append("reset"))
    rows.show((Fruit("nashi", False),))
    assert told == ["reset"]


def test_an_unknown_role_or_row_is_nothing() -> None:
    rows = Rows(Fruit)
    rows.show((Fruit("kaki", False),))
    assert rows.data(rows.index(0, 0), 1) is None
    assert rows.data(rows.index(5, 0), min(rows.roleNames())) is None
