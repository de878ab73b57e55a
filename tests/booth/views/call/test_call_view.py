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
from kiosk.protocol.call_state import Parts
from kiosk.protocol.calls import EndReason, StaffShown
from kiosk.protocol.faults import Code
from kiosk.protocol.forms import FieldEdited, Proposal, Source

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
CALL = "01890000-0000-7000-8000-000000000000"
PROPOSAL = "01890000-0000-7000-8000-000000000001"
TALKING = Talking(CALL, 3, StaffShown(name="田中 恵子", section="市民課"), 1, picture=Picture.SHOWN)


class CallScreen:
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

    def show(self, stage: Stage, *, curtain: bool = False, without: Parts = ()) -> None:
        self.view.show(Call(stage, online=True, without=without), self.visit, curtain=curtain)


@pytest.fixture
def form(juminhyo: Procedure) -> SharedForm:
    made = SharedForm.begin(juminhyo, AT.date(), AT)
    named = made.apply(FieldEdited(field="ap_name", value="葛\U000e0102西", source=Source.CARD, at=AT))
    assert isinstance(named, SharedForm)
    return named


@pytest.fixture
def screen(form: SharedForm, qapp: QObject) -> Iterator[CallScreen]:
    made = CallScreen(form)
    yield made
    made.show(NoCall())
    for memory in made.memories:
        memory.close()


def proposed(form: SharedForm) -> SharedForm:
    changed = form.propose(Proposal(call_id=CALL, epoch=3, proposal_id=PROPOSAL, field="show_honseki", value=True))
    assert isinstance(changed, SharedForm)
    return changed


def test_without_a_call_nothing_is_in_front(screen: CallScreen) -> None:
    screen.show(NoCall())
    assert (screen.view.stage, screen.view.inFront, screen.view.strip) == ("none", False, False)
    assert screen.view.rows.rows == ()


def test_while_it_rings_the_number_and_who_is_before(screen: CallScreen) -> None:
    screen.show(Ringing(CALL))
    assert (screen.view.stage, screen.view.inFront, screen.view.waitingNumber) == ("ringing", True, 0)
    screen.show(Ringing(CALL, waiting_number=12, ahead=2, attempt=1))
    assert (screen.view.waitingNumber, screen.view.ahead) == (12, 2)


def test_a_language_that_staff_do_not_speak_is_said_before_and_after_the_answer(screen: CallScreen) -> None:
    screen.show(Ringing(CALL, language_spoken=False))
    assert not screen.view.languageSpoken
    screen.show(replace(TALKING, language_spoken=False))
    assert not screen.view.languageSpoken
    screen.show(TALKING)
    assert screen.view.languageSpoken
    screen.show(NoCall())
    assert screen.view.languageSpoken


def test_talking_says_who_it_is(screen: CallScreen) -> None:
    screen.show(TALKING)
    assert (screen.view.stage, screen.view.staffName, screen.view.staffSection) == ("talking", "田中 恵子", "市民課")
    assert (screen.view.town, screen.view.formTitle, screen.view.hasForm) == ("姫路市", "住民票の写し", True)
    screen.show(replace(TALKING, place=Place.SMALL))
    assert (screen.view.inFront, screen.view.strip) == (False, True)


@pytest.mark.parametrize("picture", Picture)
def test_how_the_picture_stands_is_told_in_its_own_word(screen: CallScreen, picture: Picture) -> None:
    screen.show(replace(TALKING, picture=picture))
    assert screen.view.picture == picture.value


def test_what_is_out_is_told(screen: CallScreen) -> None:
    screen.show(TALKING, without=("microphone",))
    assert screen.view.deviceTrouble == "microphone"


def test_a_narrow_line_and_a_muted_voice_are_told(screen: CallScreen) -> None:
    screen.show(replace(TALKING, narrow_line=True, muted=True))
    assert screen.view.narrowLine
    screen.show(replace(TALKING, narrow_there=True))
    assert screen.view.narrowLine, "whichever way the line is thin"
    screen.show(TALKING)
    assert not screen.view.narrowLine
    screen.show(replace(TALKING, narrow_line=True, muted=True))
    assert screen.view.muted


def test_the_form_is_hidden_asked_for_or_shown(screen: CallScreen) -> None:
    screen.show(TALKING)
    assert (screen.view.formAsked, screen.view.formShown) == (False, False)
    screen.show(replace(TALKING, form=Sharing.ASKED))
    assert (screen.view.formAsked, screen.view.formShown) == (True, False)
    screen.show(replace(TALKING, form=Sharing.SHOWN))
    assert (screen.view.formAsked, screen.view.formShown) == (False, True)


@pytest.mark.parametrize("reason", list(EndReason))
def test_the_end_says_why(screen: CallScreen, reason: EndReason) -> None:
    screen.show(Over(reason))
    assert (screen.view.stage, screen.view.inFront, screen.view.endReason) == ("over", True, reason.value)


def test_pictures_run_only_during_a_call_and_the_mirror_not_behind_the_curtain(screen: CallScreen) -> None:
    def running() -> tuple[bool, bool]:
        return screen.remote._on, screen.mirror._on

    screen.show(NoCall())
    assert running() == (False, False)
    screen.show(Ringing(CALL))
    assert running() == (False, True)
    screen.show(TALKING)
    assert running() == (True, True)
    screen.show(replace(TALKING, place=Place.SMALL), curtain=True)
    assert running() == (True, False)
    assert screen.view.curtain
    screen.show(TALKING, curtain=True)
    assert running() == (True, True), "the call lies over the pad"
    assert not screen.view.curtain
    screen.show(Over(EndReason.LOST))
    assert running() == (False, False)


def test_touches_become_events_of_the_call(screen: CallScreen) -> None:
    screen.show(TALKING)
    screen.view.hangUp()
    screen.view.toggleMute()
    screen.view.toForm()
    screen.view.toFace()
    screen.view.agree(True)
    screen.view.agree(False)
    screen.view.dismiss()
    screen.show(replace(TALKING, muted=True))
    screen.view.toggleMute()
    assert screen.called == [
        ce.HangUpPressed(), ce.MutePressed(on=True), ce.FrontChosen(call=False), ce.FrontChosen(call=True),
        ce.FormAgreed(agreed=True), ce.FormAgreed(agreed=False), ce.Dismissed(), ce.MutePressed(on=False),
    ]  # fmt: skip


ASK = CardTurn("01890000-0000-7000-8000-000000000002", "face")


def test_without_an_ask_there_is_no_card(screen: CallScreen) -> None:
    screen.show(TALKING)
    assert (screen.view.card, screen.view.cardProof, screen.view.cardAsks) == ("", False, False)
    assert (screen.view.cardTrouble, screen.view.cardFault, screen.view.cardCode) == ("", "", "")


@pytest.mark.parametrize(
    ("step", "asks"),
    [("asked", True), ("placing", True), ("reading", False), ("proving", False), ("done", False), ("failed", False)],
)
def test_how_far_the_card_is(screen: CallScreen, step: str, asks: bool) -> None:
    screen.show(replace(TALKING, card=replace(ASK, step=CardStep(step))))
    assert (screen.view.card, screen.view.cardAsks, screen.view.cardProof) == (step, asks, False)
    screen.show(replace(TALKING, card=CardTurn("", "proof")))
    assert screen.view.cardProof


def test_a_trouble_with_the_card_is_said_in_the_residents_language(screen: CallScreen) -> None:
    screen.show(replace(TALKING, card=replace(ASK, step=CardStep.PLACING, code=Code.FELICA)))
    assert screen.view.cardTrouble.startswith("これはマイナンバーカードではありません")
    assert (screen.view.cardCode, screen.view.cardFault) == ("C-02", "")
    screen.visit = replace(screen.visit, locale="en")
    screen.told.clear()
    screen.show(replace(TALKING, card=replace(ASK, step=CardStep.PLACING, code=Code.FELICA)))
    assert screen.view.cardTrouble.startswith("This is not a My Number Card")
    assert "changed" in screen.told


@pytest.mark.parametrize(
    ("code", "fault"),
    [*[(code, "number") for code in ("C-06", "C-07", "C-10")], ("C-08", "locked"), ("C-09", "locked"), ("", "reached")],
)
def test_what_is_not_the_residents_doing_is_not_called_their_pin(screen: CallScreen, code: str, fault: str) -> None:
    screen.show(replace(TALKING, card=replace(ASK, step=CardStep.FAILED, code=Code(code) if code else None)))
    assert (screen.view.cardFault, screen.view.cardTrouble) == (fault, "")


@pytest.mark.parametrize(
    ("code", "again"), [("C-01", True), ("C-06", True), ("", True), ("C-07", False), ("C-08", False)]
)
def test_where_once_more_may_help_staff_try_once_more(screen: CallScreen, code: str, again: bool) -> None:
    screen.show(replace(TALKING, card=replace(ASK, step=CardStep.FAILED, code=Code(code) if code else None)))
    assert screen.view.cardAgain is again
    screen.show(replace(TALKING, card=replace(ASK, step=CardStep.PLACING, code=Code(code) if code else None)))
    assert not screen.view.cardAgain


def test_a_wrong_or_locked_pin_of_a_proof_is_the_residents(screen: CallScreen) -> None:
    screen.show(replace(TALKING, card=CardTurn("", "proof", CardStep.FAILED, Code.LOCKED)))
    assert screen.view.cardFault == ""
    assert screen.view.cardTrouble.startswith("暗証番号がロックされています")


def test_only_a_person_that_was_confirmed_is_said_to_be(screen: CallScreen) -> None:
    screen.show(TALKING)
    assert not screen.view.confirmed
    screen.show(replace(TALKING, confirmed=True))
    assert screen.view.confirmed


def test_touches_on_the_cards_question_become_events(screen: CallScreen) -> None:
    screen.view.agreeCard(True)
    screen.view.agreeCard(False)
    screen.view.closeCard()
    assert screen.called == [ce.CardAgreed(agreed=True), ce.CardAgreed(agreed=False), ce.CardClosed()]


def test_a_touch_on_a_proposal_is_an_event_of_the_visit(screen: CallScreen) -> None:
    screen.view.settle(PROPOSAL, False)
    assert screen.posted == [ev.ProposalSettled(PROPOSAL, accepted=False)]
    assert screen.called == []


def test_a_proposal_stands_in_its_line_and_is_announced(screen: CallScreen, form: SharedForm) -> None:
    screen.show(TALKING)
    assert screen.view.proposalRow == -1
    screen.told.clear()
    screen.visit = replace(screen.visit, form=proposed(form))
    resets: list[None] = []
    screen.view.rows.modelReset.connect(lambda: resets.append(None))
    screen.show(TALKING)
    assert screen.told == ["proposal"]
    row = screen.view.rows.rows[screen.view.proposalRow]
    assert (row.field, row.text, row.proposed, row.proposalId) == ("show_honseki", "のせない", "のせる", PROPOSAL)
    assert resets == []  # the line changed in place: nothing jumps under the finger


def test_what_does_not_change_is_not_told(screen: CallScreen) -> None:
    screen.show(TALKING)
    screen.told.clear()
    screen.show(TALKING)
    assert screen.told == []


def test_after_the_call_no_line_of_the_form_stays_here(screen: CallScreen) -> None:
    screen.show(TALKING)
    assert screen.view.rows.rows
    screen.show(Over(EndReason.STAFF_HUNG_UP))
    assert screen.view.rows.rows == ()
