"""What is written: no invisible letters, readings in katakana, names code point by code point."""

import pytest

from kiosk.procedures.kinds.table import fits, kept
from tests.procedures.kinds.kind_fields import field


@pytest.mark.parametrize("kind", ["text", "name", "kana", "address", "tel"])
@pytest.mark.parametrize(
    "unseen",
    [*"\u202a\u202b\u202c\u202d\u202e", *"\u2066\u2067\u2068\u2069", *"\u200e\u200f\u061c", *"\u200b\u2060\ufeff\u00ad",
     *"\u2028\u2029\u206a\ufff9\U000e0041", *"\x00\n\x7f\x85"],
    ids=lambda letter: f"{ord(letter):04x}",
)  # fmt: skip
def test_what_is_not_seen_but_turns_the_text_does_not_fit(kind: str, unseen: str) -> None:
    assert not fits(field(kind), f"山{unseen}田")


@pytest.mark.parametrize(
    "text", ["क्\u200dष", "می\u200cخواهم", "葛\U000e0102西", "か\u3099", "Nguye\u0302\u0303n", "\ue000", "מרים"]
)
def test_joiners_selectors_and_letters_of_every_script_fit(text: str) -> None:
    assert fits(field("text"), text)


def test_a_reading_is_kept_as_full_width_katakana() -> None:
    assert kept(field("kana"), "やまだ　ﾊﾅｺ") == "ヤマダ　ハナコ"


@pytest.mark.parametrize("name", ["塚\ufa10本　神\ufa19奈", "髙﨑　𠮷男", "葛\U000e0100西", "㈱①", "NI NI WIN"])
def test_a_name_is_kept_code_point_by_code_point(name: str) -> None:
    assert kept(field("name"), name) == name


def test_blank_text_is_nothing() -> None:
    assert kept(field("text"), " 　") is None
