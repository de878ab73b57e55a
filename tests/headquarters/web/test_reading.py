"""Bad messages are refused one by one; too many end the socket; the first message must be the hello."""

import pytest

from kiosk.protocol.calls import CallCancelled
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.presence import Closing, Refused
from tests.headquarters.headquarters_world import World


async def test_the_first_message_must_be_the_hello(world: World) -> None:
    link = await (await world.booth()).link()
    await link.send(CallCancelled(call_id=new_id()))
    assert (await link.until(Refused)).detail == "the first message must be the hello"


@pytest.mark.parametrize("bad", ["{}", "[", '{"kind": "call_cancelled", "call_id": "x"}'])
async def test_ten_bad_messages_end_a_link(world: World, bad: str) -> None:
    link = await (await world.booth()).arrive()
    for _ in range(10):
        await link.socket.send_str(bad)
        assert (await link.until(Refused)).code == "bad_message"
    await link.socket.receive()
    assert link.socket.close_code == Closing.MAY_NOT
