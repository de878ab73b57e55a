"""Conditions tried with every answer: what no answer makes true is found, what cannot be tried is taken for good."""

import pytest

from kiosk.procedures.files.reachable import is_true, known_names, reachable
from kiosk.procedures.procedure import Procedure
from tests.procedures.several_procedure import several_procedure


@pytest.mark.parametrize(
    ("when", "true_for_somebody"),
    [
        ("'new' in wishes && 'died' in wishes", True),
        ("'new' in wishes && 'unsure' in wishes", False),
        ("!('new' in wishes) && !('unsure' in wishes)", True),
        ("paper && 'rabies' in shots", True),
        ("paper && !paper", False),
    ],
)
def test_every_subset_of_several_is_tried(when: str, true_for_somebody: bool) -> None:
    assert reachable(several_procedure(), when, known_names(when)) is true_for_somebody


def test_what_is_free_or_too_much_to_try_is_taken_as_reachable(juminhyo: Procedure) -> None:
    assert reachable(juminhyo, "copies == 11", frozenset({"copies"}))
    wishes = several_procedure().pages[0].fields[0]
    options = tuple(wishes.options[0].model_copy(update={"id": f"o{number}"}) for number in range(9))
    page = several_procedure().pages[0].model_copy(update={"fields": (wishes.model_copy(update={"options": options}),)})
    procedure = several_procedure().model_copy(update={"pages": (page,)})
    assert reachable(procedure, "'o1' in wishes && !('o1' in wishes)", frozenset({"wishes"}))


def test_what_cannot_be_read_looks_at_nothing() -> None:
    assert known_names("who ==") == frozenset()


def test_what_makes_no_sense_for_an_answer_does_not_hold() -> None:
    assert not is_true("who > 3", {"who": "self"})
    assert is_true("who == 'self'", {"who": "self"})
