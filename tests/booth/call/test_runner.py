"""Every command of a call is carried out; what headquarters and the media child say reaches the decision."""

import asyncio
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel

from kiosk import log
from kiosk.booth.call import commands as do
from kiosk.booth.call import events as ev
from kiosk.booth.call.ports import Edges
from kiosk.booth.call.runner import CallRunner
from kiosk.booth.call.state import Call, NoCall, Over, Picture, Ringing, Talking
from kiosk.booth.call.telling import FORM_EVERY_S
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


TODAY = date(2026, 11, 1)
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


class RunningCall:
    def __init__(self) -> None:
        self.line, self.engine = Line(), Engine()
        self.reader, self.pad, self.to_visit = Reader(), PinPad(), list[do.ForVisit]()
        self.changes: list[Call] = []
        edges = Edges(self.line, self.engine, self.to_visit.append, lambda: TODAY, self.reader, self.pad)
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
async def running() -> RunningCall:
    return RunningCall()


@pytest.fixture
def form(juminhyo: Procedure) -> SharedForm:
    return SharedForm.begin(juminhyo, AT.date(), AT)


async def test_pressing_asks_with_topic_and_language_and_offers_while_it_rings(running: RunningCall) -> None:
    call = await running.ring()
    command, offer = running.line.sent
    assert command == calls.CallRequested(call_id=call, topic="juminhyo", language="easy")
    assert offer == calls.MediaOffer(call_id=call, epoch=0, attempt=1, sdp="offer 1")
    assert running.engine.asked == [("offer", 1, SERVERS)]
    assert isinstance(running.stage, Ringing)


async def test_without_a_line_the_resident_is_told_at_once(running: RunningCall) -> None:
    running.runner.press(None, "ja")
    assert running.stage == Over(EndReason.LOST)
    assert running.line.sent == []


async def test_answer_and_candidates_go_to_the_media_child(running: RunningCall) -> None:
    call = await running.talk()
    which: dict[str, Any] = {"call_id": call, "epoch": 2, "attempt": 1}
    running.runner.take(calls.MediaAnswer(sdp="answer", **which))
    running.runner.take(calls.MediaCandidate(candidate="c", sdp_mid="0", sdp_m_line_index=0, **which))
    running.runner.take(calls.MediaCandidate(candidate="", **which))
    await running.asked("answer", "answer", 1)
    await running.asked("candidate", media.AddCandidate(attempt=1, candidate="c", sdp_mid="0", sdp_m_line_index=0))
    await running.asked("candidate", media.AddCandidate(attempt=1, candidate=""))


async def test_connected_is_said_after_the_first_frame_and_believed_from_headquarters(running: RunningCall) -> None:
    call = await running.talk()
    running.runner.media_event(media.FirstFrame(attempt=1, width=1280, height=720))
    assert running.line.sent[-1] == calls.MediaConnected(call_id=call, epoch=2, attempt=1)
    running.runner.take(calls.CallConnected(call_id=call, epoch=2))
    assert isinstance(running.stage, Talking)
    assert running.stage.connected
    assert running.stage.picture is Picture.SHOWN


async def test_a_media_child_that_died_brings_a_new_offer_in_the_same_call(running: RunningCall) -> None:
    call = await running.talk()
    running.runner.media_event(media.MediaGone(attempt=1))
    offer = await running.sent(calls.MediaOffer, 2)
    assert offer == calls.MediaOffer(call_id=call, epoch=2, attempt=2, sdp="offer 2")


async def test_an_offer_that_cannot_be_made_ends_nothing(running: RunningCall) -> None:
    running.engine.fails.add("offer")
    running.runner.link_changed(True)
    running.runner.press(None, "ja")
    command = await running.sent(calls.CallRequested)
    assert isinstance(command, calls.CallRequested)
    running.runner.take(calls.CallQueued(call_id=command.call_id, waiting_number=1, ahead=0))
    await running.asked("offer", 1, ())
    running.engine.fails.clear()
    running.runner.media_event(media.MediaGone(attempt=1))
    assert (await running.sent(calls.MediaOffer)).attempt == 2  # type: ignore[attr-defined]


async def test_an_answer_the_media_child_refuses_is_tried_again(running: RunningCall) -> None:
    call = await running.talk()
    running.engine.fails.add("answer")
    running.runner.take(calls.MediaAnswer(call_id=call, epoch=2, attempt=1, sdp="bad"))
    assert (await running.sent(calls.MediaOffer, 2)).attempt == 2  # type: ignore[attr-defined]


async def test_a_line_that_stalls_fails_and_comes_back(running: RunningCall) -> None:
    await running.talk()
    running.runner.media_event(media.FirstFrame(attempt=1, width=1280, height=720))
    running.runner.media_event(media.StateChanged(attempt=1, state=media.LineState.RECONNECTING))
    assert running.stage.picture is Picture.STALLED
    running.runner.media_event(media.PictureSending(attempt=1, on=False))
    assert running.stage.narrow_line
    running.runner.media_event(media.StateChanged(attempt=1, state=media.LineState.FAILED))
    await running.sent(calls.MediaOffer, 2)


async def test_curtain_and_mute_reach_the_child_and_staff_hear_of_the_curtain(running: RunningCall) -> None:
    call = await running.talk()
    running.runner.draw_curtain(True)
    assert running.line.sent[-1] == calls.PinCurtain(call_id=call, epoch=2, drawn=True)
    await running.asked("curtain", True)
    running.runner.post(ev.MutePressed(on=True))
    await running.asked("mute", True)
    running.runner.draw_curtain(False)
    await running.asked("curtain", False)


async def test_the_curtain_is_drawn_without_a_call_too(running: RunningCall) -> None:
    running.runner.draw_curtain(True)
    await running.asked("curtain", True)
    assert running.line.sent == []


def written(form: SharedForm, copies: int) -> SharedForm:
    """`form` after the resident chose so many copies."""
    after = form.apply(forms.FieldEdited(field="copies", value=copies, source=forms.Source.RESIDENT, at=AT))
    assert isinstance(after, SharedForm)
    return after


def copies_shown(running: RunningCall) -> list[object]:
    """How many copies stood on each form staff were shown."""
    return [
        field.value
        for message in running.line.sent
        if isinstance(message, forms.FormShown)
        for field in message.fields
        if field.field == "copies"
    ]


async def test_staff_see_the_form_only_after_the_resident_agreed(running: RunningCall, form: SharedForm) -> None:
    call = await running.talk()
    running.runner.form_changed(form, "ja")
    running.runner.take(forms.FormAsked(call_id=call, epoch=2))
    assert running.line.of(forms.FormShown) == []
    running.runner.post(ev.FormAgreed(agreed=True))
    running.clock.pass_s(60)
    running.runner.form_changed(written(form, 2), "ja")
    assert copies_shown(running) == [1, 2]
    running.clock.pass_s(60)
    running.runner.post(ev.FormAgreed(agreed=False))
    running.runner.form_changed(written(form, 3), "ja")
    running.clock.pass_s(60)
    assert copies_shown(running) == [1, 2]
    assert running.line.of(forms.FormHidden) == [forms.FormHidden(call_id=call, epoch=2, number=3)]


async def test_a_form_that_changes_with_every_key_is_sent_a_few_times_and_the_last_one_is_whole(
    running: RunningCall, form: SharedForm
) -> None:
    call = await running.talk()
    running.runner.form_changed(form, "ja")
    running.agree(call)
    for copies in range(2, 10):
        running.runner.form_changed(written(form, copies), "ja")
        running.clock.pass_s(FORM_EVERY_S / 3.2)
    running.clock.pass_s(60)
    assert copies_shown(running) == [1, 5, 8, 9]


async def test_what_was_typed_before_a_no_is_not_shown_after_it(running: RunningCall, form: SharedForm) -> None:
    call = await running.talk()
    running.runner.form_changed(form, "ja")
    running.agree(call)
    running.runner.form_changed(written(form, 2), "ja")
    running.runner.post(ev.FormAgreed(agreed=False))
    running.clock.pass_s(60)
    assert copies_shown(running) == [1]


async def test_what_was_typed_without_a_line_is_shown_when_it_is_back(running: RunningCall, form: SharedForm) -> None:
    call = await running.talk()
    running.runner.form_changed(form, "ja")
    running.agree(call)
    running.line.open = False
    running.runner.link_changed(False)
    running.clock.pass_s(60)
    running.runner.form_changed(written(form, 2), "ja")
    assert copies_shown(running) == [1]
    running.line.open = True
    running.runner.link_changed(True)
    running.clock.pass_s(60)
    assert copies_shown(running) == [1, 2]


async def test_staff_are_told_the_language_the_resident_reads_now(running: RunningCall, form: SharedForm) -> None:
    call = await running.talk()
    running.runner.form_changed(form, "vi")
    running.agree(call)
    running.clock.pass_s(60)
    running.runner.form_changed(form, "en")
    shown = [message for message in running.line.sent if isinstance(message, forms.FormShown)]
    assert [message.locale for message in shown] == ["vi", "en"]
    assert shown[0].fields == shown[1].fields, "staff read Japanese"


async def test_a_form_that_is_gone_is_hidden_from_staff(running: RunningCall, form: SharedForm) -> None:
    call = await running.talk()
    running.runner.form_changed(form, "ja")
    running.agree(call)
    running.runner.form_changed(None, "ja")
    assert len(running.line.of(forms.FormHidden)) == 1
    running.runner.form_changed(form, "ja")
    assert len(running.line.of(forms.FormShown)) == 1, "another form is another question"


async def test_nor_is_a_form_shown_that_took_its_place(running: RunningCall, form: SharedForm) -> None:
    call = await running.talk()
    running.runner.form_changed(form, "ja")
    running.agree(call)
    other = form.procedure.model_copy(update={"procedure": "another"})
    running.runner.form_changed(replace(form, procedure=other), "ja")
    running.clock.pass_s(60)
    shown = [message for message in running.line.sent if isinstance(message, forms.FormShown)]
    assert [message.procedure for message in shown] == [form.procedure.id]
    assert len(running.line.of(forms.FormHidden)) == 1


async def test_proposals_come_through_only_while_the_form_is_shown(running: RunningCall, form: SharedForm) -> None:
    call = await running.talk()
    proposal = forms.Proposal(call_id=call, epoch=2, proposal_id=new_id(), field="copies", value=2)
    running.runner.take(proposal)
    assert running.proposals == []
    running.runner.form_changed(form, "ja")
    running.agree(call)
    running.runner.take(proposal.model_copy(update={"epoch": 1}))
    running.runner.take(proposal.model_copy(update={"call_id": new_id()}))
    assert running.proposals == []
    running.runner.take(proposal)
    assert running.proposals == [proposal]
    running.runner.proposal_settled(proposal, accepted=True)
    assert running.line.sent[-1] == forms.ProposalAnswered(
        call_id=call, epoch=2, proposal_id=proposal.proposal_id, accepted=True
    )
    running.runner.proposal_settled(proposal.model_copy(update={"call_id": new_id()}), accepted=True)
    assert len(running.line.of(forms.ProposalAnswered)) == 1


async def test_the_end_of_a_visit_ends_the_call_and_forgets_the_form(running: RunningCall, form: SharedForm) -> None:
    call = await running.talk()
    running.runner.form_changed(form, "ja")
    running.runner.hang_up()
    assert running.stage == NoCall()
    assert running.line.sent[-1] == calls.CallHungUp(call_id=call, epoch=2)
    running.runner.form_changed(form, "ja")
    assert not running.line.of(forms.FormShown)
    await running.asked("end")


@pytest.mark.parametrize(
    ("message", "reason"),
    [(calls.CallEnded, EndReason.STAFF_HUNG_UP), (presence.Refused, EndReason.REFUSED)],
)
async def test_headquarters_ends_or_refuses_the_call(running: RunningCall, message: type, reason: EndReason) -> None:
    call = await running.talk()
    if message is calls.CallEnded:
        running.runner.take(calls.CallEnded(call_id=call, epoch=2, reason=reason))
    else:
        running.runner.take(presence.Refused(code="not_allowed"))  # of something else
        assert isinstance(running.stage, Talking)
        running.runner.take(presence.Refused(code="unknown_call", call_id=call))
    assert running.stage == Over(reason)
    await running.asked("end")


@pytest.mark.parametrize("code", ["stale_epoch", "not_allowed"])
async def test_one_message_that_came_too_late_does_not_end_the_call(running: RunningCall, code: str) -> None:
    call = await running.talk()
    running.runner.take(presence.Refused.model_validate({"code": code, "call_id": call}))
    assert isinstance(running.stage, Talking)


async def test_a_broken_line_is_resumed_by_call_and_epoch(running: RunningCall) -> None:
    assert running.runner.resume() == (None, 0)
    call = await running.talk()
    running.runner.link_changed(False)
    assert running.runner.resume() == (call, 2)
    assert isinstance(running.stage, Talking), "the picture does not need headquarters"


async def test_a_message_that_cannot_be_sent_ends_nothing(running: RunningCall) -> None:
    await running.talk()
    running.line.open = False
    running.runner.post(ev.HangUpPressed())
    assert running.stage == Over(EndReason.BOOTH_HUNG_UP)
    await running.asked("end")


@pytest.fixture
def log_lines() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    log.to_stream(stream)
    yield stream
    log.to_stream(None)


async def test_how_the_line_was_is_in_the_log_when_a_call_ends(running: RunningCall, log_lines: io.StringIO) -> None:
    await running.talk()
    said = media.Statistics(
        attempt=1, frames_received=1, frames_sent=1, fps_received=30, fps_sent=30, width=1280, height=720,
        sent_width=1280, sent_height=720, audio_in_rms=0.1, audio_out_rms=0.1, received_kbit=1, sent_kbit=1,
        allowed_kbit=None, packets_lost=0, round_trip_ms=None, frame_age_ms=None,
    )  # fmt: skip
    running.runner.media_event(said)
    assert running.runner.statistics == said
    for told in (media.FirstSound(attempt=1), media.MediaProblem(code=media.Problem.CAMERA_LOST)):
        running.runner.media_event(told)
    running.runner.hang_up()
    lines = {line["event"]: line for line in map(json.loads, log_lines.getvalue().splitlines())}
    assert (lines["line_ended"]["packets_lost"], lines["line_ended"]["fps_received"]) == (0, 30)
    assert (lines["first_sound"]["attempt"], lines["media_problem"]["code"]) == (1, "camera_lost")
    running.runner.press(None, "ja")
    assert running.runner.statistics is None


# -- the card ---------------------------------------------------------------------------------------------------------


async def test_the_face_goes_to_staff_and_identity_to_the_visit_after_a_yes(running: RunningCall) -> None:
    call = await running.talk()
    running.lay()
    running.ask(call)
    assert (running.reader.codes, running.to_visit) == ([], [])
    running.runner.post(ev.CardAgreed(True))
    told = await running.told("agreed", "reading", "done")
    assert told[-1].face is not None
    assert (told[-1].face.photograph, told[-1].face.birth_date) == ("Tg==", "19590506")
    assert running.to_visit == [do.GiveIdentity(READ, 7)]
    assert running.reader.codes == [CODE, CODE]
    assert running.codes_kept() == 0


async def test_a_card_is_waited_for_and_events_of_the_reader_are_understood(running: RunningCall) -> None:
    call = await running.talk()
    running.runner.card_event(card.ReaderAbsent(why=card.ReaderWhy.NO_READER))
    running.ask(call)
    running.runner.post(ev.CardAgreed(True))
    assert [one.code for one in await running.told("agreed", "agreed")] == [None, "C-24"]
    running.runner.card_event(card.SlotEmpty(reader="reader"))
    running.runner.card_event(card.CardSeen(insertion=6))
    running.lay(card.CardPresent(kind=card.CardKind.FELICA, insertion=6, code=Code.FELICA))
    assert (await running.told("agreed", "agreed", "agreed"))[-1].code == "C-02"
    running.lay()
    await running.told("agreed", "agreed", "agreed", "reading", "done")


async def test_a_fault_at_the_card_is_told_by_its_code(running: RunningCall) -> None:
    call = await running.talk()
    running.lay()
    running.reader.face = card.Removed()
    running.ask(call)
    running.runner.post(ev.CardAgreed(True))
    assert (await running.told("agreed", "reading", "failed"))[-1].code == "C-01"
    assert running.to_visit == []


@pytest.mark.parametrize("code", [None, "99999999999999"])
async def test_a_code_that_can_be_none_is_told_and_never_kept(running: RunningCall, code: str | None) -> None:
    call = await running.talk()
    running.ask(call, code=code)
    assert [one.code for one in await running.told("failed")] == ["C-10"]
    assert running.codes_kept() == 0


async def test_no_code_outlives_a_no_an_end_a_new_ask_or_an_old_epoch(running: RunningCall) -> None:
    call = await running.talk()
    running.ask(call, epoch=1)
    assert running.codes_kept() == 0
    running.ask(call)
    running.ask(call)
    assert running.codes_kept() == 1
    running.runner.post(ev.CardAgreed(False))
    assert running.codes_kept() == 0
    running.ask(call)
    kept = next(iter(running.runner._codes._codes.values()))
    running.runner.hang_up()
    assert (running.codes_kept(), kept) == (0, bytearray(14))
    await running.runner.stop()


async def test_a_code_that_still_waits_is_overwritten_when_the_booth_stops(running: RunningCall) -> None:
    running.ask(await running.talk())
    kept = next(iter(running.runner._codes._codes.values()))
    await running.runner.stop()
    assert kept == bytearray(14)


async def test_a_call_that_ended_meanwhile_gets_no_face_and_fills_no_form(running: RunningCall) -> None:
    call = await running.talk()
    running.lay()
    running.reader.gate.clear()
    running.ask(call)
    running.runner.post(ev.CardAgreed(True))
    await running.told("agreed", "reading")
    running.runner.post(ev.HangUpPressed())
    running.reader.gate.set()
    await until(lambda: len(running.reader.codes) >= 2)
    await running.asked("end")
    await running.runner.stop()
    assert running.to_visit == [do.TellOver()]
    assert [one.state for one in await running.told("agreed", "reading")] == ["agreed", "reading"]


async def test_a_face_that_could_not_be_sent_has_failed(running: RunningCall) -> None:
    call = await running.talk()
    running.lay()
    running.reader.gate.clear()
    running.ask(call)
    running.runner.post(ev.CardAgreed(True))
    running.line.open = False
    running.reader.gate.set()
    await until(lambda: (turn := running.runner.call.turn) is not None and turn.step == "failed")
    running.line.open = True
    running.runner.link_changed(True)
    await running.told("agreed", "reading", "failed")


async def test_a_bug_while_reading_leaves_nobody_waiting(running: RunningCall) -> None:
    call = await running.talk()
    running.lay()
    running.reader.face = RuntimeError("bug")
    running.ask(call)
    running.runner.post(ev.CardAgreed(True))
    assert (await running.told("agreed", "reading", "failed"))[-1].code == "C-27"
    assert running.codes_kept() == 0


async def test_a_proof_is_the_visits_and_its_steps_are_told(running: RunningCall) -> None:
    call = await running.talk()
    ask = running.ask(call, want="proof", code=None)
    running.runner.post(ev.CardAgreed(True))
    assert running.to_visit == [do.WantProof(ask, call)]
    running.runner.proof_moved(ask, "reading")
    running.runner.proof_moved(ask, "failed", Code.LOCKED)
    told = await running.told("agreed", "reading", "failed")
    assert told[-1].code == "C-08"


async def test_a_proof_nobody_waits_for_is_dropped(running: RunningCall) -> None:
    ask = running.ask(await running.talk(), want="proof", code=None)
    running.runner.post(ev.CardAgreed(True))
    running.runner.hang_up()
    assert running.to_visit[-1] == do.DropProof(ask)


async def test_evidence_goes_to_the_visit(running: RunningCall) -> None:
    call = await running.talk()
    evidence = identity.Evidence(
        evidence_id=new_id(), level="A3", method=identity.Method.FACE_COMPARED,
        outcome=identity.Outcome.CONFIRMED, at=AT,
    )  # fmt: skip
    running.runner.take(identity.EvidenceFound(call_id=call, epoch=2, evidence=evidence))
    assert running.to_visit == [do.NoteEvidence(evidence)]


async def test_a_call_without_a_card_beside_it_passes_asks_over(running: RunningCall) -> None:
    edges = Edges(running.line, running.engine, running.to_visit.append, lambda: TODAY)
    alone = CallRunner(edges, running.changes.append)
    alone.take(identity.CardAsked(call_id=new_id(), epoch=1, ask_id=new_id(), want="face", code=CODE))
    assert alone._codes._codes == {}
    assert running.line.sent == []


async def test_a_pad_that_comes_from_behind_the_call_waits_for_the_curtain(running: RunningCall) -> None:
    await running.talk()
    running.runner.draw_curtain(True)
    running.runner.post(ev.FrontChosen(call=True))
    await running.asked("curtain", False)
    await running.runner.until_curtain()
    running.pad.open()
    running.runner.post(ev.FrontChosen(call=False))
    assert not running.pad.is_open
    await running.runner.until_curtain()
    await until(lambda: running.pad.is_open)
    assert [one for one in running.engine.asked if one[0] == "curtain"] == [
        ("curtain", True), ("curtain", False), ("curtain", True)
    ]  # fmt: skip


async def test_the_child_is_stopped_only_when_it_was_started(running: RunningCall) -> None:
    await running.runner.stop()
    assert ("stop",) not in running.engine.asked
    await running.runner.start()
    await running.runner.stop()
    assert running.engine.asked == [("start",), ("stop",)]
