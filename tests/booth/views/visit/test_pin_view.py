"""The PIN pad's view: presses reach the buffer, never an event."""

import pytest

from kiosk.booth.views.visit.pin_view import PinView
from kiosk.booth.views.words import Words
from kiosk.booth.visit import events as ev
from kiosk.booth.visit.decide import Visit
from kiosk.booth.visit.pin_buffer import PinPad
from kiosk.booth.visit.stages import EnteringPassword, EnteringPin, Errand, WaitingForCard


def made(stage: object = EnteringPin(3)) -> tuple[PinView, PinPad, list[ev.Event]]:
    posted: list[ev.Event] = []
    pad = PinPad()
    view = PinView(posted.append, posted.append, pad, Words.load())
    view.show(Visit(stage=stage))  # type: ignore[arg-type]
    return view, pad, posted


def test_digits_go_into_the_pad_and_into_no_event() -> None:
    view, pad, posted = made()
    for digit in (4, 0, 7, 1):
        view.press(digit)
    assert view.full
    assert set(map(type, posted)) == {ev.Touched}
    view.forward()
    assert posted[-1] == ev.PinEntered()
    assert pad.take() == bytearray(b"4071")


def test_forward_waits_for_four_digits() -> None:
    view, _, posted = made()
    view.press(1)
    view.forward()
    assert ev.PinEntered() not in posted


def test_the_last_digit_can_be_taken_back() -> None:
    view, pad, _ = made()
    view.press(1)
    view.press(2)
    view.erase()
    assert view.count == pad.count == 1


def test_keys_do_nothing_while_no_pin_is_asked() -> None:
    view, pad, _ = made(WaitingForCard())
    view.press(1)
    assert pad.count == 0


def test_tries_left_are_the_cards_own_count() -> None:
    view, _, _ = made(EnteringPin(2, wrong=True))
    assert view.wrong
    assert view.triesText == "番号が ちがいます。あと 2回です"


@pytest.mark.parametrize("locale", Words.load().locales)
def test_a_wrong_password_is_not_called_a_number(locale: str) -> None:
    view, _, _ = made()
    said = []
    for stage in (EnteringPin(4, wrong=True), EnteringPassword(4, wrong=True)):
        view.show(Visit(stage=stage, locale=locale))
        said.append(view.triesText)
    assert all("4" in text for text in said)
    assert said[0] != said[1]


def test_going_on_without_a_card() -> None:
    view, _, posted = made()
    view.withoutCard()
    assert posted == [ev.WithoutCardChosen()]


@pytest.mark.parametrize(
    ("stage", "which"),
    [
        (EnteringPin(3), "名前・住所を読むため（券面事項入力補助用）"),
        (EnteringPin(3, errand=Errand.REGISTERING), "かざすための 登録に（利用者証明用）"),
        (EnteringPin(3, errand=Errand.PROVING), "ご本人を 確かめるため（利用者証明用）"),
        (EnteringPassword(5), "申請に 電子署名するため（署名用）"),
    ],
)
def test_each_pad_says_which_secret_is_asked_and_what_for(stage: object, which: str) -> None:
    assert made(stage)[0].which == which


def password(text: str) -> tuple[PinView, list[ev.Event]]:
    view, pad, posted = made(EnteringPassword(5))
    pad.expect(password=True)
    for one in text:
        if one.isdigit():
            view.press(int(one))
        else:
            view.letter(ord(one) - ord("A"))
    posted.clear()
    return view, posted


def test_a_password_goes_on_when_it_fits() -> None:
    view, posted = password("ABC123")
    assert view.countText == "いま 6文字"
    view.forward()
    assert posted == [ev.PinEntered()]


@pytest.mark.parametrize("text", ["", "AB12", "ABCDEF", "123456"])
def test_a_password_that_can_be_none_is_refused_here(text: str) -> None:
    view, posted = password(text)
    view.forward()
    assert posted == [ev.PinMisformed()]


def test_the_reason_is_said_and_that_nothing_was_sent() -> None:
    view, _, _ = made(EnteringPassword(5, misformed=True))
    assert view.misformed
    assert "送っていません" in view.triesText


def test_nothing_the_view_shows_tells_what_was_typed() -> None:
    view, _ = password("QXZ789")
    meta = view.metaObject()
    shown = [str(view.property(str(meta.property(number).name()))) for number in range(meta.propertyCount())]
    assert shown
    assert not any(secret in text for secret in ("QXZ", "789", "Q", "X", "Z") for text in shown)
