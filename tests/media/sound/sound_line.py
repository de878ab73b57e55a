"""A line and two clocks without time: packets of a voice go in at chosen moments, the speaker asks at its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from kiosk.media.loudness import LoudnessMeter
from kiosk.media.sound.opus import Encoder
from kiosk.media.sound.playout import Heard, Playout
from kiosk.media.sources import BLOCK, SAMPLE_RATE_HZ, Samples
from kiosk.rehearsal.virtual_voice import speech

PACKET = 960
FIRST_NUMBER, FIRST_STAMP = 65_500, (1 << 32) - 48_000  # both wrap around early


@dataclass(frozen=True)
class Sent:
    """A packet on its way; `at_s` on the sender's clock as the receiver sees it."""

    number: int
    stamp: int
    payload: bytes
    at_s: float


def loudness(samples: Samples) -> float:
    """Root mean square, 0 to 1."""
    meter = LoudnessMeter()
    meter.pass_by(samples)
    return meter.read()


def voice(seconds: float) -> Samples:
    """Invented speech of this length."""
    return np.resize(speech(), round(seconds * SAMPLE_RATE_HZ))


def packets(
    sound: Samples, *, loss: float = 0.1, pauses: bool = False, size: int = PACKET, ppm: float = 0.0
) -> list[Sent]:
    """What a sender makes of `sound`; with `pauses` it leaves out silence but for its beginning (DTX)."""
    encoder = Encoder(32_000)
    encoder.adjust(32_000, loss, pauses=pauses)
    sent: list[Sent] = []
    silent = False
    for at in range(0, sound.size - size + 1, size):
        payload = encoder.encode(sound[at : at + size])
        was_silent, silent = silent, len(payload) <= 2
        if was_silent and silent:
            continue
        number, stamp = (FIRST_NUMBER + len(sent)) % 65_536, (FIRST_STAMP + at) % (1 << 32)
        sent.append(Sent(number, stamp, payload, (at + size) / SAMPLE_RATE_HZ * (1 + ppm / 1e6)))
    return sent


@dataclass
class Outcome:
    """What a listener got."""

    playout: Playout
    blocks: list[Samples] = field(default_factory=list)
    seconds: list[Heard] = field(default_factory=list)

    @property
    def sound(self) -> Samples:
        return np.concatenate(self.blocks)

    def lost(self, begin: int = 0, end: int | None = None) -> float:
        """Share concealed in these seconds."""
        shares = [heard.lost for heard in self.seconds[begin:end] if heard.lost is not None]
        return sum(shares) / len(shares)

    def delay_ms(self, begin: int = 0, end: int | None = None) -> float:
        """Middle wait of packets in these seconds."""
        waits = [heard.delay_ms for heard in self.seconds[begin:end] if heard.delay_ms is not None]
        return float(np.median(waits))


def play(
    arrivals: Sequence[tuple[float, Sent]],
    seconds: float,
    *,
    ppm: float = 0.0,
    burst: int = 1,
    least_ms: float = 20,
    look: Callable[[float, Playout], None] | None = None,
) -> Outcome:
    """Give `arrivals` (moment in seconds, packet) to a playout and take blocks; the card asks for `burst` at once."""
    now = [0.0]
    outcome = Outcome(Playout(least_ms, lambda: 1000.0 + now[0]))
    waiting = sorted(arrivals, key=lambda one: one[0])
    at = 0
    for turn in range(round(seconds * SAMPLE_RATE_HZ / BLOCK)):
        asked_s = (turn // burst) * burst * BLOCK / SAMPLE_RATE_HZ * (1 + ppm / 1e6)
        while at < len(waiting) and waiting[at][0] <= asked_s:
            now[0] = waiting[at][0]
            outcome.playout.put(waiting[at][1].number, waiting[at][1].stamp, waiting[at][1].payload)
            at += 1
        now[0] = asked_s
        outcome.blocks.append(outcome.playout.take())
        if look:
            look(asked_s, outcome.playout)
        if turn % 100 == 99:
            outcome.seconds.append(outcome.playout.read())
    return outcome
