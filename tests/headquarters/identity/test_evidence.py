"""What checks add up to: bad outweighs open, open outweighs good, and only good is good."""

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from kiosk.headquarters.identity import evidence
from kiosk.headquarters.identity.evidence import LEVELS
from kiosk.headquarters.identity.trust import BUILT
from kiosk.jpki.certificates import (
    Check,
    Mode,
    Purpose,
    Step,
    TrustStore,
    check_certificate,
    with_verdict,
)
from kiosk.protocol.faults import Code
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import Integrity, Method, Outcome, Verdict
from kiosk.rehearsal.card.virtual_certificates import Authority
from tests.headquarters.card_world import auth_card, today

STORE = TrustStore(Purpose.AUTH, Mode.REHEARSAL, (Authority(today()).root(Purpose.AUTH),))
NONCE = b"\x07" * 32


def checks(*, revocation: Verdict = Verdict.GOOD, possession: Verdict = Verdict.GOOD) -> tuple[Check, ...]:
    made = check_certificate(auth_card().der, STORE, today(), BUILT)
    made = with_verdict(made, Step.POSSESSION, possession, Code.COPIED)
    code = Code.REVOKED if revocation is Verdict.BAD else Code.STATUS_UNKNOWN
    return with_verdict(made, Step.REVOCATION, revocation, code)


def test_every_method_has_its_level() -> None:
    assert set(LEVELS) == set(Method)


@pytest.mark.parametrize(
    ("revocation", "possession", "outcome", "code"),
    [
        (Verdict.GOOD, Verdict.GOOD, Outcome.CONFIRMED, None),
        (Verdict.NOT_CHECKED, Verdict.GOOD, Outcome.NOT_CHECKED, Code.STATUS_UNKNOWN),
        (Verdict.BAD, Verdict.GOOD, Outcome.NOT_CONFIRMED, Code.REVOKED),
        (Verdict.NOT_CHECKED, Verdict.BAD, Outcome.NOT_CONFIRMED, Code.COPIED),
        (Verdict.GOOD, Verdict.NOT_CHECKED, Outcome.NOT_CHECKED, Code.COPIED),
    ],
)
def test_a_proof_is_as_good_as_its_worst_step(
    revocation: Verdict, possession: Verdict, outcome: Outcome, code: Code | None
) -> None:
    found = evidence.proof(checks(revocation=revocation, possession=possession))
    assert (found.outcome, found.code, found.level) == (outcome, code, "A3")


def test_possession_is_shown_over_the_very_nonce() -> None:
    card = auth_card()
    signature = card.key.sign(NONCE, PKCS1v15(), SHA256())
    for nonce, verdict in ((NONCE, Verdict.GOOD), (NONCE[:-1] + b"\x08", Verdict.BAD)):
        made = evidence.possession(checks(possession=Verdict.NOT_CHECKED), card.der, signature, nonce)
        assert next(one.verdict for one in made if one.step is Step.POSSESSION) is verdict


def test_what_is_no_certificate_is_no_fault_of_ours() -> None:
    made = check_certificate(b"nonsense", STORE, today(), BUILT)
    assert evidence.possession(made, b"nonsense", b"", NONCE) == made
    assert evidence.proof(made).code is Code.GARBLED


def test_a_nonce_used_again_is_a_copied_card() -> None:
    found = evidence.nonce_used_again()
    assert (found.outcome, found.code) == (Outcome.NOT_CONFIRMED, Code.COPIED)


@pytest.mark.parametrize(
    ("revocation", "asks", "may"),
    [
        (Verdict.GOOD, True, True),
        (Verdict.NOT_CHECKED, True, False),
        (Verdict.NOT_CHECKED, False, True),
        (Verdict.BAD, False, False),
    ],
)
def test_who_may_register_for_tap(revocation: Verdict, asks: bool, may: bool) -> None:
    assert evidence.may_register(evidence.proof(checks(revocation=revocation)), asks=asks) is may


def test_a_copied_card_or_a_played_back_proof_registers_nobody() -> None:
    assert not evidence.may_register(evidence.proof(checks(possession=Verdict.BAD)), asks=False)
    assert not evidence.may_register(evidence.nonce_used_again(), asks=False)


@pytest.mark.parametrize(
    ("revocation", "registered", "asks", "outcome", "code"),
    [
        (Verdict.GOOD, True, True, Outcome.CONFIRMED, None),
        (Verdict.GOOD, False, True, Outcome.NOT_CONFIRMED, Code.NOT_REGISTERED),
        (Verdict.BAD, True, True, Outcome.NOT_CONFIRMED, Code.REVOKED),
        (Verdict.NOT_CHECKED, True, True, Outcome.NOT_CHECKED, Code.STATUS_UNKNOWN),
        (Verdict.NOT_CHECKED, True, False, Outcome.NOT_CHECKED, None),
        (Verdict.NOT_CHECKED, False, False, Outcome.NOT_CONFIRMED, Code.NOT_REGISTERED),
    ],
)
def test_a_tap_shows_a_card_and_no_more(
    revocation: Verdict, registered: bool, asks: bool, outcome: Outcome, code: Code | None
) -> None:
    made = checks(revocation=revocation, possession=Verdict.NOT_CHECKED)
    found = evidence.tap(made, registered=registered, asks=asks)
    assert (found.outcome, found.code, found.level) == (outcome, code, "A1")
    shown = next(one for one in found.steps if one.step == Step.POSSESSION)
    assert (shown.verdict, shown.code) == ("not_checked", None)


def test_an_expired_certificate_is_not_looked_up_by_tap() -> None:
    made = check_certificate(auth_card(ends=timedelta(days=-1)).der, STORE, today(), BUILT)
    assert evidence.tap(made, registered=False, asks=True).code is Code.EXPIRED


def test_what_a_clerk_saw_is_theirs_to_decide() -> None:
    paper = evidence.seen("paper_seen", "confirmed")
    assert (paper.level, paper.outcome, paper.steps) == ("A2", Outcome.CONFIRMED, ())
    face = evidence.seen("face_compared", "not_confirmed", Integrity.GOOD)
    assert (face.level, face.outcome, face.code) == ("A3", Outcome.NOT_CONFIRMED, None)


@pytest.mark.parametrize("face", [None, *Integrity])
def test_only_a_photograph_its_issuer_signed_shows_a_real_card(face: Integrity | None) -> None:
    found = evidence.seen("face_compared", "confirmed", face)
    assert evidence.is_real_card(found.written(new_id(), today())) is (face is Integrity.GOOD)


def test_only_a_confirmed_proof_shows_a_real_card() -> None:
    for revocation, real in ((Verdict.GOOD, True), (Verdict.NOT_CHECKED, False)):
        written = evidence.proof(checks(revocation=revocation)).written(new_id(), today())
        assert evidence.is_real_card(written) is real
