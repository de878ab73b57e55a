"""Encoders follow the bitrate while they run, keep within bounds and give what the other side can decode."""

import fractions
from typing import Any

import av
import numpy as np
import pytest
from aiortc import rtcrtpsender
from aiortc.codecs import get_decoder
from aiortc.codecs.h264 import h264_depayload
from aiortc.jitterbuffer import JitterFrame
from aiortc.rtcrtpparameters import RTCRtpCodecParameters

from kiosk.media.encoding import BoundedVp8Encoder, SendingTally, SwiftH264Encoder, install
from kiosk.media.settings import MediaSettings
from kiosk.media.sound.voice_encoder import VoiceEncoder
from kiosk.media.trial import encoders

H264 = RTCRtpCodecParameters(mimeType="video/H264", clockRate=90000, payloadType=99)


def _pictures(count: int) -> list[av.VideoFrame]:
    rng = np.random.default_rng(3)
    still = rng.integers(40, 200, (540, 640), np.uint8)
    frames = []
    for number in range(count):
        frame = av.VideoFrame.from_ndarray(np.roll(still, 5 * number, axis=1), format="yuv420p")
        frame.pts, frame.time_base = number * 3000, fractions.Fraction(1, 90000)
        frames.append(frame)
    return frames


def test_h264_follows_the_bitrate_without_a_new_key_frame() -> None:
    tally = SendingTally(MediaSettings(start_kbit=2000, least_kbit=300, most_kbit=2500))
    encoder = SwiftH264Encoder(tally)
    pictures = _pictures(180)
    sizes = []
    keys = []
    for number, picture in enumerate(pictures):
        if number == 60:
            encoder.target_bitrate = 400_000
        payloads, timestamp = encoder.encode(picture)
        assert timestamp == number * 3000
        kinds = [payload[1] & 31 if payload[0] & 31 == 28 else payload[0] & 31 for payload in payloads]
        keys.append(5 in kinds)
        sizes.append(sum(map(len, payloads)))
    assert [number for number, key in enumerate(keys) if key] == [0]
    before, after = sum(sizes[30:60]), sum(sizes[150:])
    assert after < before / 2
    assert (tally.pictures, tally.width, tally.height) == (180, 640, 360)


def test_the_first_picture_fits_a_thin_line_and_a_line_that_outgrew_the_codec_gets_a_new_one() -> None:
    tally = SendingTally(MediaSettings(start_kbit=2500, least_kbit=100, most_kbit=2500))
    (picture,) = _pictures(1)
    wide = sum(map(len, SwiftH264Encoder(tally).encode(picture)[0]))
    tally.asked_bits = 150_000
    encoder = SwiftH264Encoder(tally)
    keys = []
    for number, one in enumerate(_pictures(120)):
        if number == 30:
            encoder.target_bitrate = 2_000_000
        payloads, _ = encoder.encode(one)
        if number == 0:
            assert sum(map(len, payloads)) < wide / 2
        kinds = [payload[1] & 31 if payload[0] & 31 == 28 else payload[0] & 31 for payload in payloads]
        keys.append(5 in kinds)
    assert [number for number, key in enumerate(keys) if key] == [0, 90]


def test_what_a_codec_owes_does_not_make_it_outgrown_and_is_not_inherited() -> None:
    tally = SendingTally(MediaSettings(start_kbit=150, least_kbit=50, most_kbit=2500))
    tally.every_s = 1 / 10
    encoder = SwiftH264Encoder(tally)
    (picture,) = _pictures(1)
    keys = []
    for number in range(120):  # a still picture costs less than it may, whatever is asked
        picture.pts = number * 9000
        payloads, _ = encoder.encode(picture)
        kinds = [payload[1] & 31 if payload[0] & 31 == 28 else payload[0] & 31 for payload in payloads]
        keys.append(5 in kinds)
    assert keys.count(True) == 1
    assert _asked_of(encoder) > 450_000
    small = picture.reformat(320, 180)
    small.pts, small.time_base = 120 * 9000, picture.time_base
    encoder.encode(small)
    assert _asked_of(encoder) == 150_000


def _asked_of(encoder: SwiftH264Encoder) -> int:
    assert encoder.codec is not None
    return encoder.codec.bit_rate or 0


def test_a_key_frame_is_made_when_asked_for_and_for_a_new_size() -> None:
    encoder = SwiftH264Encoder(SendingTally(MediaSettings()))
    decoder = get_decoder(H264)
    pictures = _pictures(6)
    small = pictures[5].reformat(320, 180)
    small.pts, small.time_base = 15000, pictures[5].time_base
    kinds = []
    for number, picture in enumerate([*pictures[:5], small]):
        payloads, timestamp = encoder.encode(picture, number == 3)
        data = b"".join(map(h264_depayload, payloads))
        (frame,) = decoder.decode(JitterFrame(data=data, timestamp=timestamp))
        assert isinstance(frame, av.VideoFrame)
        kinds.append((frame.key_frame, frame.width))
    assert kinds == [(True, 640), (False, 640), (False, 640), (True, 640), (False, 640), (True, 320)]


@pytest.mark.parametrize("encoder_of", [SwiftH264Encoder, BoundedVp8Encoder])
def test_the_bitrate_keeps_within_the_settings(encoder_of: type[SwiftH264Encoder]) -> None:
    tally = SendingTally(MediaSettings(start_kbit=800, least_kbit=300, most_kbit=2000))
    encoder = encoder_of(tally)
    assert encoder.target_bitrate == 800_000
    encoder.target_bitrate = 50_000
    assert encoder.target_bitrate == 300_000
    encoder.target_bitrate = 9_000_000
    assert encoder.target_bitrate == 2_000_000
    assert tally.asked_bits == 9_000_000


def test_every_sender_of_the_process_gets_our_encoders(monkeypatch: pytest.MonkeyPatch) -> None:
    inside = vars(rtcrtpsender)
    monkeypatch.setitem(inside, "get_encoder", inside["get_encoder"])
    install(lambda: SendingTally(MediaSettings()))

    def encoder(mime_type: str) -> object:
        return inside["get_encoder"](RTCRtpCodecParameters(mimeType=mime_type, clockRate=8000, payloadType=0))

    assert isinstance(encoder("video/H264"), SwiftH264Encoder)
    assert isinstance(encoder("video/VP8"), BoundedVp8Encoder)
    assert isinstance(encoder("audio/opus"), VoiceEncoder)
    assert type(encoder("audio/PCMU")).__name__ == "PcmuEncoder"


def test_hardware_that_does_not_open_leaves_the_work_to_x264() -> None:
    tally = SendingTally(MediaSettings())
    encoder = SwiftH264Encoder(tally, "h264_of_no_library")
    decoder = get_decoder(H264)
    for picture in _pictures(3):
        payloads, timestamp = encoder.encode(picture)
        data = b"".join(h264_depayload(payload) for payload in payloads)
        assert decoder.decode(JitterFrame(data=data, timestamp=timestamp))
    assert tally.pictures == 3


class Dying:
    """An open encoder in hardware whose device goes away."""

    def __init__(self, codec: av.VideoCodecContext, lives: int) -> None:
        self.codec, self.lives = codec, lives
        self.width, self.height = codec.width, codec.height
        self.bit_rate = 0

    def encode(self, frame: av.VideoFrame) -> list[Any]:
        self.lives -= 1
        if self.lives < 0:
            raise av.error.ExternalError(-542398533, "Generic error in an external library")
        return list(self.codec.encode(frame))


def test_hardware_that_fails_in_a_call_gives_way_with_a_key_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        encoders, "OPTIONS", {"libx264": {"preset": "ultrafast", "tune": "zerolatency", "profile": "baseline"}}
    )
    opened = encoders.open_encoder
    monkeypatch.setattr(encoders, "open_encoder", lambda *how: Dying(opened(*how), lives=2))
    tally = SendingTally(MediaSettings())
    encoder = SwiftH264Encoder(tally, "libx264")
    decoder = get_decoder(H264)
    shown, keys = 0, []
    for picture in _pictures(6):
        payloads, timestamp = encoder.encode(picture)
        kinds = [payload[1] & 31 if payload[0] & 31 == 28 else payload[0] & 31 for payload in payloads]
        keys.append(5 in kinds)
        data = b"".join(h264_depayload(payload) for payload in payloads)
        shown += len(decoder.decode(JitterFrame(data=data, timestamp=timestamp)))
    assert (shown, tally.pictures) == (6, 6)
    assert keys == [True, False, True, False, False, False]
