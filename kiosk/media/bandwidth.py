"""What the two sides ask of each other's bitrate, and the parts of aiortc that had to be replaced for it."""

import re
from typing import Any, Final

from aiortc.rate import RemoteBitrateEstimator
from aiortc.rtcrtpreceiver import RTCRtpReceiver
from typing_extensions import override

from kiosk.media.jitter import PictureJitterBuffer, SoundJitterBuffer

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


def with_start_bitrate(sdp: str, start_kbit: int, most_kbit: int) -> str:
    """Tell Chromium in our offer to start sending video at `start_kbit` (it would begin with 300) up to `most_kbit`."""
    wish = f"x-google-start-bitrate={start_kbit};x-google-max-bitrate={most_kbit}"
    sections = re.split(r"(?m)^(?=m=)", sdp)
    return "".join(_wish(section, wish) if section.startswith("m=video") else section for section in sections)


def unsynchronised(sdp: str) -> str:
    """Name the picture as a stream of its own in our offer, so that it is shown as soon as it is there.

    Chromium holds pictures back until the sound of the same stream can be played, by 20 ms and more on a good line:
    ours leave 10 ms after they were taken. Sound up to 125 ms behind the lips is not noticed (ITU-R BT.1359-1).
    """
    sections = re.split(r"(?m)^(?=m=)", sdp)
    return "".join(
        re.sub(r"(?m)^a=msid:(\S+)", r"a=msid:picture-\1", section) if section.startswith("m=video") else section
        for section in sections
    )


def _wish(section: str, wish: str) -> str:
    for payload in re.findall(r"(?m)^a=rtpmap:(\d+) (?:VP8|H264)/", section):
        line = re.compile(rf"(?m)^a=fmtp:{payload} ([^\r\n]*)")
        if line.search(section):
            section = line.sub(lambda found: f"{found.group(0)};{wish}", section)
        else:
            section = re.sub(rf"(?m)^(a=rtpmap:{payload} [^\r\n]*)", rf"\g<1>\r\na=fmtp:{payload} {wish}", section)
    return section
