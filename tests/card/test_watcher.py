from typing import TYPE_CHECKING

import pytest

from kiosk.card.card import ReaderWhy
from kiosk.card.watcher import Choice, NoReader
from kiosk.rehearsal.card.faults import FaultyCard

if TYPE_CHECKING:
    from kiosk.rehearsal.card.pcscd import RunningPcscd
    from tests.card.conftest import Cards, OwnProcess

REAL = "SONY FeliCa RC-S300/P (1234567) 00 00"


@pytest.mark.parametrize(
    ("choice", "readers", "expected"),
    [
        (Choice(), [REAL], [REAL]),
        (Choice("SONY"), [REAL, "Other 00 00"], [REAL]),
        (Choice("Other 00 0"), ["Other 00 00", "Other 00 01"], ["Other 00 00", "Other 00 01"]),
        (Choice("Other 00 00"), ["Other 00 00", "Other 00 001"], ["Other 00 00"]),
        (Choice(), [], NoReader(ReaderWhy.NO_READER)),
        (Choice("Else"), [REAL], NoReader(ReaderWhy.NO_READER)),
        (Choice(), ["Virtual PCD 00 00"], NoReader(ReaderWhy.VIRTUAL_REFUSED)),
        (Choice(), ["Virtual PCD 00 00", REAL], [REAL]),
        (Choice(allow_virtual=True), ["Virtual PCD 00 00"], ["Virtual PCD 00 00"]),
    ],
)
def test_the_configured_reader_is_chosen(choice: Choice, readers: list[str], expected: object) -> None:
    assert choice.among(readers) == expected


_WATCH = """
import sys
from kiosk.card.watcher import Choice, Slots, watch
def post(sight):
    print([slot.present for slot in sight.slots] if isinstance(sight, Slots) else sight.why.value, flush=True)
watch(Choice(sys.argv[1], allow_virtual=True), post)
"""


@pytest.mark.pcsc
def test_a_card_that_comes_and_goes_is_posted(
    service: "RunningPcscd", own_process: "OwnProcess", cards: "Cards"
) -> None:
    slot = service.slot()
    with own_process.start(_WATCH, service.reader_name) as watching:
        assert watching.stdout is not None
        assert watching.stdout.readline() == "[False]\n"
        slot.insert(FaultyCard(cards("bank")))
        assert watching.stdout.readline() == "[True]\n"
        slot.eject()
        assert watching.stdout.readline() == "[False]\n"
        watching.kill()
