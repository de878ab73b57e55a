"""When staff are there again, as residents read it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from kiosk.booth.views.opening import office_opens_at, staff_back_at, told
from kiosk.booth.views.words import Words
from kiosk.booth.views.world import World
from kiosk.booth.visit.decide import Rules
from kiosk.procedures.procedure import Procedure

SATURDAY = datetime(2026, 11, 21, 1, 30, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
COUNTER = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # 8:30 on Tuesday in Japan
OFFICE = datetime(2026, 11, 23, 23, 35, tzinfo=UTC)
WORDS = Words.load()


@pytest.mark.parametrize(
    ("changes", "at", "expected"),
    [
        ({"opens_at": COUNTER}, SATURDAY, COUNTER),
        ({}, SATURDAY, OFFICE),
        ({}, FRIDAY, None),  # the office is open: they come back, nobody knows when
        ({"staff_on_duty": 1}, SATURDAY, None),
        ({"online": False, "opens_at": COUNTER}, SATURDAY, None),
    ],
)
def test_the_counters_say_it_first_then_the_offices(
    juminhyo: Procedure, changes: dict[str, Any], at: datetime, expected: datetime | None
) -> None:
    world = replace(World(Rules({"juminhyo": juminhyo}), "姫路市", "家島支所", online=True), **changes)
    assert staff_back_at(world, at, None) == expected
    assert staff_back_at(world, at, juminhyo) == expected


def test_an_office_without_hours_says_nothing(juminhyo: Procedure) -> None:
    silent = juminhyo.model_copy(update={"office": juminhyo.office.model_copy(update={"opens": None})})
    assert office_opens_at(silent, SATURDAY) is None
    world = World(Rules({"a": juminhyo, "b": silent}), "姫路市", "家島支所", online=True)
    assert staff_back_at(world, SATURDAY, None) is None


def test_a_booth_without_procedures_knows_no_hours() -> None:
    assert staff_back_at(World(Rules({}), "姫路市", "家島支所", online=True), SATURDAY, None) is None


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("ja", "11月24日（火）8:30"),
        ("easy", "11月(がつ) 24日(にち) 火曜日(かようび) 8:30"),
        ("en", "Tuesday, 24 November, 8:30"),
        ("vi", "8:30, thứ Ba 24/11"),
    ],
)
def test_a_moment_is_told_in_each_language(locale: str, text: str) -> None:
    assert told(WORDS, locale, COUNTER) == text


@pytest.mark.parametrize("locale", WORDS.locales)
def test_every_language_names_every_month_and_day(locale: str) -> None:
    assert len(WORDS.text(locale, "months").split("|")) == 12
    assert len(WORDS.text(locale, "weekdays").split("|")) == 7
    assert "{" not in told(WORDS, locale, COUNTER)
