"""The shelter's views: which page, which words, and what a touch says."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.booth.shelter import events as ev
from kiosk.booth.shelter.desk import (
    Asking,
    Away,
    Desk,
    Failed,
    Found,
    Home,
    Moved,
    Phase,
    Reading,
    Working,
    shown,
)
from kiosk.booth.views.shelter.shelter_view import PAGES, ShelterView
from kiosk.booth.views.words import Words
from kiosk.booth.visit.pin_buffer import PinPad
from kiosk.booth.visit.state import Visit
from tests.shelter.shelter_samples import A, Booth, family

BOOTH = Booth(A, 0)
CAME = BOOTH.arrives(1, family("かさい"))
OPEN = Desk(phase=Phase.OPEN, name="家島小学校", register=BOOTH.register)


class Seen:
    def __init__(self) -> None:
        self.said: list[ev.Event] = []
        self.seconds = 10.0
        self.view = ShelterView(self.said.append, PinPad(), Words.load(), clock=lambda: self.seconds)

    def at(self, stage: Any, desk: Desk = OPEN, *, free: bool = True) -> ShelterView:
        self.view.show(Visit(), replace(desk, stage=stage), free=free)
        self.seconds += 1
        return self.view


@pytest.fixture
def seen(qapp: QApplication) -> Seen:
    return Seen()


def test_each_stage_has_its_page_and_a_form_or_another_errand_none(seen: Seen) -> None:
    for stage in (Home(), Asking(), Moved("out", 1.0), Failed()):
        assert seen.at(stage).page == PAGES[type(stage)]
    assert seen.at(Home(), free=False).page == ""
    assert seen.at(Away()).page == ""
    assert seen.at(Home(), Desk(phase=Phase.READY)).page == ""
    assert seen.view.prepared


def test_touches_say_what_they_mean(seen: Seen) -> None:
    view = seen.at(Home())
    view.enter()
    view.move()
    view.others()
    view.host()
    view = seen.at(Asking())
    view.press(4)
    view.erase()
    view.back()
    view = seen.at(Found((shown(BOOTH.register.households[0]),)))
    view.go(CAME.household, "in")
    assert seen.said == [
        ev.EnterChosen(),
        ev.MoveChosen(),
        ev.OthersChosen(),
        ev.HostCame(),
        ev.DigitPressed(4),
        ev.DigitErased(),
        ev.BackPressed(),
        ev.WhereChosen("in", CAME.household),
    ]


def test_a_touch_right_after_a_page_came_is_not_one(seen: Seen) -> None:
    seen.view.show(Visit(), OPEN, free=True)
    seen.view.enter()
    assert seen.said == []


def test_words_of_each_page(seen: Seen) -> None:
    assert seen.at(Asking("12", "card")).problem.startswith("カードを 読めません")
    assert (seen.view.typed, seen.view.digits, seen.view.name) == ("12", 6, "家島小学校")
    view = seen.at(Moved("in", 9.0))
    assert (view.title, view.kind) == ("おかえりなさい。", "moved")
    assert view.text != ""
    view = seen.at(Failed())
    assert (view.kind, view.problem) == ("failed", "")
    assert "紙に" in view.text
    assert seen.at(Reading(from_home=True)).title == "カードを 読んでいます"
    view = seen.at(Working(Home()))
    assert (view.kind, view.text) == ("waiting", "")
    view = seen.at(Found(blind=True, arrivable=True), replace(OPEN, register=None))
    assert (view.blind, view.arrivable, view.locked) == (True, True, True)
    assert [row.title for row in view.families.rows] == ["このカードの方"]
