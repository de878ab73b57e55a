"""The card in a call, whole: call, visit and a virtual card joined as the booth joins them; staff at the other end."""

import base64
from datetime import UTC, date, datetime

import pytest

from kiosk.booth.call import events as ce
from kiosk.booth.call.ports import Edges as CallEdges
from kiosk.booth.call.runner import CallRunner
from kiosk.booth.call.state import Over, Place, Talking
from kiosk.booth.call_and_visit import WhoseCard, for_visit
from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.decide import Rules
from kiosk.booth.visit.pin_buffer import PinPad
from kiosk.booth.visit.ports import Edges, Submitted
from kiosk.booth.visit.runner import VisitRunner
from kiosk.booth.visit.stages import Answering, ConfirmingLastTry, EnteringPin, Stage, WaitingForCard, Welcoming
from kiosk.card import card
from kiosk.card.card import CardPresent, SlotEmpty
from kiosk.card.conversation import Conversation
from kiosk.card.mynumber import MyNumberCard
from kiosk.card.recognise import recognise
from kiosk.jpki.certificates import proves_possession
from kiosk.media.messages import MediaGone
from kiosk.protocol import calls
from kiosk.protocol.forms import Source
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import (
    CardAsked,
    CardTold,
    Evidence,
    EvidenceFound,
    Method,
    NonceGiven,
    Outcome,
    ProofGiven,
    ProofJudged,
    TapJudged,
)
from kiosk.rehearsal.card.faults import Faults, FaultyCard
from kiosk.rehearsal.card.in_process import InProcess
from kiosk.rehearsal.card.profiles import profiles
from tests.booth.call_edges import Engine, Line
from tests.booth.visit_parts import PaperBookings
from tests.until import until

NOW = datetime(2026, 11, 1, 3, 0, tzinfo=UTC)
CODE = "34050620352285"
WRONG_CODE = "34050620359999"


class Reader:
    """The card reader's door with one virtual card behind it; each flow opens it anew, as the real reader does."""

    def __init__(self) -> None:
        self.present: CardPresent | None = None
        self.laid = FaultyCard(profiles(NOW)["adult"].make(NOW))
        self.insertion = 0

    def lay(self, profile: str = "adult") -> CardPresent:
        self.laid = FaultyCard(profiles(NOW)[profile].make(NOW))
        talk = Conversation(InProcess(self.laid))
        self.found = recognise(talk, self.laid.card.atr)
        self.insertion += 1
        self.present = CardPresent(
            kind=self.found.kind, insertion=self.insertion, tries=self.found.tries, code=self.found.code,
            certificates=self.found.certificates,
        )  # fmt: skip
        return self.present

    def take(self) -> SlotEmpty:
        self.present = None
        self.laid.ejected_after = True
        return SlotEmpty(reader="virtual")

    def _card(self) -> MyNumberCard:
        return MyNumberCard(Conversation(InProcess(self.laid)), self.found)

    async def read_face(self, code: bytearray, insertion: int | None = None) -> card.FaceOutcome:
        return self._card().read_face(code)

    async def read_identity_by_code(self, code: bytearray, insertion: int | None = None) -> card.IdentityOutcome:
        return self._card().read_identity_by_code(code)

    async def read_identity(self, pin: bytearray, insertion: int | None = None) -> card.IdentityOutcome:
        return self._card().read_identity(pin)

    async def tries_left(self, insertion: int | None = None) -> card.TriesOutcome:
        return self._card().read_tries()

    async def sign_challenge(
        self, digest: bytes, pin: bytearray, insertion: int | None = None
    ) -> card.ChallengeOutcome:
        return self._card().sign_challenge(digest, pin)

    async def sign_document(
        self, digest: bytes, password: bytearray, insertion: int | None = None
    ) -> card.DocumentOutcome:
        return self._card().sign_document(digest, password)

    async def read_certificate(self, insertion: int | None = None) -> card.CertificateOutcome:
        return self._card().read_certificate()

    async def forget(self) -> None:
        return


class Booth:
    """A booth in a call, and the staff it talks to."""

    def __init__(self, rules: Rules) -> None:
        self.line, self.engine, self.reader, self.pad = Line(), Engine(), Reader(), PinPad()
        self.random = bytes(range(32))
        self.proofs: list[ProofGiven] = []
        self.call = CallRunner(
            CallEdges(
                self.line,
                self.engine,
                lambda command: self.visit.post(for_visit(command)),
                lambda: date(2026, 11, 1),
                self.reader,
                self.pad,
            ),
            lambda call: self.whose_card.call_changed(call),  # noqa: PLW0108 -- made below
        )
        edges = Edges(
            card=self.reader, headquarters=self, bookings=PaperBookings(), staff=self.call, pad=self.pad,
            submit=self._submit, print_slip=self._print, print_todo=self._listed,
            count=self._count, stored=lambda: None, forget=self._nothing,
        )  # fmt: skip
        self.visit = VisitRunner(edges, lambda: rules, lambda _visit: None)
        self.whose_card = WhoseCard(self.call, self.visit)
        self.id = ""

    # -- the other edges of a visit -----------------------------------------------------------------------------------

    async def _submit(self, _command: do.HandIn, _signer: object) -> Submitted:
        return Submitted("IE-4731-08K", new_id())

    async def _print(self, _command: do.PrintSlip) -> ev.SlipPrinted:
        return ev.SlipPrinted()

    async def _listed(self, _command: do.PrintTodo) -> bool:
        return True

    async def _count(self, _what: str) -> None:
        return

    async def _nothing(self) -> None:
        return

    async def nonce(self) -> NonceGiven:
        return NonceGiven(nonce_id=new_id(), nonce=self.random.hex(), expires_at=NOW)

    async def prove(self, proof: ProofGiven) -> ProofJudged:
        self.proofs.append(proof)
        good = proves_possession(bytes.fromhex(proof.certificate), bytes.fromhex(proof.signature), self.random)
        found = self.evidence(Method.CARD_KEY, Outcome.CONFIRMED if good else Outcome.NOT_CONFIRMED)
        self.call.take(EvidenceFound(call_id=self.id, epoch=2, evidence=found))
        return ProofJudged(evidence=found)

    async def tap(self, certificate: str) -> TapJudged:
        raise AssertionError("nobody taps here")

    def evidence(self, method: Method, outcome: Outcome = Outcome.CONFIRMED) -> Evidence:
        return Evidence(evidence_id=new_id(), level="A3", method=method, outcome=outcome, at=NOW)

    # -- what happens -------------------------------------------------------------------------------------------------

    async def talk(self) -> None:
        self.call.link_changed(True)
        self.visit.post(ev.Ticked(1.0, NOW, in_call=False))
        self.call.press(None, "ja")
        self.id = next(one.call_id for one in self.line.sent if isinstance(one, calls.CallRequested))
        self.call.take(calls.CallQueued(call_id=self.id, waiting_number=1, ahead=0))
        staff = calls.StaffShown(name="田中 恵子", section="市民課")
        self.call.take(calls.CallAnswered(call_id=self.id, epoch=2, staff=staff))

    def ask(self, want: str, code: str | None = None) -> str:
        ask_id = new_id()
        said = {"call_id": self.id, "epoch": 2, "ask_id": ask_id, "want": want, "code": code}
        self.call.take(CardAsked.model_validate(said))
        return ask_id

    def yes(self) -> None:
        self.call.post(ce.CardAgreed(True))

    def lay(self, profile: str = "adult") -> None:
        self.whose_card.card_event(self.reader.lay(profile))

    def take_card(self) -> None:
        self.whose_card.card_event(self.reader.take())

    def to_card_page(self) -> None:
        self.visit.post(ev.GroupChosen("certificates"))
        self.visit.post(ev.ProcedureChosen("juminhyo"))
        self.visit.post(ev.ForwardPressed())

    async def enter(self, pin: str) -> None:
        await until(lambda: self.pad.is_open)
        for digit in pin:
            self.pad.press(int(digit))
        self.visit.post(ev.PinEntered())

    # -- how things stand ---------------------------------------------------------------------------------------------

    @property
    def stage(self) -> Stage:
        return self.visit.visit.stage

    @property
    def talking(self) -> Talking:
        assert isinstance(self.call.call.stage, Talking)
        return self.call.call.stage

    @property
    def step(self) -> str:
        return self.call.call.turn.step if self.call.call.turn else ""

    @property
    def told(self) -> list[CardTold]:
        return [one for one in self.line.sent if isinstance(one, CardTold)]

    @property
    def states(self) -> list[str]:
        return [one.state for one in self.told]

    @property
    def curtains(self) -> list[bool]:
        return [one.drawn for one in self.line.sent if isinstance(one, calls.PinCurtain)]

    @property
    def source(self) -> Source | None:
        form = self.visit.visit.form
        answer = form.answers.get("ap_name") if form else None
        return answer.source if answer else None


@pytest.fixture
async def booth(rules: Rules) -> Booth:
    made = Booth(rules)
    await made.talk()
    return made


# -- the printed face -------------------------------------------------------------------------------------------------


async def test_staff_see_the_card_and_the_open_form_is_filled_from_it(booth: Booth) -> None:
    booth.to_card_page()
    booth.ask("face", CODE)
    booth.yes()
    assert (booth.step, isinstance(booth.stage, WaitingForCard)) == ("placing", True)
    booth.lay()
    await until(lambda: booth.step == "done")
    assert booth.states == ["agreed", "reading", "done"]
    face = booth.told[-1].face
    assert face is not None
    assert base64.b64decode(face.photograph).startswith(b"\x89PNG")
    assert isinstance(booth.stage, Answering)
    assert booth.source is Source.CARD
    assert booth.curtains == [], "a card laid down for staff opens no PIN page behind the call"
    assert booth.reader.laid.card.verifies == 2


async def test_the_application_says_the_card_was_opened_by_its_printed_code_and_names_the_clerks_look(
    booth: Booth,
) -> None:
    booth.to_card_page()
    booth.lay("blocked")
    booth.ask("face", CODE)
    booth.yes()
    await until(lambda: booth.step == "done")
    looked = booth.evidence(Method.FACE_COMPARED)
    booth.call.take(EvidenceFound(call_id=booth.id, epoch=2, evidence=looked))
    assert booth.talking.confirmed
    assert [one.method for one in booth.visit.visit.seen] == [Method.CARD_CODE, Method.FACE_COMPARED]
    assert booth.visit.visit.seen[-1].evidence == looked.evidence_id


async def test_a_no_reads_nothing_and_fills_nothing(booth: Booth) -> None:
    booth.to_card_page()
    booth.ask("face", CODE)
    booth.call.post(ce.CardAgreed(False))
    before = len(booth.reader.laid.card.log)
    assert (booth.states, booth.source, len(booth.reader.laid.card.log)) == (["declined"], None, before)


async def test_a_wrong_number_costs_one_try_and_staff_may_ask_again(booth: Booth) -> None:
    booth.lay()
    booth.ask("face", WRONG_CODE)
    booth.yes()
    await until(lambda: booth.step == "failed")
    assert (booth.told[-1].code, booth.reader.laid.card.verifies) == ("C-06", 1)
    booth.ask("face", CODE)
    booth.yes()
    await until(lambda: booth.step == "done")
    assert booth.reader.laid.card.verifies == 3


@pytest.mark.parametrize("at", [1, 3, 6, 10])
async def test_a_card_pulled_while_it_is_read_is_told_and_the_next_ask_works(booth: Booth, at: int) -> None:
    booth.to_card_page()
    booth.ask("face", CODE)
    booth.yes()
    lying = booth.reader.lay()
    booth.reader.laid.faults = Faults(eject_at=booth.reader.laid.commands + at)
    booth.whose_card.card_event(lying)
    await until(lambda: booth.step == "failed")
    booth.take_card()
    assert (booth.told[-1].code, booth.source) == ("C-01", None)
    booth.call.post(ce.CardClosed())
    booth.ask("face", CODE)
    booth.yes()
    booth.lay()
    await until(lambda: booth.step == "done")
    assert booth.source is Source.CARD


async def test_a_call_that_ends_while_the_card_is_waited_for_gives_the_card_back_to_the_visit(booth: Booth) -> None:
    booth.to_card_page()
    booth.ask("face", CODE)
    booth.yes()
    booth.call.post(ce.HangUpPressed())
    assert isinstance(booth.call.call.stage, Over)
    booth.lay()
    assert isinstance(booth.stage, EnteringPin)


# -- the proof --------------------------------------------------------------------------------------------------------


async def test_the_pin_is_typed_unseen_and_staff_hear_that_it_is_this_person(booth: Booth) -> None:
    ask = booth.ask("proof")
    booth.yes()
    assert (booth.step, booth.talking.place) == ("proving", Place.SMALL)
    assert isinstance(booth.stage, WaitingForCard)
    booth.lay()
    assert isinstance(booth.stage, EnteringPin)
    assert booth.curtains == [True]
    await booth.enter("1234")
    await until(lambda: booth.step == "done")
    assert booth.states == ["agreed", "reading", "done"]
    assert booth.curtains == [True, False]
    assert booth.proofs[0].call_id == booth.id
    assert booth.talking.confirmed
    assert booth.talking.place is Place.FRONT
    assert isinstance(booth.stage, Welcoming)
    assert [one.method for one in booth.visit.visit.seen] == [Method.CARD_KEY], "told twice, remembered once"
    assert {one.ask_id for one in booth.told} == {ask}


async def test_a_form_that_waits_is_there_again_after_the_proof(booth: Booth) -> None:
    booth.to_card_page()
    booth.visit.post(ev.WithoutCardChosen())
    before = booth.stage
    booth.ask("proof")
    booth.yes()
    booth.lay()
    await booth.enter("1234")
    await until(lambda: booth.step == "done")
    assert booth.stage == before


async def test_a_wrong_pin_may_be_mended_and_the_last_try_is_asked_twice(booth: Booth) -> None:
    booth.ask("proof")
    booth.yes()
    booth.lay()
    for left in (2, 1):
        await booth.enter("9999")
        await until(lambda left=left: booth.visit.visit.tries.auth == left)  # type: ignore[misc]
    await until(lambda: isinstance(booth.stage, ConfirmingLastTry))
    booth.visit.post(ev.LastTryDeclined())
    assert (booth.states[-1], booth.step, booth.talking.place is Place.FRONT) == ("declined", "", True)
    assert booth.reader.laid.card.verifies == 2


async def test_hanging_up_at_the_pad_ends_the_proof_and_wipes_the_pin(booth: Booth) -> None:
    booth.ask("proof")
    booth.yes()
    booth.lay()
    await until(lambda: booth.pad.is_open)
    booth.pad.press(1)
    booth.call.post(ce.HangUpPressed())
    assert isinstance(booth.stage, Welcoming)
    assert booth.pad.count == 0
    assert booth.proofs == []


async def test_a_media_child_that_dies_at_the_pad_comes_back_behind_the_curtain(booth: Booth) -> None:
    booth.ask("proof")
    booth.yes()
    booth.lay()
    booth.call.post(MediaGone(attempt=1))
    assert booth.call.call.curtain
    await booth.enter("1234")
    await until(lambda: booth.step == "done")
    assert booth.talking.attempt == 2


async def test_staff_who_want_the_face_instead_take_the_pad_away(booth: Booth) -> None:
    booth.ask("proof")
    booth.yes()
    booth.lay()
    booth.ask("face", CODE)
    assert isinstance(booth.stage, Welcoming)
    assert (booth.step, booth.talking.place, booth.call.call.curtain) == ("asked", Place.FRONT, False)
    booth.yes()
    await until(lambda: booth.step == "done")


async def test_a_locked_pin_is_told_by_its_code(booth: Booth) -> None:
    booth.ask("proof")
    booth.yes()
    booth.lay("face")
    assert isinstance(booth.stage, WaitingForCard)
    assert booth.stage.trouble == "C-09"
    booth.visit.post(ev.WithoutCardChosen())
    assert (booth.states[-1], booth.told[-1].code, booth.step) == ("failed", "C-09", "failed")
    assert booth.reader.laid.card.verifies == 0


# -- one resident, one card -------------------------------------------------------------------------------------------


async def test_a_card_laid_down_anew_is_looked_at_again_before_it_proves(booth: Booth) -> None:
    booth.to_card_page()
    booth.ask("face", CODE)
    booth.yes()
    booth.lay()
    await until(lambda: booth.step == "done")
    booth.take_card()
    booth.lay()
    booth.call.post(ce.CardClosed())
    booth.ask("proof")
    booth.yes()
    assert isinstance(booth.stage, WaitingForCard)
    assert (booth.stage.trouble, booth.curtains) == ("C-26", [])
    booth.visit.post(ev.WithoutCardChosen())
    assert (booth.states[-1], booth.told[-1].code) == ("failed", "C-26")
    booth.ask("face", CODE)
    booth.yes()
    await until(lambda: booth.step == "done")
    booth.ask("proof")
    booth.yes()
    await booth.enter("1234")
    await until(lambda: booth.states[-1] == "done" and len(booth.proofs) == 1)
    assert [one.method for one in booth.visit.visit.seen] == [Method.CARD_CODE, Method.CARD_KEY]


async def test_the_welcome_screen_forgets_the_resident_and_keeps_the_call(booth: Booth) -> None:
    booth.to_card_page()
    booth.ask("face", CODE)
    booth.yes()
    booth.lay()
    await until(lambda: booth.step == "done")
    booth.call.post(ce.CardClosed())
    while not isinstance(booth.stage, Welcoming):
        booth.visit.post(ev.BackPressed())
    visit = booth.visit.visit
    assert (visit.form, visit.identity, visit.seen) == (None, None, ())
    assert booth.talking.call_id == booth.id
    looked = booth.evidence(Method.FACE_COMPARED)
    booth.call.take(EvidenceFound(call_id=booth.id, epoch=2, evidence=looked))
    assert [one.evidence for one in booth.visit.visit.seen] == [looked.evidence_id]
    booth.call.post(ce.HangUpPressed())
    assert booth.visit.visit.seen == ()
