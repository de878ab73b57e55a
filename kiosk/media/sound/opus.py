"""libopus itself, for one voice: what a lost packet sounded like, and a bitrate that changes while it runs.

FFmpeg's wrapper around the same library can neither conceal a packet nor recover it from the next one, and takes
bitrate and expected loss only when it opens. PyAV's modules are linked with libopus, so its functions are found through
one of them: no other library, and the same one however PyAV was built.
"""

import ctypes
from typing import Any, Final

import numpy as np
from av.codec import context as _linked

from kiosk.media.sources import SAMPLE_RATE_HZ, Samples

_LONGEST_SAMPLES: Final = SAMPLE_RATE_HZ * 120 // 1000  # RFC 6716, 2.1.4
_LARGEST_BYTES: Final = 1275  # RFC 6716, 3.2.1
_VOIP: Final = 2048
# opus_defines.h
_SET_BITS: Final = 4002
_SET_FEC: Final = 4012
_SET_LOSS: Final = 4014
_SET_DTX: Final = 4016

_library: Final[Any] = ctypes.CDLL(_linked.__file__)
_library.opus_decoder_create.restype = ctypes.c_void_p
_library.opus_encoder_create.restype = ctypes.c_void_p
_library.opus_decoder_destroy.argtypes = [ctypes.c_void_p]
_library.opus_encoder_destroy.argtypes = [ctypes.c_void_p]
_library.opus_packet_get_nb_samples.argtypes = [ctypes.c_char_p, ctypes.c_int32, ctypes.c_int32]
_library.opus_packet_has_lbrr.argtypes = [ctypes.c_char_p, ctypes.c_int32]
_library.opus_decode.argtypes = [
    ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int32, ctypes.c_void_p, ctypes.c_int, ctypes.c_int,
]  # fmt: skip
_library.opus_encode.argtypes = [
    ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_int32,
]  # fmt: skip
_library.opus_encoder_ctl.argtypes = [ctypes.c_void_p, ctypes.c_int]


class BadPacket(Exception):
    """Bytes that are no Opus packet."""


def length(payload: bytes) -> int:
    """Samples (48 kHz) in a packet; raise `BadPacket`."""
    samples: int = _library.opus_packet_get_nb_samples(payload, len(payload), SAMPLE_RATE_HZ)
    if not 0 < samples <= _LONGEST_SAMPLES:
        raise BadPacket
    return samples


def carries_the_one_before(payload: bytes) -> bool:
    """Whether a packet brings a smaller copy of the one before it (in-band FEC, RFC 6716, 2.1.7)."""
    return bool(_library.opus_packet_has_lbrr(payload, len(payload)) == 1)


class Decoder:
    """Packets of one stream, each in its turn, to mono at 48 kHz."""

    def __init__(self) -> None:
        error = ctypes.c_int()
        self._state = _library.opus_decoder_create(SAMPLE_RATE_HZ, 1, ctypes.byref(error))
        if error.value:
            raise MemoryError("libopus made no decoder")
        self._out = np.empty(_LONGEST_SAMPLES, np.int16)

    def __del__(self) -> None:
        _library.opus_decoder_destroy(self._state)

    def decode(self, payload: bytes) -> Samples:
        """The sound of a packet; raise `BadPacket`."""
        return self._decode(payload, _LONGEST_SAMPLES, recover=False)

    def recover(self, following: bytes, samples: int) -> Samples:
        """The lost packet of `samples` before `following`, from the copy in it; concealed where it brings none."""
        return self._decode(following, samples, recover=True)

    def conceal(self, samples: int) -> Samples:
        """Sound as what was lost may have been, fading; noise like the background after a sender paused.

        `samples` is a multiple of 120 (2.5 ms).
        """
        return self._decode(None, samples, recover=False)

    def _decode(self, payload: bytes | None, samples: int, *, recover: bool) -> Samples:
        size = len(payload) if payload else 0
        count = _library.opus_decode(self._state, payload or None, size, self._out.ctypes.data, samples, int(recover))
        if count < 0:
            raise BadPacket
        return self._out[:count].copy()


class Encoder:
    """One voice, mono at 48 kHz, with forward error correction."""

    def __init__(self, bits: int) -> None:
        error = ctypes.c_int()
        self._state = _library.opus_encoder_create(SAMPLE_RATE_HZ, 1, _VOIP, ctypes.byref(error))
        if error.value:
            raise MemoryError("libopus made no encoder")
        self._out = np.empty(_LARGEST_BYTES, np.uint8)
        self._set(_SET_FEC, 1)
        self.adjust(bits, 0.0, pauses=False)

    def __del__(self) -> None:
        _library.opus_encoder_destroy(self._state)

    def adjust(self, bits: int, loss: float, *, pauses: bool) -> None:
        """Bits a second; the share of packets expected to be lost, 0 to 1; whether silence is left out (DTX)."""
        self._set(_SET_BITS, bits)
        self._set(_SET_LOSS, round(100 * min(1.0, loss)))
        self._set(_SET_DTX, int(pauses))

    def encode(self, samples: Samples) -> bytes:
        """The packet of 10, 20, 40 or 60 ms; one or two bytes where nothing need be sent."""
        sound = np.ascontiguousarray(samples, np.int16)
        size = _library.opus_encode(self._state, sound.ctypes.data, sound.size, self._out.ctypes.data, self._out.size)
        if size < 0:
            raise ValueError(f"{sound.size} samples are no length of Opus")
        return self._out[:size].tobytes()

    def _set(self, request: int, value: int) -> None:
        if _library.opus_encoder_ctl(self._state, request, ctypes.c_int32(value)):
            raise ValueError("libopus refused a setting")
