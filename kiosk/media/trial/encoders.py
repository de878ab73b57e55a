"""Encoders of H.264 in hardware: which there are on this machine, and whether they do what a call needs.

Asked are those that take pictures from ordinary memory and follow another rate while they run, as ffmpeg's NVENC and
QSV do. V4L2 and AMF would begin anew with a key picture at each change, and VAAPI is not in PyAV's wheel.
"""

import fractions
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import av
import numpy as np
import numpy.typing as npt

from kiosk.log import Log
from kiosk.media.trial.verdicts import EncoderTrial

_log = Log("media.trial")
CANDIDATES: Final = ("h264_nvenc", "h264_qsv")
OPTIONS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType({
    "h264_nvenc": {"preset": "p2", "tune": "ull", "zerolatency": "1", "rc": "cbr", "profile": "baseline"},
    "h264_qsv": {"preset": "veryfast", "async_depth": "1", "profile": "baseline"},
})  # fmt: skip
FORMAT: Final = "nv12"
_WIDTH_PX, _HEIGHT_PX, _FPS = 1280, 720, 30
_PICTURES: Final = 12
_BITS: Final = 1_500_000
_UNLIKE: Final = 12.0
"""Mean difference of two pictures' brightness, of 255, above which one is not the other."""


def open_encoder(name: str, width: int, height: int, fps: int, bits: int) -> av.VideoCodecContext:
    """An open encoder without pictures that wait for later ones; raise `av.FFmpegError` or `ValueError`."""
    codec = av.VideoCodecContext.create(name, "w")
    assert isinstance(codec, av.VideoCodecContext)
    codec.width, codec.height = width, height
    codec.pix_fmt = FORMAT
    codec.framerate = fractions.Fraction(fps, 1)
    codec.time_base = fractions.Fraction(1, 90_000)
    codec.bit_rate = bits
    codec.gop_size = 900
    codec.max_b_frames = 0
    codec.options = dict(OPTIONS.get(name, {}))
    codec.open()
    return codec


def choose(trials: Mapping[str, EncoderTrial]) -> str | None:
    """The first that works, None where none does and the processor encodes. Pure."""
    return next((name for name, trial in trials.items() if trial is EncoderTrial.WORKS), None)


def try_all(names: tuple[str, ...] = CANDIDATES) -> dict[str, EncoderTrial]:
    """What came of trying each, in the order in which they are wanted."""
    return {name: try_encoder(name) for name in names}


def try_encoder(name: str) -> EncoderTrial:
    """Encode a few moving pictures and look at what comes out: at once, and the same pictures."""
    try:
        codec = open_encoder(name, _WIDTH_PX, _HEIGHT_PX, _FPS, _BITS)
    except av.codec.codec.UnknownCodecError:
        return EncoderTrial.ABSENT
    except (av.FFmpegError, ValueError, OSError) as error:
        _log.failure("encoder_refused", error, encoder=name)
        return EncoderTrial.REFUSED
    try:
        return _judged(codec)
    except (av.FFmpegError, ValueError, OSError) as error:
        _log.failure("encoder_failed", error, encoder=name)
        return EncoderTrial.FAILED


def _judged(codec: av.VideoCodecContext) -> EncoderTrial:
    decoder = av.VideoCodecContext.create("h264", "r")
    assert isinstance(decoder, av.VideoCodecContext)
    for number in range(_PICTURES):
        shown = _picture(number)
        frame = av.VideoFrame.from_ndarray(shown, format="gray").reformat(format=FORMAT)
        frame.pts, frame.time_base = number * 3000, fractions.Fraction(1, 90_000)
        packets = codec.encode(frame)
        if not packets:
            return EncoderTrial.LATE
        for packet in packets:
            for seen in decoder.decode(av.Packet(bytes(packet))):
                if unlike(seen.to_ndarray(format="gray").astype(np.uint8), shown):
                    return EncoderTrial.WRONG
    return EncoderTrial.WORKS


def unlike(one: npt.NDArray[np.uint8], other: npt.NDArray[np.uint8]) -> bool:
    """Whether two pictures are not the same picture. Pure."""
    if one.shape != other.shape:
        return True
    return float(np.mean(np.abs(one.astype(np.int16) - other.astype(np.int16)))) > _UNLIKE


def _picture(number: int) -> npt.NDArray[np.uint8]:
    """A slope of brightness that moves a little from picture to picture."""
    across = (np.arange(_WIDTH_PX) // 8 + 2 * number) % 160 + 40
    return np.ascontiguousarray(np.broadcast_to(across, (_HEIGHT_PX, _WIDTH_PX)).astype(np.uint8))
