"""A card's power at a real service: what lies there is told from what lay there, and cut power forgets."""

from collections.abc import Callable

import pytest

from kiosk.card.power import WatchedConnection
from kiosk.card.watchdog import Watchdog
from kiosk.protocol.faults import CardFault, Code
from kiosk.rehearsal.card.faults import FaultyCard
from kiosk.rehearsal.card.pcscd import RunningPcscd
from kiosk.rehearsal.card.virtual_card import VirtualCard


class Stammering:
    """A card that answers a command with nothing, as one that was pulled does, successfully."""

    def __init__(self, *answers: bytes) -> None:
        self.answers = list(answers)
        self.powered = True

    def transmit(self, command: bytes | bytearray) -> bytes:
        return self.answers.pop(0)

    def power_off(self) -> None:
        self.powered = False


def watched(card: Stammering) -> WatchedConnection:
    return WatchedConnection(card, Watchdog(60, 60, lambda: None))


def test_an_empty_answer_is_a_card_that_lost_contact() -> None:
    with pytest.raises(CardFault) as caught:
        watched(Stammering(b"")).transmit(b"\x00")
    assert caught.value.code is Code.PULLED_OUT


def test_an_answer_of_one_byte_is_the_cards_own() -> None:
    card = Stammering(b"\x01", b"\x90\x00")
    connection = watched(card)
    assert [connection.transmit(b"\x00"), connection.transmit(b"\x00")] == [b"\x01", b"\x90\x00"]
    connection.power_off()
    assert not card.powered


_POWER = """
import sys
from kiosk.card.power import Power
from kiosk.card.service import Service
from kiosk.card.watchdog import Watchdog
from kiosk.protocol.faults import CardFault
name = sys.argv[1]
service = Service()
slot = service.slots([name])[0]
while not slot.present:
    service.wait([slot], 10_000)
    slot = service.slots([name])[0]
power = Power(Watchdog(60, 60, lambda: None))
print(power.has_left(slot), power.on)
power.ask_reader(slot)
power.connect(slot, 4)
print(power.on, power.has_left(slot))
power.off()
power.off()
print(power.on)
before = type(slot)(slot.reader, slot.state - 0x10000, slot.atr)
try:
    power.connect(before, 4)
except CardFault as fault:
    print(fault.code.value)
power.off()
power.leave_service()
power.leave_service()
"""


@pytest.mark.pcsc
def test_power_is_on_until_it_is_cut_and_another_card_is_not_taken_for_the_first(
    service: RunningPcscd, own_process: Callable[..., str], cards: Callable[[str], VirtualCard]
) -> None:
    slot = service.slot()
    slot.insert(FaultyCard(cards("adult")))
    try:
        said = own_process(_POWER, service.reader_name).split()
    finally:
        slot.eject()
    assert said == ["False", "False", "True", "False", "False", Code.SWAPPED.value]
