"""What a resident can do are plain values that say what they are and show no answer."""

import typing
from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from kiosk.booth.visit import touches


@pytest.mark.parametrize("touch", typing.get_args(touches.Touch), ids=lambda touch: touch.__name__)
def test_a_touch_never_changes_and_says_what_it_is(touch: Any) -> None:
    with pytest.raises(FrozenInstanceError):
        object.__new__(touch).anything = 1
    assert (touch.__doc__ or "").strip()


def test_an_answer_and_ink_are_not_shown_in_a_log() -> None:
    assert "S34" not in repr(touches.AnswerGiven("ap_birth", "S34"))
    assert "ink" not in repr(touches.SignatureChanged(b"ink"))
