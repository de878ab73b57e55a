"""A call that was answered, for whoever tests what follows."""

from kiosk.protocol import calls, duty
from kiosk.protocol.presence import Refused
from tests.headquarters.headquarters_world import Wire, World, call_requested


async def answered(world: World) -> tuple[Wire, Wire, duty.CallYours]:
    """A booth and a console with an answered call, the booth's offer made before the answer."""
    booth, staff = await world.booth(), await world.staff()
    console = await staff.on_duty()
    await console.until(duty.CallsNow, lambda now: now.status == "available")
    link = await booth.arrive()
    request = call_requested()
    await link.send(request)
    await link.until(calls.CallQueued)
    await link.send(calls.MediaOffer(call_id=request.call_id, epoch=0, attempt=0, sdp="v=0 old"))
    await link.send(calls.MediaOffer(call_id=request.call_id, epoch=0, attempt=1, sdp="v=0 new"))
    ringing = await console.until(duty.CallRings)
    await link.socket.send_str("{}")  # its refusal tells that the offers before it were read
    await link.until(Refused)
    await console.send(duty.RingAnswered(reservation_id=ringing.reservation_id))
    yours = await console.until(duty.CallYours)
    return link, console, yours
