"""The courier carries the outbox to headquarters, oldest first, until each submission has its receipt.

A dead line pauses the queue with growing, jittered waits; a refusal for good sets one submission aside and lets the
rest go on. One that is answered again and again without being received, whatever the answer, is tried on with waits of
its own while the others pass, and alarms; where the others fare alike, each gets one try in its turn. A booth that is
no longer enrolled stops the courier and alarms; headquarters that asks for time gets it. What was carried twice is
received once: the submission's id is its idempotency key. Before enrolment nothing is carried.
"""

import asyncio
import random
from collections.abc import Callable
from typing import Final

from pydantic import ValidationError

from kiosk.booth.storage.faults import StoreBroken, StoreFull
from kiosk.booth.submissions.outbox import Outbox
from kiosk.booth.submissions.waiting import OF_THE_LINE, PATIENCE, Waiting
from kiosk.booth.trouble import Trouble
from kiosk.booth.uplink import http
from kiosk.booth.uplink.device_identity import Device
from kiosk.log import Log
from kiosk.protocol.submissions import MEDIA_TYPE, Receipt
from kiosk.tasks import Tasks
from kiosk.values import dataclass

_log = Log("booth.courier")
_FIRST_WAIT_S: Final = 1.0
_LONGEST_WAIT_S: Final = 900.0
_STORE_WAIT_S: Final = 30.0
_LONGEST_PASSING_S: Final = 60.0
"""Between two that are tried past a stuck one: enough to spare a headquarters that fails on all of them."""
_LIMITS: Final = http.Limits(total_s=120, connect_s=10, silence_s=60)
_NOT_NOW: Final = (429, 503)
"""Answers that may say how long to wait."""


@dataclass(frozen=True)
class Received:
    """Headquarters gave a receipt."""

    receipt: Receipt


@dataclass(frozen=True)
class TryLater:
    """Nothing wrong with the submission; the line or headquarters was not there.

    Attributes:
        code: for logs and staff.
        retry_after_s: how long headquarters asked to be left alone; None where it did not.
    """

    code: str
    retry_after_s: float | None = None


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
        *,
        device: Callable[[], Device | None],
        clock: Callable[[], float],
        on_received: Callable[[str, str], None],
        on_alarm: Callable[[Trouble], None],
    ) -> None:
        """`device` gives the identity in force, None while there is none; `clock` gives wall-clock seconds.

        `on_received(reference, receipt number)`; `on_alarm(what is wrong)`.
        """
        self._outbox = outbox
        self._device = device
        self._clock = clock
        self._on_received = on_received
        self._on_alarm = on_alarm
        self._not_before = 0.0
        self._not_received = 0
        """Answers in a row without a receipt, over all submissions."""
        self._wake = asyncio.Event()
        self._tasks = Tasks("courier")

    async def start(self) -> None:
        """Begin carrying."""
        self._tasks.start(self._run(), "carry")

    async def stop(self) -> None:
        """Stop; what is under way is carried again next time and received once."""
        await self._tasks.end()

    def wake(self) -> None:
        """Something new was stored, the line is back, the booth was enrolled: try now, unless asked for time."""
        self._wake.set()

    async def _run(self) -> None:
        while True:
            self._wake.clear()
            wait_s = self._not_before - self._clock()
            if wait_s <= 0:
                wait_s = await self._carry_one()
            if wait_s:
                try:
                    async with asyncio.timeout(wait_s):
                        await self._wake.wait()
                except TimeoutError:
                    continue

    async def _carry_one(self) -> float:
        """Carry the oldest; how many seconds to wait before the next."""
        device = self._device()
        if device is None:
            return _LONGEST_WAIT_S
        try:
            waiting = await self._outbox.oldest(self._patience())
            if waiting is None:
                return _LONGEST_WAIT_S
            return await self._settle(waiting, await self._post(waiting, device))
        except (StoreBroken, StoreFull):
            self._on_alarm(Trouble.STORE_BROKEN)
            return _STORE_WAIT_S

    async def _settle(self, waiting: Waiting, outcome: Outcome) -> float:
        """Believe an outcome in the outbox; how many seconds to wait before the next."""
        match outcome:
            case Received(receipt):
                return await self._believe(waiting, receipt)
            case RefusedForGood(code):
                await self._outbox.park(waiting.submission_id, code)
                self._on_alarm(Trouble.SUBMISSION_PARKED)
                return await self._until_due()
            case NoLongerEnrolled(code):
                self._on_alarm(Trouble.NO_LONGER_ENROLLED)
                return await self._later(waiting, code, _LONGEST_WAIT_S)
            case TryLater(code, retry_after_s) if retry_after_s is not None:
                wait_s = min(retry_after_s, _LONGEST_WAIT_S)
                self._not_before = self._clock() + wait_s
                return max(wait_s, await self._answered(waiting, code, wait_s))
            case TryLater(code) if code in OF_THE_LINE:
                return await self._later(waiting, code, _growing(waiting.attempts))
            case TryLater(code):
                return await self._answered(waiting, code, _growing(waiting.attempts))

    def _patience(self) -> int:
        return PATIENCE if self._not_received < PATIENCE else 1

    async def _answered(self, waiting: Waiting, code: str, wait_s: float) -> float:
        """Headquarters answered and did not receive it; how many seconds to wait before the next, perhaps another."""
        self._not_received += 1
        await self._later(waiting, code, wait_s)
        if waiting.attempts + 1 >= PATIENCE and not waiting.alarmed:
            self._on_alarm(Trouble.SUBMISSION_STUCK)
        following = await self._outbox.oldest(self._patience())
        if following is None or following.submission_id == waiting.submission_id:
            return wait_s
        return max(await self._until_due(), min(_LONGEST_PASSING_S, _growing(self._not_received - PATIENCE)))

    async def _until_due(self) -> float:
        """How many seconds until something may be carried: what is not stuck, at once."""
        following = await self._outbox.oldest(self._patience())
        if following is None:
            return _LONGEST_WAIT_S
        return max(0.0, min(following.next_try_at_s - self._clock(), _LONGEST_WAIT_S)) if following.stuck else 0.0

    async def _believe(self, waiting: Waiting, receipt: Receipt) -> float:
        if not await self._outbox.receive(receipt):
            _log.warning("receipt_does_not_fit", submission=waiting.submission_id)
            return await self._answered(waiting, "wrong_receipt", _growing(waiting.attempts))
        self._not_received = 0
        _log.event("submission_received", submission=waiting.submission_id, replayed=receipt.replayed)
        self._on_received(waiting.reference, receipt.receipt_number)
        return await self._until_due()

    async def _later(self, waiting: Waiting, code: str, wait_s: float) -> float:
        _log.event("submission_postponed", submission=waiting.submission_id, code=code, seconds=round(wait_s, 1))
        await self._outbox.postpone(waiting.submission_id, code, self._clock() + wait_s)
        return wait_s

    async def _post(self, waiting: Waiting, device: Device) -> Outcome:
        url = f"{device.enrolled.booth_url.rstrip('/')}/submissions"
        body = http.Body(waiting.envelope, MEDIA_TYPE, {"Idempotency-Key": waiting.submission_id})
        answer = await http.ask(url, device.tls, _LIMITS, body)
        if isinstance(answer, http.Answer):
            return judge(answer, waiting)
        if answer.code == http.WRONG_CERTIFICATE:
            self._on_alarm(Trouble.WRONG_CERTIFICATE)
        return TryLater(answer.code)


def _growing(attempts: int) -> float:
    most = min(_LONGEST_WAIT_S, _FIRST_WAIT_S * 2 ** max(0, min(attempts, 20)))
    return random.uniform(most / 2, most)  # noqa: S311 -- jitter, not a secret


def judge(answer: http.Answer, waiting: Waiting) -> Outcome:
    """What an answer of headquarters means (pure). Only a receipt that names id and hash is one."""
    status = answer.status
    if status in (200, 201, 208):
        try:
            receipt = Receipt.model_validate_json(answer.content, extra="ignore")
        except ValidationError:
            return TryLater("no_receipt")
        fits = (receipt.submission_id, receipt.sha256) == (waiting.submission_id, waiting.sha256)
        return Received(receipt) if fits else TryLater("wrong_receipt")
    if status in (401, 403):
        return NoLongerEnrolled(f"http_{status}")
    if status in (400, 413, 415, 422):
        return RefusedForGood(f"http_{status}")
    return TryLater(f"http_{status}", answer.retry_after_s if status in _NOT_NOW else None)
