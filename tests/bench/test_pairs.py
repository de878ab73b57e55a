"""Middles, spreads and ratios."""

import pytest

from kiosk.bench.pairs import Series, measured


def test_the_middle_is_not_moved_by_one_bad_moment() -> None:
    assert Series((10.0, 11.0, 900.0)).middle == 11.0


def test_the_spread_is_where_the_middle_half_lies() -> None:
    assert Series((1.0, 2.0, 3.0, 4.0, 5.0)).spread == (2.0, 4.0)
    assert Series((7.0,)).spread == (7.0, 7.0)


def test_the_ratio_is_of_the_middles() -> None:
    assert measured([3.0, 6.0, 90.0], [2.0, 4.0, 5.0]).ratio == 1.5


def test_without_a_peer_there_is_no_ratio() -> None:
    assert measured([3.0], None).ratio is None
    assert measured([3.0], [0.0]).ratio is None


def test_nothing_measured_is_no_figure() -> None:
    with pytest.raises(ValueError, match="nothing"):
        measured([], [1.0])
