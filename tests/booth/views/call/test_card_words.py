"""Whose doing a fault of the card in a call is, and whether the same once more may help."""

import pytest

from kiosk.booth.call.state import CardStep, CardTurn
from kiosk.booth.views.call.card_words import fault, may_try_again, trouble
from kiosk.protocol.faults import Code
from kiosk.protocol.identity import CardWant


def failed(code: Code | None, want: CardWant = "face") -> CardTurn:
    return CardTurn("ask", want, CardStep.FAILED, code)


def test_without_an_ask_nothing_is_said() -> None:
    assert (fault(None), trouble(None, "ja"), may_try_again(None)) == ("", "", False)


@pytest.mark.parametrize("code", [None, *Code])
def test_every_failure_is_said_in_exactly_one_way(code: Code | None) -> None:
    assert bool(fault(failed(code))) != bool(trouble(failed(code), "ja"))


@pytest.mark.parametrize("code", [Code.WRONG_PIN, Code.LAST_TRY, Code.LOCKED])
def test_a_pin_of_a_proof_is_the_residents_own(code: Code) -> None:
    assert fault(failed(code, "proof")) == ""
    assert trouble(failed(code, "proof"), "ja")


def test_what_is_not_over_is_not_tried_again() -> None:
    assert may_try_again(failed(Code.PULLED_OUT))
    assert not may_try_again(CardTurn("ask", "face", CardStep.PLACING, Code.PULLED_OUT))
