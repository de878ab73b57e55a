"""The kind of field that takes an account: what is missing or wrong, on which screen, and how it reads."""

from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from kiosk.procedures import checks, review
from kiosk.procedures.expressions import Unanswered, evaluate
from kiosk.procedures.kinds.kind import About, Wrong
from kiosk.procedures.kinds.table import fits, kept, kind_of
from tests.procedures.account_procedure import account_form
from tests.procedures.kinds.kind_fields import field
from tests.procedures.kinds.test_account import BANK, POST

ABOUT = About(date(2026, 11, 21), others={"ap_kana": "ヤマダ　ハナコ"})
CALL = "0199aaaa-0000-7000-8000-000000000001"
ITEM = field("bank", holder="ap_kana", same_holder=True)


def said(**changes: str) -> dict[str, Any]:
    """BANK with other parts; "" takes one away."""
    return {name: text for name, text in (asdict(BANK) | changes).items() if text}


def wrong(value: Any) -> Wrong | None:
    assert fits(ITEM, value)
    return kind_of(ITEM).wrong(ITEM, value, ABOUT)


def test_a_whole_account_is_right() -> None:
    assert wrong(BANK.to_json()) is None
    assert wrong(POST.to_json()) is None


@pytest.mark.parametrize(
    ("value", "why", "part"),
    [
        ({"way": "bank"}, "account_bank", "bank"),
        ({"way": "post"}, "account_symbol", "symbol"),
        ({"way": "post", "symbol": "140"}, "account_symbol_odd", "symbol"),
        ({"way": "post", "symbol": "34030"}, "account_symbol_odd", "symbol"),
        ({"way": "post", "symbol": "14030"}, "account_figures", "figures"),
        ({"way": "post", "symbol": "34030", "figures": "12345671"}, "account_symbol_odd", "symbol"),
        ({"way": "post", "symbol": "14030", "figures": "12345672"}, "account_figures_odd", "figures"),
        ({"way": "post", "symbol": "14030", "figures": "12345661"}, "account_check", "figures"),
        ({"way": "post", "symbol": "11570", "figures": "51"}, "account_symbol_odd", "symbol"),
        ({"way": "post", "symbol": "14030", "figures": "12345671"}, "account_holder", "holder"),
        (said(bank="9999"), "account_bank", "bank"),
        (said(branch="000"), "account_branch", "branch"),
        (said(branch=""), "account_branch", "branch"),
        (said(kind=""), "account_kind", "kind"),
        (said(number=""), "account_number", "number"),
        (said(number="123"), "account_number", "number"),
        (said(number="0000000"), "account_number", "number"),
        (said(holder=""), "account_holder", "holder"),
        (said(holder="山田"), "account_letters", "holder"),
        (said(holder="ガ" * 16), "account_holder_long", "holder"),
        (said(holder="ヤマダ タロウ"), "account_same_holder", "holder"),
    ],
)
def test_what_is_wrong_is_mended_on_its_own_screen(value: Any, why: str, part: str) -> None:
    found = wrong(value)
    assert found is not None
    assert (found.why, found.part) == (why, part)


def test_a_name_nobody_gave_is_not_compared() -> None:
    about = About(date(2026, 11, 21))
    assert kind_of(ITEM).wrong(ITEM, said(holder="ヤマダ タロウ"), about) is None
    assert kind_of(ITEM).wrong(field("bank"), said(holder="ヤマダ タロウ"), ABOUT) is None


def test_only_a_field_that_allows_it_takes_the_registered_account_or_savings() -> None:
    assert not fits(ITEM, {"way": "registered"})
    assert not fits(ITEM, said(kind="savings"))
    open_to_both = field("bank", registered=True, savings=True)
    assert fits(open_to_both, said(kind="savings"))
    assert kind_of(open_to_both).wrong(open_to_both, {"way": "registered"}, ABOUT) is None


@pytest.mark.parametrize("value", ["bank", {}, {"bank": "0005"}, {"way": "cheque"}])
def test_what_is_no_account_does_not_fit(value: Any) -> None:
    assert not fits(ITEM, value)
    assert kind_of(ITEM).text(ITEM, "bank", "ja") == "bank"
    assert kind_of(ITEM).parts(ITEM, "bank") == ()
    assert kind_of(ITEM).kept(ITEM, "bank") is None
    assert kind_of(ITEM).with_part(ITEM, "bank", "way", "post") == "bank"


def test_what_follows_is_kept_with_what_was_said() -> None:
    assert kept(ITEM, {"way": "post", "symbol": "14030", "figures": "12345671"}) == {
        "way": "post", "symbol": "14030", "figures": "12345671", "bank": "9900", "bank_name": "ゆうちょ銀行",
        "branch": "408", "branch_name": "四〇八", "kind": "ordinary", "number": "1234567",
    }  # fmt: skip


def test_the_name_of_the_form_stands_there_when_the_holder_is_asked() -> None:
    bank = kind_of(ITEM)
    assert bank.opened(ITEM, said(holder=""), "holder", ABOUT.others) == said()
    kept_own = said(holder="ベツノ ヒト")
    assert bank.opened(ITEM, kept_own, "holder", ABOUT.others) == kept_own
    assert bank.opened(ITEM, said(holder=""), "number", ABOUT.others) == said(holder="")
    assert bank.opened(ITEM, said(holder=""), "holder", {}) == said(holder="")
    assert bank.opened(ITEM, "bank", "holder", ABOUT.others) == "bank"


def test_a_part_of_another_way_changes_nothing() -> None:
    assert kind_of(ITEM).with_part(ITEM, said(), "symbol", "14030") == said()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (BANK.to_json(), "三菱UFJ銀行　大泉（店番 350）、普通 0012345、名義 ヤマダ ハナコ"),
        (
            POST.to_json(),
            "ゆうちょ銀行　四〇八（店番 408）、記号 14030 番号 12345671、普通 1234567、名義 ヤマダ ハナコ",
        ),
        ({"way": "registered"}, "公金受取口座"),
        ({"way": "bank"}, "（記入なし）"),
        ({"way": "bank", "bank": "0005", "bank_name": "三菱UFJ銀行"}, "三菱UFJ銀行"),
    ],
)
def test_an_account_in_words(value: Any, words: str) -> None:
    assert kind_of(ITEM).text(ITEM, value, "ja") == words


def test_the_review_staff_and_paper_read_one_line() -> None:
    form = account_form(ap_kana="ヤマダ　ハナコ", paid_to=POST.to_json())
    row = next(one for one in review.rows(form, "ja") if one.field == "paid_to")
    shown = next(one for one in review.shown(form, CALL, 1).fields if one.field == "paid_to")
    assert row.text == shown.text
    assert (shown.proposable, "1234567" in row.text) == (False, True)
    assert checks.problems(form, None, "ja") == ()


def test_somebody_elses_account_is_refused_with_the_name_that_is_needed() -> None:
    form = account_form(ap_kana="サトウ　ジロウ", paid_to=POST.to_json())
    (problem,) = checks.problems(form, None, "ja")
    assert (problem.field, problem.part, problem.text) == (
        "paid_to",
        "holder",
        "サトウ　ジロウ さんの 口座に してください",
    )


@pytest.mark.parametrize("more", [{"registered": True}, {"savings": True}, {"holder": "a"}])
def test_only_a_bank_has_what_belongs_to_a_bank(more: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="does not belong to text"):
        field("text", **more)


def test_whose_name_is_meant_must_be_said() -> None:
    with pytest.raises(ValidationError, match="needs 'holder'"):
        field("bank", same_holder=True)


def test_conditions_look_into_an_account() -> None:
    today = date(2026, 11, 21)
    registered: dict[str, Any] = {"paid_to": {"way": "registered"}}
    assert evaluate("paid_to.way == 'registered'", registered, today) is True
    assert evaluate("paid_to.way == 'registered'", {"paid_to": POST.to_json()}, today) is False
    assert isinstance(evaluate("paid_to.way == 'registered'", {}, today), Unanswered)
    assert isinstance(evaluate("paid_to.kind == 'current'", registered, today), Unanswered)
