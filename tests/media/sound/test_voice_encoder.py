"""A voice is sent as the line allows at each moment, and what is sent is heard."""

import fractions

import av
import numpy as np
import pytest

from kiosk.media.line.voice import Voice
from kiosk.media.sound.opus import Decoder, length
from kiosk.media.sound.voice_encoder import VoiceEncoder
from kiosk.media.sources import Samples
from kiosk.rehearsal.virtual_voice import speech

PACKET = 960


def _frame(sound: Samples, at: int) -> av.AudioFrame:
    frame = av.AudioFrame.from_ndarray(sound.reshape(1, -1), format="s16", layout="mono")
    frame.sample_rate, frame.pts, frame.time_base = 48_000, at, fractions.Fraction(1, 48_000)
    return frame


def _sent(encoder: VoiceEncoder, sound: Samples, begin: int = 0) -> list[tuple[int, bytes]]:
    sent = []
    for at in range(0, sound.size - PACKET + 1, PACKET):
        payloads, stamp = encoder.encode(_frame(sound[at : at + PACKET], begin + at))
        sent += [(stamp, payload) for payload in payloads]
    return sent


def test_a_voice_is_sent_and_heard() -> None:
    sent = _sent(VoiceEncoder(Voice), speech())
    decoder = Decoder()
    assert max(int(np.abs(decoder.decode(payload)).max()) for _, payload in sent) > 6000
    assert [stamp for stamp, _ in sent] == list(range(0, PACKET * len(sent), PACKET))
    assert sum(len(payload) for _, payload in sent) * 8 / 6 < 50_000


@pytest.mark.parametrize(("packet_ms", "bits"), [(40, 16_000), (60, 12_000)])
def test_longer_packets_and_fewer_bits_as_soon_as_the_line_is_thin(packet_ms: int, bits: int) -> None:
    voices = [Voice()]
    encoder = VoiceEncoder(lambda: voices[-1])
    voice = speech()
    before = _sent(encoder, voice[: 100 * PACKET])
    voices.append(Voice(bits, packet_ms, pauses=True, loss=0.0))
    after = _sent(encoder, voice[100 * PACKET : 220 * PACKET], 100 * PACKET)
    spoken = [(stamp, payload) for stamp, payload in after[2:] if len(payload) > 2]
    assert {length(payload) for _, payload in before} == {PACKET}
    assert {length(payload) for _, payload in spoken} == {packet_ms * 48}
    assert sum(len(payload) for _, payload in after) / 120 < sum(len(payload) for _, payload in before) / 100 * 0.7


def test_silence_is_left_out_but_for_a_sign_of_life() -> None:
    encoder = VoiceEncoder(lambda: Voice(24_000, 20, pauses=True, loss=0.0))
    _sent(encoder, speech()[: 50 * PACKET])
    quiet = _sent(encoder, np.zeros(200 * PACKET, np.int16), 50 * PACKET)
    assert 10 <= len(quiet) <= 50
    assert 5 <= sum(len(payload) <= 2 for _, payload in quiet) <= 15


def test_a_gap_in_the_microphone_is_a_gap_in_the_stamps() -> None:
    encoder = VoiceEncoder(lambda: Voice(16_000, 40, pauses=False, loss=0.0))
    sound = speech()[:PACKET]
    stamps = []
    for at in (0, PACKET, 2 * PACKET, 10 * PACKET, 11 * PACKET):
        payloads, stamp = encoder.encode(_frame(sound, at))
        stamps += [stamp] * len(payloads)
    assert stamps == [0, 10 * PACKET]
