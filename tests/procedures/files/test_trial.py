from datetime import date

import pytest
from pydantic import JsonValue

from kiosk.procedures.files.trial import failures
from kiosk.procedures.procedure import Expected, Procedure, Trial
from tests.procedures.group_procedure import HANAKO, group_procedure

TODAY = date(2026, 11, 21)


def test_the_tests_inside_the_real_file_pass(juminhyo: Procedure) -> None:
    assert len(juminhyo.tests) >= 5
    assert list(failures(juminhyo, TODAY)) == []


@pytest.mark.parametrize(
    ("expect", "reason"),
    [
        (Expected(fee=1), "fee: expected 1, got 300"),
        (Expected(stop="third"), "stop: expected 'third', got ''"),
        (Expected(notices=("authority",)), "notices: expected [authority], got []"),
        (Expected(documents=("ininjo",)), "documents: expected [ininjo], got []"),
        (Expected(pages=("who",)), "pages: expected [who], got [who, "),
    ],
)
def test_a_failed_test_tells_number_and_difference(juminhyo: Procedure, expect: Expected, reason: str) -> None:
    changed = juminhyo.model_copy(update={"tests": (juminhyo.tests[0], Trial(given={"who": "self"}, expect=expect))})
    (found,) = failures(changed, TODAY)
    assert found.place[:3] == ("tests", 1, "expect")
    assert found.mistake.reason().startswith(f"test 2: {reason}")


def test_an_answer_the_form_refuses_is_told(juminhyo: Procedure) -> None:
    changed = juminhyo.model_copy(update={"tests": (Trial(given={"copies": "x"}, expect=Expected()),)})
    (found,) = failures(changed, TODAY)
    assert found.place == ("tests", 0, "given", "copies")
    assert found.mistake.reason() == "test 1: 'copies' was refused"


def test_who_is_entered_by_half_is_named_where_a_test_fails() -> None:
    half: dict[str, JsonValue] = {"movers": [HANAKO, {"m_name": "葛西　太郎"}]}
    failing = Trial(given=half, expect=Expected(stop="nobody"))
    changed = group_procedure().model_copy(update={"tests": (failing, Trial(given=half, expect=Expected(stop="")))})
    entered, _ = failures(changed, TODAY)
    assert (entered.place, entered.mistake.kind) == (("tests", 0, "given", "movers"), "trial_half_entered")
    assert "number 2 of 'movers'" in entered.mistake.reason()
    assert "m_birth" in entered.mistake.reason()
