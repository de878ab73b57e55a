"""Picture and sound of a call, told as transcripts: joined, stalled, failed, made anew."""

import pytest

from kiosk.booth.call import commands as do
from kiosk.booth.call.state import Picture
from kiosk.media import messages as media
from kiosk.media.messages import LineState
from kiosk.protocol import calls
from tests.booth.call.talk import SERVERS, Talk, frame, stands


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
