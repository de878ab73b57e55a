"""Every event of a call has its rule, every command is carried out."""

import inspect
import typing

from kiosk.booth import call, call_events
from kiosk.booth.call_runner import CallRunner


def test_every_event_has_its_rule() -> None:
    assert set(call._RULES) == set(typing.get_args(call_events.Event))


def test_every_command_is_carried_out() -> None:
    carried = inspect.getsource(CallRunner._carry_out)
    for command in typing.get_args(call_events.Command):
        assert f"ev.{command.__name__}(" in carried, command
