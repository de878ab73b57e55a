"""The way of an echo is learned, kept while somebody speaks in the booth, and found again."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pytest

from kiosk.media.echo.blocks import Sound
from kiosk.media.echo.room import Left, Room
from kiosk.media.sources import BLOCK, SAMPLE_RATE_HZ

WAYS = ({2880: 0.4, 3380: 0.2, 4180: -0.1}, {7200: 0.4, 7900: -0.2, 9100: 0.1})
"""By how many samples later, and how loud."""


def noise(seconds: float, level: float, seed: int) -> Sound:
    count = int(seconds * SAMPLE_RATE_HZ)
    return np.random.default_rng(seed).normal(0, level, count).astype(np.float32)


def echo_of(far: Sound, way: dict[int, float]) -> Sound:
    echo = np.zeros_like(far)
    for late, loud in way.items():
        echo[late:] += np.float32(loud) * far[: far.size - late]
    return echo


def loudness_db(sound: Sound) -> float:
    return float(10 * np.log10(np.mean(sound**2) + 1e-12))


@dataclass
class Heard:
    """A room and all that it left."""

    room: Room = field(default_factory=Room)
    far: Sound = field(default_factory=lambda: noise(10, 0.1, 1))
    at: int = 0

    def go_on(self, seconds: float, heard: Sound) -> list[Left]:
        return list(self._blocks(self.at + int(seconds * SAMPLE_RATE_HZ), heard))

    def _blocks(self, until: int, heard: Sound) -> Iterator[Left]:
        while self.at < until:
            now = slice(self.at, self.at + BLOCK)
            yield self.room.take(self.far[now], heard[now])
            self.at += BLOCK


def joined(lefts: list[Left]) -> Sound:
    return np.concatenate([left.sound for left in lefts])


@pytest.mark.parametrize("way", WAYS)
def test_an_echo_of_any_delay_is_taken_out(way: dict[int, float]) -> None:
    heard = Heard()
    echo = echo_of(heard.far, way)
    heard.go_on(3, echo)
    assert loudness_db(joined(heard.go_on(1, echo))) < loudness_db(echo) - 30


def test_a_voice_in_the_booth_stays_and_nothing_is_forgotten_over_it() -> None:
    heard = Heard()
    echo = echo_of(heard.far, WAYS[0])
    heard.go_on(3, echo)
    voice = noise(10, 0.1, 2)
    while_speaking = heard.go_on(2, echo + voice)
    kept = joined(while_speaking) - voice[heard.at - 2 * SAMPLE_RATE_HZ : heard.at]
    assert loudness_db(kept) < loudness_db(echo) - 15
    assert not any(left.anew for left in while_speaking)
    assert loudness_db(joined(heard.go_on(0.5, echo))) < loudness_db(echo) - 15


def test_an_echo_that_comes_another_way_is_learned_anew() -> None:
    heard = Heard()
    heard.go_on(3, echo_of(heard.far, WAYS[0]))
    other = echo_of(heard.far, WAYS[1])
    moved = heard.go_on(0.5, other)
    assert sum(left.anew for left in moved) == 1
    heard.go_on(3, other)
    assert loudness_db(joined(heard.go_on(1, other))) < loudness_db(other) - 30


def test_with_a_headset_nothing_is_ever_learned_anew() -> None:
    heard = Heard()
    hiss = noise(10, 0.001, 3)
    lefts = heard.go_on(6, hiss)
    assert not any(left.anew for left in lefts)
    assert float(lefts[-1].echo.sum()) < float(lefts[0].echo.sum()) / 100, "nor is an echo awaited"


def test_where_nothing_is_played_the_microphone_is_left_alone() -> None:
    heard = Heard(far=np.zeros(SAMPLE_RATE_HZ, np.float32))
    voice = noise(1, 0.1, 2)
    lefts = heard.go_on(1, voice)
    assert (joined(lefts) == voice).all()
    assert not any(left.echo.any() for left in lefts)


def test_an_echo_on_its_way_is_taken_out_when_the_far_side_has_fallen_silent() -> None:
    heard = Heard()
    heard.far[4 * SAMPLE_RATE_HZ :] = 0
    echo = echo_of(heard.far, WAYS[1])
    heard.go_on(4, echo)
    after = slice(heard.at, heard.at + int(0.1 * SAMPLE_RATE_HZ))
    assert loudness_db(joined(heard.go_on(0.1, echo))) < loudness_db(echo[after]) - 20


def test_a_microphone_switched_off_stays_silent_and_what_was_learned_holds() -> None:
    heard = Heard()
    echo = echo_of(heard.far, WAYS[0])
    heard.go_on(3, echo)
    off = heard.go_on(1, np.zeros_like(echo))
    assert not joined(off).any()
    assert not any(left.anew for left in off)
    assert loudness_db(joined(heard.go_on(0.2, echo))) < loudness_db(echo) - 25
