"""The rest of an echo goes down to the noise of the room; a voice does not."""

import numpy as np

from kiosk.media.echo.blocks import BINS, FRAME, Power, Sound
from kiosk.media.echo.residue import LATE, Residue
from kiosk.media.echo.room import Left
from kiosk.media.sources import BLOCK

NOISE, REST, ECHO = 0.0005, 0.005, 0.05
NONE = np.zeros(BINS, np.float32)


def expected(level: float) -> Power:
    """The power in each bin of noise of this level."""
    return np.full(BINS, FRAME * level**2, np.float32)


class Line:
    """A residue that hears noise of any level."""

    def __init__(self) -> None:
        self.residue = Residue()
        self._rng = np.random.default_rng(1)

    def noise(self, level: float, count: int = BLOCK) -> Sound:
        return self._rng.normal(0, level, count).astype(np.float32)

    def go_on(self, blocks: int, level: float, echo: Power, *, anew: bool = False) -> float:
        """Decibels by which the second half of `blocks` of this level became quieter."""
        said = [self.noise(level) for _ in range(blocks)]
        heard = [self.residue.take(Left(block, echo, anew=anew)) for block in said]
        return self._db(said[blocks // 2 :]) - self._db(heard[blocks // 2 :])

    @staticmethod
    def _db(blocks: list[Sound]) -> float:
        return float(10 * np.log10(np.mean(np.concatenate(blocks) ** 2) + 1e-15))


def test_without_an_echo_all_comes_through_a_little_later() -> None:
    line = Line()
    said = line.noise(0.1, 20 * BLOCK)
    heard = np.concatenate([line.residue.take(Left(block, NONE)) for block in np.split(said, 20)])
    assert np.allclose(heard[LATE:], said[:-LATE], atol=1e-5)


def test_the_rest_of_an_echo_goes_down_to_the_noise_of_the_room_and_not_below() -> None:
    line = Line()
    line.go_on(50, NOISE, NONE)
    lowered_db = line.go_on(300, REST, expected(ECHO))
    assert 15 < lowered_db < 22, "20 dB are between them"


def test_a_voice_far_above_the_rest_stays() -> None:
    line = Line()
    line.go_on(50, NOISE, NONE)
    line.go_on(300, REST, expected(ECHO))
    assert line.go_on(20, 10 * REST, expected(ECHO)) < 1


def test_a_voice_that_goes_on_and_on_is_not_taken_for_echo_between_its_words() -> None:
    line = Line()
    line.go_on(50, NOISE, NONE)
    line.go_on(300, REST, expected(ECHO))
    for _ in range(20):
        line.go_on(15, 10 * REST, expected(ECHO))
        line.go_on(30, REST, expected(ECHO))
    assert line.go_on(10, 10 * REST, expected(ECHO)) < 1.5


def test_when_the_way_is_learned_anew_as_much_is_awaited_as_in_the_beginning() -> None:
    line = Line()
    line.go_on(50, NOISE, NONE)
    line.go_on(300, REST, expected(ECHO))
    assert line.go_on(10, ECHO, expected(ECHO)) < 3, "louder than what was learned"
    assert line.go_on(10, ECHO, expected(ECHO), anew=True) > 15


def test_an_echo_that_lasts_is_not_taken_for_the_noise_of_the_room() -> None:
    line = Line()
    line.go_on(50, NOISE, NONE)
    line.go_on(1000, REST, expected(ECHO))
    assert line.go_on(100, REST, expected(ECHO)) > 15


def test_a_louder_noise_of_the_room_is_known_after_some_seconds() -> None:
    line = Line()
    line.go_on(50, NOISE, NONE)
    line.go_on(1000, REST, NONE)
    assert line.go_on(100, REST, expected(ECHO)) < 6


def test_a_microphone_switched_off_is_no_quiet_room() -> None:
    line = Line()
    line.go_on(50, NOISE, NONE)
    line.go_on(50, 0.0, NONE)
    lowered_db = line.go_on(300, REST, expected(ECHO))
    assert 15 < lowered_db < 22, "20 dB are between the echo and the noise that was there before"
