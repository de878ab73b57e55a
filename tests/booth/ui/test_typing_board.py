"""Writing by touch on the real boards: every key is found by a finger and does what it says."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtQuick import QQuickItem, QQuickView
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from typing_extensions import override

from kiosk.booth.views import name_text, ruby_text
from kiosk.booth.views.icons import IconImages
from kiosk.booth.views.typing_view import TypingView
from kiosk.booth.views.window import UI
from kiosk.booth.visit import events as ev
from kiosk.procedures.procedure import FieldType, FormField, Text
from kiosk.tasks import Tasks

QML_TYPES = (name_text.NameText, ruby_text.RubyText)


class Quiet(TypingView):
    """Candidates come at once, without a loop."""

    @override
    def _ask(self) -> None:
        if self._typed is not None and self._typed.reading:
            self._offered(self._typed.reading, [f"漢{number}" for number in range(30)])


class Nobody:
    async def candidates(self, kana: str) -> list[str]:
        return []


class Hand:
    def __init__(self) -> None:
        self.posted: list[ev.AnswerGiven] = []
        self.typing = Quiet(self._post, Nobody(), Tasks("test"))
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
    assert hand.posted[-1].value == "漢1\u3000"


def test_more_candidates_turn_and_come_round(hand: Hand) -> None:
    hand.open(FieldType.NAME)
    hand.touch("key-わ")
    row = hand.find("candidates")
    assert row.property("contentX") == 0
    hand.touch("key-more")
    assert row.property("contentX") > 0
    for _ in range(6):
        hand.touch("key-more")
        if row.property("contentX") == 0:
            return
    pytest.fail("the first candidates never came back")


def test_every_kana_of_the_table_writes_itself(hand: Hand) -> None:
    hand.open(FieldType.KANA)
    table = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンー・"
    for letter in table:
        hand.touch(f"key-{letter}")
    assert hand.posted[-1].value == table


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


def test_a_finger_that_slides_off_a_key_writes_nothing(hand: Hand) -> None:
    hand.open(FieldType.KANA)
    key = hand.find("key-ア")
    at = key.mapToScene(QPointF(key.width() / 2, key.height() / 2)).toPoint()
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(hand.view, button, keys, at)
    QTest.mouseMove(hand.view, at + QPoint(0, 400))
    QTest.mouseRelease(hand.view, button, keys, at + QPoint(0, 400))
    assert hand.posted == []
