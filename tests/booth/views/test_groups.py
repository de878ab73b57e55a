"""The groups of the welcome screen."""

import pytest
from pydantic import ValidationError

from kiosk.booth.views.groups import GROUPS, Group


def test_there_are_eight_with_different_names() -> None:
    assert len({group.id for group in GROUPS}) == 8


def test_a_misspelt_key_is_an_error() -> None:
    with pytest.raises(ValidationError):
        Group.model_validate({"id": "x", "icon": "home", "procedure": ["juminhyo"]})
