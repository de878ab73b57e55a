"""Which characters names are written with."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.procedures.japanese.letters import not_of_names, writes_names
from kiosk.rehearsal.residents import residents


@pytest.mark.parametrize(
    "name",
    [
        "佐々木　仝",
        "〆木　〇二",
        "一ノ瀬　ハナ",
        "堀ヶ谷　ジョー",
        "ジャン＝ポール・サルトル",
        "スヱ　ヰセキ",
        "みすゞ　なゝ",
        "葛\U000e0102西　辻\U000e0102子",
        "葛\U000e0100西",
        "渡邉\U000e010f 一",
        "塚\ufa10本　神\ufa19奈",
        "髙﨑　𠮷男",
        "德永　濵子",
        "\U00030000\U000300f7",
        "\U00031350\U000323b0",
        "\U0002ebf0",
        "か\u3099んた\u3099",
        "ㇷ\u309a",
        "ﾊﾅｺ",
        "\U0001b001な",
        "NGUYEN THI THUY DUNG MARIA",
        "Nguyễn Thị Dũng",
        "Nguye\u0302\u0303n",
        "O'BRIEN-O’Neill JR.",
        "ƏLİYEV ʻOKINA Ł Ø ß Þ",
        "KIM (金) MIN",
        "山田［佐藤］花子",
        "ＭＡＲＩＡ",
        "Ünal ÇELIK Ñ",
        "\ue000田",
        "",
    ],
)
def test_real_names_are_written_with_them(name: str) -> None:
    assert not_of_names(name) == ()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("🎨🖼子", ("🎨", "🖼")),
        ("χ子χ", ("χ",)),
        ("㈲安田", ("㈲",)),
        ("①②Ⅲ", ("①", "②", "Ⅲ")),
        ("゛", ("゛",)),
        ("か゛ん゜", ("゛", "゜")),
        ("・", ("・",)),
        ("（　）", ("（", "）")),
        ("－－", ("－",)),
        ("●本　〓田", ("●", "〓")),
        ("花子2", ("2",)),
        ("♪☆→㎏", ("♪", "☆", "→", "㎏")),
        ("김민수", ("김", "민", "수")),
        ("山\ufe0f❤\ufe0f", ("❤\ufe0f",)),
        ("a×b÷c", ("×", "÷")),
    ],
)
def test_what_is_no_name_is_told(typed: str, found: tuple[str, ...]) -> None:
    assert not_of_names(typed) == found


def test_the_invented_residents_have_names() -> None:
    people = residents(date(2026, 11, 21))
    assert {key: not_of_names(one.name) for key, one in people.items()} == dict.fromkeys(people, ())


@given(st.characters(categories=["Lo", "Lm"]))
def test_every_ideograph_and_every_kana_writes_names(letter: str) -> None:
    name = unicodedata.name(letter, "")
    if name.startswith(("CJK UNIFIED", "CJK COMPATIBILITY IDEOGRAPH", "HIRAGANA", "KATAKANA", "HENTAIGANA")):
        assert writes_names(letter)


@given(st.characters(categories=["So", "Sm", "Sc", "Nd", "No", "Nl", "Cf", "Cc"]))
def test_no_symbol_number_or_control_writes_names(letter: str) -> None:
    assert not writes_names(letter) or letter in "〇=＝−"
