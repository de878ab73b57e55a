"""The courier carries the outbox to headquarters, oldest first, until each submission has its receipt.

A dead line pauses the queue with growing, jittered waits; a refusal for good sets one submission aside and lets the
rest go on, and so does one that headquarters fails on again and again; a booth that is no longer enrolled stops the
courier and alarms. What was carried twice is received once: the submission's id is its idempotency key.
"""

import asyncio
import random
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import aiohttp
from pydantic import ValidationError

from kiosk.booth.storage.store import StoreBroken, StoreFull
from kiosk.booth.submissions.outbox import Outbox, Waiting
from kiosk.booth.trouble import Trouble
from kiosk.log import Log
from kiosk.protocol.submissions import MEDIA_TYPE, Receipt
from kiosk.tasks import Tasks

_log = Log("booth.courier")
_FIRST_WAIT: Final = 1.0
_LONGEST_WAIT: Final = 900.0
_TIMEOUT: Final = aiohttp.ClientTimeout(total=120, connect=10, sock_read=60)


@dataclass(frozen=True)
class Received:
    """Headquarters gave a receipt."""

    receipt: Receipt


@dataclass(frozen=True)
class TryLater:
    """Nothing wrong with the submission; the line or headquarters was not there. `code` is for logs and staff."""

    code: str


@dataclass(frozen=True)
class RefusedForGood:
    """Headquarters will never take this one."""

    code: str


@dataclass(frozen=True)
class NoLongerEnrolled:
    """Headquarters does not know this booth any more."""

    code: str


Outcome = Received | TryLater | RefusedForGood | NoLongerEnrolled


class Courier:
    """One loop: take the oldest, carry it, believe only a receipt."""

    def __init__(
        self,
        outbox: Outbox,
        url: str,
        tls: Callable[[], ssl.SSLContext],
        clock: Callable[[], float],
        on_received: Callable[[str, str], None],
        on_alarm: Callable[[Trouble], None],
    ) -> None:
        """`clock` gives wall-clock seconds; `on_received(reference, receipt number)`; `on_alarm(what is wrong)`."""
        self._outbox = outbox
        self._url = f"{url.rstrip('/')}/submissions"
        self._tls = tls
        self._clock = clock
        self._on_received = on_received
        self._on_alarm = on_alarm
        self._wake = asyncio.Event()
        self._tasks = Tasks("courier")
        self._session: aiohttp.ClientSession | None = None

    async def start(self) -> None:
        """Begin carrying."""
        self._session = aiohttp.ClientSession(timeout=_TIMEOUT)
        self._tasks.start(self._run(), "carry")

    async def stop(self) -> None:
        """Stop; what is under way is carried again next time and received once."""
        await self._tasks.end()
        if self._session:
            await self._session.close()

    def wake(self) -> None:
        """Something new was stored, or the line is back: try now."""
        self._wake.set()

    async def _run(self) -> None:
        while True:
            self._wake.clear()
            try:
                wait = await self._carry_one()
            except (StoreBroken, StoreFull):
                self._on_alarm(Trouble.STORE_BROKEN)
                wait = 30.0
            if wait:
                try:
                    async with asyncio.timeout(wait):
                        await self._wake.wait()
                except TimeoutError:
                    continue

    async def _carry_one(self) -> float:
        """Carry the oldest; how many seconds to wait before the next."""
        waiting = await self._outbox.oldest(self._clock())
        if waiting is None:
            return _LONGEST_WAIT
        outcome = await self._post(waiting)
        match outcome:
            case Received(receipt):
                return await self._believe(waiting, receipt)
            case RefusedForGood(code):
                await self._outbox.park(waiting.submission_id, code)
                self._on_alarm(Trouble.SUBMISSION_PARKED)
                return 0.0
            case NoLongerEnrolled(code):
                self._on_alarm(Trouble.NO_LONGER_ENROLLED)
                return await self._later(waiting, code, longest=True)
            case TryLater(code):
                return await self._later(waiting, code)

    async def _believe(self, waiting: Waiting, receipt: Receipt) -> float:
        if not await self._outbox.receive(receipt):
            _log.warning("receipt_does_not_fit", submission=waiting.submission_id)
            return await self._later(waiting, "wrong_receipt")
        _log.event("submission_received", submission=waiting.submission_id, replayed=receipt.replayed)
        self._on_received(waiting.reference, receipt.receipt_number)
        return 0.0

    async def _later(self, waiting: Waiting, code: str, *, longest: bool = False) -> float:
        most = _LONGEST_WAIT if longest else min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(waiting.attempts, 20))
        wait = most if longest else random.uniform(most / 2, most)  # noqa: S311 -- jitter, not a secret
        _log.event("submission_postponed", submission=waiting.submission_id, code=code, seconds=round(wait, 1))
        await self._outbox.postpone(waiting.submission_id, code, self._clock() + wait)
        return wait

    async def _post(self, waiting: Waiting) -> Outcome:
        assert self._session is not None
        headers = {"Content-Type": MEDIA_TYPE, "Idempotency-Key": waiting.submission_id}
        try:
            async with self._session.post(
                self._url, data=waiting.envelope, headers=headers, ssl=self._tls(), allow_redirects=False
            ) as reply:
                return judge(reply.status, await reply.read(), waiting)
        except aiohttp.ClientConnectorCertificateError:
            self._on_alarm(Trouble.WRONG_CERTIFICATE)
            return TryLater("wrong_certificate")
        except (aiohttp.ClientError, TimeoutError, OSError):
            return TryLater("unreachable")


def judge(status: int, content: bytes, waiting: Waiting) -> Outcome:
    """What an answer of headquarters means (pure). Only a receipt that names id and hash is one."""
    if status in (200, 201, 208):
        try:
            receipt = Receipt.model_validate_json(content)
        except ValidationError:
            return TryLater("no_receipt")
        fits = (receipt.submission_id, receipt.sha256) == (waiting.submission_id, waiting.sha256)
        return Received(receipt) if fits else TryLater("wrong_receipt")
    if status in (401, 403):
        return NoLongerEnrolled(f"http_{status}")
    if status in (400, 413, 415, 422):
        return RefusedForGood(f"http_{status}")
    return TryLater(f"http_{status}")
