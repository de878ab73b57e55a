"""What clocks the sound path: a real sound card by its own driver, or a thread where there is none."""

import contextlib
import threading
from typing import Any, Final, Protocol

import numpy as np

from kiosk.log import Log
from kiosk.media.sources import BLOCK, SAMPLE_RATE_HZ, NoSpeaker, Pace, Samples, SoundSink, SoundSource, SourceLost

_log = Log("media.sound")
_BLOCKS_PER_SECOND: Final = SAMPLE_RATE_HZ / BLOCK


class Turned(Protocol):
    """What a clock turns, a hundred times a second: the sound path of a call, or of a trial."""

    def turn(self, heard: Samples) -> Samples:
        """Take a block of the microphone and return the block to play now."""

    def expect_latency(self, milliseconds: int) -> None:
        """From speaker to microphone, as the card says."""


class ThreadClock:
    """Turns the sound path a hundred times a second with a virtual microphone and a virtual speaker.

    It stops where one of them is lost, as a real card does.
    """

    def __init__(self, path: Turned, microphone: SoundSource, speaker: SoundSink | None = None) -> None:
        self._path = path
        self._microphone = microphone
        self._speaker: SoundSink = speaker or NoSpeaker()
        self._pace = Pace(_BLOCKS_PER_SECOND)
        self._thread = threading.Thread(target=self._run, name="sound", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop."""
        self._pace.end()
        self._thread.join(1.0)

    def _run(self) -> None:
        with contextlib.suppress(SourceLost):
            while self._pace.wait():
                self._speaker.play(self._path.turn(self._microphone.block()))


class SoundCard:
    """Turns the sound path in the callback of PortAudio; either side may be missing."""

    def __init__(
        self, path: Turned, microphone: str | int | None, speaker: str | int | None, virtual: SoundSource
    ) -> None:
        """Open the devices; raise `OSError` if they refuse. `virtual` stands in for a missing microphone."""
        import sounddevice

        self._path = path
        self._virtual = virtual
        options: dict[str, Any] = {
            "samplerate": SAMPLE_RATE_HZ, "blocksize": BLOCK, "channels": 1, "dtype": "int16", "latency": "low",
        }  # fmt: skip
        try:
            if microphone is not None and speaker is not None:
                stream = sounddevice.Stream(device=(microphone, speaker), callback=self._both, **options)
            elif microphone is not None:
                stream = sounddevice.InputStream(device=microphone, callback=self._hear, **options)
            else:
                stream = sounddevice.OutputStream(device=speaker, callback=self._play, **options)
            stream.start()
        except (sounddevice.PortAudioError, ValueError) as error:  # ValueError: no device of that name
            raise OSError("sound card refused") from error
        self._stream = stream
        path.expect_latency(self.latency_ms(stream.latency))
        _log.event("sound_card_opened", microphone=microphone is not None, speaker=speaker is not None)

    @staticmethod
    def latency_ms(stream_latency: "float | tuple[float, float]") -> int:
        """Milliseconds from speaker to microphone as PortAudio reports them."""
        total = sum(stream_latency) if isinstance(stream_latency, tuple) else stream_latency
        return round(1000 * total)

    def close(self) -> None:
        """Stop and give the devices back."""
        with contextlib.suppress(Exception):
            self._stream.close()

    def _both(self, heard: Any, played: Any, _frames: int, _time: Any, _status: Any) -> None:
        played[:, 0] = self._path.turn(np.array(heard[:, 0], np.int16))

    def _hear(self, heard: Any, _frames: int, _time: Any, _status: Any) -> None:
        self._path.turn(np.array(heard[:, 0], np.int16))

    def _play(self, played: Any, _frames: int, _time: Any, _status: Any) -> None:
        played[:, 0] = self._path.turn(self._virtual.block())


SoundClock = ThreadClock | SoundCard
