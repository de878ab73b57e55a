"""Ink is plain data that shows nothing of what it stands under."""

from dataclasses import FrozenInstanceError

import pytest

from kiosk.booth.visit.ink import Confirmed, Ink
from kiosk.procedures.answers import Answers


def test_ink_never_changes_and_tells_nothing_in_a_log() -> None:
    ink = Ink(b"drawn", Confirmed("0" * 64, Answers(), {}, (), known=True, by_hand=None))
    assert repr(ink) == "Ink()"
    with pytest.raises(FrozenInstanceError):
        ink.png = b"other"  # type: ignore[misc]
