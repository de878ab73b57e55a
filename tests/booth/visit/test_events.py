"""Events are past, commands are commands, and a PIN is in neither."""

import dataclasses
import typing

from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev


def test_no_event_and_no_command_can_carry_a_pin() -> None:
    kinds = (*typing.get_args(ev.Event), *typing.get_args(do.Command))
    names = {field.name for kind in kinds for field in dataclasses.fields(kind)}
    assert not names & {"pin", "digits", "password"}
