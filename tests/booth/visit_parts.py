"""A visit's runner among small edges that remember: a card, headquarters, staff, an outbox and a printer."""

import asyncio
from datetime import UTC, datetime
from typing import Any

from kiosk.booth.uplink.http import Unreachable
from kiosk.booth.uplink.identity_client import Refused
from kiosk.booth.visit import commands as do
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.decide import Rules, Visit
from kiosk.booth.visit.pin_buffer import PinPad
from kiosk.booth.visit.ports import Edges, NotSigned, NotSubmitted, Signer, Submitted
from kiosk.booth.visit.runner import VisitRunner
from kiosk.booth.visit.stages import (
    Answering,
    EnteringPin,
)
from kiosk.card import card
from kiosk.card.card import CardKind, CardPresent, Certificates, Tries
from kiosk.printing.outcome import ProblemKind
from kiosk.procedures import navigation
from kiosk.procedures.identity import Identity
from kiosk.procedures.shared_form import SharedForm
from kiosk.protocol.bookings import HoldGiven, SlotsGiven
from kiosk.protocol.faults import Code
from kiosk.protocol.forms import NotOffered, Proposal
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
from tests.until import until

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


class PaperBookings:
    """Headquarters' diary on paper; `away`: the line is down, `gone`: somebody is always quicker."""

    def __init__(self, *starts: datetime) -> None:
        self.starts = starts
        self.away = self.gone = False
        self.left: list[str] = []

    async def slots(self, calendar: str) -> SlotsGiven | Refused | Unreachable:
        if self.away:
            return Unreachable()
        return SlotsGiven(place="1階", slots=self.starts)

    async def hold(self, calendar: str, hold_id: str, start: datetime) -> HoldGiven | Refused | Unreachable:
        if self.gone:
            return Refused(409)
        return HoldGiven(hold_id=hold_id, start=start, minutes=30, until=start)

    async def leave(self, hold_id: str) -> None:
        self.left.append(hold_id)


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
        self.nonce_comes = asyncio.Event()
        self.nonce_comes.set()
        self.digests: list[bytes] = []
        self.proofs: list[ProofGiven] = []
        self.broken = False
        self.pins: list[bytearray] = []
        self.seen_pins: list[bytes] = []
        self.insertions: list[int | None] = []
        self.handed: Submitted | NotSubmitted | Exception = Submitted("IE-4731-08K", new_id())
        self.paper: bool | None = True
        self.forms: list[SharedForm | None] = []
        self.locales: list[str] = []
        self.bookings = PaperBookings()
        self.curtain_done = asyncio.Event()
        self.curtain_done.set()

    @property
    def edges(self) -> Edges:
        return Edges(
            card=self, headquarters=self, bookings=self.bookings, staff=self, pad=self.pad, submit=self.submit,
            print_slip=self.print_slip, print_todo=self.print_todo, count=self.count,
            stored=lambda: self.done.append("stored"), forget=self.forget_all,
        )  # fmt: skip

    async def read_identity(self, pin: bytearray, insertion: int | None = None) -> card.IdentityOutcome:
        self.seen_pins.append(bytes(pin))
        self.pins.append(pin)
        self.insertions.append(insertion)
        if self.broken:
            raise KeyError("bug")
        pin[:] = bytes(len(pin))  # as the real door promises
        await self.answer.wait()
        return self.outcome

    async def forget(self) -> None:
        self.done.append("card_forgotten")

    def draw_curtain(self, drawn: bool) -> None:
        self.done.append(("curtain", drawn))

    async def until_curtain(self) -> None:
        await self.curtain_done.wait()

    async def pad_opened(self) -> None:
        await until(lambda: not self.pad._shut)

    def form_changed(self, form: SharedForm | None, locale: str, asking: tuple[str, ...]) -> None:
        self.forms.append(form)
        self.locales.append(locale)

    def proposal_settled(self, proposal: Proposal, accepted: bool, why: NotOffered | None, written: bool) -> None:
        self.done.append(("settled", proposal.proposal_id, accepted, why))

    def hang_up(self) -> None:
        self.done.append("hung_up")

    async def submit(self, _command: do.HandIn, signer: Signer | None = None) -> Submitted | NotSubmitted | NotSigned:
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
        self.insertions.append(insertion)
        self.pins.append(password)
        password[:] = bytes(len(password))
        return self.signed

    async def sign_challenge(
        self, digest: bytes, pin: bytearray, insertion: int | None = None
    ) -> card.ChallengeOutcome:
        self.seen_pins.append(bytes(pin))
        self.insertions.append(insertion)
        self.pins.append(pin)
        self.digests.append(digest)
        pin[:] = bytes(len(pin))
        return self.challenge

    async def read_certificate(self, insertion: int | None = None) -> card.CertificateOutcome:
        self.insertions.append(insertion)
        return self.certificate

    async def nonce(self) -> NonceGiven | Refused | Unreachable:
        self.done.append("nonce")
        await self.nonce_comes.wait()
        return self.given

    async def prove(self, proof: ProofGiven) -> ProofJudged | Refused | Unreachable:
        self.proofs.append(proof)
        return self.judged

    async def tap(self, certificate: str) -> TapJudged | Refused | Unreachable:
        self.done.append(("tap", certificate))
        await self.answer.wait()
        return self.told

    def proof_moved(self, ask_id: str, state: str, code: Code | None = None) -> None:
        self.done.append(("proof", ask_id, state, code))

    async def print_slip(self, command: do.PrintSlip) -> ev.SlipPrinted | ev.SlipFailed:
        self.done.append(("slip", command.applications[0].reference))
        if self.paper is None:
            raise KeyError("bug")
        return ev.SlipPrinted() if self.paper else ev.SlipFailed(ProblemKind.NO_PAPER)

    async def print_todo(self, command: do.PrintTodo) -> bool:
        self.done.append(("list", command.plan.event.id))
        if self.paper is None:
            raise KeyError("bug")
        return self.paper

    async def count(self, what: str) -> None:
        self.done.append(("count", what))

    async def forget_all(self) -> None:
        self.done.append("forgotten")


class Counter:
    def __init__(self, parts: Parts, rules: Rules) -> None:
        self.parts = parts
        self.changes: list[Visit] = []
        self.runner = VisitRunner(parts.edges, lambda: rules, self.changes.append)

    @property
    def stage(self) -> Any:
        return self.runner.visit.stage

    async def reaches(self, stage: type) -> None:
        await until(lambda: isinstance(self.stage, stage))

    async def does(self, thing: object) -> None:
        await until(lambda: thing in self.parts.done)

    def post(self, *events: ev.Event) -> None:
        for event in events:
            self.runner.post(event)

    def at_pin(self) -> None:
        self.post(ev.GroupChosen("certificates"), ev.ProcedureChosen("juminhyo"), ev.ForwardPressed())
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
            step = navigation.step_at(form, self.stage.field)
            assert step
            for item in step.fields:
                if item.id in SELF_ANSWERS:
                    self.post(ev.AnswerGiven(item.id, SELF_ANSWERS[item.id]))
            self.post(ev.ForwardPressed())

    async def hand_in(self, identity: Identity) -> None:
        self.parts.outcome = card.IdentityRead(identity=identity)
        self.at_pin()
        await self.type_pin()
        await self.reaches(Answering)
        self.answer_everything()
        self.post(ev.ForwardPressed(), ev.SignatureChanged(b"ink"), ev.ForwardPressed())
