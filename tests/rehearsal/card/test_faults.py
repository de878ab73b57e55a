from collections.abc import Callable

import pytest

from kiosk.rehearsal.card.faults import Ejected, Faults, FaultyCard, FellSilent, Moment
from kiosk.rehearsal.card.virtual_card import VirtualCard

Cards = Callable[[str], VirtualCard]
RANDOM = bytes.fromhex("0084000004")


def test_a_card_is_pulled_before_it_acts(cards: Cards) -> None:
    faulty = FaultyCard(cards("adult"), Faults(eject_at=2))
    faulty.transmit(RANDOM)
    with pytest.raises(Ejected):
        faulty.transmit(RANDOM)
    assert len(faulty.card.log) == 1


def test_a_card_is_pulled_after_it_acted_and_before_it_answers(cards: Cards) -> None:
    faulty = FaultyCard(cards("adult"), Faults(eject_at=1, eject_moment=Moment.WITHIN))
    with pytest.raises(Ejected):
        faulty.transmit(RANDOM)
    assert len(faulty.card.log) == 1


def test_a_card_is_pulled_after_it_answered(cards: Cards) -> None:
    faulty = FaultyCard(cards("adult"), Faults(eject_at=1, eject_moment=Moment.AFTER))
    assert len(faulty.transmit(RANDOM)) == 6
    assert faulty.ejected_after


def test_a_card_falls_silent_stammers_or_answers_nonsense(cards: Cards) -> None:
    faulty = FaultyCard(cards("adult"), Faults(silent_at=3, status_at={1: 0x6F00}, answer_at={2: b"\x01"}))
    assert [faulty.transmit(RANDOM), faulty.transmit(RANDOM)] == [b"\x6f\x00", b"\x01"]
    with pytest.raises(FellSilent):
        faulty.transmit(RANDOM)
    assert faulty.card.log == []


def test_a_card_takes_its_time_for_each_command_and_each_byte(cards: Cards, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("kiosk.rehearsal.card.faults.sleep", slept.append)
    FaultyCard(cards("adult"), Faults(delay_s=0.02, byte_delay_s=0.001)).transmit(RANDOM)
    assert slept == [0.02, pytest.approx(0.001 * (5 + 6))]
