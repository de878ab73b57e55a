"""Our voice on its way out, in the form aiortc's sender asks for."""

from collections.abc import Callable

import av
import numpy as np
from av.frame import Frame

from kiosk.media.line.voice import Voice
from kiosk.media.sound.opus import Encoder
from kiosk.media.sources import SAMPLE_RATE_HZ, Samples


class VoiceEncoder:
    """Opus for one voice, as the line allows at each moment."""

    def __init__(self, voice: Callable[[], Voice]) -> None:
        self._ask = voice
        self._voice = voice()
        self._encoder = Encoder(self._voice.bits)
        self._adjust(self._voice)
        self._begun = np.zeros(0, np.int16)
        self._begun_at = 0
        self._silent = False

    def encode(self, frame: Frame, force_keyframe: bool = False) -> tuple[list[bytes], int]:
        """The packet that `frame` (mono, 48 kHz) completes, if one is to be sent, and its time stamp in samples."""
        assert isinstance(frame, av.AudioFrame)
        assert frame.pts is not None
        sound: Samples = frame.to_ndarray().reshape(-1).astype(np.int16, copy=False)
        if not self._begun.size or frame.pts != self._begun_at + self._begun.size:
            self._begun, self._begun_at = sound, frame.pts
        else:
            self._begun = np.concatenate([self._begun, sound])
        if self._begun.size < self._voice.packet_ms * SAMPLE_RATE_HZ // 1000:
            return [], 0
        payload, at = self._encoder.encode(self._begun), self._begun_at
        self._begun = np.zeros(0, np.int16)
        voice = self._ask()
        if voice != self._voice:
            self._adjust(voice)
        was_silent, self._silent = self._silent, len(payload) <= 2
        # the first of a silence says that it begins; libopus describes the background anew every 400 ms
        return ([], 0) if was_silent and self._silent else ([payload], at)

    def _adjust(self, voice: Voice) -> None:
        self._voice = voice
        self._encoder.adjust(voice.bits, voice.loss, pauses=voice.pauses)
