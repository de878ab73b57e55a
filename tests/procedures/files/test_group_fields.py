"""Mistakes with groups and with what is computed."""

from collections.abc import Iterable
from typing import Any

import pytest

from kiosk.procedures.files.lint import lint
from kiosk.procedures.procedure import Procedure
from tests.procedures.group_procedure import group_procedure

MOVERS = ("pages", 4, "fields", 0)


def told(path: Iterable[str | int], value: Any) -> list[str]:
    """What lint says after one place was changed; a place that is None is taken away."""
    changed = group_procedure().model_dump(mode="json", by_alias=True)
    *way, last = path
    place: Any = changed
    for part in way:
        place = place[part]
    place[last] = value
    return [f"{finding.place}: {finding.mistake.reason()}" for finding in lint(Procedure.model_validate(changed))]


def test_the_group_of_the_tests_breaks_no_rule() -> None:
    assert lint(group_procedure()) == ()


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        ((*MOVERS, "fields", 0, "required"), False, "'m_name' must be asked of everyone"),
        ((*MOVERS, "fields", 0, "show_if"), "ap_name == 'x'", "must be asked of everyone"),
        ((*MOVERS, "fields", 1, "id"), "ap_name", "field 'ap_name' is there twice"),
        ((*MOVERS, "fields", 3, "options"), [{"id": "a", "label": {"ja": "あ"}}] * 2, "has an option twice"),
        ((*MOVERS, "first"), {"who": "ap_name"}, "there is no 'who' for 'first'"),
        ((*MOVERS, "first"), {"m_name": "ap_tel"}, "there is no 'ap_tel' for 'first'"),
        ((*MOVERS, "first"), {"m_name": "ap_addr"}, "'ap_addr' has another type than 'm_name'"),
        ((*MOVERS, "fields", 0, "max_chars"), 400, "all that may be entered into 'movers' is too long"),
        ((*MOVERS, "fields", 6, "follows", "field"), "ap_tel", "'ap_tel' is asked neither before"),
        ((*MOVERS, "fields", 6, "follows", "field"), "ap_name", "'ap_name' has another type"),
        ((*MOVERS, "fields", 6, "follows", "field"), "m_addr", "'m_addr' follows itself"),
        ((*MOVERS, "fields", 6, "follows", "when"), "m_sane", "'m_sane'"),
        ((*MOVERS, "fields", 4, "show_if"), "m_same", "'m_same' is asked later"),
        ((*MOVERS, "fields", 4, "show_if"), "m_name ==", "cannot be read"),
        ((*MOVERS, "fields", 4, "show_if"), "m_name > 3", "makes no sense"),
        ((*MOVERS, "fields", 4, "show_if"), "m_name", "must be true or false"),
        ((*MOVERS, "fields", 4, "show_if"), "size(m_name) > 3", "'size' may not be used"),
        ((*MOVERS, "fields", 0, "check"), [{"rule": "m_nam != ''", "error": {"ja": "あ"}}], "'m_nam'"),
        ((*MOVERS, "fields", 2, "formula"), "age_on(m_name, today())", "makes no sense"),
        ((*MOVERS, "fields", 2, "formula"), "m_nam", "'m_nam'"),
        ((*MOVERS, "fields", 2, "formula"), "m_name", "does not come to what 'show: age' can write"),
        (("pages", 2, "fields", 1, "formula"), "move_date", "'move_date' is asked later"),
        (("pages", 2, "fields", 1, "show"), "amount", ""),
        (("pages", 5, "show_if"), "movers.exists(m, m.m_addr == 'x')", "looks at what is not asked of everyone"),
        (("pages", 5, "show_if"), "movers.exists(m, has(m.m_addr) && m.m_addr == 'x')", ""),
        (("pages", 5, "show_if"), "movers.exists(ap_name, ap_name.m_same)", "'ap_name' is the name of a field"),
        (("pages", 5, "show_if"), "movers.exists(m, m.m_sane)", "must be true or false"),
        (("pages", 5, "show_if"), "movers.exists(m, m.m_name > 3)", "makes no sense"),
        (("pages", 5, "show_if"), "movers.exists(m,", "cannot be read"),
        (("notices", 0, "when"), "size(movers) > 2", "'size' may not be used"),
        (("fee", "formula"), "count(ap_name)", "count was given something it cannot take"),
        (("fee",), None, ""),
    ],
)  # fmt: skip
def test_a_mistake_is_named(path: tuple[str | int, ...], value: Any, reason: str) -> None:
    found = told(path, value)
    if reason:
        assert any(reason in one for one in found), found
    else:
        assert found == []


def test_what_is_computed_stands_below_a_question() -> None:
    alone = group_procedure().model_dump(mode="json", by_alias=True)["pages"][2]["fields"][1]
    found = told(("pages", 3, "fields"), [{**alone, "id": "other_age"}])
    assert any("stands before any question of its page" in one for one in found), found
