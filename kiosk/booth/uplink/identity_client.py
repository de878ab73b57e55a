"""Asks headquarters who somebody is, at the booth door: nonces, proofs and taps (``kiosk.protocol.identity``).

Every question ends within its deadline with one answer: what headquarters said, that it refused, or that it could not
be reached. Nothing is asked twice: a nonce is spent with its first proof.
"""

from collections.abc import Callable
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from kiosk.booth.uplink import http
from kiosk.booth.uplink.device_identity import Device
from kiosk.booth.uplink.http import NO_ANSWER, Limits, Unreachable
from kiosk.log import Log
from kiosk.protocol.identity import NonceGiven, ProofGiven, ProofJudged, TapJudged, TapShown
from kiosk.protocol.submissions import ReplyProblem
from kiosk.values import dataclass

_log = Log("booth.identity")
LIMITS: Final = Limits(total_s=15, connect_s=5)
T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True)
class Refused:
    """Headquarters would not; `type` is its problem's stable name where it gave one."""

    status: int
    type: str = ""


class IdentityClient:
    """Questions over mutual TLS; one connection each, because they are rare."""

    def __init__(self, device: Callable[[], Device | None], limits: Limits = LIMITS) -> None:
        """`device` gives the identity in force, None while the booth has none."""
        self._device = device
        self._limits = limits

    async def nonce(self) -> NonceGiven | Refused | Unreachable:
        """Random bytes for one proof."""
        return await self._ask("nonces", None, NonceGiven)

    async def prove(self, proof: ProofGiven) -> ProofJudged | Refused | Unreachable:
        """Hand a proof in; its nonce is spent whatever headquarters finds."""
        return await self._ask("proofs", proof, ProofJudged)

    async def tap(self, certificate: str) -> TapJudged | Refused | Unreachable:
        """What the resident with this certificate (DER in hex) has applied for."""
        try:
            shown = TapShown(certificate=certificate)
        except ValidationError:  # a certificate larger than any real one
            return Refused(413)
        return await self._ask("taps", shown, TapJudged)

    async def _ask(self, what: str, said: BaseModel | None, kind: type[T]) -> T | Refused | Unreachable:
        device = self._device()
        if device is None:
            return Unreachable("not_enrolled")
        url = f"{device.enrolled.booth_url.rstrip('/')}/identity/{what}"
        body = http.Body(said.model_dump_json().encode() if said else b"{}")
        heard = await http.ask(url, device.tls, self._limits, body)
        answer = heard if isinstance(heard, Unreachable) else judged(heard.status, heard.content, kind)
        if not isinstance(answer, kind):
            _log.event("identity_not_answered", what=what, code=getattr(answer, "type", "") or _name(answer))
        return answer


def judged(status: int, content: bytes, kind: type[T]) -> T | Refused | Unreachable:
    """What an answer means (pure). A door that answers something else is not headquarters'."""
    if status in (200, 201):
        try:
            return kind.model_validate_json(content, extra="ignore")
        except ValidationError:
            return Unreachable(NO_ANSWER)
    if status >= 500:
        return Unreachable(f"http_{status}")
    try:
        return Refused(status, ReplyProblem.model_validate_json(content, extra="ignore").type)
    except ValidationError:
        return Refused(status)


def _name(answer: object) -> str:
    return answer.code if isinstance(answer, Unreachable) else f"http_{getattr(answer, 'status', 0)}"
