"""Commands are plain values that never carry a secret."""

import dataclasses
import typing
from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from kiosk.booth.visit import commands


@pytest.mark.parametrize("command", typing.get_args(commands.Command), ids=lambda kind: kind.__name__)
def test_a_command_never_changes_and_carries_no_secret(command: Any) -> None:
    with pytest.raises(FrozenInstanceError):
        object.__new__(command).anything = 1
    assert (command.__doc__ or "").strip()
    assert not {field.name for field in dataclasses.fields(command)} & {"pin", "digits", "password", "secret"}
