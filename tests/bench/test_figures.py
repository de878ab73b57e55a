"""Goals, and which measurement gives which figure."""

from kiosk.bench.figures import Goal
from kiosk.bench.pairs import measured


def test_a_ratio_at_most() -> None:
    goal = Goal("ratio", "most", 1.5)
    assert goal.met(measured([15.0], [10.0])) is True
    assert goal.met(measured([15.2], [10.0])) is False


def test_a_ratio_at_least_is_judged_as_it_is_shown() -> None:
    goal = Goal("ratio", "least", 1.0)
    assert goal.met(measured([29.98], [30.0])) is True
    assert goal.met(measured([29.6], [30.0])) is False


def test_a_value_of_our_own_needs_no_peer() -> None:
    goal = Goal("ours", "most", 150)
    assert goal.met(measured([140.0], None)) is True
    assert goal.met(measured([151.0], [900.0])) is False


def test_a_ratio_without_a_peer_is_neither_met_nor_missed() -> None:
    assert Goal("ratio", "most", 1.0).met(measured([1.0], None)) is None


def test_goals_in_words() -> None:
    assert Goal("ratio", "most", 1.15).words("ms") == "x <= 1.15"
    assert Goal("ours", "least", 35).words("dB") == ">= 35 dB"


def test_beside_a_peer_that_may_be_nought() -> None:
    fewer = Goal("peer", "most", 1.0)
    assert fewer.met(measured([0.0], [0.0])) is True
    assert fewer.met(measured([1.0], [0.0])) is False
    assert fewer.met(measured([1.0], [2.0])) is True
    more = Goal("peer", "least", 1.0)
    assert more.met(measured([0.0], [0.0])) is True
    assert more.met(measured([1.0], [2.0])) is False
    assert more.met(measured([1.0], None)) is None
