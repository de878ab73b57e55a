"""Who somebody is, on the wire: nonces and proofs, taps, the card's face shown to staff, and what was found.

Evidence that headquarters made itself (a proof, a tap, a look of staff) has an `EvidenceId`; an application names the
ones of its visit, and headquarters believes its own records only. The ladder A1 to A4: said by the person, paper seen
by staff, card with PIN or photograph, signed by card.
"""

from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import Field

from kiosk.protocol.identifiers import CallId, EvidenceId, ProcedureId, SubmissionId
from kiosk.protocol.model import Moment, Ordinal, Wire

NONCE_BYTES: Final = 32
NONCE_S: Final = 300
LARGEST_CERTIFICATE_BYTES: Final = 8192
Level = Literal["A1", "A2", "A3", "A4"]
CardCode = Annotated[str, Field(pattern=r"^C-[0-9]{2}$")]
"""The small code of a fault at the card (`kiosk.card.card.Code`), the same on both screens."""
Hex = Annotated[str, Field(pattern=r"^([0-9a-f]{2})*$", max_length=2 * LARGEST_CERTIFICATE_BYTES, repr=False)]


class Integrity(StrEnum):
    """Whether the issuer's signature over what a card gave was checked; `UNCHECKED` is never good."""

    GOOD = "good"
    BAD = "bad"
    UNCHECKED = "unchecked"


class Verdict(StrEnum):
    """How one check of a certificate ended; `NOT_CHECKED` is never good."""

    GOOD = "good"
    BAD = "bad"
    NOT_CHECKED = "not_checked"


class Method(StrEnum):
    """How somebody was looked at."""

    DECLARED = "declared"
    TAP = "tap"
    PAPER_SEEN = "paper_seen"
    CARD_CODE = "card_code"
    CARD_PIN = "card_pin"
    CARD_KEY = "card_key"
    FACE_COMPARED = "face_compared"
    CARD_SIGNATURE = "card_signature"


class Outcome(StrEnum):
    """How it ended; `NOT_CHECKED` is never good."""

    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not_confirmed"
    NOT_CHECKED = "not_checked"


class StepFound(Wire):
    """One check of a certificate (`kiosk.jpki.certificates.Step`) and how it ended."""

    step: Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
    verdict: Verdict
    code: CardCode | None = None


class Evidence(Wire):
    """One thing headquarters found out about a person and wrote down.

    Attributes:
        by: the staff member's name, or empty where the program looked.
        steps: the checks behind it, in order; empty where a person looked.
    """

    evidence_id: EvidenceId
    level: Level
    method: Method
    outcome: Outcome
    at: Moment
    code: CardCode | None = None
    by: Annotated[str, Field(max_length=60)] = ""
    steps: Annotated[tuple[StepFound, ...], Field(max_length=40)] = ()


# -- the booth's door of headquarters (HTTP) --------------------------------------------------------------------------


class NonceGiven(Wire):
    """AnswerValue to ``POST /identity/nonces``: random bytes for one proof by this booth, good for `NONCE_S`."""

    nonce_id: EvidenceId
    nonce: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", repr=False)]
    expires_at: Moment


class ProofGiven(Wire):
    """``POST /identity/proofs``: the nonce signed with the card's authentication key (RSA PKCS #1 v1.5, SHA-256).

    Attributes:
        call_id: the call in which staff asked for it.
        register_tap: whether the resident wants to be found again by tapping (かざし).
        submission_id: what was handed in just before and is to be found by that tap.
    """

    nonce_id: EvidenceId
    certificate: Hex
    signature: Hex
    call_id: CallId | None = None
    register_tap: bool = False
    submission_id: SubmissionId | None = None


class ProofJudged(Wire):
    """AnswerValue to a proof; `registered` says whether a tap finds this resident from now on."""

    evidence: Evidence
    registered: bool = False


class TapShown(Wire):
    """``POST /identity/taps``: the certificate of a card that was only laid down, without a PIN."""

    certificate: Hex


class CaseShown(Wire):
    """One application as a resident who tapped is shown it: nothing of what was written."""

    procedure: ProcedureId
    title: Annotated[str, Field(max_length=120)]
    reference: Annotated[str, Field(max_length=20)]
    receipt_number: Annotated[str, Field(max_length=20)]
    received_at: Moment
    state: Literal["new", "in_hand", "done", "returned"]


class TapJudged(Wire):
    """AnswerValue to a tap: whose card it is stays at headquarters, only what waits is told.

    Attributes:
        evidence: code C-30 where nobody registered this certificate, another where it cannot be used.
        cases: newest first; empty where nobody is registered.
    """

    evidence: Evidence
    cases: Annotated[tuple[CaseShown, ...], Field(max_length=20)] = ()


# -- in a call (WebSocket) --------------------------------------------------------------------------------------------


CardWant = Literal["face", "proof"]
"""What staff ask of the card: its printed face, to compare; or the PIN, as a proof."""
ProofState = Literal["declined", "reading", "done", "failed"]
"""How far a proof is, once the resident agreed to it."""
CardState = Literal["agreed"] | ProofState
"""How far an ask is that the resident was shown."""


class CardAsked(Wire):
    """Staff ask for the card: to compare its photograph (`face`, with 照合番号B copied from it) or for its PIN proof.

    The resident says yes or no on the screen first. `code` is never kept by headquarters.
    """

    kind: Literal["card_asked"] = "card_asked"
    call_id: CallId
    epoch: Ordinal
    ask_id: EvidenceId
    want: CardWant
    code: Annotated[Annotated[str, Field(pattern=r"^[0-9]{14}$")] | None, Field(repr=False)] = None


class CardFace(Wire):
    """The card's printed face: PNG in base64, empty where a picture cannot be shown. For one look, never kept."""

    name: Annotated[str, Field(max_length=60000, repr=False)] = ""
    address: Annotated[str, Field(max_length=60000, repr=False)] = ""
    photograph: Annotated[str, Field(max_length=120000, repr=False)] = ""
    birth_date: Annotated[str, Field(max_length=20, repr=False)] = ""
    sex: Annotated[str, Field(max_length=4, repr=False)] = ""
    expiry: Annotated[str, Field(max_length=8)] = ""
    integrity: Integrity = Integrity.UNCHECKED
    cautions: Annotated[tuple[CardCode, ...], Field(max_length=10)] = ()


class CardTold(Wire):
    """What became of `CardAsked`; sent again at each step.

    `code` names the fault for `failed`; `face` comes with `done` where a face was asked for. What a proof found goes to
    the console as `EvidenceFound` from headquarters itself.
    """

    kind: Literal["card_told"] = "card_told"
    call_id: CallId
    epoch: Ordinal
    ask_id: EvidenceId
    state: CardState
    code: CardCode | None = None
    face: CardFace | None = None


class EvidenceGiven(Wire):
    """A staff member writes down what they saw: the face is the photograph's, or a paper (which, `paper`) was shown."""

    kind: Literal["evidence_given"] = "evidence_given"
    call_id: CallId
    epoch: Ordinal
    method: Literal["face_compared", "paper_seen"]
    outcome: Literal["confirmed", "not_confirmed"]
    paper: Annotated[str, Field(max_length=60)] = ""


class EvidenceFound(Wire):
    """Headquarters wrote evidence down in this call; told to both ends."""

    kind: Literal["evidence_found"] = "evidence_found"
    call_id: CallId
    epoch: Ordinal
    evidence: Evidence
