"""What the other side is asked to send at, and the parts of aiortc that had to be replaced for it."""

from typing import Any, Final

from aiortc.rate import RemoteBitrateEstimator
from aiortc.rtcrtpreceiver import RTCRtpReceiver
from typing_extensions import override

from kiosk.media.line.jitter import PictureJitterBuffer, SoundJitterBuffer

_ESTIMATOR: Final = "_RTCRtpReceiver__remote_bitrate_estimator"
_JITTER_BUFFER: Final = "_RTCRtpReceiver__jitter_buffer"
SOUND_PREFETCH: Final = 3
"""Packets of 20 ms kept back to put them into order."""


class FlooredEstimator(RemoteBitrateEstimator):
    """Never asks the other side for less than a floor.

    WORKAROUND until aiortc 1.17 (no issue): it takes arrival times in Python, so a busy processor looks like a full
    line, and the resident would see staff shrink to a stamp. Chromium still reacts to real loss by its receiver
    reports.
    """

    def __init__(self, floor_bits: int) -> None:
        super().__init__()
        self._floor_bits = floor_bits

    @override
    def add(self, *args: Any, **kwargs: Any) -> tuple[int, list[int]] | None:
        """As in aiortc: the bitrate to report and the streams it is about, or None when nothing is due."""
        due = super().add(*args, **kwargs)
        if due is None:
            return None
        bitrate, streams = due
        return max(bitrate, self._floor_bits), streams


def improve(receiver: RTCRtpReceiver, kind: str, floor_bits: int) -> None:
    """Put our parts into a receiver that has not started; raise `AttributeError` if aiortc has changed inside."""
    getattr(receiver, _JITTER_BUFFER)
    getattr(receiver, _ESTIMATOR)
    if kind == "audio":
        setattr(receiver, _JITTER_BUFFER, SoundJitterBuffer(capacity=16, prefetch=SOUND_PREFETCH))
    else:
        setattr(receiver, _JITTER_BUFFER, PictureJitterBuffer(capacity=512, is_video=True))
        setattr(receiver, _ESTIMATOR, FlooredEstimator(floor_bits))
