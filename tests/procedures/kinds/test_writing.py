"""What is written: no invisible letters, readings in katakana, names code point by code point."""

from datetime import date

import pytest

from kiosk.procedures.fields import NONE
from kiosk.procedures.kinds.kind import About, Wrong
from kiosk.procedures.kinds.table import fits, kept, kind_of
from kiosk.procedures.kinds.writing import in_fours
from tests.procedures.kinds.kind_fields import field


@pytest.mark.parametrize("kind", ["text", "name", "kana", "address", "tel"])
@pytest.mark.parametrize(
    "unseen",
    [*"\u202a\u202b\u202c\u202d\u202e", *"\u2066\u2067\u2068\u2069", *"\u200e\u200f\u061c", *"\u200b\u2060\ufeff\u00ad",
     *"\u2028\u2029\u206a\ufff9\U000e0041", *"\x00\n\x7f\x85", *"\u034f\u115f\u3164\uffa0\u2800\u180b"],
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


@pytest.mark.parametrize(
    ("least", "most", "typed", "wrong"),
    [
        (10, 10, "0012345678", None),
        (10, 10, "００１２ ３４５６ 78", None),
        (10, 10, "123", Wrong("digits_exactly", {"count": 10})),
        (10, 10, "12345678901", Wrong("digits_exactly", {"count": 10})),
        (None, 8, "1", None),
        (None, 8, "123456789", Wrong("digits_at_most", {"count": 8})),
        (1, 8, "12a", Wrong("digits_at_most", {"count": 8})),
        (10, 10, NONE, Wrong("digits_exactly", {"count": 10})),
    ],
)
def test_a_number_has_its_digits(least: int | None, most: int, typed: str, wrong: Wrong | None) -> None:
    item = field("digits", minimum=least, maximum=most)
    assert kind_of(item).wrong(item, kept(item, typed), About(date(2026, 11, 1))) == wrong
    assert kept(item, " ") is None


def test_a_number_nobody_knows_is_said_so_and_a_long_one_is_read_in_fours() -> None:
    item = field("digits", none={"ja": "わかりません"})
    assert kind_of(item).wrong(item, NONE, About(date(2026, 11, 1))) is None
    assert kind_of(item).text(item, NONE, "ja") == "わかりません"
    assert kind_of(item).text(item, "0012345678", "ja") == "0012 3456 78"
    assert in_fours("12345") == "12345"


def test_the_sample_of_digits_has_as_many_as_it_must() -> None:
    long = field("digits", minimum=15, maximum=15)
    assert kind_of(long).sample(long) == "1" * 15
