"""The boards as QML sees them."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from pydantic import JsonValue
from PySide6.QtCore import QObject

from kiosk.booth.typing.picking import Local
from kiosk.booth.views.visit.asking.typing_view import TypingView
from kiosk.booth.visit import events as ev
from kiosk.procedures.procedure import FieldType, FormField
from kiosk.procedures.procedure import Text as Words
from kiosk.tasks import Tasks
from tests.until import until


def field(kind: FieldType, name: str = "somebody", **more: Any) -> FormField:
    return FormField(id=name, type=kind, label=Words({"ja": "項目"}), **more)


class Dictionary:
    """Answers when it is told to."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.go = asyncio.Event()
        self.go.set()

    async def candidates(self, kana: str) -> list[str]:
        self.asked.append(kana)
        await self.go.wait()
        return [f"漢{kana}", "字"]


class Board:
    def __init__(self, dictionary: Dictionary, tasks: Tasks) -> None:
        self.posted: list[ev.Event] = []
        self.view = TypingView(self.posted.append, dictionary, tasks)

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.view.press(key)

    @property
    def values(self) -> list[JsonValue]:
        return [event.value for event in self.posted if isinstance(event, ev.AnswerGiven)]


@pytest.fixture
def dictionary() -> Dictionary:
    return Dictionary()


@pytest.fixture
async def board(dictionary: Dictionary, qapp: QObject) -> AsyncIterator[Board]:
    tasks = Tasks("test")
    yield Board(dictionary, tasks)
    await tasks.end()


async def test_every_key_is_an_answer_at_once(board: Board) -> None:
    board.view.show(field(FieldType.TEL), None)
    board.keys("0", "7", "erase", "9")
    assert board.values == ["0", "07", "0", "09"]
    assert (board.view.board, board.view.before) == ("tel", "09")
    board.keys("clear")
    assert board.values[-1] is None


async def test_a_number_is_given_as_a_number(board: Board) -> None:
    board.view.show(field(FieldType.AMOUNT), 3)
    assert board.view.before == "3"
    board.keys("0", "erase", "erase")
    assert board.values == [30, 3, None]


async def test_kana_bring_candidates_and_a_touch_takes_one(board: Board) -> None:
    board.view.show(field(FieldType.NAME), None)
    board.keys("わ", "た")
    assert board.view.candidates == ["わた", "ワタ"]
    await until(lambda: board.view.candidates[:2] == ["漢わた", "字"])
    assert board.view.candidates[2:] == ["わた", "ワタ"]
    board.view.choose(0)
    assert (board.view.before, board.view.reading, board.view.candidates) == ("漢わた", "", [])
    assert board.values[-1] == "漢わた"
    board.view.choose(0)
    assert board.values[-1] == "漢わた"


async def test_candidates_of_what_no_longer_stands_there_are_not_shown(board: Board, dictionary: Dictionary) -> None:
    dictionary.go.clear()
    board.view.show(field(FieldType.NAME), None)
    board.keys("わ")
    await until(lambda: dictionary.asked == ["わ"])
    board.keys("た")
    dictionary.go.set()
    await until(lambda: "漢わた" in board.view.candidates)
    assert dictionary.asked == ["わ", "わた"]
    assert "漢わ" not in board.view.candidates


async def test_forgetting_during_a_conversion_leaves_nothing(board: Board, dictionary: Dictionary) -> None:
    dictionary.go.clear()
    board.view.show(field(FieldType.NAME), None)
    board.keys("わ")
    await until(lambda: dictionary.asked == ["わ"])
    board.view.show(None, None)
    dictionary.go.set()
    await until(lambda: not board.view._conversion._asking)
    assert not board.view.shown
    assert (board.view.before, board.view.reading, board.view.candidates, board.view.field) == ("", "", [], "")


async def test_the_same_field_with_its_own_value_keeps_cursor_and_reading(board: Board) -> None:
    name = field(FieldType.NAME)
    board.view.show(name, "山田")
    board.keys("left", "か")
    board.view.show(name, "山か田")
    assert (board.view.before, board.view.reading, board.view.after) == ("山", "か", "田")
    board.view.show(name, "葛西")
    assert (board.view.before, board.view.reading, board.view.after) == ("葛西", "", "")


async def test_a_blank_that_the_form_keeps_as_nothing_does_not_move_the_cursor(board: Board) -> None:
    name = field(FieldType.NAME)
    board.view.show(name, None)
    board.keys("space")
    board.view.show(name, None)
    assert board.view.before == "\u3000"


async def test_kana_fields_are_written_in_katakana_without_candidates(board: Board, dictionary: Dictionary) -> None:
    board.view.show(field(FieldType.KANA), None)
    board.keys("カ", "dakuten")
    assert board.values[-1] == "ガ"
    assert board.view.katakana
    assert not board.view.converts
    assert not board.view.boards
    assert not dictionary.asked


async def test_names_of_people_who_read_english_open_with_latin_letters(board: Board) -> None:
    board.view.show(field(FieldType.NAME), None, "en")
    assert (board.view.board, board.view.boards) == ("latin", ["kana", "latin"])
    board.keys("m")
    assert board.values == ["M"]
    assert board.view.capitals


async def test_a_date_is_an_answer_only_when_it_is_whole(board: Board) -> None:
    board.view.show(field(FieldType.DATE), None)
    board.keys("era:昭和", "3", "4", "month:5")
    assert board.values == []
    assert (board.view.board, board.view.date.part) == ("date", "day")
    assert (board.view.date.era, board.view.date.year, board.view.date.month, board.view.date.day) == (
        "昭和",
        "34",
        5,
        -1,
    )
    board.keys("day:6")
    assert board.values == [{"year": 1959, "month": 5, "day": 6, "as_written": "昭和34年5月6日"}]
    board.view.show(field(FieldType.DATE), board.values[-1])
    board.keys("erase")
    assert board.values[-1] is None


async def test_an_impossible_day_is_said_and_not_answered(board: Board) -> None:
    board.view.show(field(FieldType.DATE), None)
    board.keys("era:昭和", "6", "4", "month:1", "day:8")
    assert board.view.date.impossible
    assert board.values == []


async def test_eras_in_their_order_with_their_years(board: Board) -> None:
    board.view.show(field(FieldType.DATE), None)
    assert board.view.date.eras == ["令和", "平成", "昭和", "大正", "明治", "西暦"]
    assert board.view.date.eraNames == [*board.view.date.eras[:-1], ""]
    assert board.view.date.eraYears == ["2019-", "1989-2019", "1926-1989", "1912-1926", "1868-1912", ""]
    board.view.show(field(FieldType.DATE, "other"), None, "en")
    assert board.view.date.eras[0] == "西暦"
    assert board.view.date.eraNames == ["", "Reiwa 令和", "Heisei 平成", "Showa 昭和", "Taisho 大正", "Meiji 明治"]
    assert (board.view.date.part, board.view.date.eraName) == ("year", "")


async def test_the_first_year_is_written_with_its_own_word(board: Board) -> None:
    board.view.show(field(FieldType.DATE), None)
    board.keys("era:令和", "1")
    assert board.view.date.year == "1"
    board.keys("next")
    assert board.view.date.year == "元"


async def test_a_choice_needs_no_board(board: Board) -> None:
    board.view.show(field(FieldType.BOOLEAN, on=Words({"ja": "はい"}), off=Words({"ja": "いいえ"})), None)
    assert not board.view.shown
    board.keys("1")
    assert board.posted == []


async def test_an_address_is_chosen_from_lists_and_its_number_typed(board: Board) -> None:
    board.view.local = Local(town="28201")
    board.view.show(field(FieldType.ADDRESS), None)
    picking = board.view.picking
    assert (board.view.board, [one.name for one in picking.cards.rows]) == ("places", ["兵庫県姫路市", "兵庫県"])
    picking.choose("28201")
    assert (board.view.before, picking.by, picking.canStepBack) == ("兵庫県姫路市", "kana", True)
    picking.press("kana:ホ")
    picking.choose(next(one.code for one in picking.cards.rows if one.name == "北条"))
    assert board.view.board == "digits"
    board.keys("1", "-", "2")
    assert board.values == [
        "兵庫県姫路市",
        "兵庫県姫路市北条",
        "兵庫県姫路市北条1",
        "兵庫県姫路市北条1-",
        "兵庫県姫路市北条1-2",
    ]


async def test_one_step_back_among_the_lists_of_an_address(board: Board) -> None:
    board.view.show(field(FieldType.ADDRESS), None)
    board.view.stepBack()
    board.view.picking.choose("28")
    board.view.picking.choose("28202")
    board.view.stepBack()
    assert (board.view.before, board.view.picking.by) == ("兵庫県", "kana")
    board.view.stepBack()
    assert (board.view.before, board.view.picking.canStepBack, board.values[-1]) == ("", False, None)


async def test_an_address_that_stands_there_is_mended_by_typing(board: Board) -> None:
    board.view.show(field(FieldType.ADDRESS), "姫路市安田四丁目1番地")
    assert (board.view.board, board.view.boards) == ("kana", ["places", "kana", "latin", "digits"])
    board.keys("board:places")
    assert board.view.before == "姫路市安田四丁目1番地"
    board.view.forget()
    board.view.stepBack()
    assert board.values == []
