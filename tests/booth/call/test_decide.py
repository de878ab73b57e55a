"""The call as the booth sees it, told as transcripts."""

from typing import Any

import pytest

from kiosk.booth.call import events as ev
from kiosk.booth.call.decide import Call, NoCall, Over, Ringing, Talking, decide
from kiosk.protocol import calls, forms
from kiosk.protocol.calls import EndReason, IceServer, StaffShown
from kiosk.protocol.identifiers import new_id

STAFF = StaffShown(name="田中 恵子", section="市民課")
SERVERS = (IceServer(urls=("turn:192.0.2.1",), username="u", credential="c"),)


class Talk:
    """A call told event by event."""

    def __init__(self) -> None:
        self.call = Call()
        self.id = new_id()
        self.commands: list[ev.Command] = []

    def then(self, *events: ev.Event) -> "Talk":
        self.commands = []
        for event in events:
            self.call, commands = decide(self.call, event)
            self.commands += commands
        return self

    @property
    def stage(self) -> Any:
        return self.call.stage

    @property
    def sent(self) -> list[object]:
        return [command.message for command in self.commands if isinstance(command, ev.Send)]

    def ringing(self) -> "Talk":
        return self.then(ev.LinkChanged(True), ev.CallPressed(self.id, "juminhyo", "ja"))

    def queued(self) -> "Talk":
        return self.ringing().then(
            ev.Queued(calls.CallQueued(call_id=self.id, waiting_number=7, ahead=2, ice_servers=SERVERS))
        )

    def talking(self) -> "Talk":
        self.queued().then(ev.OfferMade(1, "offer"))
        return self.then(ev.Answered(calls.CallAnswered(call_id=self.id, epoch=3, staff=STAFF, ice_servers=SERVERS)))


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


def test_the_offer_is_made_while_waiting(talk: Talk) -> None:
    talk.queued()
    assert talk.stage == Ringing(talk.id, waiting_number=7, ahead=2, attempt=1, ice_servers=SERVERS)
    assert talk.commands == [ev.MakeOffer(1, SERVERS)]
    talk.then(ev.OfferMade(1, "offer"))
    assert talk.sent == [calls.MediaOffer(call_id=talk.id, epoch=0, attempt=1, sdp="offer")]


def test_moving_up_in_the_queue_makes_no_second_offer(talk: Talk) -> None:
    talk.queued().then(ev.Queued(calls.CallQueued(call_id=talk.id, waiting_number=7, ahead=0)))
    assert talk.commands == []
    assert talk.stage.ahead == 0


def test_it_is_known_whether_the_residents_language_is_spoken_while_waiting_and_by_who_answers(talk: Talk) -> None:
    talk.queued()
    talk.then(ev.Queued(calls.CallQueued(call_id=talk.id, waiting_number=7, ahead=2, language_spoken=False)))
    assert not talk.stage.language_spoken
    talk.then(ev.Answered(calls.CallAnswered(call_id=talk.id, epoch=3, staff=STAFF, language_spoken=False)))
    assert not talk.stage.language_spoken
    talk.then(ev.Answered(calls.CallAnswered(call_id=talk.id, epoch=4, staff=STAFF)))
    assert talk.stage.language_spoken


def test_connected_only_when_both_ends_saw_a_frame(talk: Talk) -> None:
    talk.talking()
    assert not talk.stage.connected
    talk.then(ev.FirstFrameSeen(1))
    assert talk.sent == [calls.MediaConnected(call_id=talk.id, epoch=3, attempt=1)]
    assert talk.stage.picture
    assert not talk.stage.connected
    talk.then(ev.BothConnected(calls.CallConnected(call_id=talk.id, epoch=3)))
    assert talk.stage.connected


def test_a_dead_media_child_brings_the_picture_back_in_the_same_call(talk: Talk) -> None:
    talk.talking().then(ev.FirstFrameSeen(1), ev.MediaGone())
    assert talk.commands[-1] == ev.MakeOffer(2, SERVERS)
    assert (talk.stage.call_id, talk.stage.epoch, talk.stage.attempt) == (talk.id, 3, 2)
    assert talk.stage.reconnecting
    talk.then(ev.OfferMade(2, "again"))
    assert talk.sent == [calls.MediaOffer(call_id=talk.id, epoch=3, attempt=2, sdp="again")]
    assert not talk.then(ev.FirstFrameSeen(2)).stage.reconnecting


def test_a_dead_media_child_while_waiting_offers_again(talk: Talk) -> None:
    assert talk.queued().then(ev.MediaGone()).commands == [ev.MakeOffer(2, SERVERS)]


def test_late_words_of_an_older_attempt_or_epoch_are_dropped(talk: Talk) -> None:
    talk.talking().then(ev.MediaGone())
    stale_attempt = calls.MediaAnswer(call_id=talk.id, epoch=3, attempt=1, sdp="late")
    stale_epoch = calls.MediaAnswer(call_id=talk.id, epoch=2, attempt=2, sdp="late")
    talk.then(ev.MediaAnswered(stale_attempt), ev.MediaAnswered(stale_epoch))
    assert talk.commands == []
    talk.then(ev.FirstFrameSeen(1), ev.OfferMade(1, "x"))
    assert talk.commands == []
    candidate = calls.MediaCandidate(call_id=talk.id, epoch=3, attempt=2, candidate="")
    assert talk.then(ev.CandidateArrived(candidate)).commands == [ev.TakeCandidate(candidate)]


def test_a_stalled_picture_may_come_back_by_itself(talk: Talk) -> None:
    talk.talking().then(ev.FirstFrameSeen(1), ev.PictureStalled(1))
    assert talk.stage.reconnecting
    talk.then(ev.PictureBack(1, narrow=True))
    assert (talk.stage.reconnecting, talk.stage.narrow_line, talk.stage.attempt) == (False, True, 1)


def test_either_side_hangs_up(talk: Talk) -> None:
    talk.talking().then(ev.HangUpPressed())
    assert talk.stage == Over(EndReason.BOOTH_HUNG_UP)
    assert calls.CallHungUp(call_id=talk.id, epoch=3) in talk.sent
    other = Talk().talking()
    ended = calls.CallEnded(call_id=other.id, epoch=3, reason=EndReason.STAFF_HUNG_UP)
    assert other.then(ev.Ended(ended)).stage == Over(EndReason.STAFF_HUNG_UP)
    assert other.commands == [ev.EndMedia()]


def test_giving_up_waiting_is_told(talk: Talk) -> None:
    talk.queued().then(ev.HangUpPressed())
    assert talk.stage == NoCall()
    assert talk.sent == [calls.CallCancelled(call_id=talk.id)]


def test_staff_see_the_form_only_after_a_yes(talk: Talk) -> None:
    talk.talking().then(ev.FormAsked(forms.FormAsked(call_id=talk.id, epoch=3)))
    assert (talk.stage.form_asked, talk.stage.form_shown) == (True, False)
    talk.then(ev.FormAgreed(False))
    assert talk.commands == [ev.HideForm()]
    talk.then(ev.FormAsked(forms.FormAsked(call_id=talk.id, epoch=3)), ev.FormAgreed(True))
    assert talk.commands == [ev.ShowForm()]
    assert talk.stage.form_shown


def test_a_question_of_an_older_epoch_is_not_asked(talk: Talk) -> None:
    talk.talking().then(ev.FormAsked(forms.FormAsked(call_id=talk.id, epoch=2)))
    assert not talk.stage.form_asked


def test_the_curtain_cuts_before_and_during_a_call(talk: Talk) -> None:
    assert talk.then(ev.CurtainMoved(True)).commands == [ev.DrawMediaCurtain(True)]
    talk.talking().then(ev.CurtainMoved(True))
    assert talk.commands[0] == ev.DrawMediaCurtain(True)
    assert talk.sent == [calls.PinCurtain(call_id=talk.id, epoch=3, drawn=True)]


def test_a_pad_makes_the_call_small_and_the_face_comes_back(talk: Talk) -> None:
    talk.talking().then(ev.CurtainMoved(True))
    assert not talk.stage.in_front
    assert talk.then(ev.CurtainMoved(False)).stage.in_front
    talk.then(ev.FrontChosen(call=False), ev.CurtainMoved(True), ev.CurtainMoved(False))
    assert not talk.stage.in_front, "a resident who had made it small keeps it small"


def test_a_resident_who_calls_from_the_pad_is_seen_and_heard(talk: Talk) -> None:
    talk.then(ev.CurtainMoved(True)).ringing()
    assert ev.DrawMediaCurtain(False) in talk.commands, "the call lies over the pad"
    talk.then(ev.Queued(calls.CallQueued(call_id=talk.id, waiting_number=7, ahead=2, ice_servers=SERVERS)))
    talk.then(ev.Answered(calls.CallAnswered(call_id=talk.id, epoch=3, staff=STAFF)))
    assert (talk.stage.in_front, talk.call.curtain) == (True, False)
    talk.then(ev.FrontChosen(call=False))
    assert talk.commands[0] == ev.DrawMediaCurtain(True)
    assert talk.sent == [calls.PinCurtain(call_id=talk.id, epoch=3, drawn=True)]
    talk.then(ev.FrontChosen(call=True))
    assert talk.sent == [calls.PinCurtain(call_id=talk.id, epoch=3, drawn=False)]


def test_the_curtain_is_opened_only_after_the_line_is_closed(talk: Talk) -> None:
    talk.talking().then(ev.CurtainMoved(True), ev.HangUpPressed())
    assert talk.commands[-2:] == [ev.EndMedia(), ev.DrawMediaCurtain(False)]
    assert talk.then(ev.Dismissed()).commands == [ev.DrawMediaCurtain(True)], "the pad is on the screen again"


def test_the_next_person_hears_that_the_curtain_is_drawn(talk: Talk) -> None:
    talk.talking().then(ev.CurtainMoved(True))
    talk.then(ev.Answered(calls.CallAnswered(call_id=talk.id, epoch=4, staff=STAFF)))
    assert talk.sent == [calls.PinCurtain(call_id=talk.id, epoch=4, drawn=True)]


def test_a_line_lost_while_waiting_ends_the_waiting(talk: Talk) -> None:
    assert talk.queued().then(ev.LinkChanged(False)).stage == Over(EndReason.LOST)


def test_a_line_lost_while_talking_keeps_talking(talk: Talk) -> None:
    talk.talking().then(ev.LinkChanged(False))
    assert isinstance(talk.stage, Talking)


def test_a_transfer_moves_the_picture_to_the_next_person(talk: Talk) -> None:
    talk.talking().then(ev.FirstFrameSeen(1))
    moved = calls.CallAnswered(call_id=talk.id, epoch=4, staff=StaffShown(name="佐藤 一", section="国保課"))
    talk.then(ev.Answered(moved))
    assert (talk.stage.epoch, talk.stage.attempt, talk.stage.staff.section) == (4, 2, "国保課")


def test_a_refused_call_ends(talk: Talk) -> None:
    assert talk.queued().then(ev.CallRefused(talk.id)).stage == Over(EndReason.REFUSED)
    assert Talk().queued().then(ev.CallRefused(new_id())).stage != Over(EndReason.REFUSED)
