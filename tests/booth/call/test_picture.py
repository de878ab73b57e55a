"""Picture and sound of a call, told as transcripts: joined, stalled, failed, made anew."""

import pytest

from kiosk.booth.call import commands as do
from kiosk.booth.call import events as ev
from kiosk.booth.call.state import Picture
from kiosk.media import messages as media
from kiosk.media.messages import LineState
from kiosk.protocol import calls
from kiosk.protocol.calls import IceServer
from tests.booth.call.talk import SERVERS, STAFF, Talk, frame, stands


@pytest.fixture
def talk() -> Talk:
    return Talk()


def test_connected_only_when_both_ends_saw_a_frame(talk: Talk) -> None:
    talk.talking()
    assert not talk.stage.connected
    talk.then(frame(1))
    assert talk.sent == [calls.MediaConnected(call_id=talk.id, epoch=3, attempt=1)]
    assert talk.stage.picture is Picture.SHOWN
    assert not talk.stage.connected
    talk.then(calls.CallConnected(call_id=talk.id, epoch=3))
    assert talk.stage.connected


def test_a_dead_media_child_brings_the_picture_back_in_the_same_call(talk: Talk) -> None:
    talk.talking().then(frame(1), media.MediaGone(attempt=1))
    assert talk.commands[-1] == do.MakeOffer(2, SERVERS)
    assert (talk.stage.call_id, talk.stage.epoch, talk.stage.attempt) == (talk.id, 3, 2)
    assert talk.stage.picture is Picture.REJOINING
    talk.then(media.OfferMade(attempt=2, sdp="again"))
    assert talk.sent == [calls.MediaOffer(call_id=talk.id, epoch=3, attempt=2, sdp="again")]
    assert talk.then(frame(2)).stage.picture is Picture.SHOWN


def test_a_dead_media_child_while_waiting_offers_again(talk: Talk) -> None:
    assert talk.queued().then(media.MediaGone(attempt=1)).commands == [do.MakeOffer(2, SERVERS)]


def test_a_stalled_picture_may_come_back_by_itself(talk: Talk) -> None:
    talk.talking().then(frame(1), stands(1, LineState.RECONNECTING))
    assert talk.stage.picture is Picture.STALLED
    talk.then(stands(1, LineState.CONNECTED))
    assert (talk.stage.picture, talk.stage.attempt, talk.commands) == (Picture.SHOWN, 1, [])


def test_breaks_are_counted_with_their_seconds_and_told(talk: Talk) -> None:
    talk.talking().then(ev.TimePassed(5.0), frame(1), ev.TimePassed(10.0), stands(1, LineState.RECONNECTING))
    talk.then(ev.TimePassed(11.0), ev.TimePassed(12.0), stands(1, LineState.CONNECTED), ev.TimePassed(17.0))
    assert (talk.stage.breaks, talk.stage.broken_s) == (1, 6)
    assert talk.tells
    talk.then(media.MediaGone(attempt=1), ev.TimePassed(20.0), frame(2), ev.TimePassed(22.0), ev.TimePassed(23.0))
    assert (talk.stage.breaks, talk.stage.broken_s) == (2, 8)


def test_what_never_came_has_not_stopped(talk: Talk) -> None:
    talk.talking().then(media.MediaGone(attempt=1), ev.TimePassed(5.0), frame(2), ev.TimePassed(9.0))
    assert talk.stage.breaks == 0


def test_before_the_first_picture_a_line_that_stands_is_no_picture(talk: Talk) -> None:
    talk.talking().then(stands(1, LineState.RECONNECTING), stands(1, LineState.CONNECTED))
    assert talk.stage.picture is Picture.JOINING


def test_a_connection_that_failed_is_made_anew_once(talk: Talk) -> None:
    talk.talking().then(frame(1), stands(1, LineState.FAILED), stands(1, LineState.FAILED))
    assert (talk.stage.picture, talk.stage.attempt) == (Picture.REJOINING, 2)
    talk.then(stands(2, LineState.CONNECTED))
    assert talk.stage.picture is Picture.REJOINING, "until its first picture is there"


def test_the_voice_goes_first_until_the_picture_is_sent_again(talk: Talk) -> None:
    talk.talking().then(frame(1), media.PictureSending(attempt=1, on=False))
    assert talk.stage.narrow_line
    talk.then(stands(1, LineState.RECONNECTING), stands(1, LineState.CONNECTED))
    assert talk.stage.narrow_line, "that the line stands again says nothing of what is sent"
    assert not talk.then(media.PictureSending(attempt=1, on=True)).stage.narrow_line
    talk.then(media.PictureSending(attempt=1, on=False), media.MediaGone(attempt=1))
    assert not talk.stage.narrow_line, "another connection begins with the picture"


def test_an_attempt_that_nobody_answers_ends_and_another_begins_with_the_servers_of_now(talk: Talk) -> None:
    talk.talking().then(ev.TimePassed(100.0), ev.TimePassed(119.0))
    assert talk.stage.attempt == 1
    fresh = (IceServer(urls=("turn:192.0.2.2",), username="later", credential="c"),)
    talk.then(calls.RelayRenewed(call_id=talk.id, ice_servers=fresh), ev.TimePassed(120.0))
    assert talk.commands == [do.MakeOffer(2, fresh)]
    talk.then(ev.TimePassed(121.0), ev.TimePassed(140.0))
    assert talk.stage.attempt == 2, "each attempt has its own time"
    assert talk.then(ev.TimePassed(141.0)).stage.attempt == 3


def test_no_attempt_ends_while_nobody_can_answer_it(talk: Talk) -> None:
    talk.talking().then(ev.TimePassed(100.0), ev.LinkChanged(False), ev.TimePassed(200.0))
    assert talk.stage.attempt == 1
    talk.then(ev.LinkChanged(True), ev.TimePassed(300.0), ev.TimePassed(319.0))
    assert talk.stage.attempt == 1


def test_a_line_that_comes_back_brings_a_picture_that_was_lost_meanwhile(talk: Talk) -> None:
    """What was offered while nobody could hear it is offered anew, with servers whose credentials are fresh."""
    talk.talking().then(frame(1), ev.LinkChanged(False), stands(1, LineState.FAILED), ev.LinkChanged(True))
    assert talk.stage.attempt == 2
    talk.then(calls.CallAnswered(call_id=talk.id, epoch=3, staff=STAFF, ice_servers=SERVERS))
    assert talk.commands == [do.MakeOffer(3, SERVERS)]


def test_a_picture_that_never_went_is_left_alone_when_the_line_comes_back(talk: Talk) -> None:
    talk.talking().then(frame(1), ev.LinkChanged(False), ev.LinkChanged(True))
    talk.then(calls.CallAnswered(call_id=talk.id, epoch=3, staff=STAFF, ice_servers=SERVERS))
    assert (talk.stage.picture, talk.stage.attempt, talk.commands) == (Picture.SHOWN, 1, [])


def test_a_voice_without_a_picture_is_a_whole_call(talk: Talk) -> None:
    talk.talking().then(media.FirstSound(attempt=1))
    assert talk.sent == [calls.MediaConnected(call_id=talk.id, epoch=3, attempt=1)]
    talk.then(ev.TimePassed(100.0), ev.TimePassed(102.0))
    assert talk.stage.picture is Picture.JOINING, "a picture comes most often a moment later"
    assert talk.then(ev.TimePassed(103.0)).stage.picture is Picture.VOICE_ONLY
    talk.then(ev.TimePassed(200.0))
    assert (talk.stage.picture, talk.stage.attempt) == (Picture.VOICE_ONLY, 1)
    talk.then(stands(1, LineState.RECONNECTING), stands(1, LineState.CONNECTED))
    assert talk.stage.picture is Picture.VOICE_ONLY
    assert talk.then(frame(1)).stage.picture is Picture.SHOWN
    assert talk.sent == [], "connected was said with the voice"


def test_an_answer_told_twice_is_taken_once(talk: Talk) -> None:
    answer = calls.MediaAnswer(call_id=talk.id, epoch=3, attempt=1, sdp="v=0")
    assert talk.talking().then(answer, answer).commands == [do.TakeAnswer(1, "v=0")]
