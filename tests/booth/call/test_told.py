"""What the booth tells of its call: all of it, numbered by who sends it, and nothing that only time changes."""

from dataclasses import replace

from kiosk.booth.call import events as ev
from kiosk.booth.call.state import Call
from kiosk.booth.call.told import booth_now
from kiosk.media import messages as media
from kiosk.protocol import calls, forms
from kiosk.protocol.call_state import CardNow, Settled
from kiosk.protocol.identifiers import new_id
from tests.booth.call.talk import Talk, frame


def test_without_a_call_there_is_nothing_to_tell() -> None:
    assert booth_now(Call()) is None


def test_who_waits_tells_what_they_asked_for_and_how_long_ago() -> None:
    talk = Talk()
    talk.call = replace(talk.call, online=True)
    talk.then(ev.CallPressed(talk.id, "juminhyo", "en", at_s=100.0))
    talk.then(calls.CallQueued(call_id=talk.id, waiting_number=7, ahead=0))
    now = booth_now(talk.call, number=4, at_s=161.5)
    assert now is not None
    assert (now.call_id, now.epoch, now.number, now.attempt) == (talk.id, 0, 4, 1)
    assert now.waited.model_dump() == {
        "topic": "juminhyo", "language": "en", "waiting_number": 7, "waited_s": 61,
    }  # fmt: skip


def test_who_talks_tells_connection_form_proposals_curtain_and_card() -> None:
    talk = Talk().talking()
    ask, proposal = new_id(), new_id()
    talk.then(
        calls.MediaAnswer(call_id=talk.id, epoch=3, attempt=1, sdp=""),
        frame(1),
        forms.FormAsked(call_id=talk.id, epoch=3, number=1),
        ev.FormAgreed(True),
        forms.Proposal(call_id=talk.id, epoch=3, proposal_id=proposal, field="copies", value=2),
    )
    made = forms.Proposal(call_id=talk.id, epoch=3, proposal_id=proposal, field="copies", value=2)
    talk.then(ev.ProposalSettled(made, accepted=False))
    talk.then(ev.CardAsked(talk.id, 3, ask, "proof"), ev.CardAgreed(True), ev.CurtainMoved(True))
    now = booth_now(talk.call)
    assert now is not None
    assert (now.epoch, now.attempt, now.seen, now.curtain) == (3, 1, 1, True)
    assert (now.form, now.form_number, now.asks_heard) == ("shown", 1, 1)
    assert now.settled == (Settled(proposal_id=proposal, accepted=False),)
    assert now.card == CardNow(ask_id=ask, state="agreed")
    assert not now.voice_first


def test_who_leaves_the_picture_out_says_so_to_staff() -> None:
    talk = Talk().talking().then(frame(1), media.PictureSending(attempt=1, on=False))
    now = booth_now(talk.call)
    assert now is not None
    assert now.voice_first


def test_it_is_told_when_it_changes_and_when_a_line_begins_and_not_otherwise() -> None:
    talk = Talk().talking()
    assert talk.then(frame(1)).tells
    assert not talk.then(frame(1)).tells
    assert not talk.then(ev.TimePassed(1.0), ev.FrontChosen(call=False)).tells
    assert not talk.then(ev.LinkChanged(False)).tells
    assert talk.then(ev.LinkChanged(True)).tells


def test_who_stops_their_voice_is_said_to_and_a_microphone_that_is_switched_off_too() -> None:
    talk = Talk().talking().then(ev.MutePressed(True))
    now = booth_now(talk.call)
    assert now is not None
    assert (now.held, now.without, talk.tells) == (("microphone",), (), True)
    now = booth_now(talk.then(ev.MutePressed(False), media.DevicesGone(gone=("voice",))).call)
    assert now is not None
    assert (now.held, now.without, talk.tells) == ((), ("voice",), True)


def test_devices_that_are_out_are_told_while_waiting_and_in_the_call_and_not_of_the_one_before() -> None:
    talk = Talk().queued().then(media.DevicesGone(gone=("camera",)))
    now = booth_now(talk.call)
    assert now is not None
    assert (now.epoch, now.without, talk.tells) == (0, ("camera",), True)
    talk = Talk().talking().then(media.DevicesGone(gone=("microphone", "speaker")))
    now = booth_now(talk.call)
    assert now is not None
    assert (now.epoch, now.without, talk.tells) == (3, ("microphone", "speaker"), True)
    talk.then(ev.HangUpPressed(), media.DevicesGone(gone=("camera",)))
    assert talk.call.without == ("microphone", "speaker"), "nobody is told of a call that is over"
    talk.then(ev.Dismissed(), ev.CallPressed(new_id(), "juminhyo", "ja"))
    assert talk.call.without == ()
