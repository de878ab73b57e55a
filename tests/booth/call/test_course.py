"""The course of a call, told as transcripts: from the button to the end."""

import pytest

from kiosk.booth.call import commands as do
from kiosk.booth.call import events as ev
from kiosk.booth.call.state import NoCall, Over, Ringing, Talking
from kiosk.media import messages as media
from kiosk.media.messages import LineState
from kiosk.protocol import calls
from kiosk.protocol.calls import EndReason, StaffShown
from kiosk.protocol.identifiers import new_id
from tests.booth.call.talk import SERVERS, STAFF, Talk, frame, stands


@pytest.fixture
def talk() -> Talk:
    return Talk()


def test_the_button_asks_headquarters(talk: Talk) -> None:
    talk.ringing()
    assert talk.stage == Ringing(talk.id)
    assert talk.sent == [calls.CallRequested(call_id=talk.id, topic="juminhyo", language="ja")]


def test_without_a_line_it_says_so_at_once(talk: Talk) -> None:
    talk.then(ev.CallPressed(talk.id, None, "ja"))
    assert talk.stage == Over(EndReason.LOST)
    assert talk.then(ev.Dismissed()).stage == NoCall()


def test_where_a_call_could_neither_be_seen_nor_heard_none_is_made(talk: Talk) -> None:
    talk.then(ev.LinkChanged(True), ev.CallPressed(talk.id, None, "ja", able=False))
    assert talk.stage == Over(EndReason.REFUSED)
    assert not [command for command in talk.commands if isinstance(command, do.StartMedia | do.Send)]


def test_the_offer_is_made_while_waiting(talk: Talk) -> None:
    talk.queued()
    assert talk.stage == Ringing(talk.id, waiting_number=7, ahead=2, attempt=1, ice_servers=SERVERS)
    assert talk.commands == [do.MakeOffer(1, SERVERS)]
    talk.then(media.OfferMade(attempt=1, sdp="offer"))
    assert talk.sent == [calls.MediaOffer(call_id=talk.id, epoch=0, attempt=1, sdp="offer")]


def test_moving_up_in_the_queue_makes_no_second_offer(talk: Talk) -> None:
    talk.queued().then(calls.CallQueued(call_id=talk.id, waiting_number=7, ahead=0))
    assert talk.commands == []
    assert talk.stage.ahead == 0


def test_it_is_known_whether_the_residents_language_is_spoken_while_waiting_and_by_who_answers(talk: Talk) -> None:
    talk.queued()
    talk.then(calls.CallQueued(call_id=talk.id, waiting_number=7, ahead=2, language_spoken=False))
    assert not talk.stage.language_spoken
    talk.then(calls.CallAnswered(call_id=talk.id, epoch=3, staff=STAFF, language_spoken=False))
    assert not talk.stage.language_spoken
    talk.then(calls.CallAnswered(call_id=talk.id, epoch=4, staff=STAFF))
    assert talk.stage.language_spoken


def test_either_side_hangs_up(talk: Talk) -> None:
    talk.talking().then(ev.HangUpPressed())
    assert talk.stage == Over(EndReason.BOOTH_HUNG_UP)
    assert calls.CallHungUp(call_id=talk.id, epoch=3) in talk.sent
    other = Talk().talking()
    ended = calls.CallEnded(call_id=other.id, epoch=3, reason=EndReason.STAFF_HUNG_UP)
    assert other.then(ended).stage == Over(EndReason.STAFF_HUNG_UP)
    assert other.commands == [do.TellOver(), do.EndMedia()]


def test_giving_up_waiting_is_told(talk: Talk) -> None:
    talk.queued().then(ev.HangUpPressed())
    assert talk.stage == NoCall()
    assert talk.sent == [calls.CallCancelled(call_id=talk.id)]


def test_who_waits_keeps_waiting_as_long_as_headquarters_keeps_their_place(talk: Talk) -> None:
    talk.queued().then(ev.LinkChanged(False), ev.TimePassed(100.0), ev.TimePassed(159.0))
    assert isinstance(talk.stage, Ringing)
    assert talk.then(ev.TimePassed(160.0)).stage == Over(EndReason.LOST)
    assert do.EndMedia() in talk.commands


def test_a_line_that_comes_back_while_waiting_begins_the_time_anew(talk: Talk) -> None:
    talk.queued().then(ev.LinkChanged(False), ev.TimePassed(100.0), ev.TimePassed(140.0), ev.LinkChanged(True))
    talk.then(ev.TimePassed(200.0), ev.LinkChanged(False), ev.TimePassed(210.0), ev.TimePassed(269.0))
    assert isinstance(talk.stage, Ringing)


def test_a_line_lost_while_talking_keeps_talking(talk: Talk) -> None:
    talk.talking().then(ev.LinkChanged(False))
    assert isinstance(talk.stage, Talking)


def test_a_transfer_moves_the_picture_to_the_next_person(talk: Talk) -> None:
    talk.talking().then(frame(1))
    moved = calls.CallAnswered(call_id=talk.id, epoch=4, staff=StaffShown(name="佐藤 一", section="国保課"))
    talk.then(moved)
    assert (talk.stage.epoch, talk.stage.attempt, talk.stage.staff.section) == (4, 2, "国保課")


def test_a_refused_call_ends(talk: Talk) -> None:
    assert talk.queued().then(ev.CallRefused(talk.id)).stage == Over(EndReason.REFUSED)
    assert Talk().queued().then(ev.CallRefused(new_id())).stage != Over(EndReason.REFUSED)


@pytest.mark.parametrize("seen", [True, False])
def test_who_has_neither_a_line_nor_staff_is_told_so_after_headquarters_gave_the_call_up(seen: bool) -> None:
    talk = Talk().talking()
    if seen:
        talk.then(frame(1), stands(1, LineState.RECONNECTING))
    talk.then(ev.LinkChanged(False), ev.TimePassed(100.0), ev.TimePassed(219.0))
    assert isinstance(talk.stage, Talking)
    assert talk.then(ev.TimePassed(220.0)).stage == Over(EndReason.LOST)
    assert do.EndMedia() in talk.commands


def test_as_long_as_staff_are_seen_a_call_needs_no_headquarters() -> None:
    talk = Talk().talking().then(frame(1), ev.LinkChanged(False), ev.TimePassed(100.0), ev.TimePassed(900.0))
    talk.then(stands(1, LineState.RECONNECTING), ev.TimePassed(901.0), ev.TimePassed(1020.0))
    assert isinstance(talk.stage, Talking), "only just did it break"
    assert talk.then(ev.TimePassed(1021.0)).stage == Over(EndReason.LOST)


def test_a_line_that_comes_back_gives_a_broken_call_its_time_anew() -> None:
    talk = Talk().talking().then(frame(1), stands(1, LineState.RECONNECTING), ev.LinkChanged(False))
    talk.then(ev.TimePassed(100.0), ev.TimePassed(219.0), ev.LinkChanged(True), ev.LinkChanged(False))
    talk.then(ev.TimePassed(230.0), ev.TimePassed(349.0))
    assert isinstance(talk.stage, Talking)
    assert talk.then(ev.TimePassed(350.0)).stage == Over(EndReason.LOST)


def test_who_is_answered_before_their_place_in_the_queue_was_heard_makes_the_offer_then() -> None:
    talk = Talk().ringing().then(ev.LinkChanged(False), ev.LinkChanged(True))
    talk.then(calls.CallAnswered(call_id=talk.id, epoch=3, staff=STAFF, ice_servers=SERVERS))
    assert talk.commands == [do.MakeOffer(1, SERVERS)]
    assert talk.stage.attempt == 1
    assert talk.then(ev.TimePassed(0.0), ev.TimePassed(60.0)).stage.attempt > 1, "and nothing that came is no voice"


def test_who_made_an_offer_while_waiting_makes_no_second_one_when_answered() -> None:
    talk = Talk().queued()
    talk.then(calls.CallAnswered(call_id=talk.id, epoch=3, staff=STAFF, ice_servers=SERVERS))
    assert talk.commands == []
