"""Conditions tried with every answer: what no answer makes true is found, what cannot be tried is taken for good."""

import pytest

from kiosk.procedures.fields import Follows
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


def shown_if(procedure: Procedure, name: str, when: str) -> Procedure:
    """The procedure with another condition of the page on which a field stands."""
    pages = (page.model_copy(update={"show_if": when}) if page.id == name else page for page in procedure.pages)
    return procedure.model_copy(update={"pages": tuple(pages)})


@pytest.mark.parametrize(
    ("when", "true_for_somebody"),
    [
        ("members == 'one'", True),
        ("members == 'one' && scope == 'part'", True),
        ("members == 'one' && scope == 'all'", False),
        ("members == 'one' || scope == 'all'", True),
        ("members == 'one' && scope == 'all' && copies > 1", True),
        ("scope == 'all' && scope == 'part' && today() > '2026-01-01'", True),
        ("today() > '2099-01-01'", True),
    ],
)
def test_what_is_not_asked_has_no_answer(juminhyo: Procedure, when: str, true_for_somebody: bool) -> None:
    assert reachable(juminhyo, when, known_names(when)) is true_for_somebody


@pytest.mark.parametrize("asked", ["copies > 1", "days_since(ap_birth) > 3 && scope == 'part'", "scope =="])
def test_a_question_whose_condition_cannot_be_tried_is_taken_as_asked(juminhyo: Procedure, asked: str) -> None:
    when = "members == 'one' && scope == 'all'"
    assert reachable(shown_if(juminhyo, "members", asked), when, known_names(when))


def test_a_day_decides_nothing_about_what_is_asked(juminhyo: Procedure) -> None:
    when = "members == 'one'"
    assert reachable(shown_if(juminhyo, "members", "scope == 'part' && today() > '2099'"), when, known_names(when))


def test_what_follows_another_field_is_there_unasked(juminhyo: Procedure) -> None:
    page = next(one for one in juminhyo.pages if one.id == "members")
    follows = Follows(field="who", when="scope == 'all'")
    field = page.fields[0].model_copy(update={"follows": follows})
    pages = (one.model_copy(update={"fields": (field,)}) if one is page else one for one in juminhyo.pages)
    when = "members == 'one' && scope == 'all'"
    assert reachable(juminhyo.model_copy(update={"pages": tuple(pages)}), when, known_names(when))


def test_more_choices_than_can_be_tried_are_tried_without_what_decides(juminhyo: Procedure) -> None:
    two = "members == 'one' && members == 'some'"
    deciding = " || ".join(f"{name} == 'x'" for name in ("who", "scope", "format", "purpose", "receive", "ag_relation"))
    assert not reachable(shown_if(juminhyo, "members", deciding), two, known_names(two))


def test_what_cannot_be_read_looks_at_nothing() -> None:
    assert known_names("who ==") == frozenset()


def test_what_makes_no_sense_for_an_answer_does_not_hold() -> None:
    assert not is_true("who > 3", {"who": "self"})
    assert is_true("who == 'self'", {"who": "self"})
