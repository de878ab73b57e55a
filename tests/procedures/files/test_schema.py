"""Schemas for editors: each key explained by the sentence below it in the model."""

import sys

import pytest
from pydantic import Field

from kiosk.procedures.fields import Part
from kiosk.procedures.files.schema import explained, schema_of


class Drink(Part):
    """What is drunk."""

    name: str
    """As it stands on the card."""
    sugar: int = 0
    hot: bool = Field(default=True, description="said otherwise")
    """Not this."""


class Tea(Drink):
    """A drink of leaves."""

    leaf: str = ""
    """
    Where it grew,
    if known.
    """


OURS = "kiosk.procedures.test_schema"
Drink.__module__ = Tea.__module__ = OURS


def test_each_key_is_explained_by_the_sentence_below_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, OURS, sys.modules[__name__])
    assert explained(Tea) == {
        "name": "As it stands on the card.", "hot": "Not this.", "leaf": "Where it grew,\nif known.",
    }  # fmt: skip
    made = schema_of(Tea)
    properties = made["properties"]
    assert isinstance(properties, dict)
    found = {name: one.get("description") for name, one in properties.items() if isinstance(one, dict)}
    assert found == {
        "name": "As it stands on the card.",
        "sugar": None,
        "hot": "said otherwise",
        "leaf": "Where it grew,\nif known.",
    }
    assert str(made["$schema"]).endswith("2020-12/schema")
