from typing import Any

import pytest

from kiosk.procedures import values
from kiosk.procedures.procedure import FormField
from tests.procedures.several_procedure import several_procedure

ON_OFF = {"on": {"ja": "のせる"}, "off": {"ja": "のせない"}}


def field(kind: str) -> FormField:
    wanted: dict[str, dict[str, Any]] = {
        "choice": {"options": [{"id": "all", "label": {"ja": "全員"}}]},
        "boolean": ON_OFF,
    }
    more = wanted.get(kind, {})
    return FormField.model_validate({"id": "x", "type": kind, "label": {"ja": "項目"}, **more})


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("choice", "all"),
        ("boolean", False),
        ("integer", 3),
        ("amount", 0),
        ("amount", 12_800),
        ("text", "文"),
        ("name", "葛\U000e0102西　辻\U000e0102子"),
        ("kana", "やまだ"),
        ("address", "姫路市"),
        ("tel", "079"),
        ("date", {"year": 1931, "month": None, "day": None, "as_written": "昭和6年月日不詳"}),
    ],
)
def test_a_value_of_the_type_fits_and_so_does_nothing(kind: str, value: Any) -> None:
    assert values.fits(field(kind), value)
    assert values.fits(field(kind), None)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("choice", "none"),
        ("choice", 1),
        ("boolean", 1),
        ("boolean", "true"),
        ("integer", True),
        ("integer", 1.5),
        ("integer", 10**9),
        ("amount", -1),
        ("amount", 10**9),
        ("amount", 1.5),
        ("amount", True),
        ("amount", "100"),
        ("text", 3),
        ("text", "a\x00b"),
        ("name", "evil\u202ename"),
        ("text", "あ" * 1001),
        ("date", "1959-05-06"),
        ("date", {"year": 2023, "month": 2, "day": 29}),
        ("date", {"year": 1959, "day": 6}),
        ("date", {"year": True}),
        ("date", {"era": "昭和"}),
        ("name", "\ud800"),
    ],
)
def test_a_value_of_another_type_does_not_fit(kind: str, value: Any) -> None:
    assert not values.fits(field(kind), value)


@pytest.mark.parametrize("kind", ["text", "name", "kana", "address", "tel"])
@pytest.mark.parametrize(
    "unseen",
    [*"\u202a\u202b\u202c\u202d\u202e", *"\u2066\u2067\u2068\u2069", *"\u200e\u200f\u061c", *"\u200b\u2060\ufeff\u00ad",
     *"\u2028\u2029\u206a\ufff9\U000e0041", *"\x00\n\x7f\x85"],
    ids=lambda letter: f"{ord(letter):04x}",
)  # fmt: skip
def test_what_is_not_seen_but_turns_the_text_does_not_fit(kind: str, unseen: str) -> None:
    assert not values.fits(field(kind), f"山{unseen}田")


@pytest.mark.parametrize(
    "text", ["क्\u200dष", "می\u200cخواهم", "葛\U000e0102西", "か\u3099", "Nguye\u0302\u0303n", "\ue000", "מרים"]
)
def test_joiners_selectors_and_letters_of_every_script_fit(text: str) -> None:
    assert values.fits(field("text"), text)


def test_a_reading_is_kept_as_full_width_katakana() -> None:
    assert values.kept(field("kana"), "やまだ　ﾊﾅｺ") == "ヤマダ　ハナコ"


@pytest.mark.parametrize("name", ["塚\ufa10本　神\ufa19奈", "髙﨑　𠮷男", "葛\U000e0100西", "㈱①", "NI NI WIN"])
def test_a_name_is_kept_code_point_by_code_point(name: str) -> None:
    assert values.kept(field("name"), name) == name


def test_blank_text_is_nothing() -> None:
    assert values.kept(field("text"), " 　") is None


def several() -> FormField:
    field = several_procedure().field("wishes")
    assert field is not None
    return field


@pytest.mark.parametrize("value", [["new"], ["died", "new"], ["unsure"], [], None])
def test_options_of_several_fit_in_any_order(value: Any) -> None:
    assert values.fits(several(), value)


@pytest.mark.parametrize("value", ["new", ["new", "new"], ["new", "cat"], ["new", "unsure"], [["new"]], {"new": True}])
def test_no_option_twice_unknown_or_beside_one_that_stands_alone(value: Any) -> None:
    assert not values.fits(several(), value)


def test_several_are_kept_in_the_order_of_the_file_and_none_is_nothing() -> None:
    assert values.kept(several(), ["died", "new"]) == ["new", "died"]
    assert values.kept(several(), []) is None


@pytest.mark.parametrize(
    ("before", "option", "after"),
    [
        (None, "moved", ["moved"]),
        (["moved"], "new", ["new", "moved"]),
        (["new", "moved"], "moved", ["new"]),
        (["new"], "new", None),
        (["new", "moved"], "unsure", ["unsure"]),
        (["unsure"], "new", ["new"]),
        (["new"], "cat", ["new"]),
    ],
)
def test_a_touch_takes_an_option_or_lets_it_go(before: Any, option: str, after: Any) -> None:
    assert values.touched(several(), before, option) == after
