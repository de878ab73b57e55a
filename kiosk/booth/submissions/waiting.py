"""What is known of a submission on its way; nothing of it is personal."""

from enum import StrEnum
from typing import Final

from kiosk.values import dataclass

PATIENCE: Final = 5
"""How often headquarters may answer without receiving a submission before the others pass it."""
OF_THE_LINE: Final = frozenset({"", "unreachable", "no_answer", "wrong_certificate", "http_401", "http_403"})
"""Codes that say something about the line or about this booth, and nothing about one submission."""


class OutboxState(StrEnum):
    """Where a submission is: waiting, set aside because headquarters refused it, or received."""

    PENDING = "pending"
    PARKED = "parked"
    RECEIVED = "received"


@dataclass(frozen=True)
class Waiting:
    """One submission to carry: its envelope as it goes over the wire."""

    submission_id: str
    reference: str
    sha256: str
    envelope: bytes
    attempts: int
    next_try_at_s: float
    stuck: bool = False
    """Answered again and again without being received: it is carried when it is due and nothing else waits."""
    last_code: str = ""

    @property
    def alarmed(self) -> bool:
        """Whether it was stuck after the last attempt, so that staff know."""
        return self.attempts >= PATIENCE and self.last_code not in OF_THE_LINE


@dataclass(frozen=True)
class OutboxLine:
    """One line of ``kiosk outbox``: nothing personal is known about a submission."""

    submission_id: str
    reference: str
    state: OutboxState
    created_at: str
    size_bytes: int
    attempts: int
    last_code: str
    receipt_number: str | None


@dataclass(frozen=True)
class Backlog:
    """How much waits: number, age of the oldest in seconds, and how many were set aside.

    `stuck` of those that wait were answered again and again without being received; `stuck_code` is why the oldest of
    them was not.
    """

    waiting: int
    oldest_s: int
    parked: int
    stuck: int = 0
    stuck_code: str = ""
