"""What is meant by a name, and what by none."""

import pytest

from kiosk.bench.catalogue import ALL, asked, groups_of
from kiosk.bench.figures import FIGURES


def test_names_are_unique_and_no_measurement_is_called_like_another_figure() -> None:
    names = [figure.name for figure in ALL]
    assert len(set(names)) == len(names)
    for figure in ALL:
        if figure.group in names:
            assert next(one for one in ALL if one.name == figure.group).group == figure.group


def test_everything_but_what_takes_long_is_asked_for_by_no_name() -> None:
    assert groups_of([]) == list(dict.fromkeys(figure.group for figure in FIGURES if figure.group))


def test_a_figure_or_a_measurement_may_be_named() -> None:
    assert groups_of(["age-to-staff"]) == ["call"]
    assert groups_of(["paper", "call"]) == ["call", "paper"]


def test_a_figure_nobody_measures_yet_gives_no_measurement() -> None:
    assert groups_of(["intake"]) == []


def test_an_unknown_name_is_said() -> None:
    with pytest.raises(KeyError, match="papper"):
        groups_of(["papper"])


def test_a_row_may_be_named_and_one_figure_of_it() -> None:
    assert groups_of(["loss-3"]) == groups_of(["loss-3/frames-to-staff"]) == groups_of(["lines"]) == ["lines"]
    of_row = [figure.name for figure in ALL if asked(figure, ["loss-3"])]
    assert len(of_row) > 10
    assert all(name.startswith("loss-3/") for name in of_row)
