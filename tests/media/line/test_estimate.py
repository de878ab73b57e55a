"""The estimate on simulated lines: it finds their width, keeps their queue short, comes back, and does not hunt."""

import pytest

from kiosk.media.line.estimate import Estimate
from tests.media.line.lines import run


@pytest.mark.parametrize("kbit", [300, 500, 1000, 2000])
def test_it_finds_the_width_of_a_line_and_keeps_its_queue_short(kbit: int) -> None:
    seen = run(lambda _: kbit, 30)
    settled = seen.between(5, 30)
    assert 0.65 * kbit <= min(settled) <= max(settled) <= 1.1 * kbit
    assert sum(settled) / len(settled) >= 0.75 * kbit
    assert seen.waited_ms(5, 0.5) < 60
    assert seen.waited_ms(5, 0.95) < 150


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
