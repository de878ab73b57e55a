"""Writing by touch on the real boards: every key is found by a finger and does what it says."""

from collections.abc import Iterator

import jaconv
import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtQuick import QQuickItem, QQuickView
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from typing_extensions import override

from kiosk.booth.views.icons import IconImages
from kiosk.booth.views.letters import name_text, ruby_text
from kiosk.booth.views.visit.asking.conversion import Conversion
from kiosk.booth.views.visit.asking.typing_view import TypingView
from kiosk.booth.views.window import UI
from kiosk.booth.visit import events as ev
from kiosk.procedures.procedure import FieldType, FormField, Text
from kiosk.tasks import Tasks

QML_TYPES = (name_text.NameText, ruby_text.RubyText)


WORDS = [chr(ord("一") + number) + "長" * (number * 7 % 11) for number in range(60)]
"""Candidates of many widths."""


class AtOnce(Conversion):
    """Candidates come at once, without a loop."""

    @override
    def ask(self) -> None:
        if self._reading():
            self._offers(WORDS)


class Nobody:
    async def candidates(self, kana: str) -> list[str]:
        return []


class Hand:
    def __init__(self) -> None:
        self.posted: list[ev.AnswerGiven] = []
        tasks = Tasks("test")
        self.typing = TypingView(self._post, Nobody(), tasks)
        self.typing._conversion = AtOnce(Nobody(), tasks, self.typing._reading, self.typing._offer)
        self.view = QQuickView()
        self.view.engine().addImportPath(str(UI))
        self.view.engine().addImageProvider("icon", IconImages())
        self.view.setInitialProperties({"typing": self.typing})
        self.view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        self.view.resize(1776, 640)

    def _post(self, event: ev.Event) -> None:
        assert isinstance(event, ev.AnswerGiven)
        self.posted.append(event)

    def open(self, kind: FieldType) -> None:
        self.typing.show(FormField(id="somebody", type=kind, label=Text({"ja": "項目"})), None)
        if not self.view.isVisible():
            self.view.setSource(QUrl.fromLocalFile(str(UI / "Typing" / "TypingBoard.qml")))
            assert not self.view.errors()
            self.view.show()
        self.view.grabWindow()

    def touch(self, *names: str) -> None:
        for name in names:
            item = self.find(name)
            middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
            QTest.mouseClick(self.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle.toPoint(), 0)
            self.view.grabWindow()  # what the touch changed is laid out before the next one

    def find(self, name: str) -> QQuickItem:
        found = [item for item in self.view.contentItem().childItems() for item in _all(item) if _is(item, name)]
        assert len(found) == 1, f"{len(found)} keys named {name}"
        return found[0]


def _all(item: QQuickItem) -> list[QQuickItem]:
    return [item, *(inner for child in item.childItems() for inner in _all(child))]


def _is(item: QQuickItem, name: str) -> bool:
    return item.objectName() == name and item.isVisible()


@pytest.fixture
def hand(qapp: QObject, qtbot: QtBot) -> Iterator[Hand]:
    made = Hand()
    yield made
    made.view.close()
    made.view.setSource(QUrl())


def test_a_name_in_kana_then_kanji(hand: Hand) -> None:
    hand.open(FieldType.NAME)
    hand.touch("key-わ", "key-た", "key-な", "key-へ", "key-dakuten")
    assert hand.posted[-1].value == "わたなべ"
    hand.touch("candidate-1", "key-space", "key-は", "key-erase")
    assert hand.posted[-1].value == WORDS[1] + "\u3000"


def whole(hand: Hand) -> set[int]:
    """The candidates that are wholly seen."""
    row = hand.find("candidates")
    found = [item for item in _all(row) if item.objectName().startswith("candidate-")]
    left = [
        (int(item.objectName().removeprefix("candidate-")), item.mapToItem(row, QPointF(0, 0)).x(), item)
        for item in found
    ]
    return {number for number, x, item in left if x >= -0.5 and x + item.width() <= row.width() + 0.5}


def test_turning_shows_every_candidate_and_comes_round(hand: Hand) -> None:
    hand.open(FieldType.NAME)
    hand.touch("key-わ")
    seen, pages = whole(hand), 1
    assert 0 in seen
    last = len(hand.typing.candidates) - 1
    while last not in whole(hand):
        hand.touch("key-more")
        assert not whole(hand) <= seen, "a turn that showed nothing new"
        seen |= whole(hand)
        pages += 1
    assert seen == set(range(len(hand.typing.candidates)))
    assert pages > 5
    hand.touch("key-more")
    assert 0 in whole(hand)


def test_turning_back_shows_what_was_passed(hand: Hand) -> None:
    hand.open(FieldType.NAME)
    hand.touch("key-わ")
    passed = []
    for _ in range(4):
        passed.append(min(whole(hand)))
        hand.touch("key-more")
    for first in reversed(passed):
        hand.touch("key-fewer")
        assert min(whole(hand)) == first
    assert not [item for item in _all(hand.view.contentItem()) if _is(item, "key-fewer")]


def test_other_kana_begin_with_their_first_candidates(hand: Hand) -> None:
    hand.open(FieldType.NAME)
    hand.touch("key-わ", "key-more", "key-more", "key-た")
    assert 0 in whole(hand)


def test_every_kana_of_the_table_writes_itself(hand: Hand) -> None:
    hand.open(FieldType.KANA)
    table = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヰヱヲンー・"
    for letter in table:
        hand.touch(f"key-{letter}")
    assert hand.posted[-1].value == table


OF_NAMES = {letter: [letter] for letter in "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめも"}
OF_NAMES |= {letter: [letter] for letter in "やゆよらりるれろわゐゑをんー・ゝゞ々"}
OF_NAMES |= {
    letter: [plain, "dakuten"]
    for plain, letter in zip(
        "うかきくけこさしすせそたちつてとはひふへほ", "ゔがぎぐげござじずぜぞだぢづでどばびぶべぼ", strict=True
    )
}
OF_NAMES |= {letter: [plain, "handakuten"] for plain, letter in zip("はひふへほ", "ぱぴぷぺぽ", strict=True)}
OF_NAMES |= {
    letter: [plain, "small"] for plain, letter in zip("あいうえおつやゆよわ", "ぁぃぅぇぉっゃゅょゎ", strict=True)
}


def test_every_kana_of_names_is_written_by_keys_of_the_board(hand: Hand) -> None:
    hand.open(FieldType.NAME)
    for letter, keys in OF_NAMES.items():
        hand.touch(*(f"key-{key}" for key in keys))
        assert hand.posted[-1].value == letter
        hand.typing.press("clear")


@pytest.mark.parametrize("name", ["スヱ", "フミヱ", "ヰセキ", "ヴィクトリア", "みすゞ"])
def test_names_in_old_kana_are_written_and_offered_in_katakana(hand: Hand, name: str) -> None:
    hand.open(FieldType.NAME)
    hiragana = jaconv.kata2hira(name)
    for letter in hiragana:
        hand.touch(*(f"key-{key}" for key in OF_NAMES[letter]))
    assert hand.posted[-1].value == hiragana
    assert {hiragana, jaconv.hira2kata(hiragana)} <= set(hand.typing.candidates)


def test_boards_change_and_latin_letters_write_themselves(hand: Hand) -> None:
    hand.open(FieldType.ADDRESS)
    hand.touch("board-latin", "key-A", "key-shift", "key-b", "key-1", "board-digits", "key-番", "board-kana", "key-あ")
    assert hand.posted[-1].value == "Ab1番あ"


def test_a_telephone_number(hand: Hand) -> None:
    hand.open(FieldType.TEL)
    hand.touch(*(f"key-{digit}" for digit in "0792210000"), "key-erase")
    assert hand.posted[-1].value == "079221000"
    hand.touch("key-clear")
    assert hand.posted[-1].value is None


def test_a_date_with_its_era(hand: Hand) -> None:
    hand.open(FieldType.DATE)
    hand.touch("era-昭和", "key-3", "key-4", "month-5", "day-6")
    assert hand.posted[-1].value == {"year": 1959, "month": 5, "day": 6, "as_written": "昭和34年5月6日"}
    hand.touch("part-month", "key-unknown")
    assert hand.posted[-1].value == {"year": 1959, "month": None, "day": None, "as_written": "昭和34年月日不詳"}


def test_a_date_of_which_nobody_knows_even_the_year(hand: Hand) -> None:
    hand.open(FieldType.DATE)
    hand.touch("key-unknown")
    assert hand.posted[-1].value == {"year": None, "month": None, "day": None, "as_written": "年月日不詳"}
    hand.touch("era-昭和", "key-unknown")
    assert hand.posted[-1].value == {"year": None, "month": None, "day": None, "as_written": "昭和年月日不詳"}


def test_a_finger_that_slides_off_a_key_writes_nothing(hand: Hand) -> None:
    hand.open(FieldType.KANA)
    key = hand.find("key-ア")
    at = key.mapToScene(QPointF(key.width() / 2, key.height() / 2)).toPoint()
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(hand.view, button, keys, at)
    QTest.mouseMove(hand.view, at + QPoint(0, 400))
    QTest.mouseRelease(hand.view, button, keys, at + QPoint(0, 400))
    assert hand.posted == []


@pytest.mark.parametrize(("key", "most"), [("key-あ", 7), ("key-dakuten", 7)])
def test_a_key_is_made_of_what_it_shows_and_of_nothing_else(hand: Hand, key: str, most: int) -> None:
    """A board has seventy, made anew for each question; for what one holds unseen a resident waits 70 times."""
    hand.open(FieldType.NAME)
    assert len(_all(hand.find(key))) <= most


def test_of_a_date_only_the_part_that_is_asked_is_made(hand: Hand) -> None:
    def made() -> set[str]:
        return {item.objectName().split("-")[0] for item in _all(hand.view.contentItem())} & {"era", "month", "day"}

    hand.open(FieldType.DATE)
    assert made() == {"era"}
    hand.touch("era-昭和", "key-3", "key-4", "month-5")
    assert made() == {"day"}
