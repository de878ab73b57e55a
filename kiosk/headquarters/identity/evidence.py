"""Evidence (本人確認の記録): what the checks of a proof, a tap, a look or a signature add up to.

Everything here is pure. A bad check makes a finding `NOT_CONFIRMED`; one that was not made leaves it `NOT_CHECKED`,
which is never good.
"""

from datetime import datetime
from typing import Final, Literal

from kiosk.jpki.certificates import Check, Step, proves_possession, with_verdict
from kiosk.protocol.faults import CardFault, Code
from kiosk.protocol.identifiers import EvidenceId
from kiosk.protocol.identity import Evidence, Integrity, Level, Method, Outcome, StepFound, Verdict
from kiosk.values import dataclass

NONCE: Final = "nonce"
REGISTERED: Final = "registered"
INTEGRITY: Final = "integrity"
_INTEGRITIES: Final = {Integrity.GOOD: Verdict.GOOD, Integrity.UNCHECKED: Verdict.NOT_CHECKED}
LEVELS: Final[dict[Method, Level]] = {
    Method.DECLARED: "A1",
    Method.TAP: "A1",
    Method.PAPER_SEEN: "A2",
    Method.CARD_CODE: "A3",
    Method.CARD_PIN: "A3",
    Method.CARD_KEY: "A3",
    Method.FACE_COMPARED: "A3",
    Method.CARD_SIGNATURE: "A4",
}


@dataclass(frozen=True)
class Finding:
    """What was found out, before it is written down."""

    method: Method
    outcome: Outcome
    code: Code | None = None
    steps: tuple[StepFound, ...] = ()

    @property
    def level(self) -> Level:
        """How high on the ladder this kind of finding counts when it is good."""
        return LEVELS[self.method]

    def written(self, evidence_id: EvidenceId, at: datetime, by: str = "") -> Evidence:
        """The finding as it is kept and told."""
        code = self.code.value if self.code else None
        return Evidence(
            evidence_id=evidence_id,
            level=self.level,
            method=self.method,
            outcome=self.outcome,
            at=at,
            code=code,
            by=by,
            steps=self.steps,
        )


def possession(checks: tuple[Check, ...], der: bytes, signature: bytes, nonce: bytes) -> tuple[Check, ...]:
    """`checks` of a certificate with possession decided: the nonce was signed with the key of these very bytes."""
    try:
        good = proves_possession(der, signature, nonce)
    except CardFault:
        return checks  # no certificate: the first check says so
    return with_verdict(checks, Step.POSSESSION, Verdict.GOOD if good else Verdict.BAD, Code.COPIED)


def proof(checks: tuple[Check, ...]) -> Finding:
    """A card whose key answered our nonce."""
    return summed(Method.CARD_KEY, (_step(NONCE), *steps(checks)))


def nonce_used_again() -> Finding:
    """A proof over a nonce that was spent before: somebody plays back what they overheard."""
    return summed(Method.CARD_KEY, (_step(NONCE, Verdict.BAD, Code.COPIED),))


def may_register(found: Finding, *, asks: bool) -> bool:
    """Whether a proof is good enough to be found again by tap: nothing failed, and what could be asked was answered."""
    open_steps = {one.step for one in found.steps if one.verdict is not Verdict.GOOD}
    return found.outcome is not Outcome.NOT_CONFIRMED and open_steps <= (set() if asks else {Step.REVOCATION.value})


def tap(checks: tuple[Check, ...], *, registered: bool, asks: bool) -> Finding:
    """A card that was only laid down. Possession is never shown by it, and is not held against it.

    `asks` False: this site asks nobody about revocation, so the finding stays unchecked without being refused.
    """
    found = [
        StepFound(step=one.step, verdict=Verdict.NOT_CHECKED) if _is_possession(one) else one for one in steps(checks)
    ]
    fault = _first(
        [one for one in found if not _is_possession(one)],
        (Verdict.BAD, Verdict.NOT_CHECKED) if asks else (Verdict.BAD,),
    )
    if fault is not None:
        outcome = Outcome.NOT_CONFIRMED if fault.verdict is Verdict.BAD else Outcome.NOT_CHECKED
        return Finding(Method.TAP, outcome, _code(fault), tuple(found))
    if not registered:
        listed = (*found, _step(REGISTERED, Verdict.BAD, Code.NOT_REGISTERED))
        return Finding(Method.TAP, Outcome.NOT_CONFIRMED, Code.NOT_REGISTERED, listed)
    outcome = Outcome.CONFIRMED if asks else Outcome.NOT_CHECKED
    return Finding(Method.TAP, outcome, None, (*found, _step(REGISTERED)))


def seen(
    method: Literal["face_compared", "paper_seen"],
    outcome: Literal["confirmed", "not_confirmed"],
    face: Integrity | None = None,
) -> Finding:
    """What a staff member saw and decided; `face` says whether the issuer's signature over the photograph holds.

    A photograph that was tampered with confirms nobody, however like it is. One that nobody checked leaves a step
    open, and whoever adds it up needs another sign that the card is a real one.
    """
    if method == "paper_seen" or face is None:
        return Finding(Method(method), Outcome(outcome))
    if face is Integrity.BAD:
        return summed(Method.FACE_COMPARED, (_step(INTEGRITY, Verdict.BAD, Code.COPIED),))
    return Finding(Method.FACE_COMPARED, Outcome(outcome), None, (_step(INTEGRITY, _INTEGRITIES[face]),))


def is_real_card(found: Evidence) -> bool:
    """Whether a finding shows that the card is a real one."""
    if found.method is Method.CARD_KEY:
        return found.outcome is Outcome.CONFIRMED
    return any(one.step == INTEGRITY and one.verdict is Verdict.GOOD for one in found.steps)


def summed(method: Method, found: tuple[StepFound, ...]) -> Finding:
    """The finding that `found` adds up to: the first bad step decides, then the first that was not made."""
    if fault := _first(found, (Verdict.BAD,)):
        return Finding(method, Outcome.NOT_CONFIRMED, _code(fault), found)
    if unknown := _first(found, (Verdict.NOT_CHECKED,)):
        return Finding(method, Outcome.NOT_CHECKED, _code(unknown), found)
    return Finding(method, Outcome.CONFIRMED, None, found)


def steps(checks: tuple[Check, ...]) -> tuple[StepFound, ...]:
    """The checks of a certificate as they are kept."""
    return tuple(_step(one.step.value, one.verdict, one.code) for one in checks)


def step(name: str, verdict: Verdict, code: Code | None = None) -> StepFound:
    """One check of another kind."""
    return _step(name, verdict, code)


def _step(name: str, verdict: Verdict = Verdict.GOOD, code: Code | None = None) -> StepFound:
    return StepFound(step=name, verdict=verdict, code=code)


def _is_possession(one: StepFound) -> bool:
    return one.step == Step.POSSESSION.value


def _first(found: tuple[StepFound, ...] | list[StepFound], verdicts: tuple[Verdict, ...]) -> StepFound | None:
    """The first step with the worst of `verdicts`."""
    return next((one for verdict in verdicts for one in found if one.verdict == verdict), None)


def _code(fault: StepFound) -> Code | None:
    return Code(fault.code) if fault.code else None
