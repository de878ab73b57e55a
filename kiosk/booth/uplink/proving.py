"""Proof of possession and tap as whole errands: the card's part and headquarters' part, in the safe order.

The nonce comes first, so that no try is risked when headquarters cannot be reached. The PIN is shown to the card at
most once and overwritten whatever happens.
"""

from collections.abc import Callable
from hashlib import sha256
from typing import Protocol

from kiosk.booth.uplink.http import Unreachable
from kiosk.booth.uplink.identity_client import Refused
from kiosk.card.card import CertificateOutcome, CertificateRead, ChallengeOutcome, ChallengeSigned, Fault
from kiosk.protocol.identity import NonceGiven, ProofGiven, ProofJudged, TapJudged


class Card(Protocol):
    """The card reader's door, as far as a proof needs it."""

    async def sign_challenge(self, digest: bytes, pin: bytearray, insertion: int | None = None) -> ChallengeOutcome:
        """Show the PIN once and sign."""

    async def read_certificate(self, insertion: int | None = None) -> CertificateOutcome:
        """Read the certificate that needs no PIN."""


class Headquarters(Protocol):
    """Headquarters' door, as far as a proof needs it."""

    async def nonce(self) -> NonceGiven | Refused | Unreachable:
        """Random bytes for one proof."""

    async def prove(self, proof: ProofGiven) -> ProofJudged | Refused | Unreachable:
        """Hand a proof in."""

    async def tap(self, certificate: str) -> TapJudged | Refused | Unreachable:
        """What this resident has applied for."""


ProofEnded = ProofJudged | Fault | Refused | Unreachable
TapEnded = TapJudged | Fault | Refused | Unreachable


async def prove(
    card: Card,
    headquarters: Headquarters,
    pin: bytearray,
    insertion: int | None,
    signed: Callable[[], None],
    *,
    call_id: str | None = None,
    submission_id: str | None = None,
) -> ProofEnded:
    """Prove that the card's owner is here; `signed` is called when the card is not needed any more.

    `submission_id`: what is to be found by this card's tap from now on; `call_id`: the call in which staff asked.
    """
    try:
        nonce = await headquarters.nonce()
        if not isinstance(nonce, NonceGiven):
            return nonce
        outcome = await card.sign_challenge(sha256(bytes.fromhex(nonce.nonce)).digest(), pin, insertion)
    finally:
        pin[:] = bytes(len(pin))
    if not isinstance(outcome, ChallengeSigned):
        return outcome
    signed()
    proof = ProofGiven(
        nonce_id=nonce.nonce_id,
        certificate=outcome.der,
        signature=outcome.signature,
        call_id=call_id,
        register_tap=submission_id is not None,
        submission_id=submission_id,
    )
    return await headquarters.prove(proof)


async def tap(card: Card, headquarters: Headquarters, insertion: int | None, read: Callable[[], None]) -> TapEnded:
    """What the resident whose card lies there has applied for; `read` is called when the card may be taken."""
    outcome = await card.read_certificate(insertion)
    if not isinstance(outcome, CertificateRead):
        return outcome
    read()
    return await headquarters.tap(outcome.der)
