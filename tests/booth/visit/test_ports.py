"""What a visit acts on is spoken of in the visit's own words; the rooms behind fit."""

import typing

import pytest

from kiosk.booth.call.runner import CallRunner
from kiosk.booth.visit import ports
from kiosk.card.reader import CardReader


def _asked_of(port: type) -> list[str]:
    return [name for name in vars(port) if not name.startswith("_")]


@pytest.mark.parametrize("name", _asked_of(ports.Card))
def test_the_reader_does_everything_a_visit_asks_of_a_card(name: str) -> None:
    assert callable(getattr(CardReader, name))


@pytest.mark.parametrize("name", _asked_of(ports.Staff))
def test_the_call_does_everything_a_visit_asks_of_staff(name: str) -> None:
    assert callable(getattr(CallRunner, name))


def test_nothing_of_a_resident_is_in_what_was_handed_in() -> None:
    assert set(typing.get_type_hints(ports.Submitted)) == {"reference", "submission_id"}
