"""Goals, and which measurement gives which figure."""

import pytest

from kiosk.bench.figures import FIGURES, Goal, groups_of
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


def test_names_are_unique_and_no_measurement_is_called_like_another_figure() -> None:
    names = [figure.name for figure in FIGURES]
    assert len(set(names)) == len(names)
    for figure in FIGURES:
        if figure.group in names:
            assert next(one for one in FIGURES if one.name == figure.group).group == figure.group


def test_everything_that_can_be_measured_is_asked_for_by_no_name() -> None:
    assert groups_of([]) == list(dict.fromkeys(figure.group for figure in FIGURES if figure.group))


def test_a_figure_or_a_measurement_may_be_named() -> None:
    assert groups_of(["age-to-staff"]) == ["call"]
    assert groups_of(["paper", "call"]) == ["call", "paper"]


def test_a_figure_nobody_measures_yet_gives_no_measurement() -> None:
    assert groups_of(["echo"]) == []


def test_an_unknown_name_is_said() -> None:
    with pytest.raises(KeyError, match="papper"):
        groups_of(["papper"])
