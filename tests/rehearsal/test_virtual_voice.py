"""The invented voice sounds and pauses, and never clicks."""

import numpy as np

from kiosk.media.sources import BLOCK, SAMPLE_RATE_HZ
from kiosk.rehearsal.virtual_voice import open_microphone, speech


def test_it_has_syllables_and_pauses() -> None:
    voice = speech().astype(np.float64)
    assert voice.size % BLOCK == 0
    blocks = np.sqrt((voice.reshape(-1, BLOCK) ** 2).mean(axis=1))
    assert blocks.max() > 1000
    assert (blocks == 0).sum() * BLOCK > SAMPLE_RATE_HZ // 2
    assert np.abs(voice).max() < 32767


def test_it_repeats_without_a_click_and_is_the_same_each_time() -> None:
    voice = speech()
    assert abs(int(voice[-1]) - int(voice[0])) < 300
    microphone, other = open_microphone(), open_microphone()
    turns = voice.size // BLOCK
    blocks = [microphone.block() for _ in range(turns + 1)]
    assert {block.size for block in blocks} == {BLOCK}
    assert (blocks[turns] == blocks[0]).all()
    assert (other.block() == blocks[0]).all()
