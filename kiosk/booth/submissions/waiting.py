"""What is known of a submission on its way; nothing of it is personal."""

from enum import StrEnum

from kiosk.values import dataclass


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
    """How much waits: number, age of the oldest in seconds, and how many were set aside."""

    waiting: int
    oldest_s: int
    parked: int
