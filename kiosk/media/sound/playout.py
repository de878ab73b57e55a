"""Sound of the other side: packets come in as the line brings them, ten milliseconds go out whenever asked for.

What is missing is recovered from the packet after it, or concealed; how long packets wait follows the line. Two clocks
are at work, the sender's and the sound card's, and neither is ours; see `delay`.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Final

import numpy as np

from kiosk.media.loudness import LoudnessMeter
from kiosk.media.sound import opus, stretch
from kiosk.media.sound.delay import Delay
from kiosk.media.sound.waiting import Packet, Waiting
from kiosk.media.sources import BLOCK, SAMPLE_RATE_HZ, Samples
from kiosk.values import dataclass

_SAMPLES_A_MS: Final = SAMPLE_RATE_HZ // 1000
_SILENT_AFTER_MS: Final = 5_000
"""A sender that has been silent for so long has stopped, its line is not just slow."""
_TOO_LATE_MS: Final = 250.0
_TOO_MUCH_MS: Final = 10.0
_TOO_LITTLE_MS: Final = -8.0
_PATIENT_MS: Final = 60.0
_TURNS_LOOKED_BACK: Final = 50
_TURNS_BETWEEN: Final = 4
_SEAM: Final = 120
_QUIET: Final = 60.0
_LOSS_DECAY: Final = 0.995


@dataclass(frozen=True)
class Heard:
    """What was played since it was last asked for.

    Attributes:
        lost: share of it that was concealed, 0 to 1; None where nobody spoke.
        delay_ms: middle of the time from a packet's arrival to its first sample leaving for the speaker; None where
            no packet was played.
    """

    lost: float | None
    delay_ms: float | None


class Playout:
    """One stream at a time; `put` and `take` may be called in two threads."""

    def __init__(self, least_ms: float, now_s: Callable[[], float] = time.monotonic) -> None:
        """`least_ms` is how long sound waits at least; `now_s` is any steady clock."""
        self.meter = LoudnessMeter()
        self._now_s = now_s
        self._lock = threading.Lock()
        self._delay = Delay(least_ms)
        self._waiting = Waiting()
        self._began_again()
        self._made = self._concealed = 0
        self._delays_ms: list[float] = []

    def _began_again(self) -> None:
        self._waiting.clear()
        self._delay.clear()
        self._decoder = opus.Decoder()
        self._last: Packet | None = None  # of those played
        self._position = 0  # of the next sample to decode
        self._ready = np.zeros(0, np.int16)
        self._played = np.zeros(stretch.LONGEST, np.int16)
        self._held = 0  # samples concealed in the hope of a packet that is only late
        self._running = False
        self._taken = 0
        self._behind_ms: deque[float] = deque(maxlen=_TURNS_LOOKED_BACK)
        self._rest = 0
        self._losing = 0.0
        self._floor = _QUIET

    def clear(self) -> None:
        """Forget what waits; the next packet begins a new stream."""
        with self._lock:
            self._began_again()

    def put(self, number: int, timestamp: int, payload: bytes) -> None:
        """Take a packet of the line."""
        arrived_ms = self._now_s() * 1000
        with self._lock:
            if self._waiting.is_other_stream(number, timestamp):
                self._began_again()
            packet = self._waiting.add(number, timestamp, payload, arrived_ms)
            if packet is None:
                return
            if self._delay.is_other_clock(packet.offset_ms):
                self._began_again()
                packet = self._waiting.add(number, timestamp, payload, arrived_ms)
                assert packet is not None
            self._delay.add(arrived_ms, packet.offset_ms)

    def take(self) -> Samples:
        """The next block for the speaker."""
        now_ms = self._now_s() * 1000
        with self._lock:
            self._taken += BLOCK
            self._behind_ms.append(now_ms - self._taken / _SAMPLES_A_MS)
            while self._ready.size < BLOCK:
                self._ready = np.concatenate([self._ready, self._next(now_ms)])
            self._keep_up(now_ms)
            block, self._ready = self._ready[:BLOCK], self._ready[BLOCK:]
            self._played = np.concatenate([self._played[BLOCK:], block])
        self.meter.pass_by(block)
        return block

    def read(self) -> Heard:
        """How well it went since this was last asked."""
        with self._lock:
            lost = self._concealed / self._made if self._made else None
            delay_ms = float(np.median(self._delays_ms)) if self._delays_ms else None
            self._made = self._concealed = 0
            self._delays_ms = []
        return Heard(lost, delay_ms)

    # -- what comes next ----------------------------------------------------------------------------------------------

    def _next(self, now_ms: float) -> Samples:
        packet = self._waiting.first(self._position if self._last else -(1 << 62))
        if not self._running:
            return self._begin(packet, now_ms)
        assert self._last is not None
        if packet is None:
            return self._hold()
        gap = packet.at - self._position
        if gap <= 0:
            if self._offset_ms() - self._wanted_ms() > _TOO_LATE_MS:
                return self._skip(now_ms)
            return self._decode(packet, now_ms)
        if packet.number == self._last.number + 1 or self._last.begins_pause:  # nothing is missing: the sender paused
            return self._decode(packet, now_ms) if self._is_due(packet, now_ms) else self._background()
        return self._bridge(packet, gap)

    def _begin(self, packet: Packet | None, now_ms: float) -> Samples:
        if packet is None or not self._is_due(packet, now_ms):
            return np.zeros(BLOCK, np.int16)
        self._running = True
        return self._decode(packet, now_ms)

    def _decode(self, packet: Packet, now_ms: float) -> Samples:
        self._waiting.pop(packet)
        self._last, self._position, self._held = packet, packet.at + packet.samples, 0
        self._losing *= _LOSS_DECAY
        self._delays_ms.append(now_ms - packet.arrived_ms + self._ready.size / _SAMPLES_A_MS)
        try:
            sound = self._decoder.decode(packet.payload)
        except opus.BadPacket:
            return self._conceal(packet.samples)
        if not packet.begins_pause:
            self._made += sound.size
        return sound

    def _bridge(self, packet: Packet, gap: int) -> Samples:
        """Some of the sound that is lost before `packet`, which is already here."""
        already, self._held = min(gap, self._held), 0
        self._losing = self._losing * _LOSS_DECAY + (1 - _LOSS_DECAY)
        if already:  # it was concealed while it was waited for
            self._position += already
            return np.zeros(0, np.int16)
        if gap == packet.samples and opus.carries_the_one_before(packet.payload):
            self._position = packet.at
            self._made += gap
            return self._decoder.recover(packet.payload, gap)
        count = min(gap, BLOCK) if gap <= packet.samples else min(gap - packet.samples, BLOCK)
        self._position += count
        return self._conceal(count)

    def _hold(self) -> Samples:
        assert self._last is not None
        if self._last.begins_pause:
            return self._background()
        if self._held >= _SILENT_AFTER_MS * _SAMPLES_A_MS:
            self._running = False
            return np.zeros(BLOCK, np.int16)
        self._held += BLOCK
        return self._conceal(BLOCK)

    def _skip(self, now_ms: float) -> Samples:
        """After the line stood still: go on with what is said now, not with all that was said meanwhile."""
        packet = self._waiting.first(self._waiting.due_after(self._wanted_ms(), now_ms))
        assert packet is not None
        fading = self._decoder.conceal(_SEAM)
        sound = self._decode(packet, now_ms)
        return np.concatenate([stretch.seam(fading, sound[:_SEAM]), sound[_SEAM:]])

    def _conceal(self, count: int) -> Samples:
        self._made += count
        self._concealed += count
        return self._decoder.conceal(-(-count // 120) * 120)[:count]

    def _background(self) -> Samples:
        return self._decoder.conceal(BLOCK)

    # -- when it comes ------------------------------------------------------------------------------------------------

    def _wanted_ms(self) -> float:
        reserve_ms = 0.0
        if self._last and self._losing > 0.01:
            reserve_ms = self._last.samples / _SAMPLES_A_MS
        return self._delay.wanted_ms(reserve_ms)

    def _offset_ms(self) -> float:
        """The speaker's offset: by how much its clock is behind the sender's; the least of the last half second."""
        return min(self._behind_ms) + (self._taken - self._position + self._ready.size) / _SAMPLES_A_MS

    def _is_due(self, packet: Packet, now_ms: float) -> bool:
        offset_ms = now_ms - (packet.at - self._ready.size) / _SAMPLES_A_MS
        return offset_ms >= self._wanted_ms() - BLOCK / _SAMPLES_A_MS / 2

    def _keep_up(self, now_ms: float) -> None:
        """Shorten or lengthen what is played next, where the wait is not what it should be."""
        self._rest -= 1
        if not self._running or self._held:
            return
        error_ms = self._offset_ms() - self._wanted_ms()
        quiet = self._is_quiet()
        if _TOO_LITTLE_MS <= error_ms <= _TOO_MUCH_MS or (self._rest > 0 and not quiet):
            return
        likeness = -1.0 if quiet else 0.85 if abs(error_ms) < _PATIENT_MS else 0.5
        most = min(BLOCK if quiet else stretch.LONGEST, round(abs(error_ms) * _SAMPLES_A_MS))
        if error_ms > 0:
            self._look_ahead(2 * most, now_ms)
            changed = stretch.shorter(self._ready, most, likeness)
            if changed.size < BLOCK:
                return
        else:
            changed = stretch.longer(self._played, self._ready, most, likeness)
        if changed is not self._ready:
            self._ready, self._rest = changed, _TURNS_BETWEEN

    def _look_ahead(self, samples: int, now_ms: float) -> None:
        while self._ready.size < samples:
            packet = self._waiting.first(self._position)
            if packet is None or packet.at != self._position:
                return
            self._ready = np.concatenate([self._ready, self._decode(packet, now_ms)])

    def _is_quiet(self) -> bool:
        loudness = float(np.sqrt(np.mean(np.square(self._ready.astype(np.float32)))))
        self._floor = min(self._floor * 1.002, max(loudness, 1.0))
        return loudness <= max(_QUIET, 2.5 * self._floor)
