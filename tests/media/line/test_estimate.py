"""The estimate on simulated lines: it finds their width, keeps their queue short, comes back, and does not hunt."""

import pytest

from kiosk.media.line.estimate import Estimate, Told
from tests.media.line.lines import run


@pytest.mark.parametrize("kbit", [300, 500, 1000, 2000])
def test_it_finds_the_width_of_a_line_and_the_voice_beside_it_hardly_waits(kbit: int) -> None:
    seen = run(lambda _: kbit, 30)
    settled = seen.between(5, 30)
    assert 0.5 * kbit <= min(settled) <= max(settled) <= 1.1 * kbit
    assert sum(settled) / len(settled) >= 0.7 * kbit
    assert seen.voice_waited_ms(5, 0.5) < 25
    assert seen.voice_waited_ms(5, 0.95) < 75


def test_key_pictures_on_a_thin_line_do_not_hold_the_voice_up() -> None:
    seen = run(lambda _: 300, 30, key_every_s=4.0)
    assert seen.voice_waited_ms(5, 0.95) < 80


def test_a_good_line_is_used_whole_within_seconds() -> None:
    assert run(lambda _: 8000, 4).at(3) == 3000


def test_a_line_that_grows_thin_is_followed_at_once() -> None:
    seen = run(lambda at: 3000 if at < 10 else 400, 16)
    assert seen.at(9) > 2000
    assert seen.at(12) < 420
    assert seen.waited_ms(14, 0.95) < 150


def test_a_line_that_grows_wide_is_used_again() -> None:
    seen = run(lambda at: 400 if at < 10 else 6000, 22)
    assert seen.at(9) < 420
    assert seen.at(21) == 3000


def test_loss_by_chance_and_jitter_do_not_make_a_line_thin() -> None:
    assert run(lambda _: 6000, 10, loss=0.1).at(9) == 3000
    assert run(lambda _: 6000, 10, jitter_s=0.03).at(9) == 3000


def test_ruinous_loss_does() -> None:
    assert run(lambda _: 6000, 10, loss=0.4).at(9) < 300


def test_a_report_of_nothing_changes_nothing() -> None:
    estimate = Estimate(500_000, 100_000, 3_000_000)
    estimate.take([])
    assert (estimate.bits, estimate.settled, estimate.loss) == (500_000, False, 0.0)


@pytest.mark.parametrize("kbit", [140, 240])
def test_a_thin_line_is_begun_on_gently_and_its_queue_stays_short(kbit: int) -> None:
    seen = run(lambda _: kbit, 30, start_kbit=150, least_kbit=50)
    assert seen.waited_ms(1, 0.95) < 250
    assert seen.waited_ms(5, 0.95) < 80
    assert sum(seen.between(5, 30)) / len(seen.between(5, 30)) >= 0.75 * kbit


def test_from_a_gentle_beginning_a_good_line_is_used_whole_within_three_seconds() -> None:
    assert run(lambda _: 8000, 4, start_kbit=150).at(3) == 3000


def test_what_lost_reports_would_have_told_is_not_missed() -> None:
    told = [Told(at * 10_000, at * 10_000 + 20_000, 1250) for at in range(100)]
    full = [Told(one.sent_us, (one.at_us or 0) + 4 * max(0, one.sent_us - 500_000) // 10, 1250) for one in told]
    estimates = []
    for share in (1.0, 0.5):
        estimate = Estimate(2_000_000, 50_000, 3_000_000)
        for begin in range(0, 100, 5):
            estimate.take(full[begin : begin + 5], share)
        estimates.append(estimate.bits)
    assert estimates[1] > 1.5 * estimates[0]


def test_while_a_queue_stands_less_is_sent_than_the_line_carries() -> None:
    estimate = Estimate(500_000, 50_000, 3_000_000)
    estimate.take([Told(at * 10_000, at * 10_000 + 20_000, 1250) for at in range(20)])
    assert estimate.now_bits == estimate.bits
    for standing_ms, share in ((15.0, 1.0), (52.5, 0.75), (2000.0, 0.5)):
        estimate.backlog.standing_ms = standing_ms
        assert estimate.now_bits == pytest.approx(share * estimate.bits)


@pytest.mark.parametrize("kbit", [500, 4000])
def test_a_way_that_grew_longer_is_not_given_way_to_for_long(kbit: int) -> None:
    seen = run(lambda _: kbit, 26, far_s=lambda at: 0.1 if at > 10 else 0.0)
    assert seen.at(9) > 0.6 * min(kbit, 3000)
    assert seen.at(25) > 0.6 * min(kbit, 3000)
