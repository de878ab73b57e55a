"""The card's screens."""

import pytest

from kiosk.booth import visit_events as ev
from kiosk.booth.stages import ConfirmingLastTry, WaitingForCard
from kiosk.booth.views.card_view import CardView, trouble_sentence
from kiosk.booth.views.words import Words
from kiosk.booth.visit import Visit


def made(visit: Visit) -> tuple[CardView, list[ev.Event]]:
    posted: list[ev.Event] = []
    view = CardView(posted.append, Words.load())
    view.show(visit)
    return view, posted


def test_a_fault_is_said_in_the_residents_language() -> None:
    view, _ = made(Visit(stage=WaitingForCard("C-02"), locale="en"))
    assert view.code == "C-02"
    assert "My Number Card" in view.trouble


@pytest.mark.parametrize("locale", ["ja", "easy", "en", "vi"])
def test_every_language_has_a_sentence_for_a_locked_card(locale: str) -> None:
    assert len(trouble_sentence("C-08", locale)) > 10


def test_an_unknown_code_still_gets_a_sentence() -> None:
    assert trouble_sentence("C-99", "ja") == trouble_sentence("C-05", "ja")


def test_without_a_fault_nothing_is_said() -> None:
    view, _ = made(Visit(stage=WaitingForCard()))
    assert (view.code, view.trouble) == ("", "")


def test_touches_are_events() -> None:
    view, posted = made(Visit(stage=ConfirmingLastTry()))
    view.declineLastTry()
    view.confirmLastTry()
    view.withoutCard()
    view.tryAgain()
    assert posted == [ev.LastTryDeclined(), ev.LastTryConfirmed(), ev.WithoutCardChosen(), ev.ForwardPressed()]
