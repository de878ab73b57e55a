"""Each word of reader and card becomes exactly one event of the visit."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args

import pytest

from kiosk.booth.uplink.http import Unreachable
from kiosk.booth.uplink.identity_client import Refused
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.card_outcomes import from_counting, from_proof, from_reader, from_reading, from_tap
from kiosk.booth.visit.stages import Errand
from kiosk.card import card
from kiosk.card.card import CardEvent, CardKind, CardPresent, CardSeen, ReaderAbsent, ReaderWhy, SlotEmpty, Tries
from kiosk.procedures.identity import Identity, IdentityDoubt
from kiosk.protocol.faults import Code
from kiosk.protocol.forms import Doubt
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import Evidence, Method, Outcome, ProofJudged, TapJudged

TRIES = Tries(card_face=3, auth=2, sign=5)
BOTH = card.Certificates(sign=True, auth=True)
AT = datetime(2026, 11, 21, tzinfo=UTC)
EVIDENCE = Evidence(evidence_id=new_id(), level="A2", method=Method.TAP, outcome=Outcome.CONFIRMED, at=AT)


@pytest.mark.parametrize(
    ("said", "event"),
    [
        (ReaderAbsent(why=ReaderWhy.NO_READER), ev.CardRefused(Code("C-24"))),
        (SlotEmpty(reader="R"), ev.CardRemoved()),
        (CardSeen(insertion=1), None),
        (CardPresent(kind=CardKind.MY_NUMBER, insertion=1, tries=Tries(card_face=3)), ev.CardSeen(3, insertion=1)),
        (CardPresent(kind=CardKind.MY_NUMBER, insertion=1), ev.CardSeen(None, insertion=1)),
        (CardPresent(kind=CardKind.FELICA, insertion=1, code=Code.FELICA), ev.CardRefused(Code("C-02"))),
        (
            CardPresent(kind=CardKind.MY_NUMBER, insertion=7, tries=TRIES, certificates=BOTH),
            ev.CardSeen(3, 2, 5, BOTH, insertion=7),
        ),
        (  # only the PIN for identity is locked: a tap and the other PINs go on
            CardPresent(kind=CardKind.MY_NUMBER, insertion=1, tries=Tries(card_face=0, auth=3), code=Code.LOCKED),
            ev.CardSeen(0, 3, insertion=1),
        ),
        (CardPresent(kind=CardKind.MY_NUMBER, insertion=1, code=Code.UNKNOWN_ISSUER), ev.CardRefused(Code("C-22"))),
        (CardPresent(kind=CardKind.MUTE, insertion=1, code=Code.SILENT), ev.CardRefused(Code("C-27"))),
    ],
)
def test_what_the_reader_says(said: CardEvent, event: ev.Event | None) -> None:
    assert from_reader(said) == event


@pytest.mark.parametrize(
    ("outcome", "event"),
    [(card.WrongPin(left=2), ev.PinWrong(2)), (card.WrongPin(left=0), ev.PinWrong(0)), (card.Locked(), ev.PinWrong(0))],
)
def test_a_pin_that_was_refused(outcome: card.IdentityOutcome, event: ev.Event) -> None:
    assert from_reading(outcome) == event


def test_identity_that_was_read(kasai: Identity) -> None:
    assert from_reading(card.IdentityRead(identity=kasai)) == ev.IdentityGiven(kasai)


def test_what_the_reader_noted_goes_with_what_it_read(kasai: Identity) -> None:
    notes = (
        card.Note(code=Code.SUBSTITUTED, field="name", positions=(0,)),
        card.Note(code=Code.ODD_BIRTH_DATE, field="birth_date"),
        card.Note(code=Code.GARBLED, field="file"),
    )
    given = from_reading(card.IdentityRead(identity=kasai, notes=notes))
    doubts = (
        IdentityDoubt("name", Doubt(code=Code.SUBSTITUTED, positions=(0,))),
        IdentityDoubt("birth_date", Doubt(code=Code.ODD_BIRTH_DATE)),
    )
    assert given == ev.IdentityGiven(replace(kasai, doubts=doubts))


OTHERS = [
    (card.BadForm(), "C-10"),
    (card.Removed(), "C-01"),
    (card.Swapped(), "C-26"),
    (card.NotSupported(kind=CardKind.FELICA, code=Code.FELICA), "C-02"),
    (card.Damaged(code=Code.GARBLED), "C-13"),
    (card.Busy(), "C-28"),
    (card.Silent(), "C-27"),
    (card.ReaderLost(), "C-24"),
]


@pytest.mark.parametrize(("outcome", "code"), OTHERS, ids=lambda value: type(value).__name__)
def test_every_other_outcome_is_a_failure_with_its_code(outcome: card.IdentityOutcome, code: str) -> None:
    assert from_reading(outcome) == ev.CardFailed(Code(code))


@pytest.mark.parametrize(("outcome", "code"), OTHERS, ids=lambda value: type(value).__name__)
def test_every_flow_tells_its_faults_alike(outcome: card.Fault, code: str) -> None:
    assert from_counting(outcome, Errand.SIGNING) == ev.CardFailed(Code(code), Errand.SIGNING)
    assert from_proof(outcome, Errand.PROVING) == ev.CardFailed(Code(code), Errand.PROVING)
    assert from_tap(outcome) == ev.CardFailed(Code(code), Errand.TAP)


def test_what_the_card_counted() -> None:
    assert from_counting(card.TriesRead(tries=TRIES), Errand.PROVING) == ev.TriesCounted(TRIES)


def test_what_headquarters_said_of_a_proof_and_a_tap() -> None:
    proving = Errand.PROVING
    judged = from_proof(ProofJudged(evidence=EVIDENCE, registered=True), proving)
    assert judged == ev.ProofJudged(EVIDENCE, registered=True)
    assert from_tap(TapJudged(evidence=EVIDENCE)) == ev.CasesTold(EVIDENCE, ())
    assert from_proof(Unreachable(), proving) == ev.HeadquartersDidNot("offline", proving)
    assert from_tap(Unreachable()) == ev.HeadquartersDidNot("offline", Errand.TAP)
    assert from_proof(Refused(403), proving) == ev.HeadquartersDidNot("refused", proving)
    assert from_tap(Refused(403)) == ev.HeadquartersDidNot("refused", Errand.TAP)
    assert from_proof(card.WrongPin(left=2), proving) == ev.PinWrong(2, proving)


def test_no_outcome_was_forgotten() -> None:
    told = {type(outcome) for outcome, _ in OTHERS} | {card.IdentityRead, card.WrongPin, card.Locked}
    assert told == set(get_args(card.IdentityOutcome))
