"""Voices of the machine as programs: speech-dispatcher's ``spd-say``, else ``espeak-ng``; and the tone, made here."""

import asyncio
import math
import shutil
import struct
import wave
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from kiosk.booth.settings import SpeechSettings
from kiosk.log import Log
from kiosk.tasks import Tasks
from kiosk.values import dataclass

_log = Log("booth.speech")

CODES: Final[Mapping[str, str]] = {"easy": "ja", "zh-Hans": "cmn", "pt-BR": "pt-br", "tl": "fil"}
"""What the synthesisers call a locale, where it is not its own name."""
PLAYERS: Final = (("pw-play",), ("paplay",), ("aplay", "-q"), ("play", "-q"))
TONES: Final = ((659.25, 0.0), (523.25, 0.16))
"""Two soft notes falling by a third (hertz, second they begin): heard by most old ears, and no alarm."""
TONE_S: Final = 0.7
SAMPLE_RATE_HZ: Final = 44100


@dataclass(frozen=True)
class Program:
    """A synthesiser: how it is called for a language at a rate and volume; the text is given on its input."""

    name: str
    arguments: Callable[[str, SpeechSettings], Sequence[str]]


def _dispatcher(code: str, settings: SpeechSettings) -> Sequence[str]:
    rate, volume = round((settings.rate - 1) * 100), round(settings.volume * 200 - 100)
    return ("--wait", "--language", code, "--rate", str(max(-100, rate)), "--volume", str(volume), "--pipe-mode")


def _espeak(code: str, settings: SpeechSettings) -> Sequence[str]:
    return ("-v", code, "-s", str(round(160 * settings.rate)), "-a", str(round(100 * settings.volume)), "--stdin")


PROGRAMS: Final = (Program("spd-say", _dispatcher), Program("espeak-ng", _espeak))


class ProgramVoice:
    """Speaks through a program, one sentence at a time: a newer one ends the older."""

    def __init__(self, program: Program | None, settings: SpeechSettings, tone: Path) -> None:
        self._program = program
        self._settings = settings
        self._tone = tone
        self._player = next((player for player in PLAYERS if shutil.which(player[0])), None)
        self._tasks = Tasks("speech")
        self._children: set[asyncio.subprocess.Process] = set()

    def say(self, text: str, locale: str) -> None:
        """Speak after what is under way was ended."""
        if self._program is not None:
            self.hush()
            command = (self._program.name, *self._program.arguments(CODES.get(locale, locale), self._settings))
            self._tasks.start(self._run(command, text), "say")

    def chime(self) -> None:
        """Play the tone."""
        if self._player is not None:
            self._tasks.start(self._run((*self._player, str(self._tone)), ""), "chime")

    def hush(self) -> None:
        """End what is being spoken."""
        for child in self._children:
            if child.returncode is None and child.stdin is not None:
                child.terminate()
        self._children = {child for child in self._children if child.returncode is None}

    async def end(self) -> None:
        """Be silent and let go of the programs."""
        self.hush()
        await self._tasks.end()

    async def _run(self, command: Sequence[str], text: str) -> None:
        try:
            child = await asyncio.create_subprocess_exec(
                *command,
                stdin=asyncio.subprocess.PIPE if text else asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.DEVNULL,
            )
        except OSError as error:
            _log.failure("voice_not_started", error)
            return
        if text:
            self._children.add(child)
        try:
            await child.communicate(text.encode() if text else None)
        finally:
            if child.returncode is None:
                child.kill()
            self._children.discard(child)


def program() -> Program | None:
    """The first synthesiser this machine has."""
    return next((found for found in PROGRAMS if shutil.which(found.name)), None)


def write_tone(path: Path, volume: float) -> None:
    """Make the tone as a WAV file; it is calculated, nobody's recording."""
    frames = bytearray()
    for number in range(round(TONE_S * SAMPLE_RATE_HZ)):
        at = number / SAMPLE_RATE_HZ
        level = sum(_note(hertz, at - begins) for hertz, begins in TONES)
        frames += struct.pack("<h", round(level * volume * 0.35 * 32767))
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(SAMPLE_RATE_HZ)
        sound.writeframes(bytes(frames))


def _note(hertz: float, at_s: float) -> float:
    """A struck note with its octave: up within 10 ms, then dying away to nothing within half a second."""
    rise, fall = at_s / 0.01, (0.54 - at_s) / 0.05
    swell = max(0.0, min(1.0, rise, fall)) * math.exp(-7 * max(0.0, at_s))
    return swell * (math.sin(math.tau * hertz * at_s) + 0.25 * math.sin(math.tau * hertz * 2 * at_s)) / 1.25
