from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.procedures.japanese import eras
from kiosk.procedures.japanese.eras import ERAS, WrittenDate, japanese, parse, written_day

DAYS = st.dates(date(1868, 1, 25), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("昭和34年5月6日", date(1959, 5, 6)),
        ("S34.5.6", date(1959, 5, 6)),
        ("s34-5-6", date(1959, 5, 6)),
        ("1959-05-06", date(1959, 5, 6)),
        ("19590506", date(1959, 5, 6)),
        ("１９５９年５月６日", date(1959, 5, 6)),
        ("西暦1959年5月6日", date(1959, 5, 6)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("大正15年12月24日", date(1926, 12, 24)),
        ("昭和元年12月25日", date(1926, 12, 25)),
        ("明治45年7月29日", date(1912, 7, 29)),
        ("2024/2/29", date(2024, 2, 29)),
    ],
)
def test_dates_as_people_write_them(text: str, day: date) -> None:
    written = parse(text)
    assert written is not None
    assert written.known() == day
    assert written.as_written == text


@pytest.mark.parametrize(
    "text",
    [
        "昭和64年1月8日", "平成元年1月7日", "平成31年5月1日", "令和元年4月30日", "大正15年12月25日", "昭和65年",
        "昭和0年1月1日", "2023-02-29", "1959-13-01", "34年5月6日", "", "きのう", "明治元年1月24日", "平成99年1月1日",
        "9999年12月", "2201年1月1日", "昭和٣٤年5月6日", "2026-०4-01",
    ],
)  # fmt: skip
def test_days_that_never_were_are_refused(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("text", "parts", "words"),
    [
        ("昭和6年月日不詳", (1931, None, None), "昭和6年月日不詳"),
        ("昭和6年", (1931, None, None), "昭和6年月日不詳"),
        ("昭和6年5月日不詳", (1931, 5, None), "昭和6年5月日不詳"),
        ("昭和6年5月不詳", (1931, 5, None), "昭和6年5月日不詳"),
        ("1989年", (1989, None, None), "1989年月日不詳"),  # 昭和64年 or 平成元年: nobody knows
        ("不詳", (None, None, None), "年月日不詳"),
        ("年月日不詳", (None, None, None), "年月日不詳"),
        ("昭和年月日不詳", (None, None, None), "昭和年月日不詳"),
        ("昭和34年頃", (1959, None, None), "昭和34年頃"),
        ("昭和34年5月頃", (1959, 5, None), "昭和34年5月頃"),
        ("昭和64年頃", (1989, None, None), "昭和64年頃"),
        ("1959年5月頃", (1959, 5, None), "昭和34年5月頃"),
    ],
)
def test_unknown_parts_stay_unknown(text: str, parts: tuple[int | None, ...], words: str) -> None:
    written = parse(text)
    assert written is not None
    assert (written.year, written.month, written.day) == parts
    assert written.known() is None
    assert japanese(written) == words


def test_first_years_are_gannen_and_western_years_stand_behind() -> None:
    assert japanese(WrittenDate(2019, 5, 1), western=True) == "令和元年5月1日（2019年）"
    assert japanese(WrittenDate(1959, 5, 6), western=True) == "昭和34年5月6日（1959年）"


def test_english() -> None:
    assert eras.english(WrittenDate(1959, 5, 6)) == "6 May 1959 (Showa 34)"
    assert eras.english(WrittenDate(1931)) == "1931 (Showa 6)"
    assert eras.english(WrittenDate(None)) == ""


@pytest.mark.parametrize("era", ERAS[:-1], ids=lambda era: era.english)
def test_an_era_begins_the_day_after_the_one_before(era: eras.Era) -> None:
    assert eras.era_of(era.begins) == era
    eve = era.begins - timedelta(days=1)
    before = eras.era_of(eve)
    assert before is not None
    assert before != era
    assert parse(f"{era.name}元年{eve.month}月{eve.day}日") is None
    last = parse(f"{before.name}{eve.year - before.begins.year + 1}年{eve.month}月{eve.day}日")
    assert last is not None
    assert last.known() == eve


BORDERS = [
    # pressed, and how it is told; the last year of an era and the first of the next are one year of the calendar
    ("明治45年月日不詳", "明治45年月日不詳（1912年）", "1912 (Meiji 45)"),
    ("大正元年月日不詳", "大正元年月日不詳（1912年）", "1912 (Taisho 1)"),
    ("明治45年7月日不詳", "明治45年7月日不詳（1912年）", "July 1912 (Meiji 45)"),
    ("大正1年7月日不詳", "大正元年7月日不詳（1912年）", "July 1912 (Taisho 1)"),
    ("大正15年月日不詳", "大正15年月日不詳（1926年）", "1926 (Taisho 15)"),
    ("昭和元年月日不詳", "昭和元年月日不詳（1926年）", "1926 (Showa 1)"),
    ("大正15年12月日不詳", "大正15年12月日不詳（1926年）", "December 1926 (Taisho 15)"),
    ("昭和1年12月日不詳", "昭和元年12月日不詳（1926年）", "December 1926 (Showa 1)"),
    ("昭和64年月日不詳", "昭和64年月日不詳（1989年）", "1989 (Showa 64)"),
    ("平成1年月日不詳", "平成元年月日不詳（1989年）", "1989 (Heisei 1)"),
    ("昭和64年1月日不詳", "昭和64年1月日不詳（1989年）", "January 1989 (Showa 64)"),
    ("平成元年1月日不詳", "平成元年1月日不詳（1989年）", "January 1989 (Heisei 1)"),
    ("平成31年月日不詳", "平成31年月日不詳（2019年）", "2019 (Heisei 31)"),
    ("令和元年月日不詳", "令和元年月日不詳（2019年）", "2019 (Reiwa 1)"),
    ("Ｓ６４", "昭和64年月日不詳（1989年）", "1989 (Showa 64)"),
    ("西暦1989年", "1989年月日不詳", "1989"),
    ("1926年12月日不詳", "1926年12月日不詳", "December 1926"),
]


@pytest.mark.parametrize(("pressed", "told", "told_in_english"), BORDERS)
def test_the_era_is_told_as_it_was_pressed(pressed: str, told: str, told_in_english: str) -> None:
    written = parse(pressed)
    assert written is not None
    kept = eras.from_json(written.to_json())
    assert kept is not None
    assert japanese(kept, western=True) == told
    assert eras.english(kept) == told_in_english


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ((1912, None, None), "1912年月日不詳"),
        ((1912, 7, None), "1912年7月日不詳"),
        ((1912, 6, None), "明治45年6月日不詳"),
        ((1926, None, None), "1926年月日不詳"),
        ((1926, 12, None), "1926年12月日不詳"),
        ((1926, 11, None), "大正15年11月日不詳"),
        ((1989, None, None), "1989年月日不詳"),
        ((1989, 1, None), "1989年1月日不詳"),
        ((1989, 2, None), "平成元年2月日不詳"),
        ((2019, None, None), "2019年月日不詳"),
        ((2019, 4, None), "平成31年4月日不詳"),
        ((2019, 5, None), "令和元年5月日不詳"),
    ],
)
def test_no_era_is_invented_where_none_was_written(parts: tuple[int, int | None, int | None], told: str) -> None:
    assert japanese(WrittenDate(*parts)) == told


@pytest.mark.parametrize("other", ["大正15年", "昭和64年1月8日", "昭和34年", "令和", "平成元年2月日不詳", ""])
def test_words_about_another_date_do_not_change_the_era(other: str) -> None:
    assert japanese(WrittenDate(1989, 1, 8, other)) == "平成元年1月8日"


@given(DAYS)
def test_every_day_survives_writing_and_reading(day: date) -> None:
    text = japanese(WrittenDate(day.year, day.month, day.day))
    again = parse(text)
    assert again is not None
    assert again.known() == day


@given(DAYS)
def test_western_dates_survive_too(day: date) -> None:
    again = parse(day.isoformat())
    assert again is not None
    assert again.known() == day


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    written = parse(text)
    assert written is None or eras.from_json(written.to_json()) == written


@given(st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.dictionaries(st.text(), inner)))
def test_no_value_breaks_from_json(value: object) -> None:
    found = eras.from_json(value)
    assert found is None or eras.possible(found.year, found.month, found.day)


def test_repr_hides_the_date() -> None:
    assert "1959" not in repr(WrittenDate(1959, 5, 6, "昭和34年5月6日"))


def test_a_whole_date_may_not_be_sure() -> None:
    written = parse("昭和34年5月6日ごろ")
    assert written is not None
    assert (written.about, written.known(), japanese(written, western=True)) == (
        True, date(1959, 5, 6), "昭和34年5月6日頃（1959年）",
    )  # fmt: skip
    assert parse("頃") is None
    assert not WrittenDate(None, as_written="年月日不詳頃").about


@pytest.mark.parametrize(
    ("year", "month", "day"), [(9999, 12, None), (9999, 12, 31), (2201, None, None), (2201, 1, 1), (1867, 12, None)]
)
def test_a_year_that_nobody_writes_is_no_date(year: int, month: int | None, day: int | None) -> None:
    assert eras.from_json({"year": year, "month": month, "day": day, "as_written": ""}) is None


def test_every_date_that_is_one_can_be_written() -> None:
    for year in (eras.YEARS.start, eras.YEARS.stop - 1):
        for month, day in ((None, None), (12, None), (12, 31)):
            written = eras.from_json({"year": year, "month": month, "day": day})
            assert written is not None
            assert japanese(written, western=True)


@pytest.mark.parametrize("hour", [1, 15])
def test_the_day_on_papers_is_the_day_in_japan(hour: int) -> None:
    day = 20 if hour == 15 else 21
    assert written_day(datetime(2026, 11, day, hour, tzinfo=UTC)) == "令和8年11月21日"
