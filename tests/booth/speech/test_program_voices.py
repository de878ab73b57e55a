"""Voices as programs: what they are given, that a newer sentence ends the older, and how the tone sounds."""

import shutil
import subprocess
import wave
from itertools import pairwise
from pathlib import Path

import pytest

from kiosk.booth.settings import SpeechSettings
from kiosk.booth.speech import program_voices
from kiosk.booth.speech.program_voices import PROGRAMS, Program, ProgramVoice, write_tone
from kiosk.booth.speech.speech import load
from tests.until import until

SETTINGS = SpeechSettings(enabled=True, rate=0.9, volume=0.5)


def recorder(folder: Path) -> Program:
    """A synthesiser that writes down its arguments and what it was to say."""
    path = folder / "speaker"
    path.write_text(f'#!/bin/sh\necho "$@" >> {folder}/said\ncat >> {folder}/said\n')
    path.chmod(0o755)
    return Program(str(path), lambda code, settings: ("--language", code))


async def finished(voice: ProgramVoice) -> None:
    while voice._tasks._running:
        await next(iter(voice._tasks._running))


async def test_the_text_is_given_on_the_input_with_the_language_of_the_synthesiser(tmp_path: Path) -> None:
    voice = ProgramVoice(recorder(tmp_path), SETTINGS, tmp_path / "tone.wav")
    voice.say("カードを よんでいます。", "easy")
    await finished(voice)
    assert (tmp_path / "said").read_text() == "--language ja\nカードを よんでいます。"


async def test_a_newer_sentence_ends_the_older(tmp_path: Path) -> None:
    (tmp_path / "speaker").write_text(f"#!/bin/sh\nread text\necho $text >> {tmp_path}/said\nexec sleep 60\n")
    (tmp_path / "speaker").chmod(0o755)
    voice = ProgramVoice(Program(str(tmp_path / "speaker"), lambda code, settings: ()), SETTINGS, tmp_path / "t.wav")
    voice.say("one\n", "en")
    first = next(iter(voice._tasks._running))
    await until((tmp_path / "said").exists)
    voice.hush()
    await first
    assert voice._children == set()
    await voice.end()


async def test_a_program_that_is_gone_is_no_fault_of_the_visit(tmp_path: Path) -> None:
    voice = ProgramVoice(Program(str(tmp_path / "nothing"), lambda code, settings: ()), SETTINGS, tmp_path / "t.wav")
    voice.say("text", "ja")
    await finished(voice)
    await voice.end()


async def test_a_machine_without_a_synthesiser_has_only_the_tone(tmp_path: Path) -> None:
    voice = ProgramVoice(None, SETTINGS, tmp_path / "t.wav")
    voice._player = (str(recorder(tmp_path).name),)
    voice.say("text", "ja")
    voice.chime()
    await finished(voice)
    assert (tmp_path / "said").read_text() == f"{tmp_path / 't.wav'}\n"


def test_rate_and_volume_reach_the_program() -> None:
    by_name = {program.name: " ".join(program.arguments("ja", SETTINGS)) for program in PROGRAMS}
    assert by_name["espeak-ng"] == "-v ja -s 144 -a 50 --stdin"
    assert "--rate -10 --volume 0" in by_name["spd-say"]


def test_the_tone_is_short_soft_and_without_a_click(tmp_path: Path) -> None:
    write_tone(tmp_path / "tone.wav", 1.0)
    with wave.open(str(tmp_path / "tone.wav")) as sound:
        frames = memoryview(sound.readframes(sound.getnframes())).cast("h")
        assert sound.getnframes() / sound.getframerate() <= 1.0
    assert 5000 < max(frames) < 20000
    assert abs(frames[0]) < 100
    assert abs(frames[-1]) < 100
    assert max(abs(a - b) for a, b in pairwise(frames)) < 3000


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
@pytest.mark.parametrize("locale", sorted(load().keys() - {"tl"}))
def test_a_real_synthesiser_speaks_every_fault_in_a_bearable_time(locale: str, tmp_path: Path) -> None:
    text = load()[locale]["C-08"]
    arguments = PROGRAMS[1].arguments(program_voices.CODES.get(locale, locale), SETTINGS)
    subprocess.run(["espeak-ng", *arguments, "-w", tmp_path / "said.wav"], input=text.encode(), check=True, timeout=30)
    with wave.open(str(tmp_path / "said.wav")) as sound:
        seconds = sound.getnframes() / sound.getframerate()
        frames = memoryview(sound.readframes(sound.getnframes())).cast("h")
    assert 2 < seconds < 25
    assert max(frames) > 1000
