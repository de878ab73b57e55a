"""ゆうちょ: passbooks of published examples, what cannot be, and that one wrong digit is nearly always seen."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.procedures.japanese.post_bank import Transfer, check_digit, transfer


@pytest.mark.parametrize(
    ("symbol", "figures", "found"),
    [
        ("14030", "12345671", Transfer("408", "ordinary", "1234567")),
        ("15150", "21111111", Transfer("518", "ordinary", "2111111")),
        ("00580", "654321", Transfer("059", "current", "0654321")),
        ("00160", "100001", Transfer("019", "current", "0100001")),
    ],
)
def test_a_passbook_says_where_money_is_sent(symbol: str, figures: str, found: Transfer) -> None:
    assert transfer(symbol, figures) == found


@pytest.mark.parametrize(
    ("symbol", "figures", "digit"),
    [("14080", "12712721", 8), ("10000", "81111111", 1), ("10000", "80000001", 9), ("16150", "12233411", 5)],
)
def test_the_check_digit_is_as_others_work_it_out(symbol: str, figures: str, digit: int) -> None:
    assert check_digit(symbol, figures) == digit


@pytest.mark.parametrize(
    ("symbol", "figures", "fault"),
    [
        ("1403", "12345671", "symbol"),
        ("140300", "12345671", "symbol"),
        ("24030", "12345671", "symbol"),
        ("１４０３０", "12345671", "symbol"),
        ("", "12345671", "symbol"),
        ("14030", "", "figures"),
        ("14030", "1", "figures"),
        ("14030", "12345672", "figures"),
        ("14030", "123456781", "figures"),
        ("14030", "1234567x", "figures"),
        ("00160", "1000001", "figures"),
        ("14030", "12345661", "check"),
        ("14040", "12345671", "check"),
        ("00160", "100002", "check"),
    ],
)
def test_what_cannot_be_is_named(symbol: str, figures: str, fault: str) -> None:
    assert transfer(symbol, figures) == fault


SYMBOLS = st.from_regex(r"[01][0-9]{2}[0-9]0", fullmatch=True)
FIGURES = st.from_regex(r"[0-9]{1,7}1", fullmatch=True)


@given(SYMBOLS.filter(lambda one: one[0] == "1"), FIGURES)
def test_an_ordinary_account_has_the_right_shape_and_can_be_read_back(symbol: str, figures: str) -> None:
    symbol = f"{symbol[:3]}{check_digit(symbol, figures)}{symbol[4]}"
    found = transfer(symbol, figures)
    assert isinstance(found, Transfer)
    assert found.branch == symbol[1:3] + "8"
    assert len(found.number) == 7
    assert int(found.number) == int(figures[:-1])


@given(st.from_regex(r"0[0-9]{3}0", fullmatch=True), st.from_regex(r"[0-9]{1,6}", fullmatch=True))
def test_a_giro_account_keeps_every_digit(symbol: str, figures: str) -> None:
    symbol = f"{symbol[:3]}{check_digit(symbol, figures)}{symbol[4]}"
    assert transfer(symbol, figures) == Transfer(symbol[1:3] + "9", "current", figures.zfill(7))


@given(SYMBOLS, FIGURES, st.integers(0, 6), st.integers(0, 9))
def test_one_wrong_digit_of_the_number_is_seen(symbol: str, figures: str, place: int, digit: int) -> None:
    assume(place < len(figures) - 1 and figures[place] != str(digit))
    wrong = figures[:place] + str(digit) + figures[place + 1 :]
    assert check_digit(symbol, wrong) != check_digit(symbol, figures)
