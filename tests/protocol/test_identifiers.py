"""Identifiers look as they should, and ours are ordered by time."""

import uuid
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from kiosk.protocol.identifiers import BoothId, CallId, FieldId, Locale, new_id


def test_new_ids_are_version_7_different_and_in_order() -> None:
    made = [new_id() for _ in range(500)]
    assert {uuid.UUID(one).version for one in made} == {7}
    assert len(set(made)) == 500
    assert made == sorted(made)
    assert all(TypeAdapter(CallId).validate_python(one) == one for one in made)


@pytest.mark.parametrize(
    ("kind", "good"),
    [(BoothId, "himeji-ieshima-1"), (FieldId, "ap_tel"), (Locale, "ja"), (Locale, "easy"), (Locale, "zh-Hans")],
)
def test_good_identifiers(kind: Any, good: str) -> None:
    assert TypeAdapter(kind).validate_python(good) == good


@pytest.mark.parametrize(
    ("kind", "bad"),
    [
        (BoothId, ""), (BoothId, "Himeji"), (BoothId, "-a"), (BoothId, "a" * 64), (BoothId, "a b"), (BoothId, "a\n"),
        (BoothId, "../a"), (CallId, "1"), (CallId, "01935F00-7B1C-7CC0-8000-123456789012"),
        (FieldId, "1a"), (FieldId, "a-b"), (Locale, "japanese"), (Locale, "JA"),
    ],
)  # fmt: skip
def test_bad_identifiers(kind: Any, bad: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(bad)
