"""Dates: none after today where it may not be, each language as it writes them."""

from datetime import date
from typing import Any

import pytest

from kiosk.procedures.kinds.kind import About, Wrong
from kiosk.procedures.kinds.table import kept, kind_of
from tests.procedures.kinds.kind_fields import field

ABOUT = About(date(2026, 11, 1))


@pytest.mark.parametrize(
    ("value", "late"),
    [
        ({"year": 2026, "month": 11, "day": 1}, False),
        ({"year": 2026, "month": 11, "day": 2}, True),
        ({"year": 2026, "month": 12}, True),
        ({"year": 2026}, False),
        ({"year": 2027}, True),
        ({}, False),
    ],
)
def test_a_date_after_today_is_late(value: dict[str, Any], late: bool) -> None:
    item = field("date")
    assert kind_of(item).wrong(item, kept(item, value), ABOUT) == (Wrong("future") if late else None)
    assert kind_of(item).wrong(field("date", future=True), kept(item, value), ABOUT) is None


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("ja", "昭和34年5月6日"),
        ("en", "1959"),
        ("vi", "6/5/1959"),
        ("ko", "1959년 5월 6일"),
        ("pt-BR", "06/05/1959"),
        ("id", "6 Mei 1959"),
        ("ne", "सन् 1959 मे 6"),
    ],
)
def test_a_date_reads_as_its_readers_write_it(locale: str, said: str) -> None:
    item = field("date")
    assert said in kind_of(item).text(item, kind_of(item).sample(item), locale)


def test_what_is_no_date_reads_as_it_is_and_an_unknown_year_says_so() -> None:
    item = field("date")
    assert kind_of(item).text(item, "1959", "ja") == "1959"
    assert "unknown" in kind_of(item).text(item, {"as_written": "年月日不詳"}, "en")
    for locale in ("en", "vi", "zh-Hans", "ko", "pt-BR", "tl"):
        said = kind_of(item).text(item, {"as_written": "昭和年月日不詳"}, locale)
        assert said.endswith(" (Showa)"), "the era as pressed, in every language"


def test_where_every_part_must_be_known_one_that_is_not_is_said() -> None:
    half: Any = {"year": 2026, "month": 11, "day": None, "as_written": "令和8年11月日不詳"}
    about = About(date(2026, 11, 21))
    for unknown, wrong in ((True, None), (False, Wrong("whole_date"))):
        item = field("date", unknown=unknown)
        assert kind_of(item).wrong(item, half, about) == wrong
    item = field("date", unknown=False)
    assert kind_of(item).wrong(item, half, About(about.today, as_on_card=True)) is None, "the card knows no more"
    assert kind_of(item).wrong(item, {**half, "day": 1}, about) is None


def test_where_only_the_month_is_asked_no_day_is_kept_or_missed() -> None:
    item = field("date", month_only=True)
    given: Any = {"year": 2026, "month": 9, "day": 3, "as_written": "令和8年9月3日"}
    value = kept(item, given)
    assert value == {**given, "day": None, "as_written": "令和8年9月"} == kept(item, value)
    assert kind_of(item).text(item, value, "ja") == "令和8年9月（2026年）"
    assert kind_of(item).text(item, value, "vi") == "9/2026 (Reiwa 8)"
    assert kind_of(item).wrong(item, value, About(date(2026, 9, 1))) is None
    assert kind_of(item).wrong(item, {**given, "month": None, "day": None}, ABOUT) == Wrong("whole_month")


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("ja", "令和3年5月頃（2021年）"),
        ("en", "about May 2021 (Reiwa 3)"),
        ("vi", "khoảng 5/2021 (Reiwa 3)"),
        ("zh-Hans", "约2021年5月 (Reiwa 3)"),
    ],
)
def test_a_date_that_is_not_sure_says_so_in_each_language(locale: str, text: str) -> None:
    born: Any = {"year": 2021, "month": 5, "day": None, "as_written": "令和3年5月頃"}
    item = field("date")
    assert kind_of(item).text(item, born, locale) == text
    whole = field("date", unknown=False)
    day = {**born, "day": 6, "as_written": "令和3年5月6日頃"}
    assert kind_of(whole).wrong(whole, day, About(date(2026, 11, 21))) == Wrong("whole_date"), "it has to be sure"
