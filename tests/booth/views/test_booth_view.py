"""The whole screen: one page a stage, and touches as events."""

from dataclasses import replace

import pytest

from kiosk.booth.call.state import Call
from kiosk.booth.trouble import Trouble
from kiosk.booth.views.words import Words
from kiosk.booth.visit import events as ev
from kiosk.booth.visit import stages
from kiosk.booth.visit.decide import Visit
from kiosk.booth.visit.stages import OutOfService
from tests.screens import reading
from tests.screens.booth_states import Screen


def test_the_page_follows_the_stage(screen: Screen) -> None:
    screen.show("pin")
    assert screen.view.page == "PinPage"
    screen.show("welcome")
    assert screen.view.page == "WelcomePage"


def test_back_and_forward_are_events(screen: Screen) -> None:
    screen.show("card")
    screen.view.back()
    screen.view.forward()
    assert screen.events == [ev.BackPressed(), ev.ForwardPressed()]


def test_a_call_names_its_topic_and_language(screen: Screen) -> None:
    screen.calls.clear()
    screen.show("question", "en")
    screen.view.callStaff()
    screen.show("procedures-none")
    screen.view.callStaff()
    screen.show("welcome")
    screen.view.callStaff()
    assert screen.calls == [("juminhyo", "en"), ("talk", "ja"), (None, "ja")]


def test_the_idle_warning_counts_down(screen: Screen) -> None:
    screen.show("idle")
    assert screen.view.warned
    assert screen.view.idleText.startswith("あと 26秒")
    screen.view.keepGoing()
    screen.view.finish()
    assert screen.events == [ev.ContinuePressed(), ev.FinishPressed()]


@pytest.mark.parametrize("code", Trouble)
def test_every_trouble_has_a_sentence(screen: Screen, code: Trouble) -> None:
    screen.view.show(Visit(stage=OutOfService(code)), Call(), screen.world)
    assert screen.view.trouble
    assert screen.view.troubleCode == code


def test_a_touch_right_after_a_page_turned_is_not_an_answer_to_it(screen: Screen) -> None:
    screen.show("welcome")
    screen.seconds += 10
    screen.view.show(Visit(stage=stages.Choosing("certificates")), Call(online=True), screen.world)
    screen.events.clear()
    screen.view.procedures.choose("juminhyo")
    assert screen.events == []
    screen.seconds += 0.31
    screen.view.procedures.choose("juminhyo")
    assert screen.events == [ev.ProcedureChosen("juminhyo")]


def test_rehearsal_and_the_lost_line_are_said(screen: Screen) -> None:
    screen.view.show(Visit(), Call(), replace(screen.world, online=False, rehearsal=True))
    assert screen.view.rehearsal
    assert not screen.view.online
    assert screen.view.counterName == "姫路市 遠隔窓口"


def test_a_draft_is_called_so_on_every_page_and_what_was_checked_is_not(screen: Screen) -> None:
    seen = {}
    for locale in ("ja", "easy", "en", "vi"):
        screen.show("question", locale)
        notes = [text.text for text in reading.texts(screen.window) if text.owner.parentItem().objectName() == "draft"]
        seen[locale] = (screen.view.draft, notes)
    screen.show("welcome")
    note = Words.load().text("vi", "language-draft")
    assert seen == {"ja": (False, []), "easy": (False, []), "en": (False, []), "vi": (True, [note])}
