"""The form in a call, told as transcripts: asked for, agreed to, hidden again."""

import pytest

from kiosk.booth.call import commands as do
from kiosk.booth.call import events as ev
from kiosk.booth.call.state import Place, Sharing
from kiosk.protocol import forms
from kiosk.protocol.identifiers import new_id
from tests.booth.call.talk import Talk


@pytest.fixture
def talk() -> Talk:
    return Talk()


def test_staff_see_the_form_only_after_a_yes(talk: Talk) -> None:
    talk.talking().then(forms.FormAsked(call_id=talk.id, epoch=3))
    assert talk.stage.form is Sharing.ASKED
    talk.then(ev.FormAgreed(False))
    assert talk.commands == [do.HideForm()]
    talk.then(forms.FormAsked(call_id=talk.id, epoch=3), ev.FormAgreed(True))
    assert talk.commands == [do.ShowForm()]
    assert talk.stage.form is Sharing.SHOWN


def test_staff_hear_why_a_proposal_never_reached_the_resident(talk: Talk) -> None:
    talk.talking()
    proposal = forms.Proposal(call_id=talk.id, epoch=3, proposal_id=new_id(), field="copies", value=2)
    (said,) = talk.then(ev.ProposalSettled(proposal, accepted=False, why="handing_in")).sent
    assert isinstance(said, forms.ProposalAnswered)
    assert (said.proposal_id, said.accepted, said.why) == (proposal.proposal_id, False, "handing_in")


def test_nobody_sees_what_nobody_asked_for(talk: Talk) -> None:
    talk.talking().then(ev.FormAgreed(True))
    assert (talk.stage.form, talk.commands) == (Sharing.HIDDEN, [])


def test_a_question_about_the_form_waits_until_the_pin_is_typed(talk: Talk) -> None:
    talk.talking().then(ev.FrontChosen(call=False), ev.CurtainMoved(True))
    talk.then(forms.FormAsked(call_id=talk.id, epoch=3))
    assert (talk.call.curtain, talk.commands) == (True, [])
    assert talk.then(ev.CurtainMoved(False)).stage.place is Place.FRONT


def test_after_the_line_came_back_the_form_is_shown_as_it_is_now(talk: Talk) -> None:
    talk.talking().then(ev.LinkChanged(False), ev.LinkChanged(True))
    assert talk.commands == []
    talk.then(forms.FormAsked(call_id=talk.id, epoch=3), ev.FormAgreed(True), ev.LinkChanged(False))
    assert talk.then(ev.LinkChanged(True)).commands == [do.ShowForm()]
