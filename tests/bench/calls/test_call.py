"""What is made of what the calls gave."""

import pytest

from kiosk.bench.calls.call import Findings, _age_figures, _ends, _middle_and_p95
from kiosk.bench.run import CannotMeasure


def test_the_middle_and_what_nineteen_of_twenty_stay_under() -> None:
    assert _middle_and_p95([float(age) for age in range(1, 102)]) == (51.0, 96.0)


def test_too_few_readable_pictures_are_no_figure() -> None:
    with pytest.raises(CannotMeasure, match="only 3"):
        _middle_and_p95([1.0, 2.0, 3.0])


def test_ages_make_two_figures() -> None:
    found = _age_figures("age-to-staff", [(50.0, 90.0), (52.0, 94.0)], [(100.0, 200.0)])
    assert found["age-to-staff"].ours.middle == 51.0
    assert found["age-to-staff-p95"].ours.middle == 92.0
    assert found["age-to-staff"].ratio == pytest.approx(0.51)


def test_both_ends_of_both_sides_are_told() -> None:
    ours, theirs = Findings(answer_ends=[(100.0, 80.0)]), Findings(answer_ends=[(210.0, 140.0)])
    assert _ends(ours, theirs) == (
        "ours: staff's end 100 ms, booth's end 80 ms; peer: staff's end 210 ms, booth's end 140 ms"
    )
