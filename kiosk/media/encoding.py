"""Encoders for sending: H.264 and VP8 that follow the line without new key frames."""

import fractions
from collections.abc import Callable, Iterator
from typing import Any, Final

import av
from aiortc import rtcrtpsender
from aiortc.codecs import get_encoder
from aiortc.codecs.h264 import H264Encoder
from aiortc.codecs.vpx import Vp8Encoder
from av.frame import Frame
from av.video.frame import PictureType
from typing_extensions import override

from kiosk.log import Log
from kiosk.media.line.spending import Spending
from kiosk.media.line.voice import Voice
from kiosk.media.settings import MediaSettings
from kiosk.media.sound.voice_encoder import VoiceEncoder
from kiosk.media.trial import encoders

_log = Log("media.encoding")
_KEY_EVERY_FRAMES: Final = 900
_HEADROOM: Final = 6
"""The beginning of a call feels for the line with what the first codec gives: less would be believed of it unseen."""
_OUTGROWN: Final = 1.5
"""At two thirds of the pictures x264 sends two thirds of what it may."""
_KEY_S, _KEY_WIDE_S = 0.3, 1 / 6
"""Of the line at most, for the first picture of a codec and for each that changes much: all others wait for it."""
_REOPEN_EVERY_S: Final = 3


class SendingTally:
    """What the encoders of one attempt sent and were asked for; read once a second.

    Attributes:
        every_s: from picture to picture, as the camera gives them and the line allows.
    """

    def __init__(self, settings: MediaSettings) -> None:
        self.fps = settings.fps
        self.start_bits = settings.start_kbit * 1000
        self.least_bits = settings.least_kbit * 1000
        self.most_bits = settings.most_kbit * 1000
        self.pictures = 0
        self.width = 0
        self.height = 0
        self.asked_bits: int | None = None
        self.voice = Voice()
        self.every_s = 1 / settings.fps

    def target(self) -> int:
        """Bits a second the picture may use now."""
        asked_bits = self.start_bits if self.asked_bits is None else self.asked_bits
        return max(self.least_bits, min(asked_bits, self.most_bits))

    def sent(self, frame: av.VideoFrame) -> None:
        """One picture was encoded."""
        self.pictures += 1
        self.width, self.height = frame.width, frame.height


class SwiftH264Encoder(H264Encoder):
    """x264 with the `superfast` preset on one thread: 3.5 ms for 1280x720 where aiortc's own takes 18, no worse to see.

    WORKAROUND until aiortc 1.17 (aiortc/aiortc#402): it opens a new codec at each change of bitrate by 10 %, and each
    begins with a key frame that bursts the line. Ours is opened with room above what the line carries, follows it while
    it runs (x264 can only go down from where it was opened), and is opened anew when the line outgrew it.
    """

    def __init__(self, tally: SendingTally, hardware: str | None = None) -> None:
        """`hardware` names an encoder to use instead of x264 until it fails for the first time."""
        super().__init__()
        self._tally = tally
        self._hardware = hardware
        self._ceiling_bits = 0
        self._pictures = 0
        self._spending = Spending()

    @property  # type: ignore[explicit-override]  # mypy does not see @override on a settable property
    @override
    def target_bitrate(self) -> int:
        """Bits a second used now; the sender sets what the other side asks for."""
        return self._tally.target()

    @target_bitrate.setter
    def target_bitrate(self, bits: int) -> None:
        self._tally.asked_bits = bits

    @override
    def _encode_frame(self, frame: av.VideoFrame, force_keyframe: bool) -> Iterator[bytes]:
        codec, target_bits, allowed_bits = self.codec, self._wanted_bits(), self.target_bitrate
        if codec is None or (codec.width, codec.height) != (frame.width, frame.height) or self._outgrown(allowed_bits):
            self._spending = Spending()  # what the one before owed is forgotten with it
            target_bits = self._wanted_bits()
            codec = self.codec = self._open(frame.width, frame.height, target_bits)
        if codec.bit_rate != target_bits:
            codec.bit_rate = target_bits
        self._pictures += 1
        frame.pict_type = PictureType.I if force_keyframe else PictureType.NONE
        try:
            encoded = b"".join(bytes(packet) for packet in codec.encode(self._prepared(frame)))
        except (av.FFmpegError, OSError) as error:
            if self._hardware is None:
                raise
            self._give_up_hardware(error)
            yield from self._encode_frame(frame, force_keyframe=True)
            return
        if not force_keyframe:
            assert frame.time is not None
            self._spending.sent(8 * len(encoded), allowed_bits, frame.time, self._tally.every_s)
        self._tally.sent(frame)
        if encoded:
            yield from self._split_bitstream(encoded)

    def _wanted_bits(self) -> int:
        return round(min(self.target_bitrate * self._spending.factor, self._tally.most_bits))

    def _outgrown(self, allowed_bits: int) -> bool:
        """Whether the line carries so much more than when the codec was opened that a key picture is worth it."""
        opened = self._tally.fps * _REOPEN_EVERY_S
        full = self._ceiling_bits < min(_OUTGROWN * allowed_bits, self._tally.most_bits)
        return full and self._pictures >= opened

    def _prepared(self, frame: av.VideoFrame) -> av.VideoFrame:
        """The picture as the encoder takes it."""
        if self._hardware is None:
            return frame
        prepared = frame.reformat(format=encoders.FORMAT)
        prepared.pts, prepared.time_base, prepared.pict_type = frame.pts, frame.time_base, frame.pict_type
        return prepared

    def _give_up_hardware(self, error: Exception) -> None:
        """The processor encodes for the rest of this connection."""
        _log.failure("hardware_encoder_failed", error, encoder=self._hardware)
        self._hardware = self.codec = None

    def _open(self, width: int, height: int, target_bits: int) -> av.VideoCodecContext:
        self._pictures = 0
        self._ceiling_bits = min(max(_HEADROOM * target_bits, self._tally.least_bits), self._tally.most_bits)
        if self._hardware:
            try:
                return encoders.open_encoder(self._hardware, width, height, self._tally.fps, self._ceiling_bits)
            except (av.FFmpegError, ValueError, OSError) as error:
                self._give_up_hardware(error)
        codec = av.VideoCodecContext.create("libx264", "w")
        codec.width, codec.height = width, height
        codec.pix_fmt = "yuv420p"
        codec.framerate = fractions.Fraction(self._tally.fps, 1)
        codec.time_base = fractions.Fraction(1, 90_000)
        codec.bit_rate = self._ceiling_bits
        codec.gop_size = _KEY_EVERY_FRAMES
        codec.thread_count = 1
        codec.profile = "Baseline"
        codec.options = {
            "preset": "superfast",
            "tune": "zerolatency",
            "level": "31",
            "maxrate": str(self._ceiling_bits),
            "bufsize": str(round(min(_KEY_S * target_bits, _KEY_WIDE_S * self._ceiling_bits))),
        }
        codec.open()
        return codec


class BoundedVp8Encoder(Vp8Encoder):
    """aiortc's VP8 within our own bounds."""

    def __init__(self, tally: SendingTally) -> None:
        super().__init__()
        self._tally = tally

    @property  # type: ignore[explicit-override]  # mypy does not see @override on a settable property
    @override
    def target_bitrate(self) -> int:
        """Bits a second used now; the sender sets what the other side asks for."""
        return self._tally.target()

    @target_bitrate.setter
    def target_bitrate(self, bits: int) -> None:
        self._tally.asked_bits = bits

    @override
    def encode(self, frame: Frame, force_keyframe: bool = False) -> tuple[list[bytes], int]:
        """Payloads of one picture and their time stamp."""
        assert isinstance(frame, av.VideoFrame)
        if not force_keyframe:
            frame.pict_type = PictureType.NONE
        encoded = super().encode(frame, force_keyframe)
        self._tally.sent(frame)
        return encoded


def install(newest: Callable[[], SendingTally], in_hardware: str | None = None) -> None:
    """Let every sender of this process use our encoders, each with the tally that was the newest when it began."""

    def encoder_for(codec: Any) -> Any:
        tally = newest()
        match codec.mimeType.lower():
            case "video/h264":
                return SwiftH264Encoder(tally, in_hardware)
            case "video/vp8":
                return BoundedVp8Encoder(tally)
            case "audio/opus":
                return VoiceEncoder(lambda: tally.voice)
            case _:
                return get_encoder(codec)

    vars(rtcrtpsender)["get_encoder"] = encoder_for
