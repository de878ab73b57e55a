"""What the console says is true, compared with the booth: what was lost is done, what is known is not done twice."""

from typing import Any

import pytest

from kiosk.booth.call import commands as do
from kiosk.booth.call import events as ev
from kiosk.booth.call.state import CardStep, CardTurn, Picture, Sharing
from kiosk.booth.call.told import booth_now
from kiosk.protocol import calls, forms
from kiosk.protocol.call_state import CardWanted, Proposed, StaffNow
from kiosk.protocol.identifiers import new_id
from tests.booth.call.talk import SERVERS, STAFF, Talk, frame

PROPOSAL = new_id()


@pytest.fixture
def talk() -> Talk:
    talk = Talk().talking()
    return talk.then(calls.MediaAnswer(call_id=talk.id, epoch=3, attempt=1, sdp=""), frame(1))


def staff(talk: Talk, number: int, epoch: int = 3, **true: Any) -> StaffNow:
    return StaffNow(call_id=talk.id, epoch=epoch, number=number, **{"answered": 1, "seen": 1, **true})


def shown(talk: Talk) -> Talk:
    return talk.then(forms.FormAsked(call_id=talk.id, epoch=3, number=1), ev.FormAgreed(True))


def card_told(talk: Talk) -> tuple[str, str] | None:
    now = booth_now(talk.call)
    return (now.card.ask_id, now.card.state) if now and now.card else None


def proposed(proposal_id: str = PROPOSAL) -> tuple[Proposed, ...]:
    return (Proposed(proposal_id=proposal_id, field="copies", value=2),)


def test_a_question_that_was_lost_is_put_to_the_resident_once(talk: Talk) -> None:
    assert talk.then(staff(talk, 1, form_asks=1)).stage.form is Sharing.ASKED
    talk.then(ev.FormAgreed(False), staff(talk, 2, form_asks=1))
    assert talk.stage.form is Sharing.HIDDEN, "the same question is not put twice"
    assert talk.then(staff(talk, 3, form_asks=2)).stage.form is Sharing.ASKED


def test_what_the_resident_hid_stays_hidden_whatever_is_seen_there(talk: Talk) -> None:
    shown(talk).then(ev.FormAgreed(False))
    talk.then(staff(talk, 1, form_asks=1, form_number=1, proposals=proposed()))
    assert talk.stage.form is Sharing.HIDDEN
    assert talk.commands == [do.HideForm()]
    assert talk.tells, "so that staff hear that nothing is to be proposed"


def test_an_older_form_there_is_replaced_by_this_one(talk: Talk) -> None:
    shown(talk).then(ev.FormChanged(True))
    assert talk.then(staff(talk, 1, form_number=1)).commands == [do.ShowForm()]
    assert talk.then(staff(talk, 2, form_number=2)).commands == []


def test_a_proposal_that_was_lost_is_offered_once_and_one_taken_back_goes(talk: Talk) -> None:
    shown(talk).then(staff(talk, 1, form_number=1, proposals=proposed()))
    (offered,) = talk.commands
    assert isinstance(offered, do.GiveProposal)
    assert (offered.proposal.proposal_id, offered.proposal.value) == (PROPOSAL, 2)
    assert talk.then(staff(talk, 2, form_number=1, proposals=proposed())).commands == []
    assert talk.then(staff(talk, 3, form_number=1)).commands == [do.KeepProposals(frozenset())]


def test_an_answer_that_was_lost_is_told_again_and_not_asked_again(talk: Talk) -> None:
    made = forms.Proposal(call_id=talk.id, epoch=3, proposal_id=PROPOSAL, field="copies", value=2)
    shown(talk).then(made, ev.ProposalSettled(made, accepted=True))
    talk.then(staff(talk, 1, form_number=1, proposals=proposed()))
    assert talk.commands == []
    assert talk.tells


def test_what_staff_wrote_of_their_own_is_read_until_the_resident_turned_to_it_or_away(talk: Talk) -> None:
    made = forms.Proposal(call_id=talk.id, epoch=3, proposal_id=PROPOSAL, field="insured_no", value="1")
    shown(talk).then(made, ev.ProposalSettled(made, accepted=True, written=True))
    assert talk.stage.wrote == "insured_no"
    assert talk.then(ev.FrontChosen(call=True)).stage.wrote == "insured_no"
    assert talk.then(ev.FrontChosen(call=False)).stage.wrote == ""


def test_a_card_nobody_waits_for_any_more_is_not_asked_for(talk: Talk) -> None:
    ask = new_id()
    talk.then(ev.CardAsked(talk.id, 3, ask, "proof"), staff(talk, 1, card=CardWanted(ask_id=ask, want="proof")))
    assert talk.stage.card.step is CardStep.ASKED
    assert talk.then(staff(talk, 2)).stage.card is None
    talk.then(ev.CardAsked(talk.id, 3, new_id(), "proof"), ev.CardAgreed(True), staff(talk, 3))
    assert talk.stage.card.step is CardStep.PROVING, "a PIN that is being typed is not taken away"


def test_an_ask_for_the_card_that_was_lost_is_said_to_have_failed_so_that_staff_ask_again(talk: Talk) -> None:
    lost, heard = new_id(), new_id()
    talk.then(staff(talk, 1, card=CardWanted(ask_id=lost, want="face")))
    assert card_told(talk) == (lost, "failed")
    assert talk.tells
    assert talk.call.turn is None, "the resident is shown nothing of it"
    talk.then(ev.CardAsked(talk.id, 3, heard, "proof"), staff(talk, 2, card=CardWanted(ask_id=heard, want="proof")))
    assert talk.stage.card == CardTurn(heard, "proof")
    assert card_told(talk) is None, "nobody has answered this one"


def test_an_ask_that_was_lost_while_another_was_on_the_screen_has_failed_too(talk: Talk) -> None:
    first, lost = new_id(), new_id()
    talk.then(ev.CardAsked(talk.id, 3, first, "proof"), staff(talk, 1, card=CardWanted(ask_id=lost, want="face")))
    assert talk.stage.card is None
    assert card_told(talk) == (lost, "failed")


def test_a_no_to_the_card_is_told_until_staff_ask_again(talk: Talk) -> None:
    ask = new_id()
    talk.then(ev.CardAsked(talk.id, 3, ask, "proof"), ev.LinkChanged(False), ev.CardAgreed(False))
    talk.then(ev.LinkChanged(True), staff(talk, 1, card=CardWanted(ask_id=ask, want="proof")))
    assert card_told(talk) == (ask, "declined")
    assert talk.then(ev.CardAsked(talk.id, 3, new_id(), "proof")).stage.card_word is None


def test_how_an_ask_ended_is_told_after_the_resident_read_it(talk: Talk) -> None:
    ask = new_id()
    talk.then(ev.CardAsked(talk.id, 3, ask, "proof"), ev.CardAgreed(True), ev.LinkChanged(False))
    talk.then(ev.ProofMoved(ask, "done"), ev.CardClosed(), ev.LinkChanged(True))
    assert card_told(talk) == (ask, "done")


@pytest.mark.parametrize("true", [{"answered": 0, "seen": 0}, {"broken": True}])
def test_a_connection_that_is_gone_there_is_made_anew_at_once(talk: Talk, true: dict[str, Any]) -> None:
    talk.then(staff(talk, 1, **true))
    assert (talk.stage.picture, talk.stage.attempt) == (Picture.REJOINING, 2)
    assert talk.commands == [do.MakeOffer(2, SERVERS)]


def test_staff_who_leave_their_picture_out_are_known_to_until_it_is_sent_again(talk: Talk) -> None:
    assert talk.then(staff(talk, 1, voice_first=True)).stage.narrow_there
    assert not talk.stage.narrow_line, "the booth's own picture is another matter"
    assert not talk.then(staff(talk, 2)).stage.narrow_there


def test_what_staff_have_to_do_without_is_known_until_they_have_it_again(talk: Talk) -> None:
    assert talk.then(staff(talk, 1, without=("microphone",))).stage.without_there == ("microphone",)
    assert talk.call.without == (), "the booth's own devices are another matter"
    assert talk.then(staff(talk, 2, held=("camera",))).stage.without_there == ()
    assert talk.stage.held_there == ("camera",)
    assert talk.then(staff(talk, 3)).stage.held_there == ()


def test_both_ends_that_see_each_other_are_connected(talk: Talk) -> None:
    assert not talk.then(staff(talk, 1, seen=0)).stage.connected
    assert talk.then(staff(talk, 2)).stage.connected


def test_a_state_of_another_call_epoch_or_an_older_one_changes_nothing(talk: Talk) -> None:
    talk.then(staff(talk, 5))
    before = talk.call
    for late in (
        staff(talk, 6, epoch=2, form_asks=1),
        staff(talk, 5, form_asks=1),
        StaffNow(call_id=new_id(), epoch=3, number=9, form_asks=1),
    ):
        assert talk.then(late).call == before


def test_numbers_begin_anew_with_another_line(talk: Talk) -> None:
    talk.then(staff(talk, 5), ev.LinkChanged(False), ev.LinkChanged(True))
    assert talk.then(staff(talk, 1, form_asks=1)).stage.form is Sharing.ASKED


def test_another_person_has_asked_and_proposed_nothing_yet(talk: Talk) -> None:
    shown(talk).then(staff(talk, 1, form_number=1, form_asks=1, proposals=proposed()))
    talk.then(calls.CallAnswered(call_id=talk.id, epoch=4, staff=STAFF))
    assert (talk.stage.asks_heard, talk.stage.proposed, talk.stage.settled) == (0, (), ())


def test_numbers_begin_anew_with_another_call_on_the_same_line(talk: Talk) -> None:
    talk.then(staff(talk, 30), ev.HangUpPressed(), ev.Dismissed())
    talk.id = new_id()
    talk.talking()
    assert talk.then(staff(talk, 1, form_asks=1)).stage.form is Sharing.ASKED
