"""What a question for a time offers to touch."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.booth.visit import events as ev
from tests.screens.booth_states import Screen


@pytest.fixture(scope="module")
def screen(qapp: QApplication) -> Iterator[Screen]:
    made = Screen()
    yield made
    made.close()


def test_days_say_how_many_times_are_free_and_where_to_come(screen: Screen) -> None:
    screen.show("slot-days")
    view = screen.view.question
    assert [(one.label, one.hint) for one in view.options.rows][:2] == [
        ("12月1日（火）", "空き 14"), ("12月2日（水）", "空き 14"),
    ]  # fmt: skip
    assert view.advice == "場所：市役所 1階 3番窓口"
    assert view.kind == "choice"
    view.choose("2026-12-01")
    assert screen.events == [ev.OptionTouched("visit", "2026-12-01")]


def test_times_of_a_day_show_which_is_kept(screen: Screen) -> None:
    screen.show("slot-times")
    rows = screen.view.question.options.rows
    assert [one.label for one in rows] == ["9:00", "9:30", "10:00", "10:30", "11:00", "11:30", "ほかの日", "もっと先"]
    assert [one.option for one in rows if one.chosen] == ["2026-12-01T09:30:00+09:00"]
    assert screen.view.question.title == "12月1日（火） 何時が よいですか？"
    assert screen.view.question.advice == "場所：市役所 1階 3番窓口"


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("slot-asking", "調べています"),
        ("slot-taken", "ほかの方が 予約しました"),
        ("slot-none", "空いている時間が ありません"),
        ("slot-preferences", "3つまで"),
    ],
)
def test_whatever_is_special_is_said(screen: Screen, state: str, said: str) -> None:
    screen.show(state)
    assert said in screen.view.question.advice


def test_preferences_carry_their_place_and_lead_on(screen: Screen) -> None:
    screen.show("slot-preferences")
    rows = screen.view.question.options.rows
    assert [(one.label, one.hint) for one in rows if one.chosen] == [
        ("11月24日（火） 午後", "第2希望"), ("11月25日（水） 午前", "第1希望"),
    ]  # fmt: skip
    assert rows[-1].option == "later"
