"""libopus through PyAV: what is lost is concealed or comes with the next packet, and broken bytes do no harm."""

import numpy as np
import pytest

from kiosk.media.sound.opus import BadPacket, Decoder, Encoder, carries_the_one_before, length
from kiosk.media.sources import Samples
from kiosk.rehearsal.virtual_voice import speech

PACKET = 960


def _payloads(bits: int = 32_000, *, loss: float = 0.2, pauses: bool = False, size: int = PACKET) -> list[bytes]:
    encoder, voice = Encoder(bits), speech()
    encoder.adjust(bits, loss, pauses=pauses)
    return [encoder.encode(voice[at : at + size]) for at in range(0, voice.size - size + 1, size)]


def _likeness(one: Samples, other: Samples) -> float:
    return float(np.corrcoef(one.astype(float), other.astype(float))[0, 1])


def test_a_lost_packet_comes_back_from_the_next_better_than_it_is_guessed() -> None:
    payloads = _payloads()
    lost = next(number for number in range(20, 60) if carries_the_one_before(payloads[number + 1]))
    whole, guessing, recovering = Decoder(), Decoder(), Decoder()
    for payload in payloads[:lost]:
        for decoder in (whole, guessing, recovering):
            decoder.decode(payload)
    said = whole.decode(payloads[lost])
    guessed, recovered = guessing.conceal(PACKET), recovering.recover(payloads[lost + 1], PACKET)
    assert guessed.size == recovered.size == said.size == PACKET
    assert guessed.any()
    assert _likeness(said, recovered) > max(0.9, _likeness(said, guessed))


def test_without_expected_loss_no_bits_go_to_the_one_before() -> None:
    assert not any(map(carries_the_one_before, _payloads(loss=0.0)))


def test_bitrate_and_pauses_change_while_it_runs() -> None:
    encoder, voice = Encoder(40_000), speech()
    rich = sum(len(encoder.encode(voice[at : at + PACKET])) for at in range(0, 96_000, PACKET))
    encoder.adjust(12_000, 0.0, pauses=True)
    poor = sum(len(encoder.encode(voice[at : at + PACKET])) for at in range(0, 96_000, PACKET))
    assert poor < rich / 2
    silence = np.zeros(PACKET, np.int16)
    assert min(len(encoder.encode(silence)) for _ in range(50)) <= 2


@pytest.mark.parametrize("size", [480, 960, 1920, 2880])
def test_a_packet_says_how_long_it_is(size: int) -> None:
    assert {length(payload) for payload in _payloads(size=size)} == {size}


def test_what_is_no_length_of_opus_is_refused() -> None:
    with pytest.raises(ValueError, match="777"):
        Encoder(32_000).encode(np.zeros(777, np.int16))


def test_broken_packets_are_refused_and_the_next_one_is_heard() -> None:
    rng = np.random.default_rng(4)
    decoder = Decoder()
    refused = 0
    for size in range(200):
        try:
            decoder.decode(rng.integers(0, 256, size, np.uint8).tobytes())
        except BadPacket:
            refused += 1
    assert refused
    with pytest.raises(BadPacket):
        length(b"")
    with pytest.raises(BadPacket):
        length(b"\xff\xff")
    payloads = _payloads()
    assert sum(int(np.abs(decoder.decode(payload)).max()) > 1000 for payload in payloads[:30]) > 15
