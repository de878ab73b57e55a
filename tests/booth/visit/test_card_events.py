"""Everything a card can tell is an event of the visit, and shows nothing of its holder."""

import typing

import pytest

from kiosk.booth.visit import card_events
from kiosk.booth.visit import events as ev
from kiosk.procedures.identity import BirthDate, Identity, Sex

OF_A_CARD = [one for one in vars(card_events).values() if getattr(one, "__module__", "") == card_events.__name__]


@pytest.mark.parametrize("kind", OF_A_CARD)
def test_a_card_event_is_an_event_of_the_visit(kind: type) -> None:
    assert kind in typing.get_args(ev.Event)
    assert getattr(ev, kind.__name__) is kind


def test_who_was_read_is_not_in_its_words() -> None:
    who = Identity("葛西　辻子", "兵庫県姫路市", BirthDate("19590506", 1959, 5, 6), Sex.FEMALE, "2")
    assert "葛西" not in repr(ev.IdentityGiven(who))
