from typing import TYPE_CHECKING

import pytest

from kiosk.card.card import ReaderWhy
from kiosk.card.service import Slot
from kiosk.card.watcher import Choice, NoReader, Sight, Slots, believed, same
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


EMPTY, PRESENT, MUTE, UNAVAILABLE = 0x10, 0x20, 0x200, 0x08


def slot(insertions: int, state: int, reader: str = REAL) -> Slot:
    return Slot(reader, insertions << 16 | state, b"")


def told(*looks: tuple[int, int]) -> list[tuple[bool, int]]:
    """What is posted of one reader whose states, with their counts, are these one after the other."""
    last: Sight | None = None
    posted = []
    for insertions, state in looks:
        sight = believed(last, [slot(insertions, state)])
        if not same(last, sight):
            posted.append((sight.slots[0].present, sight.slots[0].insertions))
        last = sight
    return posted


def test_one_removal_is_told_once_and_not_before_the_service_has_looked() -> None:
    """As it was seen: a command finds no card, and the service's own look says so again 25 ms later."""
    seen = told((0, EMPTY), (1, PRESENT), (1, EMPTY), (1, EMPTY), (2, EMPTY), (3, PRESENT))
    assert seen == [(False, 0), (True, 1), (False, 2), (True, 3)]


def test_a_card_that_is_back_before_the_service_looked_has_not_left() -> None:
    assert told((1, PRESENT), (1, EMPTY), (1, PRESENT | MUTE), (1, PRESENT)) == [(True, 1)]


def test_a_reader_that_was_visited_between_two_looks_is_still_empty() -> None:
    assert told((2, EMPTY), (4, EMPTY)) == [(False, 2)]


def test_cutting_the_power_of_what_has_left_lays_nothing_down() -> None:
    assert told((1, PRESENT), (2, EMPTY), (2, PRESENT)) == [(True, 1), (False, 2)]


def test_a_card_swapped_between_two_looks_is_another() -> None:
    assert told((1, PRESENT), (3, PRESENT)) == [(True, 1), (True, 3)]


def test_a_reader_that_cannot_be_asked_counts_nothing_and_is_empty_at_once() -> None:
    assert told((0, PRESENT), (0, UNAVAILABLE), (1, PRESENT)) == [(True, 0), (False, 0), (True, 1)]


def test_two_readers_are_told_apart_and_another_reader_is_news() -> None:
    one, other = slot(1, PRESENT), slot(1, EMPTY, "Other 00 00")
    assert believed(Slots((one,)), [slot(1, EMPTY), other]) == Slots((one, other))
    assert not same(Slots((one,)), Slots((one, other)))
    gone = NoReader(ReaderWhy.NO_READER)
    assert believed(gone, [one]) == Slots((one,))
    assert (same(gone, gone), same(None, gone), same(gone, Slots((one,)))) == (True, False, False)


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
