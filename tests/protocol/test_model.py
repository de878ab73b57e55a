"""The common shape of what crosses a wire."""

import pytest
from pydantic import ValidationError

from kiosk.protocol.model import Wire


class Word(Wire):
    text: str


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(ValidationError, match="extra_forbidden"):
        Word.model_validate({"text": "a", "more": 1})


def test_a_value_never_changes() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Word(text="a").text = "b"  # type: ignore[misc] # that is the point
