"""Stages are plain values."""

import dataclasses
import typing
from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from kiosk.booth.visit import stages


@pytest.mark.parametrize("stage", typing.get_args(stages.Stage), ids=lambda stage: stage.__name__)
def test_a_stage_never_changes_and_says_what_it_is(stage: Any) -> None:
    with pytest.raises(FrozenInstanceError):
        object.__new__(stage).anything = 1
    assert (stage.__doc__ or "").strip()


def test_no_stage_can_hold_a_pin_or_a_name() -> None:
    names = {field.name for stage in typing.get_args(stages.Stage) for field in dataclasses.fields(stage)}
    assert not names & {"pin", "digits", "name", "identity", "address"}
