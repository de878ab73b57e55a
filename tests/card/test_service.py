import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from kiosk.card.service import code_of
from kiosk.protocol.faults import Code
from kiosk.rehearsal.card.faults import FaultyCard
from kiosk.rehearsal.card.pcscd import RunningPcscd
from kiosk.rehearsal.card.virtual_card import VirtualCard


@pytest.mark.parametrize(
    ("result", "code"),
    [
        (0x8010000C, Code.PULLED_OUT),
        (0x80100069, Code.PULLED_OUT),
        (0x80100016, Code.PULLED_OUT),
        (0x8010001D, Code.NO_READER),
        (0x80100009, Code.NO_READER),
        (0x8010000B, Code.BUSY),
        (0x8010000F, Code.MUTE),
        (0x80100066, Code.MUTE),
    ],
)
def test_results_of_the_service_are_faults(result: int, code: Code) -> None:
    assert code_of(result) is code
    assert code_of(result - 2**32) is code


_ABSENT = """
from kiosk.card.apdu import CardFault
from kiosk.card.service import Service
try:
    Service()
except CardFault as fault:
    print(fault.code.value)
"""


def test_without_a_service_there_is_no_reader() -> None:
    environment = {**os.environ, "PCSCLITE_CSOCK_NAME": "/nonexistent/pcscd.comm"}
    done = subprocess.run([sys.executable, "-c", _ABSENT], env=environment, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == Code.NO_READER.value


_HELD = """
import sys
from kiosk.card.apdu import CardFault
from kiosk.card.service import Service
name = sys.argv[1]
ours, theirs = Service(), Service()
print(name in ours.readers())
slot = ours.slots([name])[0]
while not slot.present:
    ours.wait([slot], 10_000)
    slot = ours.slots([name])[0]
connection = ours.connect(name)
try:
    theirs.connect(name)
except CardFault as fault:
    print(fault.code.value)
print(connection.transmit(bytes.fromhex("00A4040C0AD392F000260100000001")).hex())
connection.power_off()
print(theirs.connect(name).transmit(bytes.fromhex("00A40000")).hex())
"""


@pytest.mark.pcsc
def test_a_card_is_held_for_us_alone_and_powered_off_when_it_is_let_go(
    service: RunningPcscd, own_process: Callable[..., str], cards: Callable[[str], VirtualCard]
) -> None:
    slot = service.slot()
    slot.insert(FaultyCard(cards("adult")))
    try:
        assert own_process(_HELD, service.reader_name).split() == ["True", Code.BUSY.value, "9000", "6a86"]
    finally:
        slot.eject()
