"""What is left of an echo, and of a voice in the booth while the other side speaks, in rooms that were worked out.

A room is a delay from speaker to microphone and a noise that decays by 60 dB in its reverberation time; the voices are
invented, some 35 dB above the noise of the room. Three rooms are hard beside that: a small speaker distorts, its clock
is not the microphone's (40 ppm), or the echo comes another way from one moment on (60, then 150 ms). The rest that is
measured holds the noise of the room too, so nothing says more than some 50 dB.

The plain rooms, then the hard ones: 42 to 46 dB of echo and 1.0 to 1.2 dB off the voice; 43 to 47 dB and 1.0 to 2.8 dB.
WebRTC's canceller alone (livekit 1.2): 31 to 38 dB and 3.3 to 4.2 dB; 25 to 48 dB and 3.6 to 4.6 dB. With other voices
(espeak's, rooms up to RT60 0.8 s and a delay of 250 ms): 36 to 49 dB and 1.3 to 3.6 dB, against 14 to 38 dB and 1.0 to
4.4 dB. It costs 4 to 6 % of a processor, WebRTC's alone 1 to 2 %. When the way changes, the echo is 10 dB down in the
first second and 28 to 36 dB in the next. A clock 100 ppm off costs the voice 4 to 5 dB.

Tried and left: WebRTC by another wheel (pywebrtc-audio 0.2.0: 25 to 37 dB, 3.8 to 5 dB off, at any strength of its
noise suppression); Speex (pyaec 1.0.1: 20 to 22 dB, 4 to 5 dB off); the learned room and its residue without WebRTC's
behind them (29 to 30 dB: the noise stays); the learned room without the residue (26 to 33 dB, less than 1 dB off);
WebRTC's without its noise suppression (4 dB louder); another latency (no change); forgetting the room quicker for a
clock that drifts (no change); a noise that rises while the far side speaks (28 dB after a move: the rest of the echo
was taken for it). aec-audio-processing and speexdsp have no wheels.
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
_MOVES_AT_S: Final = 3
_DRIVEN: Final = 4.0
_UNEVEN: Final = 0.3
_NOTE: Final = "rooms of 60 to 150 ms and RT60 0.3 to 0.5 s, echo 6 dB below the far voice, noise at -60 dBFS"
_HARD_NOTE: Final = "a speaker that distorts, a clock 40 ppm off, a delay that goes from 60 to 150 ms"


@dataclass(frozen=True)
class Room:
    """From speaker to microphone.

    Attributes:
        delay_ms: before the first sound arrives.
        reverberation_s: until an echo is 60 dB down (RT60).
        distorts: the speaker is small: loud sounds are cut, and one side of them more.
        drift_ppm: by how much the speaker's clock is slower than the microphone's.
        moves_to_ms: another delay, from the third second on, by another way.
    """

    delay_ms: float
    reverberation_s: float
    distorts: bool = False
    drift_ppm: float = 0.0
    moves_to_ms: float | None = None


ROOMS: Final = (Room(60, 0.3), Room(100, 0.4), Room(150, 0.5))
HARD_ROOMS: Final = (Room(100, 0.4, distorts=True), Room(100, 0.4, drift_ppm=40), Room(60, 0.4, moves_to_ms=150))


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
    """The figures ``echo`` and ``echo-both-speak``, and both again in the hard rooms."""
    found = []
    for place, room in enumerate((*ROOMS, *HARD_ROOMS)):
        found.append(await asyncio.to_thread(in_room, room))
        run.progress.step(place + 1, len(ROOMS) + len(HARD_ROOMS), f"{room.delay_ms:g} ms")
    plain, hard = found[: len(ROOMS)], found[len(ROOMS) :]
    return {
        "echo": measured([one.echo_db for one in plain], None, _NOTE),
        "echo-both-speak": measured([one.voice_db for one in plain], None, _NOTE),
        "echo-hard": measured([one.echo_db for one in hard], None, _HARD_NOTE),
        "echo-hard-both-speak": measured([one.voice_db for one in hard], None, _HARD_NOTE),
    }


def in_room(room: Room) -> Found:
    """What the booth's echo cancelling reaches in `room`."""
    rng = np.random.default_rng(1)
    begin_s = 0 if room.moves_to_ms is None else _MOVES_AT_S
    count = (begin_s + _LASTS_S) * SAMPLE_RATE_HZ
    settled = slice((begin_s + _SETTLING_S) * SAMPLE_RATE_HZ, (begin_s + _NEAR_FROM_S) * SAMPLE_RATE_HZ)
    speaking = slice(settled.stop, None)
    far, near = _voice(count, 1.0, _FAR), _voice(count, 1.35, _NEAR)
    near[: settled.stop] = 0
    echo = _echo(far, room, rng)
    noise = rng.normal(0, _NOISE * _FULL_SCALE, count)
    both = _cleaned(far, echo + near + noise)
    alone = _cleaned(np.zeros(count), near + noise)
    return Found(
        echo_db=_level_db(echo[settled]) - _level_db(both[settled]),
        voice_db=_level_db(both[speaking]) - _level_db(alone[speaking]),
    )


def _echo(far: Sound, room: Room, rng: np.random.Generator) -> Sound:
    said = _distorted(far) if room.distorts else far
    echo = 0.5 * _through(said, _answer(room.delay_ms, room.reverberation_s, rng))
    if room.moves_to_ms is not None:
        from_now = _MOVES_AT_S * SAMPLE_RATE_HZ
        other = 0.5 * _through(said, _answer(room.moves_to_ms, room.reverberation_s, rng))
        echo = np.concatenate([echo[:from_now], other[from_now:]])
    places = np.arange(echo.size) * (1 + room.drift_ppm / 1_000_000)
    drifted: Sound = np.interp(places, np.arange(echo.size), echo) if room.drift_ppm else echo
    return drifted


def _distorted(sound: Sound) -> Sound:
    share = sound / _FULL_SCALE
    cut: Sound = _FULL_SCALE * (np.tanh(_DRIVEN * share) / _DRIVEN + _UNEVEN * share**2)
    return cut


def _voice(count: int, higher: float, level: float) -> Sound:
    said = speech().astype(np.float64)
    places = np.arange(0, said.size - 1, higher)
    sound = np.resize(np.interp(places, np.arange(said.size), said), count)
    loud: Sound = np.clip(sound * level * _FULL_SCALE / np.sqrt(np.mean(sound**2)), -_FULL_SCALE, _FULL_SCALE - 1)
    return loud


def _answer(delay_ms: float, reverberation_s: float, rng: np.random.Generator) -> Sound:
    count = int(reverberation_s * SAMPLE_RATE_HZ)
    tail = rng.normal(size=count) * 10 ** (-3 * np.arange(count) / count)
    tail[0] = 8.0  # the straight way
    return np.concatenate([np.zeros(int(delay_ms * SAMPLE_RATE_HZ / 1000)), tail / np.sqrt((tail**2).sum())])


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
