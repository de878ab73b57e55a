from collections.abc import Callable

import pytest

from kiosk.card.apdu import Answer
from kiosk.card.conversation import Conversation, fault_of, tries_of
from kiosk.card.profile import Application, CardFile, Pin
from kiosk.protocol.faults import CardFault, Code
from kiosk.rehearsal.card.faults import Faults, FaultyCard
from kiosk.rehearsal.card.in_process import InProcess
from kiosk.rehearsal.card.virtual_card import VirtualCard
from kiosk.rehearsal.card.virtual_card_parts import VirtualFile

Cards = Callable[[str], VirtualCard]


def talk_to(virtual: VirtualCard, faults: Faults | None = None) -> Conversation:
    return Conversation(InProcess(FaultyCard(virtual, faults)))


def test_an_application_is_selected_once(cards: Cards) -> None:
    virtual = cards("adult")
    talk = talk_to(virtual)
    assert (talk.tries(Pin.AUTH), talk.tries(Pin.SIGN)) == (3, 5)
    assert len(virtual.log) == 3


def test_a_card_without_short_ids_is_found_out_once(cards: Cards) -> None:
    virtual = cards("no_short_ids")
    talk = talk_to(virtual)
    assert talk.tries(Pin.AUTH) == 3
    assert not talk.short_ids
    before = len(virtual.log)
    assert talk.tries(Pin.SIGN) == 5
    assert len(virtual.log) == before + 2


def test_a_missing_file_does_not_spoil_short_ids(cards: Cards) -> None:
    virtual = cards("adult")
    del virtual.applications[0].files[0x08]
    talk = talk_to(virtual)
    assert talk.read_plain(CardFile.PRESENCE) == b""
    assert talk.short_ids


def test_a_pin_is_underway_until_the_card_has_answered_clearly(cards: Cards) -> None:
    talk = talk_to(cards("adult"), Faults(status_at={2: 0x6F00}))
    talk.select(Application.CARD_FACE)
    entry = bytearray(b"1234")
    talk.show_pin(Pin.CARD_FACE, entry)
    assert talk.pin_underway
    assert not any(entry)


def without_filler(content: bytes) -> bytes:
    """A DER object of two length bytes; its own last byte may look like the filler behind it."""
    assert content[1] == 0x82
    return content[: 4 + int.from_bytes(content[2:4], "big")]


def test_a_long_object_is_read_in_parts_without_filler(cards: Cards) -> None:
    virtual = cards("adult")
    raw = talk_to(virtual).read_object(CardFile.AUTH_CERTIFICATE)
    assert raw == without_filler(virtual.applications[0].files[0x0A].content)


def test_an_object_that_claims_too_much_is_refused_before_it_is_read(cards: Cards) -> None:
    virtual = cards("adult")
    virtual.applications[0].files[0x0A] = VirtualFile(bytes.fromhex("3082EA60") + bytes(60000))
    with pytest.raises(CardFault) as fault:
        talk_to(virtual).read_object(CardFile.AUTH_CERTIFICATE)
    assert fault.value.code is Code.TOO_LONG
    assert len(virtual.log) == 2


def test_a_current_file_that_got_lost_is_selected_again(cards: Cards) -> None:
    virtual = cards("adult")
    raw = talk_to(virtual, Faults(status_at={3: 0x6986})).read_object(CardFile.AUTH_CERTIFICATE)
    assert raw == without_filler(virtual.applications[0].files[0x0A].content)


@pytest.mark.parametrize(
    ("status", "code"),
    [(0x6A82, Code.OTHER_CARD), (0x6F00, Code.MUTE), (0x6400, Code.MUTE), (0x6581, Code.MUTE), (0x6D00, Code.GARBLED)],
)
def test_a_status_word_out_of_place_is_a_fault(status: int, code: Code) -> None:
    assert fault_of(Answer(b"", status)).code is code


def test_both_ways_to_say_locked_are_understood() -> None:
    assert [tries_of(Answer(b"", status)) for status in (0x63C0, 0x6983, 0x6984, 0x63C2, 0x6300)] == [0, 0, 0, 2, None]
