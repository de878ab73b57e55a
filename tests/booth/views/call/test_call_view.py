"""The call as QML sees it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QObject

from kiosk.booth.call import events as ce
from kiosk.booth.call.state import (
    Call,
    CardStep,
    CardTurn,
    NoCall,
    Over,
    Picture,
    Place,
    Ringing,
    Sharing,
    Stage,
    Talking,
)
from kiosk.booth.views.call.call_view import CallView
from kiosk.booth.views.call.video_feed import VideoFeed
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.state import Visit
from kiosk.media.frames import FrameMemory
from kiosk.procedures.procedure import Procedure
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.calls import EndReason, StaffShown
from kiosk.protocol.faults import Code
from kiosk.protocol.forms import FieldEdited, Proposal, Source

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
CALL = "01890000-0000-7000-8000-000000000000"
PROPOSAL = "01890000-0000-7000-8000-000000000001"
TALKING = Talking(CALL, 3, StaffShown(name="田中 恵子", section="市民課"), 1, picture=Picture.SHOWN)


class Desk:
    """A view, what it posted, and the visit beside the call."""

    def __init__(self, form: SharedForm) -> None:
        self.posted: list[ev.Event] = []
        self.called: list[ce.Event] = []
        self.told: list[str] = []
        self.memories = (FrameMemory("remote"), FrameMemory("mirror"))
        self.remote, self.mirror = (VideoFeed(memory.reader) for memory in self.memories)
        self.view = CallView("姫路市", self.remote, self.mirror, self.called.append, self.posted.append)
        self.view.changed.connect(lambda: self.told.append("changed"))
        self.view.proposalRowChanged.connect(lambda: self.told.append("proposal"))
        self.visit = Visit(form=form, procedure="juminhyo")

    def show(self, stage: Stage, *, curtain: bool = False) -> None:
        self.view.show(Call(stage, online=True), self.visit, curtain=curtain)


@pytest.fixture
def form(juminhyo: Procedure) -> SharedForm:
    made = SharedForm.begin(juminhyo, AT.date(), AT)
    named = made.apply(FieldEdited(field="ap_name", value="葛\U000e0102西", source=Source.CARD, at=AT))
    assert isinstance(named, SharedForm)
    return named


@pytest.fixture
def desk(form: SharedForm, qapp: QObject) -> Iterator[Desk]:
    made = Desk(form)
    yield made
    made.show(NoCall())
    for memory in made.memories:
        memory.close()


def proposed(form: SharedForm) -> SharedForm:
    changed = form.propose(Proposal(call_id=CALL, epoch=3, proposal_id=PROPOSAL, field="show_honseki", value=True))
    assert isinstance(changed, SharedForm)
    return changed


def test_without_a_call_nothing_is_in_front(desk: Desk) -> None:
    desk.show(NoCall())
    assert (desk.view.stage, desk.view.inFront, desk.view.strip) == ("none", False, False)
    assert desk.view.rows.rows == ()


def test_while_it_rings_the_number_and_who_is_before(desk: Desk) -> None:
    desk.show(Ringing(CALL))
    assert (desk.view.stage, desk.view.inFront, desk.view.waitingNumber) == ("ringing", True, 0)
    desk.show(Ringing(CALL, waiting_number=12, ahead=2, attempt=1))
    assert (desk.view.waitingNumber, desk.view.ahead) == (12, 2)


def test_a_language_that_staff_do_not_speak_is_said_before_and_after_the_answer(desk: Desk) -> None:
    desk.show(Ringing(CALL, language_spoken=False))
    assert not desk.view.languageSpoken
    desk.show(replace(TALKING, language_spoken=False))
    assert not desk.view.languageSpoken
    desk.show(TALKING)
    assert desk.view.languageSpoken
    desk.show(NoCall())
    assert desk.view.languageSpoken


def test_talking_says_who_it_is(desk: Desk) -> None:
    desk.show(TALKING)
    assert (desk.view.stage, desk.view.staffName, desk.view.staffSection) == ("talking", "田中 恵子", "市民課")
    assert (desk.view.town, desk.view.formTitle, desk.view.hasForm) == ("姫路市", "住民票の写し", True)
    desk.show(replace(TALKING, place=Place.SMALL))
    assert (desk.view.inFront, desk.view.strip) == (False, True)


def test_before_the_first_picture_it_connects_and_a_lost_one_comes_back(desk: Desk) -> None:
    desk.show(replace(TALKING, picture=Picture.JOINING))
    assert (desk.view.connecting, desk.view.reconnecting) == (True, False)
    for lost in (Picture.STALLED, Picture.REJOINING):
        desk.show(replace(TALKING, picture=lost))
        assert (desk.view.connecting, desk.view.reconnecting) == (False, True)
    desk.show(replace(TALKING, narrow_line=True, muted=True))
    assert desk.view.narrowLine
    assert desk.view.muted


def test_the_form_is_hidden_asked_for_or_shown(desk: Desk) -> None:
    desk.show(TALKING)
    assert (desk.view.formAsked, desk.view.formShown) == (False, False)
    desk.show(replace(TALKING, form=Sharing.ASKED))
    assert (desk.view.formAsked, desk.view.formShown) == (True, False)
    desk.show(replace(TALKING, form=Sharing.SHOWN))
    assert (desk.view.formAsked, desk.view.formShown) == (False, True)


@pytest.mark.parametrize("reason", list(EndReason))
def test_the_end_says_why(desk: Desk, reason: EndReason) -> None:
    desk.show(Over(reason))
    assert (desk.view.stage, desk.view.inFront, desk.view.endReason) == ("over", True, reason.value)


def test_pictures_run_only_during_a_call_and_the_mirror_not_behind_the_curtain(desk: Desk) -> None:
    def running() -> tuple[bool, bool]:
        return desk.remote._on, desk.mirror._on

    desk.show(NoCall())
    assert running() == (False, False)
    desk.show(Ringing(CALL))
    assert running() == (False, True)
    desk.show(TALKING)
    assert running() == (True, True)
    desk.show(replace(TALKING, place=Place.SMALL), curtain=True)
    assert running() == (True, False)
    assert desk.view.curtain
    desk.show(TALKING, curtain=True)
    assert running() == (True, True), "the call lies over the pad"
    assert not desk.view.curtain
    desk.show(Over(EndReason.LOST))
    assert running() == (False, False)


def test_touches_become_events_of_the_call(desk: Desk) -> None:
    desk.show(TALKING)
    desk.view.hangUp()
    desk.view.toggleMute()
    desk.view.toForm()
    desk.view.toFace()
    desk.view.agree(True)
    desk.view.agree(False)
    desk.view.dismiss()
    desk.show(replace(TALKING, muted=True))
    desk.view.toggleMute()
    assert desk.called == [
        ce.HangUpPressed(), ce.MutePressed(on=True), ce.FrontChosen(call=False), ce.FrontChosen(call=True),
        ce.FormAgreed(agreed=True), ce.FormAgreed(agreed=False), ce.Dismissed(), ce.MutePressed(on=False),
    ]  # fmt: skip


ASK = CardTurn("01890000-0000-7000-8000-000000000002", "face")


def test_without_an_ask_there_is_no_card(desk: Desk) -> None:
    desk.show(TALKING)
    assert (desk.view.card, desk.view.cardProof, desk.view.cardAsks) == ("", False, False)
    assert (desk.view.cardTrouble, desk.view.cardFault, desk.view.cardCode) == ("", "", "")


@pytest.mark.parametrize(
    ("step", "asks"),
    [("asked", True), ("placing", True), ("reading", False), ("proving", False), ("done", False), ("failed", False)],
)
def test_how_far_the_card_is(desk: Desk, step: str, asks: bool) -> None:
    desk.show(replace(TALKING, card=replace(ASK, step=CardStep(step))))
    assert (desk.view.card, desk.view.cardAsks, desk.view.cardProof) == (step, asks, False)
    desk.show(replace(TALKING, card=CardTurn("", "proof")))
    assert desk.view.cardProof


def test_a_trouble_with_the_card_is_said_in_the_residents_language(desk: Desk) -> None:
    desk.show(replace(TALKING, card=replace(ASK, step=CardStep.PLACING, code=Code.FELICA)))
    assert desk.view.cardTrouble.startswith("これはマイナンバーカードではありません")
    assert (desk.view.cardCode, desk.view.cardFault) == ("C-02", "")
    desk.visit = replace(desk.visit, locale="en")
    desk.told.clear()
    desk.show(replace(TALKING, card=replace(ASK, step=CardStep.PLACING, code=Code.FELICA)))
    assert desk.view.cardTrouble.startswith("This is not a My Number Card")
    assert "changed" in desk.told


@pytest.mark.parametrize(
    ("code", "fault"),
    [*[(code, "number") for code in ("C-06", "C-07", "C-10")], ("C-08", "locked"), ("C-09", "locked"), ("", "reached")],
)
def test_what_is_not_the_residents_doing_is_not_called_their_pin(desk: Desk, code: str, fault: str) -> None:
    desk.show(replace(TALKING, card=replace(ASK, step=CardStep.FAILED, code=Code(code) if code else None)))
    assert (desk.view.cardFault, desk.view.cardTrouble) == (fault, "")


@pytest.mark.parametrize(
    ("code", "again"), [("C-01", True), ("C-06", True), ("", True), ("C-07", False), ("C-08", False)]
)
def test_where_once_more_may_help_staff_try_once_more(desk: Desk, code: str, again: bool) -> None:
    desk.show(replace(TALKING, card=replace(ASK, step=CardStep.FAILED, code=Code(code) if code else None)))
    assert desk.view.cardAgain is again
    desk.show(replace(TALKING, card=replace(ASK, step=CardStep.PLACING, code=Code(code) if code else None)))
    assert not desk.view.cardAgain


def test_a_wrong_or_locked_pin_of_a_proof_is_the_residents(desk: Desk) -> None:
    desk.show(replace(TALKING, card=CardTurn("", "proof", CardStep.FAILED, Code.LOCKED)))
    assert desk.view.cardFault == ""
    assert desk.view.cardTrouble.startswith("暗証番号がロックされています")


def test_only_a_person_that_was_confirmed_is_said_to_be(desk: Desk) -> None:
    desk.show(TALKING)
    assert not desk.view.confirmed
    desk.show(replace(TALKING, confirmed=True))
    assert desk.view.confirmed


def test_touches_on_the_cards_question_become_events(desk: Desk) -> None:
    desk.view.agreeCard(True)
    desk.view.agreeCard(False)
    desk.view.closeCard()
    assert desk.called == [ce.CardAgreed(agreed=True), ce.CardAgreed(agreed=False), ce.CardClosed()]


def test_a_touch_on_a_proposal_is_an_event_of_the_visit(desk: Desk) -> None:
    desk.view.settle(PROPOSAL, False)
    assert desk.posted == [ev.ProposalSettled(PROPOSAL, accepted=False)]
    assert desk.called == []


def test_a_proposal_stands_in_its_line_and_is_announced(desk: Desk, form: SharedForm) -> None:
    desk.show(TALKING)
    assert desk.view.proposalRow == -1
    desk.told.clear()
    desk.visit = replace(desk.visit, form=proposed(form))
    resets: list[None] = []
    desk.view.rows.modelReset.connect(lambda: resets.append(None))
    desk.show(TALKING)
    assert desk.told == ["proposal"]
    row = desk.view.rows.rows[desk.view.proposalRow]
    assert (row.field, row.text, row.proposed, row.proposalId) == ("show_honseki", "のせない", "のせる", PROPOSAL)
    assert resets == []  # the line changed in place: nothing jumps under the finger


def test_what_does_not_change_is_not_told(desk: Desk) -> None:
    desk.show(TALKING)
    desk.told.clear()
    desk.show(TALKING)
    assert desk.told == []


def test_after_the_call_no_line_of_the_form_stays_here(desk: Desk) -> None:
    desk.show(TALKING)
    assert desk.view.rows.rows
    desk.show(Over(EndReason.STAFF_HUNG_UP))
    assert desk.view.rows.rows == ()
