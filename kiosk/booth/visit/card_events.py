"""What the card, its reader and headquarters' look at it can tell a visit (past tense); `events` gives them on."""

import dataclasses
from typing import Literal

from kiosk.booth.visit.stages import Errand
from kiosk.card.card import Certificates, Tries
from kiosk.procedures.identity import Identity
from kiosk.protocol.faults import Code
from kiosk.protocol.identity import CaseShown, Evidence, Integrity
from kiosk.values import dataclass


@dataclass(frozen=True)
class CardSeen:
    """A My Number Card lies on the reader (`insertion` numbers this laying down); tries left, None: it does not say."""

    tries_left: int | None
    auth_left: int | None = None
    sign_left: int | None = None
    certificates: Certificates = dataclasses.field(default_factory=Certificates)
    insertion: int = 0


@dataclass(frozen=True)
class TriesCounted:
    """The card told its counters."""

    tries: Tries


@dataclass(frozen=True)
class CardRefused:
    """What lies there cannot be used, or the reader does not work; `code` names the fault (C-02)."""

    code: Code


@dataclass(frozen=True)
class CardRemoved:
    """The slot is empty."""


@dataclass(frozen=True)
class PinMisformed:
    """What is in the buffer cannot be the password; nothing was sent."""


@dataclass(frozen=True)
class IdentityGiven:
    """The card gave name, address, birth date and sex; `integrity` says whether its issuer's signature was checked."""

    identity: Identity
    integrity: Integrity = Integrity.UNCHECKED


@dataclass(frozen=True)
class IdentityByCodeGiven:
    """In a call the card showed its face and gave them (None: not) with the printed code: the card, not its holder."""

    identity: Identity | None
    integrity: Integrity = Integrity.UNCHECKED
    insertion: int = 0


@dataclass(frozen=True)
class EvidenceNoted:
    """Headquarters wrote down what it found out about the resident; the application is to name it."""

    evidence: Evidence


@dataclass(frozen=True)
class PinWrong:
    """The card refused the PIN of `errand`; `left` is its counter now."""

    left: int
    errand: Errand = Errand.IDENTITY


@dataclass(frozen=True)
class CardFailed:
    """What the card was asked for by `errand` did not work; `code` names the fault."""

    code: Code
    errand: Errand = Errand.IDENTITY


@dataclass(frozen=True)
class CardDone:
    """The card has read or signed for `errand`; the rest needs it no more."""

    errand: Errand


@dataclass(frozen=True)
class CasesTold:
    """Headquarters answered a tap."""

    evidence: Evidence
    cases: tuple[CaseShown, ...]


@dataclass(frozen=True)
class ProofJudged:
    """Headquarters answered a proof; `registered`: a tap finds this resident from now on."""

    evidence: Evidence
    registered: bool
    errand: Errand = Errand.PROVING


@dataclass(frozen=True)
class HeadquartersDidNot:
    """Headquarters gave no answer (``offline``) or would not (``refused``)."""

    why: Literal["offline", "refused"]
    errand: Errand = Errand.TAP


FromCard = (
    CardSeen
    | TriesCounted
    | CardRefused
    | CardRemoved
    | PinMisformed
    | IdentityGiven
    | IdentityByCodeGiven
    | EvidenceNoted
    | PinWrong
    | CardFailed
    | CardDone
    | CasesTold
    | ProofJudged
    | HeadquartersDidNot
)
