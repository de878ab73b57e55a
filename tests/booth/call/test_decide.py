"""What comes too late is dropped, and the curtain is drawn exactly while a PIN pad can be touched."""

from dataclasses import replace

import pytest

from kiosk.booth.call import commands as do
from kiosk.booth.call import events as ev
from kiosk.booth.call.state import CardStep, CardTurn, Place, Sharing
from kiosk.media import messages as media
from kiosk.protocol import calls, forms
from tests.booth.call.talk import SERVERS, STAFF, CardTalk, Talk, frame


@pytest.fixture
def talk() -> Talk:
    return Talk()


def test_late_words_of_an_older_attempt_or_epoch_are_dropped(talk: Talk) -> None:
    talk.talking().then(media.MediaGone(attempt=1))
    stale_attempt = calls.MediaAnswer(call_id=talk.id, epoch=3, attempt=1, sdp="late")
    stale_epoch = calls.MediaAnswer(call_id=talk.id, epoch=2, attempt=2, sdp="late")
    talk.then(stale_attempt, stale_epoch)
    assert talk.commands == []
    talk.then(frame(1), media.OfferMade(attempt=1, sdp="x"))
    assert talk.commands == []
    candidate = calls.MediaCandidate(call_id=talk.id, epoch=3, attempt=2, candidate="")
    assert talk.then(candidate).commands == [do.TakeCandidate(media.AddCandidate(attempt=2, candidate=""))]


def test_a_question_of_an_older_epoch_is_not_asked(talk: Talk) -> None:
    talk.talking().then(forms.FormAsked(call_id=talk.id, epoch=2))
    assert talk.stage.form is Sharing.HIDDEN


def test_the_curtain_cuts_before_and_during_a_call(talk: Talk) -> None:
    assert talk.then(ev.CurtainMoved(True)).commands == [do.DrawMediaCurtain(True)]
    talk.talking().then(ev.CurtainMoved(True))
    assert talk.commands[0] == do.DrawMediaCurtain(True)
    assert talk.sent == [calls.PinCurtain(call_id=talk.id, epoch=3, drawn=True)]


def test_a_pad_makes_the_call_small_and_the_face_comes_back(talk: Talk) -> None:
    talk.talking().then(ev.CurtainMoved(True))
    assert talk.stage.place is Place.BEHIND_PAD
    assert talk.then(ev.CurtainMoved(False)).stage.place is Place.FRONT
    talk.then(ev.FrontChosen(call=False), ev.CurtainMoved(True), ev.CurtainMoved(False))
    assert talk.stage.place is Place.SMALL, "a resident who had made it small keeps it small"


@pytest.mark.parametrize(("step", "place"), [(CardStep.ASKED, Place.FRONT), (CardStep.PROVING, Place.SMALL)])
def test_what_staff_still_ask_is_in_front_after_the_pad_and_a_proof_that_runs_is_not(
    step: CardStep, place: Place
) -> None:
    talk = CardTalk()
    asked = CardTurn(talk.ask, "proof", step)
    talk.call = replace(talk.call, stage=replace(talk.stage, place=Place.SMALL, card=asked))
    assert talk.then(ev.CurtainMoved(True), ev.CurtainMoved(False)).stage.place is place


def test_the_microphone_is_cut_and_shown_so_until_it_is_opened(talk: Talk) -> None:
    for on in (True, False):
        assert talk.talking().then(ev.MutePressed(on)).commands == [do.Mute(on)]
        assert talk.stage.muted is on


def test_a_resident_who_calls_from_the_pad_is_seen_and_heard(talk: Talk) -> None:
    talk.then(ev.CurtainMoved(True)).ringing()
    assert do.DrawMediaCurtain(False) in talk.commands, "the call lies over the pad"
    talk.then(calls.CallQueued(call_id=talk.id, waiting_number=7, ahead=2, ice_servers=SERVERS))
    talk.then(calls.CallAnswered(call_id=talk.id, epoch=3, staff=STAFF))
    assert (talk.stage.place, talk.call.curtain) == (Place.FRONT, False)
    talk.then(ev.FrontChosen(call=False))
    assert talk.commands[0] == do.DrawMediaCurtain(True)
    assert talk.sent == [calls.PinCurtain(call_id=talk.id, epoch=3, drawn=True)]
    talk.then(ev.FrontChosen(call=True))
    assert talk.sent == [calls.PinCurtain(call_id=talk.id, epoch=3, drawn=False)]


def test_the_curtain_is_opened_only_after_the_line_is_closed(talk: Talk) -> None:
    talk.talking().then(ev.CurtainMoved(True), ev.HangUpPressed())
    assert talk.commands[-2:] == [do.EndMedia(), do.DrawMediaCurtain(False)]
    assert talk.then(ev.Dismissed()).commands == [do.DrawMediaCurtain(True)], "the pad is on the screen again"


def test_the_next_person_hears_that_the_curtain_is_drawn(talk: Talk) -> None:
    talk.talking().then(ev.CurtainMoved(True))
    talk.then(calls.CallAnswered(call_id=talk.id, epoch=4, staff=STAFF))
    assert talk.sent == [calls.PinCurtain(call_id=talk.id, epoch=4, drawn=True)]


def test_without_somebody_to_talk_to_there_is_nothing_to_mute_or_to_bring_in_front(talk: Talk) -> None:
    talk.queued()
    before = talk.call
    assert talk.then(ev.MutePressed(True), ev.FrontChosen(call=True)).call == before
    assert talk.commands == []


@pytest.mark.parametrize("stage", ["waits", "answered"])
def test_who_left_while_the_line_was_coming_back_is_taken_out_of_the_call(stage: str) -> None:
    """The hello named the call; the touch came before headquarters could hear of it."""
    talk = Talk().talking() if stage == "answered" else Talk().queued()
    talk.then(ev.LinkChanged(False), ev.HangUpPressed(), ev.LinkChanged(True))
    queued = calls.CallQueued(call_id=talk.id, waiting_number=7, ahead=0, ice_servers=SERVERS)
    answered = calls.CallAnswered(call_id=talk.id, epoch=3, staff=STAFF, ice_servers=SERVERS)
    said = talk.then(answered if stage == "answered" else queued).sent
    assert said == [calls.CallHungUp(call_id=talk.id, epoch=3 if stage == "answered" else 0)]
    assert not talk.call.active
