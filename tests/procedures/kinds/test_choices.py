"""Choosing several: what fits, what stands alone, what a touch does, and all that could be chosen."""

from typing import Any

import pytest

from kiosk.procedures.kinds.choices import touched
from kiosk.procedures.kinds.table import fits, kept, kind_of
from kiosk.procedures.procedure import FormField
from tests.procedures.kinds.kind_fields import field
from tests.procedures.several_procedure import several_procedure


def several() -> FormField:
    field = several_procedure().field("wishes")
    assert field is not None
    return field


@pytest.mark.parametrize("value", [["new"], ["died", "new"], ["unsure"], [], None])
def test_options_of_several_fit_in_any_order(value: Any) -> None:
    assert fits(several(), value)


@pytest.mark.parametrize("value", ["new", ["new", "new"], ["new", "cat"], ["new", "unsure"], [["new"]], {"new": True}])
def test_no_option_twice_unknown_or_beside_one_that_stands_alone(value: Any) -> None:
    assert not fits(several(), value)


def test_several_are_kept_in_the_order_of_the_file_and_none_is_nothing() -> None:
    assert kept(several(), ["died", "new"]) == ["new", "died"]
    assert kept(several(), []) is None


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
    assert touched(several(), before, option) == after


def test_what_can_be_chosen_of_a_few_is_said_and_of_many_is_not() -> None:
    few = kind_of(several()).possible(several())
    assert len(few) == 2**4 + 1  # each part of four, or the one that stands alone
    assert all(fits(several(), one) for one in few)
    many = field("several", options=[{"id": f"o{number}", "label": {"ja": "名"}} for number in range(9)])
    assert kind_of(many).possible(many) == []


def test_an_option_of_an_earlier_version_reads_as_it_is() -> None:
    assert kind_of(field("choice")).text(field("choice"), "gone", "ja") == "gone"
