"""The letters banks write names with."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.procedures.japanese.bank_letters import bank_kana, in_files, same_holder, strange


@pytest.mark.parametrize(
    ("reading", "written"),
    [
        ("ヤマダ　ハナコ", "ヤマダ ハナコ"),
        ("きょうこ", "キヨウコ"),
        ("ｼｭｯｸ ﾜｦ", "シユツク ワオ"),
        ("ヰノウエ　スヱ", "イノウエ スエ"),
        ("ローレンス・ヴァン", "ロ－レンス.ヴアン"),
        ("nguyen thi", "NGUYEN THI"),
        ("　カ）ヤマダ", "カ)ヤマダ"),
        ("サトウ　　イチ", "サトウ イチ"),
        ("山田", "山田"),
        ("", ""),
    ],
)
def test_a_reading_is_brought_into_them(reading: str, written: str) -> None:
    assert bank_kana(reading) == written


def test_letters_no_bank_writes_are_named_once_each() -> None:
    assert strange("山ヤ山,ァヲッ!") == "山,ァヲッ!"
    assert strange("ヴガパ ABZ09()./－") == ""


@given(st.text(alphabet="ぁぃぅゔかがきぎっつづぬはばぱゃやゅゆょよをんァアヴヵヶーｱｶｯ・　 -" + string.ascii_letters))
def test_every_reading_ends_in_letters_banks_know_and_stays_there(reading: str) -> None:
    written = bank_kana(reading)
    assert strange(written) == ""
    assert bank_kana(written) == written
    assert all(ord(one) < 128 or "｡" <= one <= "ﾟ" for one in in_files(written))


def test_a_name_takes_the_room_it_has_in_the_files() -> None:
    assert in_files("ガロ－ ﾊ") == "ｶﾞﾛ- ﾊ"


def test_one_name_is_one_name_however_it_is_spaced() -> None:
    assert same_holder("ヤマダ　ハナコ", "ヤマダハナコ")
    assert same_holder("キョウコ・リー", "キヨウコ リ－")
    assert not same_holder("ヤマダ　ハナコ", "ヤマダ　タロウ")
