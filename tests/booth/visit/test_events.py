"""Events are past, commands are wishes, and a PIN is in neither."""

import dataclasses
import inspect
import typing

from kiosk.booth.visit import events as ev
from kiosk.booth.visit.runner import VisitRunner


def test_no_event_and_no_command_can_carry_a_pin() -> None:
    kinds = (*typing.get_args(ev.Event), *typing.get_args(ev.Command))
    names = {field.name for kind in kinds for field in dataclasses.fields(kind)}
    assert not names & {"pin", "digits", "password"}


def test_every_command_is_carried_out() -> None:
    carried = inspect.getsource(VisitRunner._carry_out)
    for command in typing.get_args(ev.Command):
        assert f"ev.{command.__name__}(" in carried, command
