"""The card's screens."""

import pytest

from kiosk.booth.views.visit.card_view import CardView, trouble_sentence
from kiosk.booth.views.words import Words
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.decide import Visit
from kiosk.booth.visit.stages import (
    AskingHeadquarters,
    ConfirmingLastTry,
    CountingTries,
    Errand,
    ReadingCard,
    WaitingForCard,
)
from kiosk.protocol.faults import Code


def made(visit: Visit) -> tuple[CardView, list[ev.Event]]:
    posted: list[ev.Event] = []
    view = CardView(posted.append, Words.load())
    view.show(visit)
    return view, posted


def test_a_fault_is_said_in_the_residents_language() -> None:
    view, _ = made(Visit(stage=WaitingForCard(Code("C-02")), locale="en"))
    assert view.code == "C-02"
    assert "My Number Card" in view.trouble


@pytest.mark.parametrize("locale", ["ja", "easy", "en", "vi"])
def test_every_language_has_a_sentence_for_a_locked_card(locale: str) -> None:
    assert len(trouble_sentence("C-08", locale)) > 10


def test_a_locked_signing_password_is_not_called_a_locked_card() -> None:
    signing, _ = made(Visit(stage=WaitingForCard(Code("C-08"), Errand.SIGNING)))
    proving, _ = made(Visit(stage=WaitingForCard(Code("C-08"), Errand.PROVING)))
    assert "署名用のパスワード" in signing.trouble
    assert "暗証番号" in proving.trouble


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


@pytest.mark.parametrize("errand", Errand)
@pytest.mark.parametrize("locale", ["ja", "easy", "en"])
def test_every_errand_has_its_words(errand: Errand, locale: str) -> None:
    view, _ = made(Visit(stage=WaitingForCard(errand=errand), locale=locale))
    assert view.errand == errand.value
    assert view.kicker
    assert view.subtitle
    assert bool(view.withoutText) is (errand is not Errand.TAP)


def test_words_differ_by_what_the_card_is_for() -> None:
    said = {made(Visit(stage=ConfirmingLastTry(errand)))[0].stopHint for errand in (Errand.IDENTITY, Errand.SIGNING)}
    assert len(said) == 2
    which = {made(Visit(stage=ConfirmingLastTry(errand)))[0].which for errand in (Errand.IDENTITY, Errand.SIGNING)}
    assert len(which) == 2


@pytest.mark.parametrize(
    ("stage", "title"),
    [
        (ReadingCard(), "カードを 読んでいます"),
        (ReadingCard(Errand.SIGNING), "カードで 署名しています"),
        (CountingTries(Errand.SIGNING), "カードを 確かめています"),
        (AskingHeadquarters(Errand.TAP), "市役所に たずねています"),
    ],
)
def test_what_takes_a_moment_is_said(stage: object, title: str) -> None:
    view, _ = made(Visit(stage=stage))  # type: ignore[arg-type]
    assert (view.waitingTitle, bool(view.waitingText)) == (title, True)


def test_the_certificate_that_is_missing_is_the_one_that_was_needed() -> None:
    signing, _ = made(Visit(stage=WaitingForCard(Code("C-11"), Errand.SIGNING)))
    tap, _ = made(Visit(stage=WaitingForCard(Code("C-11"), Errand.TAP)))
    assert "署名用" in signing.trouble
    assert "利用者証明用" in tap.trouble
