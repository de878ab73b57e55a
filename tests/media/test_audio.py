"""Sound path: echo stays in the booth, curtain and mute are silence."""

import numpy as np

from kiosk.media.audio import EchoCanceller, SoundPath
from kiosk.media.gate import Gate
from kiosk.media.sound.opus import Encoder
from kiosk.media.sound.playout import Playout
from kiosk.media.sources import BLOCK, Samples
from kiosk.rehearsal.virtual_voice import speech
from tests.media.sound.sound_line import loudness


def _block(value: int, size: int = BLOCK) -> Samples:
    return np.full(size, value, np.int16)


def test_curtain_and_mute_are_silence_but_the_other_side_is_still_heard() -> None:
    gate = Gate(lambda: None)
    heard: list[Samples] = []
    now = [0.0]
    playout = Playout(20, lambda: now[0])
    path = SoundPath(gate, playout, None, heard.append)
    encoder, voice = Encoder(32_000), speech()
    for number in range(10):
        playout.put(number, number * 960, encoder.encode(voice[number * 960 : (number + 1) * 960]))
    now[0] = 0.5
    path.turn(_block(100))
    gate.mute(True)
    path.turn(_block(100))
    gate.mute(False)
    gate.draw(True)
    played = path.turn(_block(100))
    gate.draw(False)
    path.turn(_block(100))
    assert [int(block[0]) for block in heard] == [100, 0, 0, 100]
    assert played.any()


def test_the_echo_of_an_open_speaker_is_taken_out_and_a_voice_in_the_booth_is_not() -> None:
    rng = np.random.default_rng(1)
    syllables = np.repeat(rng.random(100) > 0.3, 4800)
    far = (rng.normal(0, 3000, syllables.size) * syllables).astype(np.float32)
    delay = 48 * 60
    echo = np.zeros_like(far)
    for extra, gain in ((0, 0.4), (500, 0.2), (1300, 0.1)):
        echo[delay + extra :] += gain * far[: far.size - delay - extra]
    canceller = EchoCanceller(60)
    left, was = [], []
    for at in range(0, far.size - BLOCK, BLOCK):
        canceller.played(far[at : at + BLOCK].astype(np.int16))
        microphone = echo[at : at + BLOCK].astype(np.int16)
        cleaned = canceller.clean(microphone)
        if at > 3 * 48000:
            left.append(cleaned)
            was.append(microphone)
    reduction = 20 * np.log10(loudness(np.concatenate(was)) / max(loudness(np.concatenate(left)), 1e-9))
    assert reduction >= 35
    alone = EchoCanceller(60)
    voice = speech()
    kept = []
    for at in range(0, voice.size - BLOCK, BLOCK):
        alone.played(_block(0))
        kept.append(alone.clean(voice[at : at + BLOCK]))
    assert loudness(np.concatenate(kept)) > loudness(voice) / 4
