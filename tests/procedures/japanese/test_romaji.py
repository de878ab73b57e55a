"""Readings in Latin letters."""

import pytest

from kiosk.procedures.japanese.romaji import romaji


@pytest.mark.parametrize(
    ("reading", "latin"),
    [
        ("ヒメジシ", "Himejishi"),
        ("ホッカイドウ", "Hokkaidou"),
        ("ハッチョウ", "Hatchou"),
        ("キョウトフ", "Kyoutofu"),
        ("ショウワ", "Shouwa"),
        ("ジュウモンジ", "Juumonji"),
        ("ギュウ", "Gyuu"),
        ("ローソン", "Roson"),
        ("ヴァ", "Vua"),
        ("キタ１ジョウ", "Kita１jou"),
        ("アッ", "A"),
        ("ャ", "ャ"),
        ("", ""),
    ],
)
def test_a_reading_is_spelt(reading: str, latin: str) -> None:
    assert romaji(reading) == latin
