"""Groups: what a list of people may be, what is kept of it, and how many there may be."""

from datetime import date
from typing import Any

import pytest

from kiosk.procedures.kinds.kind import About, Wrong
from kiosk.procedures.kinds.table import fits, kept, kind_of
from kiosk.procedures.procedure import FormField
from kiosk.protocol.model import LARGEST_ANSWER_CHARS
from tests.procedures.group_procedure import BIRTH, HANAKO, TARO, group_procedure
from tests.procedures.kinds.kind_fields import field

ABOUT = About(date(2026, 11, 21))


@pytest.fixture(scope="module")
def movers() -> FormField:
    found = group_procedure().field("movers")
    assert found is not None
    return found


@pytest.mark.parametrize("value", [[], [HANAKO], [HANAKO, {}, {"m_birth": BIRTH}], [{"m_same": False}]])
def test_a_list_of_people_fits_whole_or_not(movers: FormField, value: Any) -> None:
    assert fits(movers, value)


@pytest.mark.parametrize(
    "value",
    [
        "山田",
        HANAKO,
        ["山田"],
        [{"name": "山田"}],
        [{"m_relation": "aunt"}],
        [{"m_name": None}],
        [{"m_birth": "1959"}],
        [{}] * 13,
        [{"m_name": "あ" * 900, "m_relation_other": "あ" * 900}] * 5,
    ],
)
def test_what_is_no_such_list_does_not_fit(movers: FormField, value: Any) -> None:
    assert not fits(movers, value)


def test_the_last_place_is_not_kept_empty_and_one_between_is(movers: FormField) -> None:
    assert kept(movers, [{}, HANAKO, {"m_name": "  "}, {}]) == [{}, HANAKO]
    assert kept(movers, [{}]) is None
    reading = field("group", item={"ja": "人"}, add={"ja": "足す"}, maximum=2, fields=[field("kana").model_dump()])
    assert kept(reading, [{"x": "やまだ"}]) == [{"x": "ヤマダ"}]


def test_how_many_there_may_be(movers: FormField) -> None:
    three = movers.model_copy(update={"minimum": 2, "maximum": 2})
    assert kind_of(three).wrong(three, [HANAKO], ABOUT) == Wrong("too_few_entered", {"count": 2})
    assert kind_of(three).wrong(three, [HANAKO] * 3, ABOUT) == Wrong("too_many_entered", {"count": 2})
    assert kind_of(three).wrong(three, [HANAKO] * 2, ABOUT) is None
    assert kind_of(movers).wrong(movers, [HANAKO], ABOUT) is None


def test_how_many_they_are_in_words(movers: FormField) -> None:
    assert kind_of(movers).text(movers, [HANAKO, TARO], "ja") == "2人"
    assert kind_of(movers).text(movers.model_copy(update={"unit": None}), [HANAKO], "en") == "1"
    assert kind_of(movers).text(movers, None, "ja") == "0人"


def test_a_sample_and_what_conditions_see_of_nobody(movers: FormField) -> None:
    assert fits(movers, kind_of(movers).sample(movers))
    assert kind_of(movers).unanswered(movers) == []


def test_all_that_a_usual_group_takes_is_one_answer(movers: FormField) -> None:
    longest = {**TARO, "m_name": "葛\U000e0102" * 80, "m_addr": "あ" * 80}
    assert fits(movers, [longest] * 8)
    assert len(str([longest] * 8)) < LARGEST_ANSWER_CHARS
