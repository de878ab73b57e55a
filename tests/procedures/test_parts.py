"""Parts: which screens a question has, and where つぎへ and もどる lead between them."""

import pytest

from kiosk.procedures import checks, parts
from kiosk.procedures.shared_form import Refused, SharedForm
from tests.procedures.account_procedure import account_form
from tests.procedures.conftest import AT
from tests.procedures.kinds.test_account import BANK

WHOLE = {"ap_kana": "ヤマダ　ハナコ", "paid_to": BANK.to_json()}


def after(form: SharedForm, part: str) -> str | None:
    return parts.part_after(form, "paid_to", part, checks.problems(form, "paid_to", "ja"))


def test_a_question_has_the_parts_its_answer_says() -> None:
    assert parts.parts_of(account_form(), "paid_to") == ("way",)
    assert parts.parts_of(account_form(paid_to={"way": "post"}), "paid_to") == ("way", "symbol", "figures", "holder")
    assert parts.parts_of(account_form(), "ap_kana") == ()
    assert parts.parts_of(account_form(), "nothing") == ()


def test_the_part_on_the_screen_is_one_there_is() -> None:
    form = account_form(paid_to={"way": "post"})
    assert parts.part_now(form, "paid_to", "symbol") == "symbol"
    assert parts.part_now(form, "paid_to", "bank") == "way"
    assert parts.part_now(form, "ap_kana", "way") == ""


@pytest.mark.parametrize(
    ("said", "part", "ahead"),
    [
        ({}, "way", None),
        ({"way": "bank"}, "way", "bank"),
        ({"way": "bank"}, "bank", None),
        ({"way": "bank", "bank": "0005"}, "way", "branch"),
        ({"way": "registered"}, "way", None),
        ({"way": "post", "symbol": "14030", "figures": "1"}, "holder", None),
    ],
)
def test_onward_leads_to_what_is_missing_next(said: dict[str, str], part: str, ahead: str | None) -> None:
    assert after(account_form(paid_to=said or None), part) == ahead


def test_a_whole_account_is_left_from_any_part() -> None:
    assert [after(account_form(**WHOLE), part) for part in ("way", "number", "holder")] == [None, None, None]


def test_a_problem_of_another_question_leads_nowhere_here() -> None:
    form = account_form(paid_to={"way": "bank"})
    assert parts.part_after(form, "paid_to", "way", checks.problems(form, "reading", "ja")) is None


def test_back_leads_from_part_to_part() -> None:
    form = account_form(**WHOLE)
    assert parts.part_before(form, "paid_to", "branch") == "bank"
    assert parts.part_before(form, "paid_to", "") is None
    assert parts.part_before(form, "ap_kana", "") is None


def test_a_part_is_said_by_the_resident_and_unfit_ones_are_refused() -> None:
    said = parts.with_part(account_form(), "paid_to", "way", "post", AT)
    assert isinstance(said, SharedForm)
    answer = said.answers.get("paid_to")
    assert answer is not None
    assert (answer.value, str(answer.source)) == (
        {"way": "post", "bank": "9900", "bank_name": "ゆうちょ銀行"}, "resident"
    )  # fmt: skip
    assert parts.with_part(account_form(), "refund_to", "way", "registered", AT) == Refused("refund_to", "wrong_type")
    assert parts.with_part(account_form(), "nothing", "way", "post", AT) == Refused("nothing", "unknown_field")


def test_the_name_of_the_form_is_there_when_the_holder_is_opened() -> None:
    form = account_form(ap_kana="ヤマダ　ハナコ", paid_to={"way": "bank", "bank": "0005"})
    opened = parts.with_opened(form, "paid_to", "holder", AT)
    answer = opened.answers.get("paid_to")
    assert answer is not None
    assert isinstance(answer.value, dict)
    assert answer.value["holder"] == "ヤマダ ハナコ"
    assert parts.with_opened(opened, "paid_to", "holder", AT) is opened
    assert parts.with_opened(form, "refund_to", "holder", AT) is form
    assert parts.with_opened(form, "nothing", "holder", AT) is form
