import pytest

from kiosk.authoring.at_booth import Resident, candidates, usual
from kiosk.booth.visit.stages import Answering, Reviewing, Signing
from kiosk.procedures.kinds.table import fits
from kiosk.procedures.procedure import Procedure
from tests.authoring.small import KIND, NUMBER, small
from tests.procedures.several_procedure import several_procedure


def first_question(procedure: Procedure) -> Resident:
    *_, here = Resident.before(procedure).to_first_question()
    return here


def test_a_resident_comes_to_the_first_question_past_papers_and_card(juminhyo: Procedure) -> None:
    stages = [type(one.stage).__name__ for one in Resident.before(juminhyo).to_first_question()]
    assert stages == ["Preparing", "WaitingForCard", "Answering"]
    assert first_question(juminhyo).fields()[0].id == "who"
    assert Resident.before(juminhyo).fields() == ()


def test_answers_lead_to_the_review_and_to_the_signature() -> None:
    here = first_question(small())
    assert isinstance(here.stage, Answering)
    assert not here.can_sign()
    there = here.answering({"kind": "a"}).forward()
    assert isinstance(there.stage, Reviewing)
    assert there.can_sign()
    assert isinstance(there.forward().stage, Signing)


def test_every_candidate_fits_its_field(juminhyo: Procedure) -> None:
    for procedure in (juminhyo, several_procedure(), small(KIND + NUMBER)):
        for field in procedure.fields:
            found = candidates(procedure, field)
            assert found
            assert all(fits(field, one) for one in found)
            assert usual(procedure, field) in found


@pytest.mark.parametrize(
    ("field", "some"),
    [
        ("who", ["self", "household", "agent", "legal", "third"]),
        ("copies", [1, 2, 10]),
        ("ap_tel", ["079-221-0000"]),
        ("ap_name", ["NGUYEN THI HOA"]),
    ],
)
def test_candidates_are_options_tests_examples_and_bounds(juminhyo: Procedure, field: str, some: list[object]) -> None:
    item = juminhyo.field(field)
    assert item is not None
    assert {str(one) for one in some} <= {str(one) for one in candidates(juminhyo, item)}


def test_nothing_is_no_answer_of_several() -> None:
    procedure = several_procedure()
    assert [] not in candidates(procedure, procedure.fields[0])


@pytest.mark.parametrize(("field", "answer"), [("who", "self"), ("show_head", False), ("copies", 1), ("scope", "all")])
def test_the_usual_answer_is_the_preset_or_the_first(juminhyo: Procedure, field: str, answer: object) -> None:
    item = juminhyo.field(field)
    assert item is not None
    assert usual(juminhyo, item) == answer


def test_a_yes_is_not_usual_where_nothing_is_preset() -> None:
    procedure = several_procedure()
    paper = next(field for field in procedure.fields if field.id == "paper")
    assert usual(procedure, paper) is False
