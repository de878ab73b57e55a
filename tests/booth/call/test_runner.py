"""Every command of a call is carried out; what headquarters and the media child say reaches the decision."""

import asyncio
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pydantic import BaseModel

from kiosk import log
from kiosk.booth.call import commands as do
from kiosk.booth.call import events as ev
from kiosk.booth.call.ports import Edges
from kiosk.booth.call.runner import FORM_EVERY_S, CallRunner
from kiosk.booth.call.state import Call, NoCall, Over, Picture, Ringing, Talking
from kiosk.booth.visit.pin_buffer import PinPad
from kiosk.card import card
from kiosk.media import messages as media
from kiosk.procedures.identity import BirthDate, Identity, Sex
from kiosk.procedures.procedure import Procedure
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol import calls, forms, identity, presence
from kiosk.protocol.calls import EndReason, IceServer, StaffShown
from kiosk.protocol.faults import Code
from kiosk.protocol.identifiers import new_id
from tests.booth.call.given_clock import GivenClock
from tests.booth.call_edges import Engine, Line
from tests.booth.conftest import AT
from tests.until import until

STAFF = StaffShown(name="田中 恵子", section="市民課")
SERVERS = (IceServer(urls=("turn:192.0.2.1",), username="u", credential="c"),)


CODE = "34050620352285"
CARD = card.CardPresent(kind=card.CardKind.MY_NUMBER, insertion=7)
FACE = card.FaceRead(birth_date="19590506", sex="2", name="89", address="50", photograph="4e")
READ = card.IdentityRead(identity=Identity("名", "所", BirthDate("19590506", 1959, 5, 6), Sex.FEMALE))


class Reader:
    """A card reader in a few lines: gives what it is told to, overwrites the code as the real one does."""

    def __init__(self) -> None:
        self.present: card.CardPresent | None = None
        self.face: card.FaceOutcome | Exception = FACE
        self.codes: list[str] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def read_face(self, code: bytearray, insertion: int | None = None) -> card.FaceOutcome:
        self.codes.append(code.decode())
        code[:] = bytes(len(code))
        await self.gate.wait()
        assert insertion == 7
        if isinstance(self.face, Exception):
            raise self.face
        return self.face

    async def read_identity_by_code(self, code: bytearray, insertion: int | None = None) -> card.IdentityOutcome:
        self.codes.append(code.decode())
        return READ


class Desk:
    def __init__(self) -> None:
        self.line, self.engine = Line(), Engine()
        self.reader, self.pad, self.to_visit = Reader(), PinPad(), list[do.ForVisit]()
        self.changes: list[Call] = []
        edges = Edges(self.line, self.engine, self.to_visit.append, self.reader, self.pad)
        self.clock = GivenClock()
        self.runner = CallRunner(edges, self.changes.append, clock=self.clock)

    @property
    def proposals(self) -> list[forms.Proposal]:
        return [one.proposal for one in self.to_visit if isinstance(one, do.GiveProposal)]

    @property
    def stage(self) -> Any:
        return self.runner.call.stage

    async def asked(self, *what: object) -> None:
        await until(lambda: what in self.engine.asked)

    async def sent(self, kind: type[BaseModel], number: int = 1) -> BaseModel:
        await until(lambda: len(self.line.of(kind)) >= number)
        return self.line.of(kind)[number - 1]

    async def ring(self) -> str:
        self.runner.link_changed(True)
        self.runner.press("juminhyo", "easy")
        command = await self.sent(calls.CallRequested)
        assert isinstance(command, calls.CallRequested)
        self.runner.take(calls.CallQueued(call_id=command.call_id, waiting_number=4, ahead=1, ice_servers=SERVERS))
        await self.sent(calls.MediaOffer)
        return command.call_id

    async def talk(self) -> str:
        call = await self.ring()
        self.runner.take(calls.CallAnswered(call_id=call, epoch=2, staff=STAFF, ice_servers=SERVERS))
        assert isinstance(self.stage, Talking)
        return call

    async def told(self, *states: str) -> list[identity.CardTold]:
        """What staff were told of the card, once it is this."""

        def said() -> list[identity.CardTold]:
            return [one for one in self.line.sent if isinstance(one, identity.CardTold)]

        await until(lambda: [one.state for one in said()] == list(states))
        return said()

    def ask(self, call: str, want: str = "face", code: str | None = CODE, epoch: int = 2) -> str:
        asked = identity.CardAsked.model_validate(
            {"call_id": call, "epoch": epoch, "ask_id": new_id(), "want": want, "code": code}
        )
        self.runner.take(asked)
        return asked.ask_id

    def agree(self, call: str) -> None:
        """Staff ask for the form, and the resident says yes."""
        self.runner.take(forms.FormAsked(call_id=call, epoch=2))
        self.runner.post(ev.FormAgreed(agreed=True))

    def lay(self, laid: card.CardPresent = CARD) -> None:
        self.reader.present = laid
        self.runner.card_event(laid)

    def codes_kept(self) -> int:
        return len(self.runner._codes._codes)


@pytest.fixture
async def desk() -> Desk:
    return Desk()


@pytest.fixture
def form(juminhyo: Procedure) -> SharedForm:
    return SharedForm.begin(juminhyo, AT.date(), AT)


async def test_pressing_asks_with_topic_and_language_and_offers_while_it_rings(desk: Desk) -> None:
    call = await desk.ring()
    command, offer = desk.line.sent
    assert command == calls.CallRequested(call_id=call, topic="juminhyo", language="easy")
    assert offer == calls.MediaOffer(call_id=call, epoch=0, attempt=1, sdp="offer 1")
    assert desk.engine.asked == [("offer", 1, SERVERS)]
    assert isinstance(desk.stage, Ringing)


async def test_without_a_line_the_resident_is_told_at_once(desk: Desk) -> None:
    desk.runner.press(None, "ja")
    assert desk.stage == Over(EndReason.LOST)
    assert desk.line.sent == []


async def test_answer_and_candidates_go_to_the_media_child(desk: Desk) -> None:
    call = await desk.talk()
    which: dict[str, Any] = {"call_id": call, "epoch": 2, "attempt": 1}
    desk.runner.take(calls.MediaAnswer(sdp="answer", **which))
    desk.runner.take(calls.MediaCandidate(candidate="c", sdp_mid="0", sdp_m_line_index=0, **which))
    desk.runner.take(calls.MediaCandidate(candidate="", **which))
    await desk.asked("answer", "answer", 1)
    await desk.asked("candidate", media.AddCandidate(attempt=1, candidate="c", sdp_mid="0", sdp_m_line_index=0))
    await desk.asked("candidate", media.AddCandidate(attempt=1, candidate=""))


async def test_connected_is_said_after_the_first_frame_and_believed_from_headquarters(desk: Desk) -> None:
    call = await desk.talk()
    desk.runner.media_event(media.FirstFrame(attempt=1, width=1280, height=720))
    assert desk.line.sent[-1] == calls.MediaConnected(call_id=call, epoch=2, attempt=1)
    desk.runner.take(calls.CallConnected(call_id=call, epoch=2))
    assert isinstance(desk.stage, Talking)
    assert desk.stage.connected
    assert desk.stage.picture is Picture.SHOWN


async def test_a_media_child_that_died_brings_a_new_offer_in_the_same_call(desk: Desk) -> None:
    call = await desk.talk()
    desk.runner.media_event(media.MediaGone(attempt=1))
    offer = await desk.sent(calls.MediaOffer, 2)
    assert offer == calls.MediaOffer(call_id=call, epoch=2, attempt=2, sdp="offer 2")


async def test_an_offer_that_cannot_be_made_ends_nothing(desk: Desk) -> None:
    desk.engine.fails.add("offer")
    desk.runner.link_changed(True)
    desk.runner.press(None, "ja")
    command = await desk.sent(calls.CallRequested)
    assert isinstance(command, calls.CallRequested)
    desk.runner.take(calls.CallQueued(call_id=command.call_id, waiting_number=1, ahead=0))
    await desk.asked("offer", 1, ())
    desk.engine.fails.clear()
    desk.runner.media_event(media.MediaGone(attempt=1))
    assert (await desk.sent(calls.MediaOffer)).attempt == 2  # type: ignore[attr-defined]


async def test_an_answer_the_media_child_refuses_is_tried_again(desk: Desk) -> None:
    call = await desk.talk()
    desk.engine.fails.add("answer")
    desk.runner.take(calls.MediaAnswer(call_id=call, epoch=2, attempt=1, sdp="bad"))
    assert (await desk.sent(calls.MediaOffer, 2)).attempt == 2  # type: ignore[attr-defined]


async def test_a_line_that_stalls_fails_and_comes_back(desk: Desk) -> None:
    await desk.talk()
    desk.runner.media_event(media.FirstFrame(attempt=1, width=1280, height=720))
    desk.runner.media_event(media.StateChanged(attempt=1, state=media.LineState.RECONNECTING))
    assert desk.stage.picture is Picture.STALLED
    desk.runner.media_event(media.PictureSending(attempt=1, on=False))
    assert desk.stage.narrow_line
    desk.runner.media_event(media.StateChanged(attempt=1, state=media.LineState.FAILED))
    await desk.sent(calls.MediaOffer, 2)


async def test_curtain_and_mute_reach_the_child_and_staff_hear_of_the_curtain(desk: Desk) -> None:
    call = await desk.talk()
    desk.runner.draw_curtain(True)
    assert desk.line.sent[-1] == calls.PinCurtain(call_id=call, epoch=2, drawn=True)
    await desk.asked("curtain", True)
    desk.runner.post(ev.MutePressed(on=True))
    await desk.asked("mute", True)
    desk.runner.draw_curtain(False)
    await desk.asked("curtain", False)


async def test_the_curtain_is_drawn_without_a_call_too(desk: Desk) -> None:
    desk.runner.draw_curtain(True)
    await desk.asked("curtain", True)
    assert desk.line.sent == []


def written(form: SharedForm, copies: int) -> SharedForm:
    """`form` after the resident chose so many copies."""
    after = form.apply(forms.FieldEdited(field="copies", value=copies, source=forms.Source.RESIDENT, at=AT))
    assert isinstance(after, SharedForm)
    return after


def copies_shown(desk: Desk) -> list[object]:
    """How many copies stood on each form staff were shown."""
    return [
        field.value
        for message in desk.line.sent
        if isinstance(message, forms.FormShown)
        for field in message.fields
        if field.field == "copies"
    ]


async def test_staff_see_the_form_only_after_the_resident_agreed(desk: Desk, form: SharedForm) -> None:
    call = await desk.talk()
    desk.runner.form_changed(form, "ja")
    desk.runner.take(forms.FormAsked(call_id=call, epoch=2))
    assert desk.line.of(forms.FormShown) == []
    desk.runner.post(ev.FormAgreed(agreed=True))
    desk.clock.pass_s(60)
    desk.runner.form_changed(written(form, 2), "ja")
    assert copies_shown(desk) == [1, 2]
    desk.clock.pass_s(60)
    desk.runner.post(ev.FormAgreed(agreed=False))
    desk.runner.form_changed(written(form, 3), "ja")
    desk.clock.pass_s(60)
    assert copies_shown(desk) == [1, 2]
    assert desk.line.of(forms.FormHidden) == [forms.FormHidden(call_id=call, epoch=2)]


async def test_a_form_that_changes_with_every_key_is_sent_a_few_times_and_the_last_one_is_whole(
    desk: Desk, form: SharedForm
) -> None:
    call = await desk.talk()
    desk.runner.form_changed(form, "ja")
    desk.agree(call)
    for copies in range(2, 10):
        desk.runner.form_changed(written(form, copies), "ja")
        desk.clock.pass_s(FORM_EVERY_S / 3.2)
    desk.clock.pass_s(60)
    assert copies_shown(desk) == [1, 5, 8, 9]


async def test_what_was_typed_before_a_no_is_not_shown_after_it(desk: Desk, form: SharedForm) -> None:
    call = await desk.talk()
    desk.runner.form_changed(form, "ja")
    desk.agree(call)
    desk.runner.form_changed(written(form, 2), "ja")
    desk.runner.post(ev.FormAgreed(agreed=False))
    desk.clock.pass_s(60)
    assert copies_shown(desk) == [1]


async def test_what_was_typed_without_a_line_is_shown_when_it_is_back(desk: Desk, form: SharedForm) -> None:
    call = await desk.talk()
    desk.runner.form_changed(form, "ja")
    desk.agree(call)
    desk.line.open = False
    desk.runner.link_changed(False)
    desk.clock.pass_s(60)
    desk.runner.form_changed(written(form, 2), "ja")
    assert copies_shown(desk) == [1]
    desk.line.open = True
    desk.runner.link_changed(True)
    desk.clock.pass_s(60)
    assert copies_shown(desk) == [1, 2]


async def test_staff_are_told_the_language_the_resident_reads_now(desk: Desk, form: SharedForm) -> None:
    call = await desk.talk()
    desk.runner.form_changed(form, "vi")
    desk.agree(call)
    desk.clock.pass_s(60)
    desk.runner.form_changed(form, "en")
    shown = [message for message in desk.line.sent if isinstance(message, forms.FormShown)]
    assert [message.locale for message in shown] == ["vi", "en"]
    assert shown[0].fields == shown[1].fields, "staff read Japanese"


async def test_a_form_that_is_gone_is_hidden_from_staff(desk: Desk, form: SharedForm) -> None:
    call = await desk.talk()
    desk.runner.form_changed(form, "ja")
    desk.agree(call)
    desk.runner.form_changed(None, "ja")
    assert len(desk.line.of(forms.FormHidden)) == 1
    desk.runner.form_changed(form, "ja")
    assert len(desk.line.of(forms.FormShown)) == 1, "another form is another question"


async def test_nor_is_a_form_shown_that_took_its_place(desk: Desk, form: SharedForm) -> None:
    call = await desk.talk()
    desk.runner.form_changed(form, "ja")
    desk.agree(call)
    other = form.procedure.model_copy(update={"procedure": "another"})
    desk.runner.form_changed(replace(form, procedure=other), "ja")
    desk.clock.pass_s(60)
    shown = [message for message in desk.line.sent if isinstance(message, forms.FormShown)]
    assert [message.procedure for message in shown] == [form.procedure.id]
    assert len(desk.line.of(forms.FormHidden)) == 1


async def test_proposals_come_through_only_while_the_form_is_shown(desk: Desk, form: SharedForm) -> None:
    call = await desk.talk()
    proposal = forms.Proposal(call_id=call, epoch=2, proposal_id=new_id(), field="copies", value=2)
    desk.runner.take(proposal)
    assert desk.proposals == []
    desk.runner.form_changed(form, "ja")
    desk.agree(call)
    desk.runner.take(proposal.model_copy(update={"epoch": 1}))
    desk.runner.take(proposal.model_copy(update={"call_id": new_id()}))
    assert desk.proposals == []
    desk.runner.take(proposal)
    assert desk.proposals == [proposal]
    desk.runner.proposal_settled(proposal, accepted=True)
    assert desk.line.sent[-1] == forms.ProposalAnswered(
        call_id=call, epoch=2, proposal_id=proposal.proposal_id, accepted=True
    )
    desk.runner.proposal_settled(proposal.model_copy(update={"call_id": new_id()}), accepted=True)
    assert len(desk.line.of(forms.ProposalAnswered)) == 1


async def test_the_end_of_a_visit_ends_the_call_and_forgets_the_form(desk: Desk, form: SharedForm) -> None:
    call = await desk.talk()
    desk.runner.form_changed(form, "ja")
    desk.runner.hang_up()
    assert desk.stage == NoCall()
    assert desk.line.sent[-1] == calls.CallHungUp(call_id=call, epoch=2)
    assert desk.runner._form is None
    await desk.asked("end")


@pytest.mark.parametrize(
    ("message", "reason"),
    [(calls.CallEnded, EndReason.STAFF_HUNG_UP), (presence.Refused, EndReason.REFUSED)],
)
async def test_headquarters_ends_or_refuses_the_call(desk: Desk, message: type, reason: EndReason) -> None:
    call = await desk.talk()
    if message is calls.CallEnded:
        desk.runner.take(calls.CallEnded(call_id=call, epoch=2, reason=reason))
    else:
        desk.runner.take(presence.Refused(code="not_allowed"))  # of something else
        assert isinstance(desk.stage, Talking)
        desk.runner.take(presence.Refused(code="unknown_call", call_id=call))
    assert desk.stage == Over(reason)
    await desk.asked("end")


@pytest.mark.parametrize("code", ["stale_epoch", "not_allowed"])
async def test_one_message_that_came_too_late_does_not_end_the_call(desk: Desk, code: str) -> None:
    call = await desk.talk()
    desk.runner.take(presence.Refused.model_validate({"code": code, "call_id": call}))
    assert isinstance(desk.stage, Talking)


async def test_a_broken_line_is_resumed_by_call_and_epoch(desk: Desk) -> None:
    assert desk.runner.resume() == (None, 0)
    call = await desk.talk()
    desk.runner.link_changed(False)
    assert desk.runner.resume() == (call, 2)
    assert isinstance(desk.stage, Talking), "the picture does not need headquarters"


async def test_a_message_that_cannot_be_sent_ends_nothing(desk: Desk) -> None:
    await desk.talk()
    desk.line.open = False
    desk.runner.post(ev.HangUpPressed())
    assert desk.stage == Over(EndReason.BOOTH_HUNG_UP)
    await desk.asked("end")


@pytest.fixture
def log_lines() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    log.to_stream(stream)
    yield stream
    log.to_stream(None)


async def test_how_the_line_was_is_in_the_log_when_a_call_ends(desk: Desk, log_lines: io.StringIO) -> None:
    await desk.talk()
    said = media.Statistics(
        attempt=1, frames_received=1, frames_sent=1, fps_received=30, fps_sent=30, width=1280, height=720,
        sent_width=1280, sent_height=720, audio_in_rms=0.1, audio_out_rms=0.1, received_kbit=1, sent_kbit=1,
        allowed_kbit=None, packets_lost=0, round_trip_ms=None, frame_age_ms=None,
    )  # fmt: skip
    desk.runner.media_event(said)
    assert desk.runner.statistics == said
    for told in (media.FirstSound(attempt=1), media.MediaProblem(code=media.Problem.CAMERA_LOST)):
        desk.runner.media_event(told)
    desk.runner.hang_up()
    lines = {line["event"]: line for line in map(json.loads, log_lines.getvalue().splitlines())}
    assert (lines["line_ended"]["packets_lost"], lines["line_ended"]["fps_received"]) == (0, 30)
    assert (lines["first_sound"]["attempt"], lines["media_problem"]["code"]) == (1, "camera_lost")
    desk.runner.press(None, "ja")
    assert desk.runner.statistics is None


# -- the card ---------------------------------------------------------------------------------------------------------


async def test_the_face_goes_to_staff_and_identity_to_the_visit_after_a_yes(desk: Desk) -> None:
    call = await desk.talk()
    desk.lay()
    desk.ask(call)
    assert (desk.reader.codes, desk.to_visit) == ([], [])
    desk.runner.post(ev.CardAgreed(True))
    told = await desk.told("agreed", "reading", "done")
    assert told[-1].face is not None
    assert (told[-1].face.photograph, told[-1].face.birth_date) == ("Tg==", "19590506")
    assert desk.to_visit == [do.GiveIdentity(READ, 7)]
    assert desk.reader.codes == [CODE, CODE]
    assert desk.codes_kept() == 0


async def test_a_card_is_waited_for_and_events_of_the_reader_are_understood(desk: Desk) -> None:
    call = await desk.talk()
    desk.runner.card_event(card.ReaderAbsent(why=card.ReaderWhy.NO_READER))
    desk.ask(call)
    desk.runner.post(ev.CardAgreed(True))
    assert [one.code for one in await desk.told("agreed", "agreed")] == [None, "C-24"]
    desk.runner.card_event(card.SlotEmpty(reader="reader"))
    desk.runner.card_event(card.CardSeen(insertion=6))
    desk.lay(card.CardPresent(kind=card.CardKind.FELICA, insertion=6, code=Code.FELICA))
    assert (await desk.told("agreed", "agreed", "agreed"))[-1].code == "C-02"
    desk.lay()
    await desk.told("agreed", "agreed", "agreed", "reading", "done")


async def test_a_fault_at_the_card_is_told_by_its_code(desk: Desk) -> None:
    call = await desk.talk()
    desk.lay()
    desk.reader.face = card.Removed()
    desk.ask(call)
    desk.runner.post(ev.CardAgreed(True))
    assert (await desk.told("agreed", "reading", "failed"))[-1].code == "C-01"
    assert desk.to_visit == []


@pytest.mark.parametrize("code", [None, "99999999999999"])
async def test_a_code_that_can_be_none_is_told_and_never_kept(desk: Desk, code: str | None) -> None:
    call = await desk.talk()
    desk.ask(call, code=code)
    assert [one.code for one in await desk.told("failed")] == ["C-10"]
    assert desk.codes_kept() == 0


async def test_no_code_outlives_a_no_an_end_a_new_ask_or_an_old_epoch(desk: Desk) -> None:
    call = await desk.talk()
    desk.ask(call, epoch=1)
    assert desk.codes_kept() == 0
    desk.ask(call)
    desk.ask(call)
    assert desk.codes_kept() == 1
    desk.runner.post(ev.CardAgreed(False))
    assert desk.codes_kept() == 0
    desk.ask(call)
    kept = next(iter(desk.runner._codes._codes.values()))
    desk.runner.hang_up()
    assert (desk.codes_kept(), kept) == (0, bytearray(14))
    await desk.runner.stop()


async def test_a_code_that_still_waits_is_overwritten_when_the_booth_stops(desk: Desk) -> None:
    desk.ask(await desk.talk())
    kept = next(iter(desk.runner._codes._codes.values()))
    await desk.runner.stop()
    assert kept == bytearray(14)


async def test_a_call_that_ended_meanwhile_gets_no_face_and_fills_no_form(desk: Desk) -> None:
    call = await desk.talk()
    desk.lay()
    desk.reader.gate.clear()
    desk.ask(call)
    desk.runner.post(ev.CardAgreed(True))
    await desk.told("agreed", "reading")
    desk.runner.post(ev.HangUpPressed())
    desk.reader.gate.set()
    await until(lambda: len(desk.reader.codes) >= 2)
    await desk.asked("end")
    await desk.runner.stop()
    assert desk.to_visit == [do.TellOver()]
    assert [one.state for one in await desk.told("agreed", "reading")] == ["agreed", "reading"]


async def test_a_face_that_could_not_be_sent_has_failed(desk: Desk) -> None:
    call = await desk.talk()
    desk.lay()
    desk.reader.gate.clear()
    desk.ask(call)
    desk.runner.post(ev.CardAgreed(True))
    desk.line.open = False
    desk.reader.gate.set()
    await until(lambda: (turn := desk.runner.call.turn) is not None and turn.step == "failed")
    desk.line.open = True
    desk.runner.link_changed(True)
    await desk.told("agreed", "reading", "failed")


async def test_a_bug_while_reading_leaves_nobody_waiting(desk: Desk) -> None:
    call = await desk.talk()
    desk.lay()
    desk.reader.face = RuntimeError("bug")
    desk.ask(call)
    desk.runner.post(ev.CardAgreed(True))
    assert (await desk.told("agreed", "reading", "failed"))[-1].code == "C-27"
    assert desk.codes_kept() == 0


async def test_a_proof_is_the_visits_and_its_steps_are_told(desk: Desk) -> None:
    call = await desk.talk()
    ask = desk.ask(call, want="proof", code=None)
    desk.runner.post(ev.CardAgreed(True))
    assert desk.to_visit == [do.WantProof(ask, call)]
    desk.runner.proof_moved(ask, "reading")
    desk.runner.proof_moved(ask, "failed", Code.LOCKED)
    told = await desk.told("agreed", "reading", "failed")
    assert told[-1].code == "C-08"


async def test_a_proof_nobody_waits_for_is_dropped(desk: Desk) -> None:
    ask = desk.ask(await desk.talk(), want="proof", code=None)
    desk.runner.post(ev.CardAgreed(True))
    desk.runner.hang_up()
    assert desk.to_visit[-1] == do.DropProof(ask)


async def test_evidence_goes_to_the_visit(desk: Desk) -> None:
    call = await desk.talk()
    evidence = identity.Evidence(
        evidence_id=new_id(), level="A3", method=identity.Method.FACE_COMPARED,
        outcome=identity.Outcome.CONFIRMED, at=AT,
    )  # fmt: skip
    desk.runner.take(identity.EvidenceFound(call_id=call, epoch=2, evidence=evidence))
    assert desk.to_visit == [do.NoteEvidence(evidence)]


async def test_a_call_without_a_card_beside_it_passes_asks_over(desk: Desk) -> None:
    alone = CallRunner(Edges(desk.line, desk.engine, desk.to_visit.append), desk.changes.append)
    alone.take(identity.CardAsked(call_id=new_id(), epoch=1, ask_id=new_id(), want="face", code=CODE))
    assert alone._codes._codes == {}
    assert desk.line.sent == []


async def test_a_pad_that_comes_from_behind_the_call_waits_for_the_curtain(desk: Desk) -> None:
    await desk.talk()
    desk.runner.draw_curtain(True)
    desk.runner.post(ev.FrontChosen(call=True))
    await desk.asked("curtain", False)
    await desk.runner.until_curtain()
    desk.pad.open()
    desk.runner.post(ev.FrontChosen(call=False))
    assert not desk.pad.is_open
    await desk.runner.until_curtain()
    await until(lambda: desk.pad.is_open)
    assert [one for one in desk.engine.asked if one[0] == "curtain"] == [
        ("curtain", True), ("curtain", False), ("curtain", True)
    ]  # fmt: skip


async def test_the_child_is_stopped_only_when_it_was_started(desk: Desk) -> None:
    await desk.runner.stop()
    assert ("stop",) not in desk.engine.asked
    await desk.runner.start()
    await desk.runner.stop()
    assert desk.engine.asked == [("start",), ("stop",)]
