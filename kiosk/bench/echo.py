"""What is left of an echo, and of a voice in the booth while the other side speaks, in rooms that were worked out.

A room is a delay from speaker to microphone and a noise that decays by 60 dB in its reverberation time; the voices are
invented, some 35 dB above the noise of the room. Real rooms are harder in one thing: a small speaker distorts.

WebRTC's canceller reaches 27 to 38 dB here and lowers the voice of the booth by 3.5 to 5 dB while both speak. Tried: a
partitioned Kalman filter (30 to 45 blocks of 10 ms, numpy, 5 to 9 % of a processor) before it lowers that voice by less
than 1 dB but leaves the echo where it was (26 to 33 dB), so it is not worth its cost; without its noise suppression the
echo is 4 dB louder; telling it another latency changes nothing.
"""

import asyncio
from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from kiosk.bench.pairs import Measured, measured
from kiosk.bench.run import Run
from kiosk.media.audio import EchoCanceller
from kiosk.media.sources import BLOCK, SAMPLE_RATE_HZ, Samples
from kiosk.rehearsal.virtual_voice import speech
from kiosk.values import dataclass

Sound = npt.NDArray[np.float64]
_SETTLING_S: Final = 2
_NEAR_FROM_S: Final = 6
_LASTS_S: Final = 11
_FULL_SCALE: Final = 32768.0
_FAR: Final = 0.07
_NEAR: Final = 0.05
_NOISE: Final = 0.001
_ASSUMED_LATENCY_MS: Final = 60
_NOTE: Final = "rooms of 60 to 150 ms and RT60 0.3 to 0.5 s, echo 6 dB below the far voice, noise at -60 dBFS"


@dataclass(frozen=True)
class Room:
    """From speaker to microphone.

    Attributes:
        delay_ms: before the first sound arrives.
        reverberation_s: until an echo is 60 dB down (RT60).
    """

    delay_ms: float
    reverberation_s: float


ROOMS: Final = (Room(60, 0.3), Room(100, 0.4), Room(150, 0.5))


@dataclass(frozen=True)
class Found:
    """Decibels.

    Attributes:
        echo_db: by how much the echo became quieter after two seconds, nobody speaking in the booth.
        voice_db: how loud the voice in the booth is while both speak, against itself while only it speaks.
    """

    echo_db: float
    voice_db: float


async def measure(run: Run) -> Mapping[str, Measured]:
    """The figures ``echo`` and ``echo-both-speak``."""
    found = []
    for place, room in enumerate(ROOMS):
        found.append(await asyncio.to_thread(in_room, room))
        run.progress.step(place + 1, len(ROOMS), f"{room.delay_ms:g} ms")
    return {
        "echo": measured([one.echo_db for one in found], None, _NOTE),
        "echo-both-speak": measured([one.voice_db for one in found], None, _NOTE),
    }


def in_room(room: Room) -> Found:
    """What the booth's echo cancelling reaches in `room`."""
    rng = np.random.default_rng(1)
    count = _LASTS_S * SAMPLE_RATE_HZ
    far, near = _voice(count, 1.0, _FAR), _voice(count, 1.35, _NEAR)
    near[: _NEAR_FROM_S * SAMPLE_RATE_HZ] = 0
    echo = 0.5 * _through(far, _answer(room, rng))
    noise = rng.normal(0, _NOISE * _FULL_SCALE, count)
    both = _cleaned(far, echo + near + noise)
    alone = _cleaned(np.zeros(count), near + noise)
    settled = slice(_SETTLING_S * SAMPLE_RATE_HZ, _NEAR_FROM_S * SAMPLE_RATE_HZ)
    speaking = slice(_NEAR_FROM_S * SAMPLE_RATE_HZ, None)
    return Found(
        echo_db=_level_db(echo[settled]) - _level_db(both[settled]),
        voice_db=_level_db(both[speaking]) - _level_db(alone[speaking]),
    )


def _voice(count: int, higher: float, level: float) -> Sound:
    said = speech().astype(np.float64)
    places = np.arange(0, said.size - 1, higher)
    sound = np.resize(np.interp(places, np.arange(said.size), said), count)
    loud: Sound = np.clip(sound * level * _FULL_SCALE / np.sqrt(np.mean(sound**2)), -_FULL_SCALE, _FULL_SCALE - 1)
    return loud


def _answer(room: Room, rng: np.random.Generator) -> Sound:
    count = int(room.reverberation_s * SAMPLE_RATE_HZ)
    tail = rng.normal(size=count) * 10 ** (-3 * np.arange(count) / count)
    tail[0] = 8.0  # the straight way
    return np.concatenate([np.zeros(int(room.delay_ms * SAMPLE_RATE_HZ / 1000)), tail / np.sqrt((tail**2).sum())])


def _through(sound: Sound, answer: Sound) -> Sound:
    size = 1 << (sound.size + answer.size - 1).bit_length()
    heard: Sound = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(answer, size), size)[: sound.size]
    return heard


def _cleaned(far: Sound, microphone: Sound) -> Sound:
    canceller = EchoCanceller(_ASSUMED_LATENCY_MS)
    out = []
    for at in range(0, far.size - BLOCK + 1, BLOCK):
        canceller.played(_block(far, at))
        out.append(canceller.clean(_block(microphone, at)))
    return np.concatenate(out).astype(np.float64)


def _block(sound: Sound, at: int) -> Samples:
    return np.clip(sound[at : at + BLOCK], -_FULL_SCALE, _FULL_SCALE - 1).astype(np.int16)


def _level_db(sound: Sound) -> float:
    return float(10 * np.log10(np.mean(sound**2) + 1e-9))
