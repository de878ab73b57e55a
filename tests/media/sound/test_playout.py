"""What a listener gets over lines of every kind, without time: lost, late, doubled, out of order, paused, drifting."""

from collections.abc import Sequence

import numpy as np
import pytest

from kiosk.media.sound.opus import Encoder
from kiosk.media.sound.playout import Playout
from kiosk.media.sources import SAMPLE_RATE_HZ
from tests.media.sound.sound_line import Sent, loudness, packets, play, voice

WAY_S = 0.05
MINUTE = 40.0


@pytest.fixture(scope="module")
def spoken() -> list[Sent]:
    return packets(voice(MINUTE))


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(5)


def _sent(spoken: Sequence[Sent], late_s: "np.typing.ArrayLike" = 0.0) -> list[tuple[float, Sent]]:
    late = np.broadcast_to(np.asarray(late_s, float), len(spoken))
    return [(one.at_s + WAY_S + float(more), one) for one, more in zip(spoken, late, strict=True)]


def test_on_an_even_line_nothing_is_lost_and_little_is_waited(spoken: list[Sent]) -> None:
    outcome = play(_sent(spoken), MINUTE)
    assert outcome.lost() == 0
    assert outcome.delay_ms(2) < 30
    said, heard = voice(MINUTE), outcome.sound
    assert loudness(heard) == pytest.approx(loudness(said), rel=0.1)


def test_a_card_that_asks_for_three_blocks_at_once_waits_no_more_than_that_takes(spoken: list[Sent]) -> None:
    outcome = play(_sent(spoken), MINUTE, burst=3)
    assert outcome.lost() == 0
    assert outcome.delay_ms(2) < 50


def test_one_lost_packet_costs_at_most_its_own_time_and_leaves_no_delay(spoken: list[Sent]) -> None:
    outcome = play(_sent([one for one in spoken if one is not spoken[500]]), MINUTE)
    assert outcome.lost() * MINUTE <= 0.02
    assert outcome.delay_ms(12) == pytest.approx(outcome.delay_ms(2, 10), abs=5)


@pytest.mark.parametrize(("share", "concealed"), [(0.01, 0.01), (0.03, 0.02), (0.1, 0.06), (0.3, 0.22)])
def test_most_single_losses_come_back_from_the_next_packet(
    spoken: list[Sent], rng: np.random.Generator, share: float, concealed: float
) -> None:
    outcome = play(_sent([one for one in spoken if rng.random() > share]), MINUTE)
    assert outcome.lost(2) < concealed
    assert outcome.delay_ms(10) < 50


def test_losses_in_bursts_cost_no_more_than_themselves(spoken: list[Sent]) -> None:
    outcome = play(_sent([one for place, one in enumerate(spoken) if place % 100 not in range(7, 12)]), MINUTE)
    assert outcome.lost(2) < 0.055
    assert outcome.delay_ms(10) < 50


@pytest.mark.parametrize("jitter_s", [0.01, 0.03, 0.06, 0.1])
def test_on_an_uneven_line_it_waits_as_long_as_needed_and_packets_out_of_order_are_in_order(
    spoken: list[Sent], rng: np.random.Generator, jitter_s: float
) -> None:
    outcome = play(_sent(spoken, np.abs(rng.normal(0, jitter_s, len(spoken)))), MINUTE)
    assert outcome.lost(5) < 0.02
    assert outcome.delay_ms(5) < 30 + 2500 * jitter_s


def test_the_wait_shrinks_again_after_the_line_was_uneven(spoken: list[Sent], rng: np.random.Generator) -> None:
    late_s = [rng.uniform(0, 0.12) if 5 < one.at_s < 10 else 0.0 for one in spoken]
    outcome = play(_sent(spoken, late_s), MINUTE)
    assert outcome.delay_ms(7, 10) > 40
    assert outcome.delay_ms(36) < 35


def test_packets_that_come_twice_change_nothing(spoken: list[Sent]) -> None:
    twice = sorted(_sent(spoken) + _sent(spoken, 0.015), key=lambda one: one[0])
    once, doubled = play(_sent(spoken), MINUTE), play(twice, MINUTE)
    assert np.array_equal(once.sound, doubled.sound)


def test_after_the_line_stood_still_it_goes_on_with_what_is_said_now(spoken: list[Sent]) -> None:
    held = [(22.0 if 20 < at_s < 22 else at_s, one) for at_s, one in _sent(spoken)]
    outcome = play(held, MINUTE)
    assert outcome.delay_ms(24) < 60
    assert 0.8 < outcome.lost(20, 22) <= 1


@pytest.mark.parametrize("further_s", [0.15, 0.9, -0.04])
def test_another_way_through_the_net_is_followed(spoken: list[Sent], further_s: float) -> None:
    outcome = play(_sent(spoken, [further_s if one.at_s > 8 else 0.0 for one in spoken]), MINUTE)
    assert outcome.lost(12) < 0.02
    assert outcome.delay_ms(34) < 60


@pytest.mark.parametrize("ppm", [-200, 200])
def test_two_clocks_may_drift(spoken: list[Sent], ppm: float) -> None:
    """20000 ppm over forty seconds moves them as far apart as 200 ppm over an hour."""
    outcome = play(_sent(spoken), MINUTE, ppm=ppm)
    steep = play(_sent(spoken), MINUTE, ppm=20 * ppm)
    assert outcome.lost(2) < 0.005
    assert abs(outcome.delay_ms(30) - outcome.delay_ms(2, 10)) < 20
    assert steep.lost(2) < 0.03
    assert steep.delay_ms(30) < 110


def test_pauses_that_are_not_sent_are_not_lost(rng: np.random.Generator) -> None:
    quiet = np.zeros(2 * SAMPLE_RATE_HZ, np.int16)
    sound = np.concatenate([voice(4), quiet, voice(4), quiet, voice(4)])
    seconds = sound.size / SAMPLE_RATE_HZ
    paused = packets(sound, pauses=True)
    assert len(paused) < sound.size / 960 * 0.85
    whole = play(_sent(paused), seconds)
    assert whole.lost() == 0
    assert loudness(whole.blocks[550]) < 0.01 < loudness(np.concatenate(whole.blocks[650:750]))
    assert play(_sent([one for one in paused if rng.random() > 0.03]), seconds).lost() < 0.04


def test_a_sender_that_stops_and_comes_back_is_silence_not_loss(spoken: list[Sent]) -> None:
    first, again = spoken[:500], spoken[500:1000]
    later = [Sent(one.number, (one.stamp + 20 * SAMPLE_RATE_HZ) % (1 << 32), one.payload, one.at_s) for one in again]
    outcome = play(_sent(first) + [(at_s + 20, one) for at_s, one in _sent(later)], MINUTE)
    assert outcome.seconds[20].lost is None, "after five seconds nobody speaks"
    assert not np.concatenate(outcome.blocks[2000:2900]).any()
    assert outcome.lost(31, 39) == 0
    assert outcome.delay_ms(32, 39) < 60


@pytest.mark.parametrize("size", [480, 1920, 2880])
def test_packets_of_other_lengths_are_played(rng: np.random.Generator, size: int) -> None:
    spoken = packets(voice(20), size=size)
    assert play(_sent(spoken), 20).lost() == 0
    assert play(_sent([one for one in spoken if rng.random() > 0.03]), 20).lost(2) < 0.05


def test_another_stream_is_heard_at_once(spoken: list[Sent]) -> None:
    other = [Sent((one.number + 9000) % 65_536, (one.stamp + 777) % (1 << 32), one.payload, one.at_s) for one in spoken]
    outcome = play(_sent(spoken[:300]) + _sent(other[300:600]), 12)
    assert outcome.lost() < 0.02
    assert loudness(np.concatenate(outcome.blocks[630:1100])) > 0.02


def test_a_clock_that_jumps_back_begins_anew(spoken: list[Sent]) -> None:
    jumped = [Sent(one.number, (one.stamp + 5 * SAMPLE_RATE_HZ) % (1 << 32), one.payload, one.at_s) for one in spoken]
    outcome = play(_sent(spoken[:300]) + _sent(jumped[300:900]), 18)
    assert outcome.lost() < 0.02
    assert outcome.delay_ms(8) < 100


def test_packets_of_noise_are_no_harm(spoken: list[Sent], rng: np.random.Generator) -> None:
    broken = [
        Sent(one.number, one.stamp, rng.bytes(int(rng.integers(0, 80))), one.at_s) if place % 7 == 0 else one
        for place, one in enumerate(spoken[:600])
    ]
    assert loudness(play(_sent(broken), 12).sound) > 0.02


def test_clearing_forgets_the_stream() -> None:
    now = [0.0]
    playout = Playout(20, lambda: now[0])
    payload = Encoder(32_000).encode(voice(1)[9600:10560])
    playout.put(1, 960, payload)
    now[0] = 1.0
    assert playout.take().any()
    playout.clear()
    assert not playout.take().any()
    playout.put(9, 5_000_000, payload)
    now[0] = 2.0
    assert playout.take().any()
