"""One end of a WebSocket: what closes it, and that nothing is heard after."""

from kiosk.protocol.calls import CallRequested
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.presence import Closing
from tests.headquarters.headquarters_world import World


async def test_what_arrives_after_the_close_is_not_heard(world: World) -> None:
    link = await (await world.booth()).arrive()
    switchboard = world.headquarters.switchboard
    peer = next(iter(switchboard._teller.links.values())).peer
    await link.send(CallRequested(call_id=new_id()))
    peer.close("opened again", Closing.MAY_NOT)
    peer.close("too slow", Closing.COME_BACK)
    assert await link.closed() == Closing.MAY_NOT, "the first reason counts"
    assert switchboard.routing.calls == {}
    assert switchboard._teller.links == {}
