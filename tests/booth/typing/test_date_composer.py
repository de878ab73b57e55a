"""Keys and what they do to a date."""

import pytest
from pydantic import JsonValue

from kiosk.booth.typing import date_composer
from kiosk.booth.typing.date_composer import Part, TypedDate


def typed(*keys: str) -> TypedDate:
    state = TypedDate()
    for key in keys:
        state = date_composer.press(state, key)
    return state


@pytest.mark.parametrize(
    ("keys", "parts", "written"),
    [
        (("era:昭和", "3", "4", "month:5", "day:6"), (1959, 5, 6), "昭和34年5月6日"),
        (("era:令和", "1", "next", "month:5", "day:1"), (2019, 5, 1), "令和1年5月1日"),
        (("era:西暦", "1", "9", "5", "9", "month:5", "day:6"), (1959, 5, 6), "1959年5月6日"),
        (("era:昭和", "6", "next", "unknown"), (1931, None, None), "昭和6年月日不詳"),
        (("era:昭和", "6", "next", "month:2", "unknown"), (1931, 2, None), "昭和6年2月日不詳"),
    ],
)
def test_dates(keys: tuple[str, ...], parts: tuple[int | None, ...], written: str) -> None:
    value = typed(*keys).value()
    assert isinstance(value, dict)
    assert (value["year"], value["month"], value["day"]) == parts
    assert value["as_written"] == written


def test_where_only_the_month_is_asked_it_ends_the_date_and_nothing_is_unknown() -> None:
    state = date_composer.begin(None, month_only=True)
    for key in ("unknown", "clear", "era:令和", "8", "next", "month:9", "part:day", "about", "unknown"):
        state = date_composer.press(state, key)
    assert state.part is Part.MONTH
    assert state.value() == {"year": 2026, "month": 9, "day": None, "as_written": "令和8年9月"}
    again = date_composer.begin(state.value(), month_only=True)
    assert date_composer.press(again, "month:8").value() != again.value() == state.value()
    while state != date_composer.begin(None, month_only=True):
        state = date_composer.press(state, "erase")


def test_the_next_part_is_asked_as_soon_as_no_digit_can_follow() -> None:
    assert typed("era:昭和", "3").part is Part.YEAR
    assert typed("era:昭和", "7").part is Part.MONTH
    assert typed("era:西暦", "1", "9", "5").part is Part.YEAR
    assert typed("era:西暦", "1", "9", "5", "9").part is Part.MONTH


def test_a_year_the_era_never_had_is_not_taken() -> None:
    assert typed("era:昭和", "6", "5").year == "6"
    assert typed("era:大正", "0").year == ""


def test_no_digit_without_an_era() -> None:
    assert typed("5") == TypedDate()


def test_a_day_outside_the_era_is_said_to_be_impossible() -> None:
    state = typed("era:昭和", "6", "4", "month:1", "day:8")
    assert state.impossible
    assert state.value() is None
    assert not typed("era:昭和", "6", "4", "month:1", "day:7").impossible


def test_february_has_the_days_of_its_year() -> None:
    assert typed("era:西暦", "2", "0", "2", "4", "month:2").last_day == 29
    assert typed("era:西暦", "2", "0", "2", "3", "month:2").last_day == 28


def test_a_thirtieth_that_the_new_month_has_not_is_impossible_until_changed() -> None:
    state = typed("era:西暦", "2", "0", "2", "3", "month:3", "day:30", "part:month", "month:2")
    assert state.impossible
    assert date_composer.press(state, "day:28").value() is not None


def test_erase_goes_back_part_by_part() -> None:
    state = typed("era:昭和", "3", "4", "month:5", "day:6")
    seen = []
    for _ in range(6):
        state = date_composer.press(state, "erase")
        seen.append((state.era, state.year, state.month, state.day, state.part))
    assert seen == [
        ("昭和", "34", 5, None, Part.DAY),
        ("昭和", "34", None, None, Part.MONTH),
        ("昭和", "3", None, None, Part.YEAR),
        ("昭和", "", None, None, Part.YEAR),
        ("", "", None, None, Part.ERA),
        ("", "", None, None, Part.ERA),
    ]


def test_clear_and_another_era_begin_again() -> None:
    assert typed("era:昭和", "3", "clear") == TypedDate()
    assert typed("era:昭和", "3", "era:平成").year == ""
    assert typed("era:昭和", "3", "era:昭和").year == "3"


def test_an_answer_is_opened_with_its_parts() -> None:
    value = typed("era:昭和", "3", "4", "month:5", "day:6").value()
    again = date_composer.begin(value)
    assert (again.era, again.year, again.month, again.day) == ("昭和", "34", 5, 6)
    assert again.value() == value
    assert date_composer.begin(value, western=True).year == "1959"


def test_an_unknown_day_stays_unknown() -> None:
    value = typed("era:昭和", "6", "next", "month:2", "unknown").value()
    again = date_composer.begin(value)
    assert (again.month, again.day) == (2, date_composer.UNKNOWN)


@pytest.mark.parametrize(
    ("era", "year", "month"),
    [
        ("明治", "45", 0),
        ("大正", "15", 0),
        ("大正", "15", 12),
        ("昭和", "64", 1),
        ("平成", "31", 0),
        ("西暦", "1989", 0),
    ],
)
def test_an_answer_is_opened_with_the_era_it_was_pressed_with(era: str, year: str, month: int) -> None:
    months = (f"month:{month}", "unknown") if month else ("unknown",)
    value = typed(f"era:{era}", *year, "next", *months).value()
    again = date_composer.begin(value)
    assert (again.era, again.year, again.month, again.day) == (era, year, month, date_composer.UNKNOWN)
    assert again.value() == value


NOBODY_KNOWS: JsonValue = {"year": None, "month": None, "day": None, "as_written": "年月日不詳"}


@pytest.mark.parametrize(
    "keys",
    [
        ("unknown",),
        ("era:西暦", "1", "unknown"),
        ("era:昭和", "part:era", "unknown"),
    ],
)
def test_a_date_of_which_nobody_knows_even_the_year_is_an_answer(keys: tuple[str, ...]) -> None:
    state = typed(*keys)
    assert state.value() == NOBODY_KNOWS
    assert not state.impossible
    assert (state.year, state.month, state.day) == ("", date_composer.UNKNOWN, date_composer.UNKNOWN)


@pytest.mark.parametrize("western", [False, True])
def test_an_unknown_date_is_opened_as_unknown_and_can_still_be_written(western: bool) -> None:
    again = date_composer.begin(NOBODY_KNOWS, western=western)
    assert again.value() == NOBODY_KNOWS
    for key in ("era:昭和", "3", "4", "month:5", "day:6"):
        assert again.value() in (NOBODY_KNOWS, None)
        again = date_composer.press(again, key)
    assert again.value() == typed("era:昭和", "3", "4", "month:5", "day:6").value()


def test_a_digit_after_an_unknown_western_year_begins_the_year() -> None:
    state = typed("era:西暦", "unknown", "1", "9", "5", "9")
    assert (state.year, state.month, state.day, state.value()) == ("1959", None, None, None)


def test_a_month_pressed_after_all_is_no_unknown_date() -> None:
    state = typed("unknown", "part:month", "month:5")
    assert (state.year_unknown, state.month, state.value()) == (False, 5, None)


def test_erasing_an_unknown_date_begins_again() -> None:
    assert typed("unknown", "erase") == typed("unknown", "clear") == TypedDate()


def test_an_empty_answer_begins_with_the_era() -> None:
    assert date_composer.begin(None).part is Part.ERA
    assert date_composer.begin(None, western=True).part is Part.YEAR


@pytest.mark.parametrize("key", ["month:13", "day:5", "next", "era:慶応", "part:hour", "x"])
def test_keys_that_do_not_fit_change_nothing(key: str) -> None:
    assert typed(key) == TypedDate()


@pytest.mark.parametrize("keys", [("era:昭和", "unknown"), ("era:昭和", "6", "next", "part:year", "unknown")])
def test_an_era_that_is_known_stays_where_the_year_is_not(keys: tuple[str, ...]) -> None:
    value = typed(*keys).value()
    assert value == {**NOBODY_KNOWS, "as_written": "昭和年月日不詳"}  # type: ignore[dict-item]
    again = date_composer.begin(value)
    assert (again.era, again.value()) == ("昭和", value)
    assert date_composer.begin(value, western=True).era == "西暦"


@pytest.mark.parametrize(
    ("keys", "written"),
    [
        (("era:昭和", "3", "4", "month:5", "day:6", "about"), "昭和34年5月6日頃"),
        (("era:昭和", "3", "4", "month:5", "about"), "昭和34年5月頃"),
        (("era:昭和", "3", "4", "about"), "昭和34年頃"),
        (("era:昭和", "3", "4", "about", "about"), "昭和34年月日不詳"),
        (("era:西暦", "2", "0", "2", "1", "month:3", "unknown", "about"), "2021年3月頃"),
    ],
)
def test_a_date_that_is_not_sure_says_so(keys: tuple[str, ...], written: str) -> None:
    value = typed(*keys).value()
    assert isinstance(value, dict)
    assert value["as_written"] == written
    assert date_composer.begin(value, western=keys[0] == "era:西暦").value() == value


def test_nothing_is_about_while_no_year_is_known() -> None:
    assert typed("about") == TypedDate()
    assert not typed("era:昭和", "about").about
    assert not typed("era:昭和", "unknown", "about").about
