"""The question about an account, screen by screen."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.booth.visit import events as ev
from kiosk.booth.visit.decide import decide
from tests.procedures.account_procedure import account_procedure
from tests.screens.booth_states import Screen


@pytest.fixture(scope="module")
def screen(qapp: QApplication) -> Iterator[Screen]:
    made = Screen()
    yield made
    made.close()


def test_the_ways_are_cards_under_the_question_of_the_procedure(screen: Screen) -> None:
    screen.show("account-way")
    view = screen.view.question
    assert (view.kind, view.title, view.account.tabCount) == ("choice", "どこで お金を 受け取りますか？", 0)
    view.choose("post")
    assert screen.events == [ev.PartGiven("paid_to", "way", "post")]


def test_a_bank_is_picked_from_a_list_and_tabs_lead_back(screen: Screen) -> None:
    screen.show("account-branch")
    view = screen.view.question
    assert (view.kind, view.title, view.place) == ("picking", "どの支店ですか？", "paid_to branch")
    picking = screen.view.typing.picking
    picking.press("kana:オ")
    assert "大泉" in {one.name for one in picking.cards.rows}
    picking.choose("350")
    view.account.open("bank")
    assert screen.events == [ev.PartGiven("paid_to", "branch", "350"), ev.PartOpened("paid_to", "bank")]


def test_a_number_is_typed_with_its_zeros_shown(screen: Screen) -> None:
    screen.show("account-symbol")
    typing = screen.view.typing
    assert (screen.view.question.kind, typing.board, typing.accountPart, typing.boards) == (
        "typing", "number", "symbol", []
    )  # fmt: skip
    for digit in "14030":
        typing.press(digit)
    assert screen.events[-1] == ev.PartGiven("paid_to", "symbol", "14030")


def test_typing_goes_on_where_it_was_when_the_number_comes_back_padded(screen: Screen) -> None:
    screen.show("account-number")
    typing = screen.view.typing
    typing.press("clear")
    visit, call, world = screen.shown
    rules = replace(screen.rules, procedures={"allowance": account_procedure()})
    for digit in "123":
        typing.press(digit)
        for event in screen.events:
            visit, _ = decide(visit, event, rules)
        screen.events.clear()
        screen.view.show(visit, call, world)
    assert (typing.before, typing.padded) == ("123", "0000123")


def test_the_holder_is_written_in_katakana_or_capitals(screen: Screen) -> None:
    screen.show("account-holder", "en")
    typing = screen.view.typing
    assert (typing.board, typing.boards, typing.katakana, typing.before) == (
        "kana", ["kana", "latin"], True, "ヤマダ ハナコ"
    )  # fmt: skip
    typing.press("か")
    typing.press("board:latin")
    typing.press("a")
    assert screen.events[-1] == ev.PartGiven("paid_to", "holder", "ヤマダ ハナコカA")


def test_another_question_has_no_parts(screen: Screen) -> None:
    screen.show("account-number")
    screen.show("question-tel")
    view = screen.view.question
    assert (view.account.tabCount, view.account.part, view.place) == (0, "", "ap_tel")
    view.account.open("way")
    view.account.give("post")
    assert screen.events == []
    assert (screen.view.typing.accountPart, screen.view.typing.padded) == ("", "")
