from collections.abc import Callable

import pytest

from kiosk.protocol.faults import CardFault, Code
from kiosk.rehearsal.card.faults import Faults, FaultyCard, Moment
from kiosk.rehearsal.card.in_process import InProcess
from kiosk.rehearsal.card.virtual_card import VirtualCard

RANDOM = bytes.fromhex("0084000004")


def test_a_pulled_card_stays_pulled(cards: Callable[[str], VirtualCard]) -> None:
    for moment in Moment:
        way = InProcess(FaultyCard(cards("adult"), Faults(eject_at=1, eject_moment=moment)))
        if moment is Moment.AFTER:
            assert len(way.transmit(RANDOM)) == 6
        for _ in range(2):
            with pytest.raises(CardFault) as fault:
                way.transmit(RANDOM)
            assert fault.value.code is Code.PULLED_OUT


def test_a_silent_card_is_told_at_once(cards: Callable[[str], VirtualCard]) -> None:
    with pytest.raises(CardFault) as fault:
        InProcess(FaultyCard(cards("adult"), Faults(silent_at=1))).transmit(RANDOM)
    assert fault.value.code is Code.SILENT
