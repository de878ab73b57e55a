"""Every command of a call is carried out, and events give each of them on."""

import inspect
import typing

from kiosk.booth.call import commands, events
from kiosk.booth.call.runner import CallRunner
from kiosk.protocol.identity import CardFace, CardTold

CALL = "0199aaaa-0000-7000-8000-000000000001"


def test_every_command_is_carried_out() -> None:
    carried = inspect.getsource(CallRunner)
    for command in typing.get_args(commands.Command):
        assert f"case ev.{command.__name__}(" in carried, command


def test_every_command_can_be_named_beside_the_events() -> None:
    for command in typing.get_args(commands.Command):
        assert getattr(events, command.__name__) is command


def test_a_face_on_its_way_is_not_in_its_words() -> None:
    told = CardTold(call_id=CALL, epoch=1, ask_id=CALL, state="done", face=CardFace(birth_date="19590506"))
    assert "1959" not in repr(commands.SendFace(CALL, told))
