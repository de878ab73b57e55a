"""How bad one direction of a line is. Pure."""

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

Percent = Annotated[float, Field(ge=0, le=100)]
Milliseconds = Annotated[float, Field(ge=0, le=60_000)]
QUEUE_MS: Final = 300.0


class Conditions(BaseModel):
    """One direction, as it is until it is changed; as made it is a perfect line.

    Loss is random, or in spells as Gilbert and Elliott described them (E. O. Elliott, Bell System Technical Journal 42,
    1963) when `burst_packets` is more than 1: a good state that loses nothing, and a bad one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    loss_percent: Percent = 0
    """Of the packets that were sent, in the long run."""
    burst_packets: Annotated[float, Field(ge=1, le=1000)] = 1
    """How many packets a bad spell lasts in the middle; 1: each packet has its own chance."""
    burst_loss_percent: Annotated[float, Field(gt=0, le=100)] = 100
    """Lost within a bad spell; at least `loss_percent`."""
    delay_ms: Milliseconds = 0
    """Added to every packet."""
    jitter_ms: Milliseconds = 0
    """Added beyond that: anything from 0 to this, as likely as any other."""
    reorder: bool = False
    """A packet that is late by jitter is overtaken; otherwise those after it wait, as in most lines."""
    rate_kbit: Annotated[int, Field(ge=1, le=10_000_000)] | None = None
    """How many kilobits a second pass; None: as many as come. Sizes are those of IP packets."""
    queue_ms: Milliseconds = QUEUE_MS
    """A packet that would wait longer for its turn is dropped."""

    @property
    def spell_ends(self) -> float:
        """How likely a bad spell is over with each packet."""
        return 0.0 if self.loss_percent >= self.burst_loss_percent else 1 / self.burst_packets

    @property
    def spell_begins(self) -> float:
        """How likely a good state is over with each packet, so that `loss_percent` are lost in the long run."""
        bad = self.loss_percent / self.burst_loss_percent
        return 1.0 if bad >= 1 else min(1.0, bad / (1 - bad) / self.burst_packets)
