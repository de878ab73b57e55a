"""The card in a call, told as transcripts: asked, agreed, laid down, read, told; and each way it can go wrong."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiosk.booth.call import commands as do
from kiosk.booth.call import events as ev
from kiosk.booth.call.decide import decide
from kiosk.booth.call.state import Call, Over
from kiosk.card.card import IdentityRead
from kiosk.media import messages as media
from kiosk.procedures.identity import BirthDate, Identity, Sex
from kiosk.protocol import calls
from kiosk.protocol.calls import EndReason
from kiosk.protocol.faults import Code
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import CardFace, Outcome, ProofState
from tests.booth.call.talk import STAFF, CardTalk

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
FACE = CardFace(photograph="cGljdHVyZQ==", birth_date="19590506", sex="2")
READ = IdentityRead(identity=Identity("名", "所", BirthDate("19590506", 1959, 5, 6), Sex.FEMALE))


@pytest.fixture
def talk() -> CardTalk:
    return CardTalk()


# -- asking -----------------------------------------------------------------------------------------------------------


def test_staff_ask_and_nothing_is_done_before_the_resident_said_yes(talk: CardTalk) -> None:
    talk.then(ev.CardPlaced(), ev.FrontChosen(call=False), talk.asks())
    assert (talk.step, talk.call.covers, talk.commands) == ("asked", True, [])


def test_the_resident_says_no(talk: CardTalk) -> None:
    talk.then(talk.asks(), ev.CardAgreed(False))
    assert (talk.step, talk.told) == ("", [("declined", None)])
    assert do.ForgetCode(talk.ask) in talk.commands


def test_an_ask_of_an_older_epoch_or_another_call_is_passed_over(talk: CardTalk) -> None:
    talk.then(talk.asks(epoch=2), replace(talk.asks(), call_id=new_id()))
    assert (talk.step, talk.commands) == ("", [])


def test_an_ask_while_it_rings_is_passed_over() -> None:
    ringing, _ = decide(Call(online=True), ev.CallPressed(new_id(), None, "ja"))
    assert decide(ringing, ev.CardAsked(new_id(), 0, new_id(), "face", code_fits=True)) == (ringing, ())


def test_staff_who_ask_again_take_the_place_of_their_first_ask(talk: CardTalk) -> None:
    first, talk.ask = talk.placing().ask, new_id()
    talk.then(talk.asks())
    assert talk.call.turn is not None
    assert (talk.call.turn.ask_id, talk.step, talk.commands) == (talk.ask, "asked", [do.ForgetCode(first)])


def test_the_same_ask_twice_is_one_ask(talk: CardTalk) -> None:
    talk.reading().then(talk.asks())
    assert (talk.step, talk.commands) == ("reading", [])


def test_the_answer_to_an_ask_that_was_replaced_goes_nowhere(talk: CardTalk) -> None:
    first, talk.ask = talk.reading().ask, new_id()
    talk.then(talk.asks(), ev.FaceRead(first, FACE, READ))
    talk.then(ev.FaceNotRead(first, Code.PULLED_OUT), ev.FaceTold(first, False))
    assert (talk.step, talk.told) == ("asked", [])
    assert not [one for one in talk.commands if isinstance(one, do.GiveIdentity | do.SendFace)]


def test_a_code_that_can_be_none_is_answered_without_a_question_and_costs_no_try(talk: CardTalk) -> None:
    talk.then(talk.asks(code_fits=False))
    assert (talk.step, talk.told) == ("", [("failed", "C-10")])
    assert not [one for one in talk.commands if isinstance(one, do.ReadFace)]


def test_a_question_waits_behind_a_pin_pad_and_comes_when_it_leaves(talk: CardTalk) -> None:
    talk.then(ev.FrontChosen(call=False), ev.CurtainMoved(True), talk.asks())
    assert (talk.step, talk.call.covers) == ("asked", False)
    assert talk.then(ev.CurtainMoved(False)).call.covers


# -- the printed face -------------------------------------------------------------------------------------------------


def test_a_card_that_lies_there_is_read_after_the_yes(talk: CardTalk) -> None:
    talk.reading()
    assert (talk.step, talk.told) == ("reading", [("agreed", None), ("reading", None)])
    assert talk.commands[-1] == do.ReadFace(talk.ask)


def test_a_card_laid_down_later_is_read_when_it_comes(talk: CardTalk) -> None:
    assert (talk.placing().step, talk.told) == ("placing", [("agreed", None)])
    talk.then(ev.CardPlaced())
    assert (talk.step, talk.told) == ("reading", [("reading", None)])
    assert talk.commands[-1] == do.ReadFace(talk.ask)


def test_another_card_is_named_to_both_and_the_right_one_still_waited_for(talk: CardTalk) -> None:
    talk.placing().then(ev.CardPlaced(Code.FELICA))
    assert talk.call.turn is not None
    assert (talk.step, talk.call.turn.code, talk.told) == ("placing", "C-02", [("agreed", "C-02")])
    talk.then(ev.CardLifted())
    assert (talk.call.turn.code, talk.step) == (None, "placing")
    assert talk.then(ev.CardPlaced()).step == "reading"


def test_a_card_of_another_kind_that_lies_there_already_is_named_after_the_yes(talk: CardTalk) -> None:
    talk.then(ev.CardPlaced(Code.PHONE), talk.asks(), ev.CardAgreed(True))
    assert (talk.step, talk.told) == ("placing", [("agreed", None), ("agreed", "C-04")])


def test_the_resident_stops_while_the_card_is_waited_for(talk: CardTalk) -> None:
    talk.placing().then(ev.CardAgreed(False))
    assert (talk.step, talk.told) == ("", [("declined", None)])
    assert do.ForgetCode(talk.ask) in talk.commands


def test_staff_get_the_face_and_the_visit_the_identity(talk: CardTalk) -> None:
    talk.reading().then(ev.FaceRead(talk.ask, FACE, READ, 7))
    assert (talk.step, talk.told) == ("done", [("done", None)])
    sent = next(one.message for one in talk.commands if isinstance(one, do.SendFace))
    assert (sent.face, sent.call_id, sent.epoch, sent.ask_id) == (FACE, talk.id, 3, talk.ask)
    assert do.GiveIdentity(READ, 7) in talk.commands
    assert talk.then(ev.CardClosed()).step == ""


def test_a_face_without_identity_fills_no_form(talk: CardTalk) -> None:
    talk.reading().then(ev.FaceRead(talk.ask, FACE, None, 7))
    assert talk.commands[-1] == do.GiveIdentity(None, 7), "but the visit knows whose face staff saw"


def test_no_face_is_kept_in_the_state(talk: CardTalk) -> None:
    talk.reading().then(ev.FaceRead(talk.ask, FACE, READ), ev.FaceTold(talk.ask, True))
    kept = [*vars(talk.call).values(), *vars(talk.stage).values(), *vars(talk.call.turn).values()]
    assert not [one for one in kept if isinstance(one, CardFace | IdentityRead)]


@pytest.mark.parametrize("code", list(Code))
def test_what_went_wrong_is_named_to_both_and_closed_by_the_resident(talk: CardTalk, code: Code) -> None:
    talk.reading().then(ev.FaceNotRead(talk.ask, code))
    assert talk.call.turn is not None
    assert (talk.step, talk.call.turn.code, talk.told) == ("failed", code, [("failed", code)])
    assert talk.then(ev.CardPlaced()).commands == []  # nothing is shown to the card a second time in one ask
    assert talk.then(ev.CardClosed()).step == ""


def test_a_card_pulled_while_it_is_read_ends_with_the_word_of_the_reader(talk: CardTalk) -> None:
    talk.reading().then(ev.CardLifted())
    assert (talk.step, talk.commands) == ("reading", [])
    assert talk.then(ev.FaceNotRead(talk.ask, Code.PULLED_OUT)).told == [("failed", "C-01")]


def test_touches_that_do_not_fit_change_nothing(talk: CardTalk) -> None:
    for event in (ev.CardAgreed(True), ev.CardAgreed(False), ev.CardClosed()):
        assert talk.then(event).commands == []
    talk.reading()
    for event in (ev.CardAgreed(True), ev.CardAgreed(False), ev.CardClosed()):
        assert (talk.then(event).step, talk.commands) == ("reading", [])


# -- the line, the end, the media child -------------------------------------------------------------------------------


def test_hanging_up_forgets_the_ask_and_its_code(talk: CardTalk) -> None:
    talk.placing().then(ev.HangUpPressed())
    assert talk.call.stage == Over(EndReason.BOOTH_HUNG_UP)
    assert do.ForgetCode(talk.ask) in talk.commands
    assert talk.then(ev.CardPlaced()).commands == []


@pytest.mark.parametrize("reason", [EndReason.STAFF_HUNG_UP, EndReason.LOST])
def test_a_call_that_ends_while_the_card_is_read_throws_the_answer_away(talk: CardTalk, reason: EndReason) -> None:
    talk.reading().then(calls.CallEnded(call_id=talk.id, epoch=3, reason=reason))
    assert do.ForgetCode(talk.ask) in talk.commands
    assert talk.then(ev.FaceRead(talk.ask, FACE, READ)).commands == []


def test_another_staff_member_does_not_inherit_the_ask(talk: CardTalk) -> None:
    talk.placing().then(calls.CallAnswered(call_id=talk.id, epoch=4, staff=STAFF))
    assert talk.step == ""
    assert do.ForgetCode(talk.ask) in talk.commands
    assert talk.then(talk.asks()).step == "", "the ask was of the epoch before"


def test_a_face_staff_could_not_get_has_failed_and_is_told_when_the_line_is_back(talk: CardTalk) -> None:
    talk.reading().then(ev.LinkChanged(False), ev.FaceRead(talk.ask, FACE, READ), ev.FaceTold(talk.ask, False))
    assert talk.call.turn is not None
    assert (talk.step, talk.call.turn.told) == ("failed", False)
    assert talk.then(ev.LinkChanged(True)).told == [("failed", None)]
    assert talk.then(ev.LinkChanged(False), ev.LinkChanged(True)).told == [], "an end is told once"


@pytest.mark.parametrize(("online", "told"), [(True, []), (False, [("failed", "C-01")])])
def test_an_end_is_told_again_only_where_it_could_not_be(talk: CardTalk, online: bool, told: list[object]) -> None:
    talk.reading().then(ev.LinkChanged(online), ev.FaceNotRead(talk.ask, Code.PULLED_OUT), ev.LinkChanged(False))
    assert talk.then(ev.LinkChanged(True)).told == told


@pytest.mark.parametrize(("step", "told"), [("placing", "agreed"), ("reading", "reading"), ("proving", "agreed")])
def test_after_a_line_loss_staff_hear_how_far_it_is(talk: CardTalk, step: str, told: str) -> None:
    getattr(talk, step)()
    assert talk.then(ev.LinkChanged(False)).commands == []
    assert talk.then(ev.LinkChanged(True)).told == [(told, None)]


def test_before_the_answer_there_is_nothing_to_tell_again(talk: CardTalk) -> None:
    talk.then(talk.asks(), ev.LinkChanged(False), ev.LinkChanged(True))
    assert (talk.step, talk.told) == ("asked", [])


def test_a_dead_media_child_leaves_the_ask_as_it_is(talk: CardTalk) -> None:
    talk.placing().then(media.MediaGone(attempt=1))
    assert (talk.step, talk.stage.attempt) == ("placing", 2)
    assert talk.then(ev.CardPlaced()).step == "reading"
    assert talk.then(ev.FaceRead(talk.ask, FACE, READ)).told == [("done", None)]


# -- the proof --------------------------------------------------------------------------------------------------------


def test_the_visit_asks_for_the_pin_and_the_call_goes_small(talk: CardTalk) -> None:
    talk.proving()
    assert (talk.step, talk.call.covers, talk.told) == ("proving", False, [("agreed", None)])
    assert talk.commands[-1] == do.WantProof(talk.ask, talk.id)


def test_camera_and_microphone_are_cut_while_the_pad_is_up_and_staff_hear_why(talk: CardTalk) -> None:
    talk.proving().then(ev.CurtainMoved(True))
    drawn = calls.PinCurtain(call_id=talk.id, epoch=3, drawn=True)
    assert talk.commands == [do.DrawMediaCurtain(True), do.Send(drawn)]
    talk.then(ev.CurtainMoved(False), ev.ProofMoved(talk.ask, "reading"))
    assert talk.commands[0] == do.DrawMediaCurtain(False)
    assert talk.told == [("reading", None)]


@pytest.mark.parametrize(("state", "code"), [("done", None), ("failed", Code.LOCKED)])
def test_the_face_comes_back_with_how_the_proof_ended(talk: CardTalk, state: ProofState, code: Code | None) -> None:
    talk.proving().then(ev.ProofMoved(talk.ask, state, code))
    assert talk.call.turn is not None
    assert (talk.step, talk.call.turn.code, talk.call.covers) == (state, code, True)
    assert talk.told == [(state, code)]
    assert not [one for one in talk.commands if isinstance(one, do.DropProof)]


def test_a_resident_who_stops_at_the_pad_has_declined(talk: CardTalk) -> None:
    talk.proving().then(ev.ProofMoved(talk.ask, "declined"))
    assert (talk.step, talk.call.covers, talk.told) == ("", True, [("declined", None)])
    assert not [one for one in talk.commands if isinstance(one, do.DropProof)]


def test_hanging_up_at_the_pad_drops_the_proof(talk: CardTalk) -> None:
    assert do.DropProof(talk.ask) in talk.proving().then(ev.HangUpPressed()).commands
    assert talk.then(ev.ProofMoved(talk.ask, "done")).commands == []


def test_staff_who_ask_for_something_else_drop_the_proof(talk: CardTalk) -> None:
    first, talk.ask = talk.proving().ask, new_id()
    talk.then(talk.asks("face"))
    assert talk.commands == [do.DropProof(first)]
    assert talk.then(ev.ProofMoved(first, "done")).told == []


def test_no_to_a_proof_asks_for_no_pin(talk: CardTalk) -> None:
    talk.then(talk.asks("proof"), ev.CardAgreed(False))
    assert (talk.step, talk.told, len(talk.commands)) == ("", [("declined", None)], 1)


# -- what headquarters found ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", list(Outcome))
def test_the_visit_remembers_every_evidence_and_the_screen_only_a_good_one(talk: CardTalk, outcome: Outcome) -> None:
    found = talk.found(outcome)
    talk.then(found)
    assert talk.commands == [do.NoteEvidence(found.evidence)]
    assert talk.stage.confirmed is (outcome is Outcome.CONFIRMED)


def test_evidence_of_an_older_epoch_is_passed_over(talk: CardTalk) -> None:
    talk.then(talk.found(Outcome.CONFIRMED, epoch=2))
    assert (talk.stage.confirmed, talk.commands) == (False, [])


def test_what_became_of_a_face_nobody_has_read_yet_changes_nothing(talk: CardTalk) -> None:
    before = talk.then(talk.asks()).call
    assert talk.then(ev.FaceTold(talk.ask, False)).call == before
