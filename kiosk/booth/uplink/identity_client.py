"""Asks headquarters who somebody is, at the booth door: nonces, proofs and taps (``kiosk.protocol.identity``).

Every question ends within its deadline with one answer: what headquarters said, that it refused, or that it could not
be reached. Nothing is asked twice: a nonce is spent with its first proof.
"""

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

import aiohttp
from pydantic import BaseModel, ValidationError

from kiosk.booth.uplink.device_identity import Device
from kiosk.log import Log
from kiosk.protocol.bodies import TooLarge, whole
from kiosk.protocol.identity import NonceGiven, ProofGiven, ProofJudged, TapJudged, TapShown
from kiosk.protocol.submissions import ReplyProblem

_log = Log("booth.identity")
TIMEOUT: Final = aiohttp.ClientTimeout(total=15, connect=5)
_LARGEST: Final = 256 * 1024
T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True)
class Unreachable:
    """No line, no answer in time, or another's door."""

    code: str = "unreachable"


@dataclass(frozen=True)
class Refused:
    """Headquarters would not; `type` is its problem's stable name where it gave one."""

    status: int
    type: str = ""


class IdentityClient:
    """Questions over mutual TLS; one connection each, because they are rare."""

    def __init__(self, device: Callable[[], Device | None], timeout: aiohttp.ClientTimeout = TIMEOUT) -> None:
        """`device` gives the identity in force, None while the booth has none."""
        self._device = device
        self._timeout = timeout

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
        answer = await self._post(f"{device.enrolled.booth_url.rstrip('/')}/identity/{what}", said, kind, device.tls)
        if not isinstance(answer, kind):
            _log.event("identity_not_answered", what=what, code=getattr(answer, "type", "") or _name(answer))
        return answer

    async def _post(
        self, url: str, said: BaseModel | None, kind: type[T], tls: Callable[[], ssl.SSLContext]
    ) -> T | Refused | Unreachable:
        body = said.model_dump(mode="json") if said is not None else {}
        try:
            async with (
                aiohttp.ClientSession(timeout=self._timeout) as session,
                session.post(url, json=body, ssl=tls(), allow_redirects=False) as reply,
            ):
                return _judge(reply.status, await whole(reply.content, _LARGEST), kind)
        except aiohttp.ClientConnectorCertificateError:
            return Unreachable("wrong_certificate")
        except TooLarge:
            return Unreachable("no_answer")
        except (aiohttp.ClientError, TimeoutError, OSError):
            return Unreachable()


def _judge(status: int, content: bytes, kind: type[T]) -> T | Refused | Unreachable:
    """What an answer means (pure). A door that answers something else is not headquarters'."""
    if status in (200, 201):
        try:
            return kind.model_validate_json(content)
        except ValidationError:
            return Unreachable("no_answer")
    if status >= 500:
        return Unreachable(f"http_{status}")
    try:
        return Refused(status, ReplyProblem.model_validate_json(content).type)
    except ValidationError:
        return Refused(status)


def _name(answer: object) -> str:
    return answer.code if isinstance(answer, Unreachable) else f"http_{getattr(answer, 'status', 0)}"
