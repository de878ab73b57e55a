"""A key that nothing would read where it stands is found; each kind has a key of its own that is read."""

from typing import Any

import pytest

from kiosk.procedures.fields import FormField, Page, Text
from kiosk.procedures.kinds.unread import read_by, unread

WORDS = {"ja": "文"}
ON_OFF = {"on": WORDS, "off": WORDS}


def field(kind: str, name: str = "x", **keys: Any) -> FormField:
    needed: Any = {
        "boolean": ON_OFF,
        "computed": {"formula": "1", "show": "number"},
        "choice": {"options": [{"id": "a", "label": WORDS}]},
        "digits": {"maximum": 4},
    }.get(kind, {})
    return FormField.model_validate({"id": name, "type": kind, "label": WORDS, **needed, **keys})


def found(*fields: FormField) -> list[tuple[int, str]]:
    return list(unread(Page(id="p", title=Text(WORDS), fields=fields)))


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [
        ("text", "unit", WORDS),
        ("amount", "unit", WORDS),
        ("integer", "max_chars", 3),
        ("digits", "max_chars", 3),
        ("text", "future", True),
        ("choice", "example", WORDS),
        ("date", "example", WORDS),
        ("choice", "icon", "home"),
        ("computed", "required", False),
        ("computed", "question", WORDS),
        ("computed", "hint", WORDS),
    ],
)
def test_a_key_that_nothing_reads_there(kind: str, key: str, value: Any) -> None:
    assert found(field("text", "before"), field(kind, **{key: value})) == [(1, key)]


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [
        ("integer", "unit", WORDS),
        ("name", "max_chars", 3),
        ("date", "future", True),
        ("tel", "example", WORDS),
        ("boolean", "icon", "home"),
        ("choice", "required", False),
        ("choice", "question", WORDS),
    ],
)
def test_a_key_that_is_read(kind: str, key: str, value: Any) -> None:
    assert found(field(kind, **{key: value})) == []


def test_what_staff_write_has_no_screen_of_its_own() -> None:
    keys: Any = {"question": WORDS, "example": WORDS, "by": "staff"}
    assert found(field("text", **keys)) == [(0, "example"), (0, "question")]
    assert found(field("paper", by="staff", icon="badge")) == []


def test_of_switches_on_one_screen_the_first_has_the_words_above() -> None:
    asked = field("boolean", question=WORDS)
    assert found(asked, field("boolean", "y"), field("text", "z", question=WORDS)) == []
    assert found(asked, field("boolean", "y", question=WORDS)) == [(1, "question")]


def test_the_kinds_that_read_a_key_are_named_as_a_file_writes_them() -> None:
    assert read_by("future") == "date"
