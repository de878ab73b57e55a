"""What two ends of a call say to each other, over real sockets."""

from typing import Any

from kiosk.protocol import calls, duty, forms
from kiosk.protocol.call_state import StaffNow
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.presence import Refused
from tests.headquarters.calls.call_world import answered
from tests.headquarters.headquarters_world import World, call_requested


async def test_a_restarted_media_child_brings_the_picture_back_in_the_same_call(world: World) -> None:
    link, console, yours = await answered(world)
    call_id, epoch = yours.call.call_id, yours.epoch
    await console.until(calls.MediaOffer)
    await link.send(calls.MediaOffer(call_id=call_id, epoch=epoch, attempt=2, sdp="v=0 again"))
    again = await console.until(calls.MediaOffer)
    assert (again.attempt, again.epoch) == (2, epoch)
    await console.send(calls.MediaAnswer(call_id=call_id, epoch=epoch, attempt=1, sdp="late"))
    await console.send(calls.MediaAnswer(call_id=call_id, epoch=epoch, attempt=2, sdp="right"))
    assert (await link.until(calls.MediaAnswer)).sdp == "right"


async def test_a_message_of_an_old_epoch_is_dropped_counted_and_refused(world: World) -> None:
    link, console, yours = await answered(world)
    call_id, epoch = yours.call.call_id, yours.epoch
    await console.send(calls.CallHungUp(call_id=call_id, epoch=epoch - 1))
    assert (await console.until(Refused)).code == "stale_epoch"
    await link.send(calls.MediaOffer(call_id=call_id, epoch=epoch + 7, attempt=9, sdp="x"))
    assert (await link.until(Refused)).code == "stale_epoch"
    await link.send(calls.MediaConnected(call_id=call_id, epoch=epoch + 7, attempt=1))
    await console.send(calls.CallHungUp(call_id=call_id, epoch=epoch))
    await link.until(calls.CallEnded)
    assert world.headquarters.switchboard.stale_messages == 3


async def test_another_persons_call_cannot_be_touched(world: World) -> None:
    _, _, yours = await answered(world)
    other = await (await world.staff("suzuki", name="鈴木一郎")).on_duty()
    await other.send(calls.CallHungUp(call_id=yours.call.call_id, epoch=yours.epoch))
    assert (await other.until(Refused)).code == "unknown_call"
    stranger = await (await world.booth("himeji-hojo-1", "北条支所")).arrive()
    await stranger.send(calls.CallHungUp(call_id=yours.call.call_id, epoch=yours.epoch))
    assert (await stranger.until(Refused)).code == "unknown_call"


async def test_the_form_is_seen_asked_for_and_proposed_to(world: World) -> None:
    link, console, yours = await answered(world)
    common: dict[str, Any] = {"call_id": yours.call.call_id, "epoch": yours.epoch}
    await console.send(forms.FormAsked(**common))
    await link.until(forms.FormAsked)
    await console.send(forms.Proposal(**common, proposal_id=new_id(), field="copies", value=2))
    assert (await console.until(Refused)).code == "not_allowed"
    fields = (forms.ShownField(field="copies", label="通数", proposable=True),)
    shown = forms.FormShown(**common, procedure="juminhyo", version="3.1.0", title="住民票", locale="ja", fields=fields)
    await link.send(shown)
    assert await console.until(forms.FormShown) == shown
    proposal = forms.Proposal(**common, proposal_id=new_id(), field="copies", value=2)
    await console.send(proposal)
    assert await link.until(forms.Proposal) == proposal
    await link.send(forms.ProposalAnswered(**common, proposal_id=proposal.proposal_id, accepted=True))
    assert (await console.until(forms.ProposalAnswered)).accepted


async def test_a_booth_that_comes_back_hears_what_is_true_at_the_console(world: World) -> None:
    booth, staff = await world.booth(), await world.staff()
    console = await staff.on_duty()
    await console.until(duty.CallsNow, lambda now: now.status == "available")
    link = await booth.arrive()
    request = call_requested()
    await link.send(request)
    ringing = await console.until(duty.CallRings)
    await link.send(calls.MediaOffer(call_id=request.call_id, epoch=0, attempt=0, sdp="v=0"))
    await console.send(duty.RingAnswered(reservation_id=ringing.reservation_id))
    epoch = (await console.until(calls.MediaOffer)).epoch
    peer = world.headquarters.switchboard._teller.links[booth.booth_id].peer
    assert world.headquarters.switchboard.booth_left(booth.booth_id, peer)
    await console.send(StaffNow(call_id=request.call_id, epoch=epoch, number=1, answered=0, form_asks=1))
    await console.socket.send_str("{}")
    await console.until(Refused)
    link = await booth.arrive(call_id=request.call_id, epoch=epoch)
    again = await link.until(calls.CallAnswered)
    assert (again.epoch, again.staff.name) == (epoch, "佐藤花子")
    assert (await link.until(StaffNow)).form_asks == 1
