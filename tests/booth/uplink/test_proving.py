"""Proof and tap: the nonce first, the PIN once, the card free before headquarters is asked."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest

from kiosk.booth.uplink import proving
from kiosk.booth.uplink.http import Unreachable
from kiosk.booth.uplink.identity_client import Refused
from kiosk.card import card
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import Evidence, Method, NonceGiven, Outcome, ProofGiven, ProofJudged, TapJudged

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
EVIDENCE = Evidence(evidence_id=new_id(), level="A3", method=Method.CARD_KEY, outcome=Outcome.CONFIRMED, at=AT)
NONCE = NonceGiven(nonce_id=new_id(), nonce="cd" * 32, expires_at=AT)


class Ends:
    """A card and headquarters that note the order of things."""

    def __init__(self) -> None:
        self.order: list[str] = []
        self.given: NonceGiven | Refused | Unreachable = NONCE
        self.challenge: card.ChallengeOutcome = card.ChallengeSigned(der="aa", signature="bb")
        self.certificate: card.CertificateOutcome = card.CertificateRead(der="aa")
        self.digest = b""
        self.broken = False
        self.proof: ProofGiven | None = None

    async def nonce(self) -> NonceGiven | Refused | Unreachable:
        self.order.append("nonce")
        return self.given

    async def sign_challenge(
        self, digest: bytes, pin: bytearray, insertion: int | None = None
    ) -> card.ChallengeOutcome:
        self.order.append(f"sign {pin.decode()} {insertion}")
        self.digest = digest
        if self.broken:
            raise KeyError("bug")
        return self.challenge

    async def read_certificate(self, insertion: int | None = None) -> card.CertificateOutcome:
        self.order.append(f"read {insertion}")
        return self.certificate

    async def prove(self, proof: ProofGiven) -> ProofJudged | Refused | Unreachable:
        self.order.append("prove")
        self.proof = proof
        return ProofJudged(evidence=EVIDENCE)

    async def tap(self, certificate: str) -> TapJudged | Refused | Unreachable:
        self.order.append(f"tap {certificate}")
        return TapJudged(evidence=EVIDENCE)

    def done(self) -> None:
        self.order.append("done")


async def test_the_order_of_a_proof() -> None:
    ends, pin = Ends(), bytearray(b"1234")
    submission = new_id()
    judged = await proving.prove(ends, ends, pin, 7, ends.done, submission_id=submission)
    assert judged == ProofJudged(evidence=EVIDENCE)
    assert ends.order == ["nonce", "sign 1234 7", "done", "prove"]
    assert ends.digest == sha256(bytes.fromhex(NONCE.nonce)).digest()
    assert pin == bytearray(4)
    assert ends.proof == ProofGiven(
        nonce_id=NONCE.nonce_id, certificate="aa", signature="bb", register_tap=True, submission_id=submission
    )


@pytest.mark.parametrize("given", [Unreachable(), Refused(403)])
async def test_without_a_nonce_the_card_is_not_touched(given: Refused | Unreachable) -> None:
    ends, pin = Ends(), bytearray(b"1234")
    ends.given = given
    assert await proving.prove(ends, ends, pin, 7, ends.done) == given
    assert ends.order == ["nonce"]
    assert pin == bytearray(4)


@pytest.mark.parametrize("fault", [card.WrongPin(left=2), card.Locked(), card.Removed(pin_uncertain=True)])
async def test_a_card_that_does_not_sign_proves_nothing(fault: card.ChallengeOutcome) -> None:
    ends, pin = Ends(), bytearray(b"1234")
    ends.challenge = fault
    assert await proving.prove(ends, ends, pin, 7, ends.done) == fault
    assert ends.order == ["nonce", "sign 1234 7"]
    assert pin == bytearray(4)


async def test_even_a_bug_leaves_no_pin_behind() -> None:
    ends, pin = Ends(), bytearray(b"1234")
    ends.broken = True
    with pytest.raises(KeyError):
        await proving.prove(ends, ends, pin, 7, ends.done)
    assert pin == bytearray(4)


async def test_a_tap_frees_the_card_before_headquarters_is_asked() -> None:
    ends = Ends()
    assert await proving.tap(ends, ends, 7, ends.done) == TapJudged(evidence=EVIDENCE)
    assert ends.order == ["read 7", "done", "tap aa"]


async def test_a_tap_of_a_card_that_fails_asks_nobody() -> None:
    ends = Ends()
    ends.certificate = card.Swapped()
    assert await proving.tap(ends, ends, 7, ends.done) == card.Swapped()
    assert ends.order == ["read 7"]
