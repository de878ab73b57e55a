"""Sound, ten milliseconds at a time: what was heard comes in, what is to be played goes out, the echo stays here."""

import threading
from collections import deque
from collections.abc import Callable
from typing import Final

import numpy as np
from livekit import rtc

from kiosk.media.gate import Gate
from kiosk.media.sources import BLOCK, SAMPLE_RATE_HZ, Samples

_FULL_SCALE: Final = 32768.0
_LARGEST_GAP_SAMPLES: Final = SAMPLE_RATE_HZ // 10


class LoudnessMeter:
    """Root mean square of what passed since it was last read."""

    def __init__(self) -> None:
        self._squares = 0.0
        self._count = 0

    def pass_by(self, samples: Samples) -> None:
        """Count these samples."""
        self._squares += float(np.square(samples.astype(np.float32)).sum())
        self._count += samples.size

    def read(self) -> float:
        """The loudness, 0 to 1, and begin anew."""
        squares, count = self._squares, self._count
        self._squares, self._count = 0.0, 0
        return (squares / count) ** 0.5 / _FULL_SCALE if count else 0.0


class EchoCanceller:
    """WebRTC's audio processing: echo, noise and rumble of the microphone.

    Its automatic gain lifts the rest of the echo by 13 dB as well, so it is only on where an installer wants it.
    """

    def __init__(self, latency_ms: int, *, gain: bool = False) -> None:
        """`latency_ms`: from handing a block to the speaker until its echo is read from the microphone."""
        self.latency_ms = latency_ms
        self._processing = rtc.AudioProcessingModule(
            echo_cancellation=True, noise_suppression=True, high_pass_filter=True, auto_gain_control=gain
        )

    def played(self, block: Samples) -> None:
        """Tell what goes to the speaker."""
        self._processing.process_reverse_stream(_frame(block))

    def clean(self, block: Samples) -> Samples:
        """The microphone's block without the echo of what was played."""
        frame = _frame(block)
        self._processing.set_stream_delay_ms(self.latency_ms)
        self._processing.process_stream(frame)
        return np.frombuffer(frame.data, np.int16).copy()


def _frame(block: Samples) -> rtc.AudioFrame:
    return rtc.AudioFrame(bytearray(block.tobytes()), SAMPLE_RATE_HZ, 1, BLOCK)


class Playout:
    """Sound of the other side, waiting to be played.

    It begins (again) when `ready` samples wait and is cut to that when three times as many do; a missing packet is
    filled with the fading end of the one before it.
    """

    def __init__(self, ready_ms: int) -> None:
        self._ready = ready_ms * SAMPLE_RATE_HZ // 1000
        self._lock = threading.Lock()
        self._waiting: deque[Samples] = deque()
        self._count = 0
        self._running = False
        self._next_position: int | None = None

    def clear(self) -> None:
        """Forget what waits; the next packet begins a new stream."""
        with self._lock:
            self._waiting.clear()
            self._count = 0
            self._running = False
            self._next_position = None

    def put(self, samples: Samples, position: int) -> None:
        """Add one packet; `position` counts samples since the beginning of the stream."""
        with self._lock:
            missing = 0 if self._next_position is None else position - self._next_position
            if 0 < missing <= _LARGEST_GAP_SAMPLES:
                self._append(_fading(samples, missing))
            self._next_position = position + samples.size
            self._append(samples)
            while self._count > 3 * self._ready and len(self._waiting) > 1:
                self._count -= self._waiting.popleft().size

    def take(self) -> Samples:
        """The next block; silence where nothing waits."""
        block = np.zeros(BLOCK, np.int16)
        with self._lock:
            self._running = self._count >= (1 if self._running else self._ready)
            filled = 0
            while self._running and self._waiting and filled < BLOCK:
                first = self._waiting.popleft()
                used = min(first.size, BLOCK - filled)
                block[filled : filled + used] = first[:used]
                if used < first.size:
                    self._waiting.appendleft(first[used:])
                filled += used
                self._count -= used
        return block

    def _append(self, samples: Samples) -> None:
        self._waiting.append(samples)
        self._count += samples.size


def _fading(samples: Samples, count: int) -> Samples:
    repeated = np.resize(samples[::-1], count).astype(np.float32)
    middle = np.abs(np.linspace(-1.0, 1.0, count, dtype=np.float32))
    return (repeated * middle * 0.5).astype(np.int16)


class SoundPath:
    """The one place where microphone and speaker meet, called once for every ten milliseconds.

    Attributes:
        turns: how often it was called; a sound card that stops calling was pulled out.
    """

    def __init__(
        self, gate: Gate, playout: Playout, echo: EchoCanceller | None, on_heard: Callable[[Samples], None]
    ) -> None:
        """`on_heard` gets each block that may leave the booth, in the thread of the sound card."""
        self._gate = gate
        self._playout = playout
        self._echo = echo
        self._on_heard = on_heard
        self.turns = 0

    def expect_latency(self, milliseconds: int) -> None:
        """Tell the echo canceller what the sound card says of itself."""
        if self._echo:
            self._echo.latency_ms = milliseconds

    def turn(self, heard: Samples) -> Samples:
        """Take a block of the microphone and return the block to play now."""
        self.turns += 1
        played = self._playout.take()
        if self._echo:
            self._echo.played(played)
            heard = self._echo.clean(heard)
        if self._gate.silent:
            heard = np.zeros(BLOCK, np.int16)
        self._on_heard(heard)
        return played
