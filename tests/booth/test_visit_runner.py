"""Every wish of a visit is carried out, in order; the PIN leaves no trace."""

import asyncio
import inspect
from datetime import UTC, datetime
from hashlib import sha256
from typing import get_args

import pytest

from kiosk.booth import visit_events as ev
from kiosk.booth.handing_in import Handed, NotHanded, NotSigned, Signer
from kiosk.booth.identity_client import Refused, Unreachable
from kiosk.booth.pin_pad import PinPad
from kiosk.booth.stages import (
    Answering,
    ConfirmingLastTry,
    CountingTries,
    EnteringPassword,
    EnteringPin,
    Errand,
    HandedIn,
    ListingCases,
    NoCasesTold,
    NotHandedIn,
    OutOfService,
    WaitingForCard,
    Welcoming,
)
from kiosk.booth.store import StoreFull
from kiosk.booth.trouble import Trouble
from kiosk.booth.visit import Rules, Visit
from kiosk.booth.visit_runner import Edges, VisitRunner
from kiosk.card import card
from kiosk.card.card import CardKind, CardPresent, Certificates, ReaderAbsent, ReaderWhy, SlotEmpty, Tries
from kiosk.procedures import navigation
from kiosk.procedures.identity import Identity
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.forms import Proposal
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import (
    CaseShown,
    Evidence,
    Method,
    NonceGiven,
    Outcome,
    ProofGiven,
    ProofJudged,
    TapJudged,
)
from tests.booth.transcripts import SELF_ANSWERS

PATIENCE = 10.0
PRESENT = CardPresent(
    kind=CardKind.MY_NUMBER,
    insertion=5,
    tries=Tries(card_face=3, auth=3, sign=5),
    certificates=Certificates(sign=True, auth=True),
)


AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
CASE = CaseShown(
    procedure="juminhyo", title="住民票の写し", reference="IE-4731-08K", receipt_number="2026-001234",
    received_at=AT, state="new",
)  # fmt: skip


def found(method: Method, outcome: Outcome = Outcome.CONFIRMED, code: str | None = None) -> Evidence:
    return Evidence(evidence_id=new_id(), level="A3", method=method, outcome=outcome, at=AT, code=code)


class Parts:
    """Small edges that remember; a card, staff, an outbox and a printer."""

    def __init__(self) -> None:
        self.done: list[object] = []
        self.pad = PinPad()
        self.present: CardPresent | None = PRESENT
        self.outcome: card.IdentityOutcome = card.WrongPin(left=2)
        self.tries: card.TriesOutcome = card.TriesRead(tries=Tries(card_face=3, auth=3, sign=5))
        self.signed: card.DocumentOutcome = card.DocumentSigned(der="00", signature="00")
        self.challenge: card.ChallengeOutcome = card.ChallengeSigned(der="aa", signature="bb")
        self.certificate: card.CertificateOutcome = card.CertificateRead(der="aa")
        self.given: NonceGiven | Refused | Unreachable = NonceGiven(nonce_id=new_id(), nonce="ab" * 32, expires_at=AT)
        self.judged: ProofJudged | Refused | Unreachable = ProofJudged(evidence=found(Method.CARD_KEY), registered=True)
        self.told: TapJudged | Refused | Unreachable = TapJudged(evidence=found(Method.TAP), cases=(CASE,))
        self.answer = asyncio.Event()
        self.answer.set()
        self.digests: list[bytes] = []
        self.proofs: list[ProofGiven] = []
        self.broken = False
        self.pins: list[bytearray] = []
        self.seen_pins: list[bytes] = []
        self.insertions: list[int | None] = []
        self.handed: Handed | NotHanded | Exception = Handed("IE-4731-08K", new_id())
        self.paper: bool | None = True
        self.forms: list[SharedForm | None] = []
        self.curtain_done = asyncio.Event()
        self.curtain_done.set()

    @property
    def edges(self) -> Edges:
        return Edges(
            card=self, headquarters=self, staff=self, pad=self.pad, hand_in=self.hand_in,
            print_slip=self.print_slip, count=self.count,
            stored=lambda: self.done.append("stored"), forget=self.forget_all,
        )  # fmt: skip

    async def read_identity(self, pin: bytearray, insertion: int | None = None) -> card.IdentityOutcome:
        self.seen_pins.append(bytes(pin))
        self.pins.append(pin)
        self.insertions.append(insertion)
        if self.broken:
            raise KeyError("bug")
        pin[:] = bytes(len(pin))  # as the real door promises
        return self.outcome

    async def forget(self) -> None:
        self.done.append("card_forgotten")

    def draw_curtain(self, drawn: bool) -> None:
        self.done.append(("curtain", drawn))

    async def until_curtain(self) -> None:
        await self.curtain_done.wait()

    async def pad_opened(self) -> None:
        async with asyncio.timeout(5):
            while self.pad._shut:
                await asyncio.sleep(0)

    def form_changed(self, form: SharedForm | None) -> None:
        self.forms.append(form)

    def proposal_settled(self, proposal: Proposal, accepted: bool) -> None:
        self.done.append(("settled", proposal.proposal_id, accepted))

    def hang_up(self) -> None:
        self.done.append("hung_up")

    async def hand_in(self, _wish: ev.HandIn, signer: Signer | None = None) -> Handed | NotHanded | NotSigned:
        if isinstance(self.handed, Exception):
            raise self.handed
        if signer is not None:
            outcome = await signer.sign(b"digest")
            if not isinstance(outcome, card.DocumentSigned):
                return NotSigned(outcome)
            signer.done()
        return self.handed

    async def tries_left(self, insertion: int | None = None) -> card.TriesOutcome:
        self.insertions.append(insertion)
        return self.tries

    async def sign_document(
        self, digest: bytes, password: bytearray, insertion: int | None = None
    ) -> card.DocumentOutcome:
        self.seen_pins.append(bytes(password))
        self.pins.append(password)
        password[:] = bytes(len(password))
        return self.signed

    async def sign_challenge(
        self, digest: bytes, pin: bytearray, insertion: int | None = None
    ) -> card.ChallengeOutcome:
        self.seen_pins.append(bytes(pin))
        self.pins.append(pin)
        self.digests.append(digest)
        pin[:] = bytes(len(pin))
        return self.challenge

    async def read_certificate(self, insertion: int | None = None) -> card.CertificateOutcome:
        self.insertions.append(insertion)
        return self.certificate

    async def nonce(self) -> NonceGiven | Refused | Unreachable:
        return self.given

    async def prove(self, proof: ProofGiven) -> ProofJudged | Refused | Unreachable:
        self.proofs.append(proof)
        return self.judged

    async def tap(self, certificate: str) -> TapJudged | Refused | Unreachable:
        self.done.append(("tap", certificate))
        await self.answer.wait()
        return self.told

    def proof_moved(self, ask_id: str, state: str, code: str = "") -> None:
        self.done.append(("proof", ask_id, state, code))

    async def print_slip(self, wish: ev.PrintSlip) -> bool:
        self.done.append(("slip", wish.reference))
        if self.paper is None:
            raise KeyError("bug")
        return self.paper

    async def count(self, what: str) -> None:
        self.done.append(("count", what))

    async def forget_all(self) -> None:
        self.done.append("forgotten")


@pytest.fixture
def parts() -> Parts:
    return Parts()


class Counter:
    def __init__(self, parts: Parts, rules: Rules) -> None:
        self.parts = parts
        self.changes: list[Visit] = []
        self.runner = VisitRunner(parts.edges, lambda: rules, self.changes.append)

    @property
    def stage(self) -> object:
        return self.runner.visit.stage

    async def reaches(self, stage: type) -> None:
        async with asyncio.timeout(PATIENCE):
            while not isinstance(self.stage, stage):
                await asyncio.sleep(0.005)

    async def does(self, thing: object) -> None:
        async with asyncio.timeout(PATIENCE):
            while thing not in self.parts.done:
                await asyncio.sleep(0.005)

    def post(self, *events: ev.Event) -> None:
        for event in events:
            self.runner.post(event)

    def at_pin(self) -> None:
        self.post(ev.GroupChosen("certificates"), ev.ProcedureChosen("juminhyo"))
        self.runner.card_event(PRESENT)
        assert isinstance(self.stage, EnteringPin)

    async def type_pin(self) -> None:
        await self.parts.pad_opened()
        for digit in (1, 2, 3, 4):
            self.parts.pad.press(digit)
        self.post(ev.PinEntered())

    def answer_everything(self) -> None:
        while isinstance(self.stage, Answering):
            form = self.runner.visit.form
            assert form
            for item in navigation.fields_of(form, self.stage.page):
                if item.id in SELF_ANSWERS:
                    self.post(ev.AnswerGiven(item.id, SELF_ANSWERS[item.id]))  # type: ignore[arg-type]
            self.post(ev.ForwardPressed())

    async def hand_in(self, identity: Identity) -> None:
        self.parts.outcome = card.IdentityRead(identity=identity)
        self.at_pin()
        await self.type_pin()
        await self.reaches(Answering)
        self.answer_everything()
        self.post(ev.ForwardPressed(), ev.SignatureChanged(b"ink"), ev.ForwardPressed())


@pytest.fixture
async def counter(parts: Parts, rules: Rules) -> Counter:
    return Counter(parts, rules)


async def test_the_pin_goes_to_the_card_it_was_typed_for_and_is_overwritten(counter: Counter, parts: Parts) -> None:
    counter.at_pin()
    await counter.type_pin()
    await counter.reaches(EnteringPin)
    assert parts.seen_pins == [b"1234"]
    assert parts.insertions == [5]
    assert parts.pins == [bytearray(4)]
    assert parts.pad.count == 0
    assert not any(parts.pad._digits)
    assert counter.stage == EnteringPin(2, wrong=True)


async def test_no_digit_is_taken_before_the_curtain_is_drawn(counter: Counter, parts: Parts) -> None:
    parts.curtain_done.clear()
    counter.at_pin()
    await asyncio.sleep(0)
    parts.pad.press(1)
    assert parts.pad.count == 0
    parts.curtain_done.set()
    await parts.pad_opened()
    parts.pad.press(1)
    assert parts.pad.count == 1


async def test_the_curtain_is_drawn_while_a_pin_is_typed(counter: Counter, parts: Parts, kasai: Identity) -> None:
    parts.outcome = card.IdentityRead(identity=kasai)
    counter.at_pin()
    assert parts.done[-1] == ("curtain", True)
    await counter.type_pin()
    assert ("curtain", False) in parts.done
    await counter.reaches(Answering)
    await counter.does("card_forgotten")
    await counter.does(("count", "card_read"))


async def test_pulling_the_card_wipes_what_was_typed(counter: Counter, parts: Parts) -> None:
    counter.at_pin()
    parts.pad.press(9)
    counter.runner.card_event(SlotEmpty(reader="R"))
    assert counter.stage == WaitingForCard("C-01")
    assert parts.pad.count == 0
    assert not any(parts.pad._digits)


async def test_a_reader_that_goes_away_is_told_with_its_code(counter: Counter) -> None:
    counter.at_pin()
    counter.runner.card_event(ReaderAbsent(why=ReaderWhy.NO_READER))
    assert counter.stage == WaitingForCard("C-24")


async def test_a_reader_with_a_bug_leaves_nobody_waiting(counter: Counter, parts: Parts) -> None:
    parts.broken = True
    counter.at_pin()
    await counter.type_pin()
    await counter.reaches(WaitingForCard)
    assert counter.stage == WaitingForCard("C-27")


async def test_counting_that_fails_changes_nothing_for_the_resident(counter: Counter, parts: Parts) -> None:
    async def fail(_what: str) -> None:
        parts.done.append("tried to count")
        raise StoreFull("disk")

    object.__setattr__(counter.runner._edges, "count", fail)
    counter.at_pin()
    await counter.does("tried to count")
    assert isinstance(counter.stage, EnteringPin)


async def test_handing_in_stores_wakes_the_courier_and_prints(counter: Counter, parts: Parts, kasai: Identity) -> None:
    await counter.hand_in(kasai)
    await counter.reaches(HandedIn)
    await counter.does("stored")
    await counter.does(("slip", "IE-4731-08K"))
    async with asyncio.timeout(PATIENCE):
        while counter.stage.slip != "printed":  # type: ignore[attr-defined]
            await asyncio.sleep(0.005)
    assert counter.runner.visit.form is None
    assert counter.runner.visit.identity is None
    assert counter.runner.visit.signature is None


@pytest.mark.parametrize("paper", [False, None], ids=["no_paper", "a_bug"])
async def test_no_paper_is_said_and_the_number_stays(
    counter: Counter, parts: Parts, kasai: Identity, paper: bool | None
) -> None:
    parts.paper = paper
    await counter.hand_in(kasai)
    await counter.reaches(HandedIn)
    async with asyncio.timeout(PATIENCE):
        while counter.stage.slip != "failed":  # type: ignore[attr-defined]
            await asyncio.sleep(0.005)
    assert counter.stage.reference == "IE-4731-08K"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("handed", "code"),
    [(NotHanded(Trouble.DISK_FULL), "B-02"), (NotHanded(Trouble.BAD_SEALING_KEY), "B-08"), (KeyError("bug"), "B-03")],
)
async def test_what_could_not_be_stored_keeps_the_answers(
    counter: Counter, parts: Parts, kasai: Identity, handed: NotHanded | Exception, code: str
) -> None:
    parts.handed = handed
    await counter.hand_in(kasai)
    await counter.reaches(NotHandedIn)
    assert counter.stage == NotHandedIn(code)
    assert counter.runner.visit.form is not None
    assert "stored" not in parts.done
    parts.handed = Handed("IE-4731-08K", new_id())
    counter.post(ev.ForwardPressed())
    await counter.reaches(HandedIn)


async def test_finishing_hangs_up_and_forgets_everything(counter: Counter, parts: Parts, kasai: Identity) -> None:
    parts.outcome = card.IdentityRead(identity=kasai)
    counter.at_pin()
    await counter.type_pin()
    await counter.reaches(Answering)
    counter.post(ev.FinishPressed())
    assert isinstance(counter.stage, Welcoming)
    assert "hung_up" in parts.done
    await counter.does("forgotten")
    visit = counter.runner.visit
    assert (visit.form, visit.identity, visit.signature, visit.procedure) == (None, None, None, None)


async def test_staff_see_the_form_change_and_hear_the_answer(counter: Counter, parts: Parts, kasai: Identity) -> None:
    parts.outcome = card.IdentityRead(identity=kasai)
    counter.at_pin()
    await counter.type_pin()
    await counter.reaches(Answering)
    assert parts.forms
    assert parts.forms[-1] is counter.runner.visit.form
    proposal = Proposal(call_id=new_id(), epoch=1, proposal_id=new_id(), field="copies", value=2)
    counter.post(ev.ProposalMade(proposal), ev.ProposalSettled(proposal.proposal_id, accepted=True))
    assert ("settled", proposal.proposal_id, True) in parts.done
    assert parts.forms[-1] is counter.runner.visit.form


async def test_events_posted_by_a_listener_come_after_the_one_being_judged(parts: Parts, rules: Rules) -> None:
    seen: list[str] = []

    def listen(visit: Visit) -> None:
        seen.append(type(visit.stage).__name__)
        if len(seen) == 1:
            runner.post(ev.ServiceStopped("B-01"))
            assert isinstance(runner.visit.stage, type(visit.stage)), "not in the middle of another"

    runner = VisitRunner(parts.edges, lambda: rules, listen)
    runner.post(ev.GroupChosen("certificates"))
    assert seen == ["Choosing", "OutOfService"]
    assert runner.visit.stage == OutOfService("B-01")
    await runner.stop()


async def test_what_changes_nothing_tells_nobody(counter: Counter) -> None:
    counter.post(ev.SlipPrinted(), ev.SlipFailed())
    assert counter.changes == []


async def test_stopping_wipes_the_pad(counter: Counter, parts: Parts) -> None:
    counter.at_pin()
    parts.pad.press(7)
    await counter.runner.stop()
    assert not any(parts.pad._digits)


async def test_a_broken_exchange_asks_the_card_for_its_counter_before_another_pad(
    counter: Counter, parts: Parts
) -> None:
    parts.outcome = card.Removed(pin_uncertain=True)
    parts.tries = card.TriesRead(tries=Tries(card_face=1))
    counter.at_pin()
    await counter.type_pin()
    await counter.reaches(WaitingForCard)
    counter.post(ev.ForwardPressed())
    assert isinstance(counter.stage, CountingTries)
    await counter.reaches(ConfirmingLastTry)
    assert parts.seen_pins == [b"1234"], "one entry, one showing"


async def test_a_card_that_does_not_count_gets_no_pad(counter: Counter, parts: Parts) -> None:
    parts.outcome, parts.tries = card.Damaged(code=card.Code.GARBLED), card.Silent()
    counter.at_pin()
    await counter.type_pin()
    await counter.reaches(WaitingForCard)
    counter.post(ev.ForwardPressed())
    await counter.reaches(WaitingForCard)
    assert counter.stage == WaitingForCard("C-27")


# -- tap --------------------------------------------------------------------------------------------------------------


async def test_a_tap_shows_what_was_applied_for_without_any_pin(counter: Counter, parts: Parts) -> None:
    counter.post(ev.GroupChosen("progress"))
    counter.runner.card_event(PRESENT)
    await counter.reaches(ListingCases)
    assert counter.stage == ListingCases((CASE,))
    assert parts.seen_pins == []
    await counter.does("card_forgotten")
    assert ("curtain", True) not in parts.done


@pytest.mark.parametrize(
    ("told", "why"), [(Unreachable(), "offline"), (Refused(403), "refused"),
                      (TapJudged(evidence=found(Method.TAP, Outcome.NOT_CONFIRMED, "C-30")), "C-30")],
)  # fmt: skip
async def test_a_tap_that_tells_nothing_says_why(
    counter: Counter, parts: Parts, told: TapJudged | Refused | Unreachable, why: str
) -> None:
    parts.told = told
    counter.post(ev.GroupChosen("progress"))
    counter.runner.card_event(PRESENT)
    await counter.reaches(NoCasesTold)
    assert counter.stage == NoCasesTold(why)


async def test_a_card_that_fails_at_a_tap_is_told_with_its_code(counter: Counter, parts: Parts) -> None:
    parts.certificate = card.Damaged(code=card.Code.TRUNCATED)
    counter.post(ev.GroupChosen("progress"))
    counter.runner.card_event(PRESENT)
    await counter.reaches(WaitingForCard)
    assert counter.stage == WaitingForCard("C-12", Errand.TAP)


async def test_an_answer_for_somebody_who_left_is_never_shown_to_the_next(counter: Counter, parts: Parts) -> None:
    parts.answer.clear()
    counter.post(ev.GroupChosen("progress"))
    counter.runner.card_event(PRESENT)
    await counter.does(("tap", "aa"))
    counter.post(ev.FinishPressed())
    parts.certificate = card.Busy()
    counter.post(ev.GroupChosen("progress"))
    parts.answer.set()
    await counter.reaches(WaitingForCard)
    assert counter.stage == WaitingForCard("C-28", Errand.TAP)


# -- registering, proving, signing ------------------------------------------------------------------------------------


async def registering(counter: Counter, kasai: Identity) -> HandedIn:
    await counter.hand_in(kasai)
    await counter.reaches(HandedIn)
    counter.post(ev.RegisterTapChosen())
    await counter.reaches(EnteringPin)
    await counter.type_pin()
    await counter.reaches(HandedIn)
    assert isinstance(counter.stage, HandedIn)
    return counter.stage


async def test_registering_proves_possession_of_headquarters_nonce(
    counter: Counter, parts: Parts, kasai: Identity
) -> None:
    done = await registering(counter, kasai)
    assert (done.tap, done.reference) == ("registered", "IE-4731-08K")
    (proof,) = parts.proofs
    assert isinstance(parts.given, NonceGiven)
    assert (proof.nonce_id, proof.register_tap, proof.call_id) == (parts.given.nonce_id, True, None)
    assert isinstance(parts.handed, Handed)
    assert proof.submission_id == parts.handed.submission_id
    assert parts.digests == [sha256(bytes.fromhex(parts.given.nonce)).digest()]
    assert parts.pins[-1] == bytearray(4)


async def test_without_a_nonce_no_try_is_risked(counter: Counter, parts: Parts, kasai: Identity) -> None:
    parts.given = Unreachable()
    done = await registering(counter, kasai)
    assert (done.tap, done.tap_code, done.reference) == ("failed", "C-21", "IE-4731-08K")
    assert parts.digests == []


async def test_staff_hear_how_far_their_proof_is(counter: Counter, parts: Parts) -> None:
    ask_id, call_id = new_id(), new_id()
    counter.runner.card_event(PRESENT)
    counter.post(ev.ProofWanted(ask_id, call_id))
    await counter.type_pin()
    await counter.reaches(Welcoming)
    assert [one[2] for one in parts.done if isinstance(one, tuple) and one[0] == "proof"] == ["reading", "done"]
    assert (parts.proofs[0].call_id, parts.proofs[0].register_tap) == (call_id, False)


async def signing(counter: Counter) -> None:
    counter.post(ev.GroupChosen("certificates"), ev.ProcedureChosen("sealed_wish"), ev.WithoutCardChosen())
    counter.post(ev.AnswerGiven("wish", "yes"), ev.ForwardPressed())
    counter.runner.card_event(PRESENT)
    counter.post(ev.ForwardPressed())
    await counter.reaches(EnteringPassword)
    await counter.parts.pad_opened()
    for place in (0, 1, 2):
        counter.parts.pad.letter(place)
    for digit in (1, 2, 3):
        counter.parts.pad.press(digit)
    counter.post(ev.PinEntered())


async def test_the_card_signs_with_the_password_that_is_then_gone(parts: Parts, signed_rules: Rules) -> None:
    counter = Counter(parts, signed_rules)
    await signing(counter)
    await counter.reaches(HandedIn)
    assert parts.seen_pins == [b"ABC123"]
    assert parts.pins == [bytearray(6)]
    assert not any(parts.pad._digits)


async def test_a_wrong_password_keeps_the_answers_and_shows_the_cards_counter(
    parts: Parts, signed_rules: Rules
) -> None:
    parts.signed = card.WrongPin(left=4)
    counter = Counter(parts, signed_rules)
    await signing(counter)
    await counter.reaches(EnteringPassword)
    assert counter.stage == EnteringPassword(4, wrong=True)
    assert "stored" not in parts.done
    assert counter.runner.visit.form is not None


async def test_what_cannot_be_stored_after_signing_is_told(parts: Parts, signed_rules: Rules) -> None:
    parts.handed = NotHanded(Trouble.DISK_FULL)
    counter = Counter(parts, signed_rules)
    await signing(counter)
    await counter.reaches(NotHandedIn)


def test_every_command_is_known_to_the_runner() -> None:
    carried = inspect.getsource(VisitRunner)
    assert {kind.__name__ for kind in get_args(ev.Command) if f"ev.{kind.__name__}(" not in carried} == set()
