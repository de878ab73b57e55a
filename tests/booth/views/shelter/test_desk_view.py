"""What whoever keeps the desk sees and says."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.booth.shelter import events as ev
from kiosk.booth.shelter.desk import AtDesk, Desk, Ending, EnteringCode, Looking, Phase
from kiosk.booth.views.shelter.desk_rows import LINES
from kiosk.booth.views.shelter.desk_view import DeskView
from kiosk.booth.views.words import Words
from kiosk.booth.visit.pin_buffer import PinPad
from kiosk.booth.visit.state import Visit
from kiosk.shelter.counting import counted
from tests.shelter.shelter_samples import AT, A, Booth, family

BOOTH = Booth(A, 0)
CAME = [BOOTH.arrives(number, family(f"か{number}")) for number in range(5)]
OPEN = Desk(
    phase=Phase.OPEN, register=BOOTH.register, told=counted(BOOTH.register, "小学校", 5, AT), name="小学校", now_s=100.0
)


class Seen:
    def __init__(self) -> None:
        self.said: list[ev.Event] = []
        self.pad = PinPad()
        self.pad.expect(password=True)
        self.view = DeskView(self.said.append, self.said.append, self.pad, Words.load())

    def at(self, stage: Any) -> DeskView:
        self.view.show(Visit(), replace(OPEN, stage=stage))
        return self.view


@pytest.fixture
def seen(qapp: QApplication) -> Seen:
    return Seen()


def test_the_code_goes_into_the_pad_and_no_further_until_it_is_whole(seen: Seen) -> None:
    view = seen.at(EnteringCode(opens=True))
    for digit in range(9):
        view.press(digit)
    view.forward()
    assert (seen.said, view.count, view.codeDigits) == ([], 9, 10)
    view.erase()
    for digit in (8, 9, 9):
        view.press(digit)
    view.forward()
    assert (seen.said, bytes(seen.pad.take())) == ([ev.CodeEntered()], b"0123456789")
    seen.at(AtDesk()).press(1)
    assert seen.pad.count == 0


def test_what_the_code_is_for_and_what_was_wrong_with_it(seen: Seen) -> None:
    assert seen.at(EnteringCode(opens=True)).title == "避難所を 開きます"
    assert seen.at(EnteringCode(opens=False, wrong=True)).problem.startswith("番号が ちがいます")
    assert "30秒" in seen.at(EnteringCode(opens=False, wrong=True, wait_until_s=130.0)).problem
    view = seen.at(Ending())
    assert (view.ending, view.title, view.problem) == (True, "避難所を おわります", "")
    assert "消えます" in view.text
    for digit in range(10):
        view.press(digit)
    view.forward()
    assert seen.said == [ev.EndChosen()]


def test_the_desk_reads_for_which_booths_a_stick_was_written(seen: Seen) -> None:
    """One of them may be stolen: its certificate is good until it runs out, and no booth without a line knows."""
    two = seen.at(AtDesk("exchanged", 0, ("himeji-hojo-1", "himeji-toyotomi-1"))).text
    assert "わたした先：himeji-hojo-1, himeji-toyotomi-1。" in two
    many = seen.at(AtDesk("exchanged", 0, tuple(f"himeji-{number}" for number in range(9)))).text
    assert "himeji-2, +6。" in many


def test_the_desk_reads_numbers_and_what_came_of_the_last_touch(seen: Seen) -> None:
    view = seen.at(AtDesk("exchanged", 3))
    assert "新しい家族 3" in view.text
    assert "わたした先" not in view.text
    assert "信用" in seen.at(AtDesk("refused-altered")).text or seen.view.text != ""
    assert seen.at(AtDesk()).text == ""
    assert (view.peopleText, view.outText) == ("いま 10人　5世帯", "外に 出ている 0世帯")
    assert {row.kind: row.number for row in view.numbers.rows}["adult"] == "10"
    view.look()
    view.print("told")
    view.exchange()
    view.end()
    assert seen.said == [ev.LookChosen(), ev.PrintChosen("told"), ev.ExchangeChosen(), ev.EndChosen()]


def test_families_are_looked_up_a_screen_at_a_time(seen: Seen) -> None:
    view = seen.at(Looking("カ"))
    assert (view.lines, len(view.families.rows), view.hasUp, view.hasDown) == (LINES[0], LINES[0], False, True)
    assert (view.letters, view.chosenRow) == (["カ"], "カ")
    view = seen.at(Looking("カ", LINES[0]))
    assert (view.hasUp, view.hasDown) == (True, False)
    view.row("ヤ")
    view.turnList(down=False)
    view.go(CAME[0].household, "out")
    assert seen.said == [
        ev.RowChosen("ヤ"),
        ev.Turned(down=False, lines=LINES[0]),
        ev.WhereChosen("out", CAME[0].household),
    ]
