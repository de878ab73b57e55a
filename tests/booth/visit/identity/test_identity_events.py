"""The list of what was found out about the applicant is true, ordered and never too long."""

from datetime import timedelta

import pytest

from kiosk.applications.application import IdentityEvent
from kiosk.booth.visit.decide import Visit
from kiosk.booth.visit.identity.identity_events import (
    MOST,
    by_code,
    by_headquarters,
    by_pin,
    not_signed_by_card,
    noted,
    seen_of_applicant,
    signed_by_card,
)
from kiosk.procedures.identity import Identity
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import Evidence, Integrity, Method, Outcome
from tests.booth.transcripts import START


@pytest.mark.parametrize(
    ("integrity", "outcome", "code"),
    [(Integrity.GOOD, "confirmed", None), (Integrity.UNCHECKED, "not_checked", None),
     (Integrity.BAD, "not_confirmed", "C-23")],
)  # fmt: skip
def test_a_card_with_its_pin_confirms_only_where_the_issuers_signature_is_good(
    integrity: Integrity, outcome: str, code: str | None
) -> None:
    event = by_pin(integrity, START)
    assert (event.level, event.outcome, event.code) == ("A3", outcome, code)


@pytest.mark.parametrize("integrity", Integrity)
def test_the_printed_code_never_confirms_a_person(integrity: Integrity) -> None:
    assert by_code(integrity, START).outcome is not Outcome.CONFIRMED


def test_headquarters_record_is_named() -> None:
    evidence = Evidence(
        evidence_id=new_id(), level="A3", method=Method.FACE_COMPARED, outcome=Outcome.CONFIRMED, at=START, by="田中"
    )
    event = by_headquarters(evidence)
    assert (event.evidence, event.level, event.method) == (evidence.evidence_id, "A3", Method.FACE_COMPARED)


def test_a_signature_by_card_is_for_headquarters_to_judge() -> None:
    assert signed_by_card(START).outcome is Outcome.NOT_CHECKED
    assert (not_signed_by_card("C-11", START).outcome, not_signed_by_card("C-11", START).code) == (
        Outcome.NOT_CONFIRMED, "C-11",
    )  # fmt: skip


def test_without_a_card_the_name_was_declared(kasai: Identity) -> None:
    assert [one.method for one in seen_of_applicant(Visit(at=START))] == [Method.DECLARED]
    read = noted(Visit(at=START, identity=kasai), by_pin(Integrity.GOOD, START))
    assert [one.method for one in seen_of_applicant(read)] == [Method.CARD_PIN]


def test_the_same_again_takes_the_older_ones_place_and_the_list_stays_short() -> None:
    visit = Visit()
    for second in range(3):
        visit = noted(visit, by_pin(Integrity.UNCHECKED, START + timedelta(seconds=second)))
    assert [one.at for one in visit.seen] == [START + timedelta(seconds=2)]
    for _ in range(50):
        visit = noted(visit, _by_id(new_id()))
    assert len(visit.seen) == MOST


def _by_id(evidence: str) -> IdentityEvent:
    return IdentityEvent(level="A2", method=Method.PAPER_SEEN, at=START, outcome=Outcome.CONFIRMED, evidence=evidence)
