import subprocess
import sys
from datetime import date
from typing import Any

import pytest

from kiosk.procedures.expressions import ExpressionError, Unanswered, evaluate, holds, references

TODAY = date(2026, 11, 21)


def born(year: int | None, month: int | None = None, day: int | None = None) -> dict[str, Any]:
    return {"year": year, "month": month, "day": day, "as_written": ""}


@pytest.mark.parametrize(
    ("expression", "values", "expected"),
    [
        ("who == 'self'", {"who": "self"}, True),
        ("who == 'self' && copies > 1", {"who": "self", "copies": 2}, True),
        ("copies * 300", {"copies": 3}, 900),
        ("scope in ['all', 'part']", {"scope": "joyo"}, False),
        ("chars(ap_name)", {"ap_name": "葛\U000e0102西"}, 2),
        ("is_kana(k)", {"k": "ヤマダ　ハナコ"}, True),
        ("is_kana(k)", {"k": "やまだ"}, False),
        ("today()", {}, "2026-11-21"),
        ("days_since(d)", {"d": born(2026, 11, 1)}, 20),
        ("days_since('2026-11-22')", {}, -1),
        ("days_since(visit.start)", {"visit": {"start": "2026-11-22T09:00:00+09:00"}}, -1),
        ("ap_name.matches('^[A-Z ]+$')", {"ap_name": "NI NI WIN"}, True),
    ],
)
def test_values(expression: str, values: dict[str, Any], expected: object) -> None:
    assert evaluate(expression, values, TODAY) == expected


@pytest.mark.parametrize(
    ("expression", "values", "expected"),
    [
        ("months_since(m)", {"m": {"year": 2024, "month": 10, "day": None, "as_written": "令和6年10月"}}, 25),
        ("months_since('2026-12-31')", {}, -1),
        ("months_since(m)", {"m": born(1931)}, Unanswered()),
        ("age_on(b, fiscal_year_end()) <= 18", {"b": born(2008, 4, 2)}, True),
        ("age_on(b, fiscal_year_end()) <= 18", {"b": born(2008, 4, 1)}, False),
    ],
)
def test_months_and_school_years_are_counted_by_the_calendar(
    expression: str, values: dict[str, Any], expected: object
) -> None:
    assert evaluate(expression, values, TODAY) == expected
    assert evaluate("fiscal_year_end()", {}, date(2027, 3, 31)) == "2027-03-31"
    assert evaluate("fiscal_year_end()", {}, date(2027, 4, 1)) == "2028-03-31"


def test_text_is_counted_in_characters_not_in_bytes() -> None:
    assert evaluate("chars(t)", {"t": "あ"}, TODAY) == 1
    assert evaluate("size(t)", {"t": "あ"}, TODAY) == 3  # why lint forbids size


@pytest.mark.parametrize("expression", ["copies * 300", "who == 'self'", "who == 'self' && agreed", "chars(name) > 3"])
def test_without_an_answer_there_is_no_value(expression: str) -> None:
    assert evaluate(expression, {"agreed": True}, TODAY) == Unanswered()
    assert not holds(expression, {"agreed": True}, TODAY)


def test_what_is_sure_without_an_answer_is_known() -> None:
    assert evaluate("who == 'self' || agreed", {"agreed": True}, TODAY) is True
    assert evaluate("who == 'self' && agreed", {"agreed": False}, TODAY) is False


def test_no_condition_always_holds() -> None:
    assert holds(None, {}, TODAY)


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (born(1961, 11, 22), "2026-11-20", 64),
        (born(1961, 11, 22), "2026-11-21", 65),  # turns 65 tomorrow: by law 65 at the end of today
        (born(2012, 11, 23), "2026-11-21", 13),
        (born(2011, 11, 21), "2026-11-21", 15),
        (born(2012, 11, 21), "2026-11-21", 14),
        (born(2024, 2, 29), "2025-02-27", 0),
        (born(2024, 2, 29), "2025-02-28", 1),
        (born(2024, 2, 29), "2028-02-28", 4),
    ],
)
def test_age_is_reached_on_the_day_before_the_birthday(birth: dict[str, Any], day: str, age: int) -> None:
    assert evaluate(f"age_on(b, '{day}')", {"b": birth}, TODAY) == age


def test_an_unknown_birthday_gives_an_age_only_where_there_is_no_doubt() -> None:
    assert evaluate("age_on(b, '2026-12-31')", {"b": born(1931)}, TODAY) == Unanswered()
    assert evaluate("age_on(b, '2026-12-30')", {"b": born(1931)}, TODAY) == 95
    assert evaluate("age_on(b, '2026-06-15') >= 65", {"b": born(1931, 5)}, TODAY) is True
    assert not holds("age_on(b, today()) >= 65", {"b": born(None)}, TODAY)
    assert evaluate("days_since(b) > 3", {"b": born(1931, 5)}, TODAY) == Unanswered()


@pytest.mark.parametrize("expression", ["who ==", "a b", "'open", "(" * 5000])
def test_what_cannot_be_read_is_an_error_without_answers_in_it(expression: str) -> None:
    with pytest.raises(ExpressionError):
        references(expression)


@pytest.mark.parametrize("expression", ["copies > 'x'", "age_on(copies, today())", "chars()"])
def test_what_makes_no_sense_is_an_error(expression: str) -> None:
    with pytest.raises(ExpressionError):
        evaluate(expression, {"copies": 1}, TODAY)


@pytest.mark.parametrize(
    "expression",
    [
        "copies / nobody", "copies % nobody", "copies / 0", "most * most * most", "days_after(d, most)",
        "people[0].age > 3", "copies == 1 && most / nobody > 1",
    ],
)  # fmt: skip
def test_what_answers_make_impossible_has_no_value(expression: str) -> None:
    values: dict[str, Any] = {"copies": 1, "nobody": 0, "most": 10**9 - 1, "d": born(2026, 4, 1), "people": []}
    assert evaluate(expression, values, TODAY) == Unanswered()
    assert not holds(expression, values, TODAY)


def test_an_error_does_not_tell_the_answer() -> None:
    with pytest.raises(ExpressionError) as caught:
        evaluate("age_on(name, today())", {"name": "山田　花子"}, TODAY)
    assert "山田" not in str(caught.value)


def test_references_tell_fields_and_functions() -> None:
    found = references("who == 'self' && chars(ap_name) > size(ap_name)")
    assert found.variables == {"who", "ap_name"}
    assert found.forbidden == {"size"}


def test_only_what_reckons_is_loaded_and_not_a_command_line() -> None:
    program = (
        "import sys, kiosk.procedures.expressions; print({'typer', 'prompt_toolkit', 'cel.cli'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


PEOPLE: Any = [{"age": 3, "name": "一"}, {"age": 40}]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("count(people) > 1", True),
        ("people.exists(p, p.age < 6)", True),
        ("people.all(p, p.age < 6)", False),
        ("count(people.filter(p, p.age < limit))", 1),
        ("people.exists(p, has(p.name) && p.name == '一')", True),
        ("people.map(p, p.age)[1]", 40),
    ],
)
def test_a_group_is_looked_at_one_by_one(expression: str, value: object) -> None:
    assert evaluate(expression, {"people": PEOPLE, "limit": 18}, TODAY) == value
    assert references(expression).variables <= {"people", "limit"}
    assert not references(expression).forbidden


def test_what_not_everyone_was_asked_has_no_answer() -> None:
    assert evaluate("people.all(p, p.name != '')", {"people": PEOPLE}, TODAY) == Unanswered()
    assert evaluate("people.exists(p, p.age > limit)", {"people": PEOPLE}, TODAY) == Unanswered()
    assert evaluate("count(people) > 1", {}, TODAY) == Unanswered()


def test_only_a_group_is_counted() -> None:
    with pytest.raises(ExpressionError, match="count was given"):
        evaluate("count(name)", {"name": "山田"}, TODAY)
    assert references("size(people)").forbidden == {"size"}


def test_the_day_so_many_days_after_another_is_written_in_its_era() -> None:
    day: Any = {"year": 2019, "month": 4, "day": 20, "as_written": "平成31年4月20日"}
    later = evaluate("days_after(day, 14)", {"day": day}, TODAY)
    assert later == {"year": 2019, "month": 5, "day": 4, "as_written": "令和元年5月4日"}
    assert evaluate("days_after(day, 14)", {"day": {**day, "day": None}}, TODAY) == Unanswered()
    assert evaluate("days_after(today(), 1).day", {}, TODAY) == TODAY.day + 1


def test_what_looks_at_each_of_a_list_again_and_again_is_refused() -> None:
    """Each level makes it as many times larger as the list is long: a line of 300 characters filled the memory."""
    expression = "1"
    for _ in range(22):
        expression = f"[1, 1].map(a, {expression})"
    with pytest.raises(ExpressionError, match="at each of a list"):
        references(expression)
    with pytest.raises(ExpressionError, match="at each of a list"):
        evaluate(expression, {}, TODAY)
    assert evaluate("[1, 2].map(a, [1, 2].exists(b, b == a))", {}, TODAY) == [True, True]


@pytest.mark.parametrize(
    ("goods", "expected"),
    [
        ([], 0),
        ([{"kind": "bed", "pieces": 2}, {"kind": "bicycle", "pieces": 3}], 1700),
        ([{"kind": "bed"}], Unanswered()),
    ],
)
def test_what_was_made_of_each_is_added(goods: Any, expected: object) -> None:
    formula = "sum(goods.map(g, g.pieces * (g.kind == 'bed' ? 400 : 300)))"
    assert evaluate(formula, {"goods": goods}, TODAY) == expected
    assert not references(formula).forbidden


@pytest.mark.parametrize("formula", ["sum(goods)", "sum([1, 'a'])", "sum([true])"])
def test_only_whole_numbers_are_added(formula: str) -> None:
    with pytest.raises(ExpressionError, match="sum was given"):
        evaluate(formula, {"goods": "a"}, TODAY)
