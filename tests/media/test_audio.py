"""Sound path: echo stays in the booth, gaps are filled, curtain and mute are silence."""

import numpy as np
import pytest

from kiosk.media.audio import EchoCanceller, LoudnessMeter, Playout, SoundPath
from kiosk.media.gate import Gate
from kiosk.media.sources import BLOCK, Samples
from kiosk.rehearsal.virtual_voice import speech


def _block(value: int, size: int = BLOCK) -> Samples:
    return np.full(size, value, np.int16)


def _loudness(samples: Samples) -> float:
    meter = LoudnessMeter()
    meter.pass_by(samples)
    return meter.read()


def test_loudness() -> None:
    assert _loudness(_block(0)) == 0
    assert _loudness(np.empty(0, np.int16)) == 0
    meter = LoudnessMeter()
    meter.pass_by(_block(16384))
    assert meter.read() == pytest.approx(0.5)
    assert meter.read() == 0


def test_playing_begins_when_enough_waits_and_again_after_it_ran_dry() -> None:
    playout = Playout(ready_ms=40)
    playout.put(_block(5, 960), 0)
    assert not playout.take().any()
    playout.put(_block(6, 960), 960)
    assert [int(playout.take()[0]) for _ in range(4)] == [5, 5, 6, 6]
    assert not playout.take().any()
    playout.put(_block(7, 960), 1920)
    assert not playout.take().any()


def test_a_missing_packet_is_filled_so_that_time_stays_right() -> None:
    playout = Playout(ready_ms=40)
    playout.put(_block(1000, 960), 0)
    playout.put(_block(1000, 960), 1920)
    blocks = [playout.take() for _ in range(6)]
    assert all(block.any() for block in blocks)
    assert _loudness(np.concatenate(blocks[2:4])) < _loudness(blocks[0])


def test_what_waits_too_long_is_cut() -> None:
    playout = Playout(ready_ms=20)
    for number in range(20):
        playout.put(_block(number + 1, 960), number * 960)
    assert int(playout.take()[0]) == 18


def test_after_clearing_a_new_stream_begins_where_it_likes() -> None:
    playout = Playout(ready_ms=20)
    playout.put(_block(9, 960), 0)
    playout.clear()
    assert not playout.take().any()
    playout.put(_block(3, 960), 5_000_000)
    assert int(playout.take()[0]) == 3


def test_curtain_and_mute_are_silence_but_the_other_side_is_still_heard() -> None:
    gate = Gate(lambda: None)
    playout = Playout(ready_ms=20)
    heard: list[Samples] = []
    path = SoundPath(gate, playout, None, heard.append)
    playout.put(_block(7, 960 * 3), 0)
    path.turn(_block(100))
    gate.mute(True)
    path.turn(_block(100))
    gate.mute(False)
    gate.draw(True)
    played = path.turn(_block(100))
    gate.draw(False)
    path.turn(_block(100))
    assert [int(block[0]) for block in heard] == [100, 0, 0, 100]
    assert int(played[0]) == 7


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
    reduction = 20 * np.log10(_loudness(np.concatenate(was)) / max(_loudness(np.concatenate(left)), 1e-9))
    assert reduction >= 35
    alone = EchoCanceller(60)
    voice = speech()
    kept = []
    for at in range(0, voice.size - BLOCK, BLOCK):
        alone.played(_block(0))
        kept.append(alone.clean(voice[at : at + BLOCK]))
    assert _loudness(np.concatenate(kept)) > _loudness(voice) / 4
