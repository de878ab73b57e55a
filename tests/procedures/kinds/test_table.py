"""Every kind in one table: what fits it, what does not, and that nothing fits all."""

from typing import Any

import pytest

from kiosk.procedures.field_types import FieldType
from kiosk.procedures.kinds.table import KINDS, fits, kept, kind_of
from tests.procedures.kinds.kind_fields import field
from tests.procedures.several_procedure import several_procedure


def test_every_type_of_field_is_known() -> None:
    assert set(KINDS) == set(FieldType)


def test_the_sample_of_each_kind_fits_is_kept_as_it_is_and_reads_as_words() -> None:
    for kind in ("choice", "boolean", "integer", "amount", "text", "name", "kana", "date", "address", "tel", "digits"):
        item = field(kind)
        sample = kind_of(item).sample(item)
        assert fits(item, sample)
        assert kept(item, sample) == sample
        assert kind_of(item).text(item, sample, "ja").strip()


def test_what_conditions_see_while_nothing_is_answered() -> None:
    wishes = several_procedure().field("wishes")
    assert wishes is not None
    assert (kind_of(wishes).unanswered(wishes), kind_of(field("text")).unanswered(field("text"))) == ([], None)


def test_only_finite_kinds_say_all_their_values() -> None:
    assert kind_of(field("choice")).possible(field("choice")) == ["all"]
    assert kind_of(field("boolean")).possible(field("boolean")) == [True, False]
    assert kind_of(field("text")).possible(field("text")) == []


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
    assert fits(field(kind), value)
    assert fits(field(kind), None)


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
    assert not fits(field(kind), value)
