"""The card in a call, told as transcripts: asked, agreed, laid down, read, told; and each way it can go wrong."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiosk.booth.call import commands as do
from kiosk.booth.call import events as ev
from kiosk.booth.call.decide import decide
from kiosk.booth.call.state import Call, Over, Picture, Talking
from kiosk.card.card import IdentityRead
from kiosk.media import messages as media
from kiosk.procedures.identity import BirthDate, Identity, Sex
from kiosk.protocol import calls
from kiosk.protocol.calls import EndReason, StaffShown
from kiosk.protocol.faults import Code
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import CardFace, CardTold, CardWant, Evidence, EvidenceFound, Method, Outcome, ProofState

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
STAFF = StaffShown(name="田中 恵子", section="市民課")
FACE = CardFace(photograph="cGljdHVyZQ==", birth_date="19590506", sex="2")
READ = IdentityRead(identity=Identity("名", "所", BirthDate("19590506", 1959, 5, 6), Sex.FEMALE))


class Desk:
    """A call in which staff talk, told event by event."""

    def __init__(self) -> None:
        self.id, self.ask = new_id(), new_id()
        self.call = Call(Talking(self.id, 3, STAFF, 1, picture=Picture.SHOWN), online=True)
        self.commands: list[do.Command] = []

    def then(self, *events: ev.Event) -> "Desk":
        self.commands = []
        for event in events:
            self.call, commands = decide(self.call, event)
            self.commands += commands
        return self

    @property
    def stage(self) -> Talking:
        assert isinstance(self.call.stage, Talking)
        return self.call.stage

    @property
    def step(self) -> str:
        return self.call.turn.step if self.call.turn else ""

    @property
    def told(self) -> list[tuple[str, str | None]]:
        """States and codes staff were told by the last events."""
        sent = [one.message for one in self.commands if isinstance(one, do.Send | do.SendFace)]
        return [(one.state, one.code) for one in sent if isinstance(one, CardTold)]

    def asks(self, want: CardWant = "face", *, epoch: int = 3, code_fits: bool = True) -> ev.CardAsked:
        return ev.CardAsked(self.id, epoch, self.ask, want, code_fits=code_fits)

    def placing(self) -> "Desk":
        return self.then(self.asks(), ev.CardAgreed(True))

    def reading(self) -> "Desk":
        return self.then(ev.CardPlaced(), self.asks(), ev.CardAgreed(True))

    def proving(self) -> "Desk":
        return self.then(self.asks("proof"), ev.CardAgreed(True))

    def found(self, outcome: Outcome, epoch: int = 3) -> EvidenceFound:
        evidence = Evidence(
            evidence_id=new_id(), level="A3", method=Method.FACE_COMPARED, outcome=outcome, at=AT, by="田中 恵子"
        )
        return EvidenceFound(call_id=self.id, epoch=epoch, evidence=evidence)


@pytest.fixture
def desk() -> Desk:
    return Desk()


# -- asking -----------------------------------------------------------------------------------------------------------


def test_staff_ask_and_nothing_is_done_before_the_resident_said_yes(desk: Desk) -> None:
    desk.then(ev.CardPlaced(), ev.FrontChosen(call=False), desk.asks())
    assert (desk.step, desk.call.covers, desk.commands) == ("asked", True, [])


def test_the_resident_says_no(desk: Desk) -> None:
    desk.then(desk.asks(), ev.CardAgreed(False))
    assert (desk.step, desk.told) == ("", [("declined", None)])
    assert do.ForgetCode(desk.ask) in desk.commands


def test_an_ask_of_an_older_epoch_or_another_call_is_passed_over(desk: Desk) -> None:
    desk.then(desk.asks(epoch=2), replace(desk.asks(), call_id=new_id()))
    assert (desk.step, desk.commands) == ("", [])


def test_an_ask_while_it_rings_is_passed_over() -> None:
    ringing, _ = decide(Call(online=True), ev.CallPressed(new_id(), None, "ja"))
    assert decide(ringing, ev.CardAsked(new_id(), 0, new_id(), "face", code_fits=True)) == (ringing, ())


def test_staff_who_ask_again_take_the_place_of_their_first_ask(desk: Desk) -> None:
    first, desk.ask = desk.placing().ask, new_id()
    desk.then(desk.asks())
    assert desk.call.turn is not None
    assert (desk.call.turn.ask_id, desk.step, desk.commands) == (desk.ask, "asked", [do.ForgetCode(first)])


def test_the_same_ask_twice_is_one_ask(desk: Desk) -> None:
    desk.reading().then(desk.asks())
    assert (desk.step, desk.commands) == ("reading", [])


def test_the_answer_to_an_ask_that_was_replaced_goes_nowhere(desk: Desk) -> None:
    first, desk.ask = desk.reading().ask, new_id()
    desk.then(desk.asks(), ev.FaceRead(first, FACE, READ))
    desk.then(ev.FaceNotRead(first, Code.PULLED_OUT), ev.FaceTold(first, False))
    assert (desk.step, desk.told) == ("asked", [])
    assert not [one for one in desk.commands if isinstance(one, do.GiveIdentity | do.SendFace)]


def test_a_code_that_can_be_none_is_answered_without_a_question_and_costs_no_try(desk: Desk) -> None:
    desk.then(desk.asks(code_fits=False))
    assert (desk.step, desk.told) == ("", [("failed", "C-10")])
    assert not [one for one in desk.commands if isinstance(one, do.ReadFace)]


def test_a_question_waits_behind_a_pin_pad_and_comes_when_it_leaves(desk: Desk) -> None:
    desk.then(ev.FrontChosen(call=False), ev.CurtainMoved(True), desk.asks())
    assert (desk.step, desk.call.covers) == ("asked", False)
    assert desk.then(ev.CurtainMoved(False)).call.covers


# -- the printed face -------------------------------------------------------------------------------------------------


def test_a_card_that_lies_there_is_read_after_the_yes(desk: Desk) -> None:
    desk.reading()
    assert (desk.step, desk.told) == ("reading", [("agreed", None), ("reading", None)])
    assert desk.commands[-1] == do.ReadFace(desk.ask)


def test_a_card_laid_down_later_is_read_when_it_comes(desk: Desk) -> None:
    assert (desk.placing().step, desk.told) == ("placing", [("agreed", None)])
    desk.then(ev.CardPlaced())
    assert (desk.step, desk.told) == ("reading", [("reading", None)])
    assert desk.commands[-1] == do.ReadFace(desk.ask)


def test_another_card_is_named_to_both_and_the_right_one_still_waited_for(desk: Desk) -> None:
    desk.placing().then(ev.CardPlaced(Code.FELICA))
    assert desk.call.turn is not None
    assert (desk.step, desk.call.turn.code, desk.told) == ("placing", "C-02", [("agreed", "C-02")])
    desk.then(ev.CardLifted())
    assert (desk.call.turn.code, desk.step) == (None, "placing")
    assert desk.then(ev.CardPlaced()).step == "reading"


def test_a_card_of_another_kind_that_lies_there_already_is_named_after_the_yes(desk: Desk) -> None:
    desk.then(ev.CardPlaced(Code.PHONE), desk.asks(), ev.CardAgreed(True))
    assert (desk.step, desk.told) == ("placing", [("agreed", None), ("agreed", "C-04")])


def test_the_resident_stops_while_the_card_is_waited_for(desk: Desk) -> None:
    desk.placing().then(ev.CardAgreed(False))
    assert (desk.step, desk.told) == ("", [("declined", None)])
    assert do.ForgetCode(desk.ask) in desk.commands


def test_staff_get_the_face_and_the_visit_the_identity(desk: Desk) -> None:
    desk.reading().then(ev.FaceRead(desk.ask, FACE, READ, 7))
    assert (desk.step, desk.told) == ("done", [("done", None)])
    sent = next(one.message for one in desk.commands if isinstance(one, do.SendFace))
    assert (sent.face, sent.call_id, sent.epoch, sent.ask_id) == (FACE, desk.id, 3, desk.ask)
    assert do.GiveIdentity(READ, 7) in desk.commands
    assert desk.then(ev.CardClosed()).step == ""


def test_a_face_without_identity_fills_no_form(desk: Desk) -> None:
    desk.reading().then(ev.FaceRead(desk.ask, FACE, None, 7))
    assert desk.commands[-1] == do.GiveIdentity(None, 7), "but the visit knows whose face staff saw"


def test_no_face_is_kept_in_the_state(desk: Desk) -> None:
    desk.reading().then(ev.FaceRead(desk.ask, FACE, READ), ev.FaceTold(desk.ask, True))
    kept = [*vars(desk.call).values(), *vars(desk.stage).values(), *vars(desk.call.turn).values()]
    assert not [one for one in kept if isinstance(one, CardFace | IdentityRead)]


@pytest.mark.parametrize("code", list(Code))
def test_what_went_wrong_is_named_to_both_and_closed_by_the_resident(desk: Desk, code: Code) -> None:
    desk.reading().then(ev.FaceNotRead(desk.ask, code))
    assert desk.call.turn is not None
    assert (desk.step, desk.call.turn.code, desk.told) == ("failed", code, [("failed", code)])
    assert desk.then(ev.CardPlaced()).commands == []  # nothing is shown to the card a second time in one ask
    assert desk.then(ev.CardClosed()).step == ""


def test_a_card_pulled_while_it_is_read_ends_with_the_word_of_the_reader(desk: Desk) -> None:
    desk.reading().then(ev.CardLifted())
    assert (desk.step, desk.commands) == ("reading", [])
    assert desk.then(ev.FaceNotRead(desk.ask, Code.PULLED_OUT)).told == [("failed", "C-01")]


def test_touches_that_do_not_fit_change_nothing(desk: Desk) -> None:
    for event in (ev.CardAgreed(True), ev.CardAgreed(False), ev.CardClosed()):
        assert desk.then(event).commands == []
    desk.reading()
    for event in (ev.CardAgreed(True), ev.CardAgreed(False), ev.CardClosed()):
        assert (desk.then(event).step, desk.commands) == ("reading", [])


# -- the line, the end, the media child -------------------------------------------------------------------------------


def test_hanging_up_forgets_the_ask_and_its_code(desk: Desk) -> None:
    desk.placing().then(ev.HangUpPressed())
    assert desk.call.stage == Over(EndReason.BOOTH_HUNG_UP)
    assert do.ForgetCode(desk.ask) in desk.commands
    assert desk.then(ev.CardPlaced()).commands == []


@pytest.mark.parametrize("reason", [EndReason.STAFF_HUNG_UP, EndReason.LOST])
def test_a_call_that_ends_while_the_card_is_read_throws_the_answer_away(desk: Desk, reason: EndReason) -> None:
    desk.reading().then(calls.CallEnded(call_id=desk.id, epoch=3, reason=reason))
    assert do.ForgetCode(desk.ask) in desk.commands
    assert desk.then(ev.FaceRead(desk.ask, FACE, READ)).commands == []


def test_another_staff_member_does_not_inherit_the_ask(desk: Desk) -> None:
    desk.placing().then(calls.CallAnswered(call_id=desk.id, epoch=4, staff=STAFF))
    assert desk.step == ""
    assert do.ForgetCode(desk.ask) in desk.commands
    assert desk.then(desk.asks()).step == "", "the ask was of the epoch before"


def test_a_face_staff_could_not_get_has_failed_and_is_told_when_the_line_is_back(desk: Desk) -> None:
    desk.reading().then(ev.LinkChanged(False), ev.FaceRead(desk.ask, FACE, READ), ev.FaceTold(desk.ask, False))
    assert desk.call.turn is not None
    assert (desk.step, desk.call.turn.told) == ("failed", False)
    assert desk.then(ev.LinkChanged(True)).told == [("failed", None)]
    assert desk.then(ev.LinkChanged(False), ev.LinkChanged(True)).told == [], "an end is told once"


@pytest.mark.parametrize(("online", "told"), [(True, []), (False, [("failed", "C-01")])])
def test_an_end_is_told_again_only_where_it_could_not_be(desk: Desk, online: bool, told: list[object]) -> None:
    desk.reading().then(ev.LinkChanged(online), ev.FaceNotRead(desk.ask, Code.PULLED_OUT), ev.LinkChanged(False))
    assert desk.then(ev.LinkChanged(True)).told == told


@pytest.mark.parametrize(("step", "told"), [("placing", "agreed"), ("reading", "reading"), ("proving", "agreed")])
def test_after_a_line_loss_staff_hear_how_far_it_is(desk: Desk, step: str, told: str) -> None:
    getattr(desk, step)()
    assert desk.then(ev.LinkChanged(False)).commands == []
    assert desk.then(ev.LinkChanged(True)).told == [(told, None)]


def test_before_the_answer_there_is_nothing_to_tell_again(desk: Desk) -> None:
    desk.then(desk.asks(), ev.LinkChanged(False), ev.LinkChanged(True))
    assert (desk.step, desk.told) == ("asked", [])


def test_a_dead_media_child_leaves_the_ask_as_it_is(desk: Desk) -> None:
    desk.placing().then(media.MediaGone(attempt=1))
    assert (desk.step, desk.stage.attempt) == ("placing", 2)
    assert desk.then(ev.CardPlaced()).step == "reading"
    assert desk.then(ev.FaceRead(desk.ask, FACE, READ)).told == [("done", None)]


# -- the proof --------------------------------------------------------------------------------------------------------


def test_the_visit_asks_for_the_pin_and_the_call_goes_small(desk: Desk) -> None:
    desk.proving()
    assert (desk.step, desk.call.covers, desk.told) == ("proving", False, [("agreed", None)])
    assert desk.commands[-1] == do.WantProof(desk.ask, desk.id)


def test_camera_and_microphone_are_cut_while_the_pad_is_up_and_staff_hear_why(desk: Desk) -> None:
    desk.proving().then(ev.CurtainMoved(True))
    drawn = calls.PinCurtain(call_id=desk.id, epoch=3, drawn=True)
    assert desk.commands == [do.DrawMediaCurtain(True), do.Send(drawn)]
    desk.then(ev.CurtainMoved(False), ev.ProofMoved(desk.ask, "reading"))
    assert desk.commands[0] == do.DrawMediaCurtain(False)
    assert desk.told == [("reading", None)]


@pytest.mark.parametrize(("state", "code"), [("done", None), ("failed", Code.LOCKED)])
def test_the_face_comes_back_with_how_the_proof_ended(desk: Desk, state: ProofState, code: Code | None) -> None:
    desk.proving().then(ev.ProofMoved(desk.ask, state, code))
    assert desk.call.turn is not None
    assert (desk.step, desk.call.turn.code, desk.call.covers) == (state, code, True)
    assert desk.told == [(state, code)]
    assert not [one for one in desk.commands if isinstance(one, do.DropProof)]


def test_a_resident_who_stops_at_the_pad_has_declined(desk: Desk) -> None:
    desk.proving().then(ev.ProofMoved(desk.ask, "declined"))
    assert (desk.step, desk.call.covers, desk.told) == ("", True, [("declined", None)])
    assert not [one for one in desk.commands if isinstance(one, do.DropProof)]


def test_hanging_up_at_the_pad_drops_the_proof(desk: Desk) -> None:
    assert do.DropProof(desk.ask) in desk.proving().then(ev.HangUpPressed()).commands
    assert desk.then(ev.ProofMoved(desk.ask, "done")).commands == []


def test_staff_who_ask_for_something_else_drop_the_proof(desk: Desk) -> None:
    first, desk.ask = desk.proving().ask, new_id()
    desk.then(desk.asks("face"))
    assert desk.commands == [do.DropProof(first)]
    assert desk.then(ev.ProofMoved(first, "done")).told == []


def test_no_to_a_proof_asks_for_no_pin(desk: Desk) -> None:
    desk.then(desk.asks("proof"), ev.CardAgreed(False))
    assert (desk.step, desk.told, len(desk.commands)) == ("", [("declined", None)], 1)


# -- what headquarters found ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", list(Outcome))
def test_the_visit_remembers_every_evidence_and_the_screen_only_a_good_one(desk: Desk, outcome: Outcome) -> None:
    found = desk.found(outcome)
    desk.then(found)
    assert desk.commands == [do.NoteEvidence(found.evidence)]
    assert desk.stage.confirmed is (outcome is Outcome.CONFIRMED)


def test_evidence_of_an_older_epoch_is_passed_over(desk: Desk) -> None:
    desk.then(desk.found(Outcome.CONFIRMED, epoch=2))
    assert (desk.stage.confirmed, desk.commands) == (False, [])
