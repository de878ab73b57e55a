"""Whoever clocks the sound path turns it, and stops when told."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from kiosk.media.audio import SoundPath
from kiosk.media.gate import Gate
from kiosk.media.sound.playout import Playout
from kiosk.media.soundcard import SoundCard, ThreadClock
from kiosk.media.sources import BLOCK, NoMicrophone, Samples
from kiosk.rehearsal.virtual_voice import VirtualVoice


def _path(on_heard: "object") -> SoundPath:
    assert callable(on_heard)
    return SoundPath(Gate(lambda: None), Playout(20), None, on_heard)


def test_a_thread_turns_the_path_with_the_virtual_microphone() -> None:
    heard: list[Samples] = []
    enough = threading.Event()

    def hear(block: Samples) -> None:
        heard.append(block)
        if len(heard) == 10:
            enough.set()

    clock = ThreadClock(_path(hear), VirtualVoice())
    assert enough.wait(10)
    clock.close()
    count = len(heard)
    assert {block.size for block in heard} == {BLOCK}
    assert np.concatenate(heard).any()
    assert len(heard) == count


def test_a_sound_card_that_is_not_there_is_an_environment_fault() -> None:
    with pytest.raises(OSError, match="refused"):
        SoundCard(_path(lambda _: None), "no such microphone", "no such speaker", NoMicrophone())


ALSA_WITHOUT_HARDWARE = """
pcm.!default { type plug slave.pcm "null" }
pcm.null { type null }
"""
OPEN_A_CARD = """
import threading
from kiosk.media.audio import EchoCanceller, SoundPath
from kiosk.media.devices import choose, look
from kiosk.media.gate import Gate
from kiosk.media.settings import MediaSettings
from kiosk.media.sound.playout import Playout
from kiosk.media.soundcard import SoundCard
from kiosk.media.sources import NoMicrophone
found = choose(MediaSettings(), look())
enough = threading.Event()
echo = EchoCanceller(60)
path = SoundPath(Gate(lambda: None), Playout(60), echo, lambda block: enough.set() if path.turns > 20 else None)
card = SoundCard(path, found.microphone.name, found.speaker.name, NoMicrophone())
came = enough.wait(20)
card.close()
print(found.microphone.name, found.speaker.name, came, echo.latency_ms != 60)
"""


def test_a_card_of_the_real_alsa_is_found_opened_and_clocks_the_path(tmp_path: Path) -> None:
    configuration = tmp_path / "asound.conf"
    configuration.write_text(ALSA_WITHOUT_HARDWARE)
    result = subprocess.run(
        [sys.executable, "-c", OPEN_A_CARD],
        env={**os.environ, "ALSA_CONFIG_PATH": str(configuration)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.split() == ["default", "default", "True", "True"]


class Spoken:
    """A playout that always has the same to say."""

    def take(self) -> Samples:
        return np.full(BLOCK, 3, np.int16)


def test_callbacks_carry_both_directions() -> None:
    heard: list[Samples] = []
    card = SoundCard.__new__(SoundCard)
    gate = Gate(lambda: None)
    card._path = SoundPath(gate, Spoken(), None, heard.append)  # type: ignore[arg-type]
    card._virtual = NoMicrophone()
    played = np.zeros((BLOCK, 1), np.int16)
    card._both(np.full((BLOCK, 1), 8, np.int16), played, BLOCK, None, None)
    assert (int(heard[0][0]), int(played[0, 0])) == (8, 3)
    card._hear(np.full((BLOCK, 1), 9, np.int16), BLOCK, None, None)
    assert int(heard[1][0]) == 9
    card._play(played, BLOCK, None, None)
    assert (int(heard[2][0]), int(played[0, 0])) == (0, 3)


def test_latency_of_one_or_both_sides() -> None:
    assert SoundCard.latency_ms(0.02) == 20
    assert SoundCard.latency_ms((0.02, 0.03)) == 50


class _Heard:
    def __init__(self) -> None:
        self.enough = threading.Event()
        self.blocks: list[Samples] = []

    def play(self, block: Samples) -> None:
        self.blocks.append(block)
        if len(self.blocks) == 5:
            self.enough.set()


def test_a_virtual_speaker_is_given_what_is_played() -> None:
    speaker = _Heard()
    clock = ThreadClock(_path(lambda _: None), VirtualVoice(), speaker)
    assert speaker.enough.wait(10)
    clock.close()
    assert {block.size for block in speaker.blocks} == {BLOCK}
