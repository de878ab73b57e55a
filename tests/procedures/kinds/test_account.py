"""An account as it is put together, part by part."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from kiosk.procedures.japanese import banks
from kiosk.procedures.japanese.post_bank import check_digit
from kiosk.procedures.kinds.account import DIGITS, KINDS, Account, Way, completed, from_json, with_part

BANK = Account("bank", "0005", "三菱UFJ銀行", "350", "大泉", "ordinary", "0012345", holder="ヤマダ ハナコ")
POST = Account(
    "post", "9900", "ゆうちょ銀行", "408", "四〇八", "ordinary", "1234567", "14030", "12345671", "ヤマダ ハナコ"
)


def built(*said: tuple[str, str]) -> Account:
    account = Account()
    for part, given_ in said:
        account = with_part(account, part, given_)
    return account


def test_a_bank_is_put_together() -> None:
    said = (("way", "bank"), ("bank", "0005"), ("branch", "350"), ("kind", "ordinary"), ("number", "12345"))
    assert built(*said, ("holder", "やまだ　はなこ")) == BANK


def test_a_passbook_says_branch_kind_and_number() -> None:
    assert built(("way", "post"), ("symbol", "14030"), ("figures", "12345671"), ("holder", "ヤマダ ハナコ")) == POST


def test_a_passbook_that_cannot_be_says_only_its_bank() -> None:
    wrong = with_part(POST, "figures", "12345661")
    assert (wrong.bank_name, wrong.branch, wrong.number, wrong.holder) == ("ゆうちょ銀行", "", "", "ヤマダ ハナコ")


def test_another_bank_has_other_branches() -> None:
    other = with_part(BANK, "bank", "1685")
    assert (other.bank_name, other.branch, other.branch_name, other.number) == ("姫路信用金庫", "", "", "0012345")
    assert with_part(BANK, "bank", "0005") == BANK


def test_another_way_keeps_only_the_name() -> None:
    assert with_part(BANK, "way", "post") == completed(Account("post", holder="ヤマダ ハナコ"))
    assert with_part(BANK, "way", "bank") == BANK
    assert with_part(BANK, "way", "registered") == Account("registered")


def test_a_number_is_padded_and_can_be_taken_away() -> None:
    assert with_part(BANK, "number", "7").number == "0000007"
    assert with_part(BANK, "number", "123456789").number == "1234567"
    assert with_part(BANK, "number", "").number == ""


def test_a_bank_that_is_listed_no_more_keeps_its_name() -> None:
    gone = Account("bank", "0001", "みずほ銀行", "000", "昔の支店")
    assert completed(gone) == gone
    assert completed(Account("bank", "9999", "昔の銀行")).bank_name == "昔の銀行"


@pytest.mark.parametrize("account", [BANK, POST, Account("registered"), Account()])
def test_an_account_is_kept_as_json(account: Account) -> None:
    assert from_json(account.to_json()) == account


@pytest.mark.parametrize(
    "value",
    ["bank", 3, [], {"way": "cheque"}, {"way": "bank", "kind": "gold"}, {"way": "bank", "number": "１２"},
     {"way": "bank", "bank": "00a5"}, {"way": "bank", "holder": 3}, {"way": "bank", "holder": "ア" * 49},
     {"way": "bank", "iban": "x"}],
)  # fmt: skip
def test_what_is_no_account_is_none(value: JsonValue) -> None:
    assert from_json(value) is None


def test_nothing_of_an_account_is_in_what_python_prints_of_it() -> None:
    assert repr(BANK) == "Account('bank', ...)"


@given(st.data())
def test_any_branch_of_any_bank_can_be_chosen(data: st.DataObject) -> None:
    bank = data.draw(st.sampled_from(banks.banks()))
    branch = data.draw(st.sampled_from(banks.branches(bank.code)))
    account = built(("way", "bank"), ("bank", bank.code), ("branch", branch.code))
    assert (account.bank_name, account.branch_name) == (bank.name, branch.name)
    assert from_json(account.to_json()) == account


@given(st.from_regex(r"1[0-9]{3}0", fullmatch=True), st.from_regex(r"[0-9]{1,7}1", fullmatch=True))
def test_any_passbook_is_the_same_when_it_is_looked_at_again(symbol: str, figures: str) -> None:
    symbol = f"{symbol[:3]}{check_digit(symbol, figures)}0"
    account = built(("way", "post"), ("symbol", symbol), ("figures", figures))
    assert (account.branch, account.kind, len(account.number)) == (f"{symbol[1:3]}8", "ordinary", 7)
    assert completed(account) == account


_PRESSED = st.one_of(
    st.tuples(st.just("way"), st.sampled_from([str(way) for way in Way])),
    st.tuples(st.just("bank"), st.sampled_from(["0005", "1685", "9999", ""])),
    st.tuples(st.just("branch"), st.sampled_from(["350", "001", "999", ""])),
    st.tuples(st.just("kind"), st.sampled_from([*KINDS, ""])),
    st.tuples(st.sampled_from(sorted(DIGITS)), st.sampled_from(["", "1", "14030", "12345671", "00160", "100001"])),
    st.tuples(st.just("holder"), st.sampled_from(["やまだ", "", "山田", "ア" * 60])),
)


@given(st.lists(_PRESSED, max_size=12))
def test_whatever_is_pressed_is_an_account_that_stays_as_it_is(pressed: list[tuple[str, str]]) -> None:
    account = Account()
    for part, said in pressed:
        if part in account.parts:
            account = with_part(account, part, said)
    assert from_json(account.to_json()) == account
    assert completed(account) == account


@pytest.mark.parametrize("unseen", ["\u202e", "\n", "\0", "\u200b", "\u3164"])
@pytest.mark.parametrize("part", ["holder", "bank_name", "branch_name"])
def test_nothing_unseen_stands_in_an_account(part: str, unseen: str) -> None:
    said = BANK.to_json()
    assert isinstance(said, dict)
    assert from_json(said) == BANK
    assert from_json({**said, part: f"ヤマ{unseen}ダ"}) is None
