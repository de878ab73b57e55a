"""The PIN pad's view: presses reach the buffer, never an event."""

from kiosk.booth import visit_events as ev
from kiosk.booth.pin_pad import PinPad
from kiosk.booth.stages import EnteringPin, WaitingForCard
from kiosk.booth.views.pin_view import PinView
from kiosk.booth.views.words import Words
from kiosk.booth.visit import Visit


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


def test_going_on_without_a_card() -> None:
    view, _, posted = made()
    view.withoutCard()
    assert posted == [ev.WithoutCardChosen()]
