"""The conformance rows of the virtual card, E1 to E15, as transcripts."""

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rehearsal.card.profiles import profiles
from kiosk.rehearsal.card.virtual_card import VirtualCard
from kiosk.rehearsal.card.virtual_card_files import JPKI_AID, Twist, make_card
from kiosk.rehearsal.card.virtual_card_parts import Habits
from kiosk.rehearsal.residents import residents

NOW = datetime(2026, 11, 1, 3, 0, tzinfo=UTC)
Cards = Callable[[str], VirtualCard]
JPKI = "00A4040C0AD392F000260100000001"
FACE = "00A4040C0AD3921000310001010408"
ISSUER = "00A4040C07A0000001510000"
PIN = "00200080" + "04" + b"1234".hex()
WRONG = "00200080" + "04" + b"9999".hex()


def said(card: VirtualCard, *commands: str) -> list[str]:
    """The status words a series of commands got."""
    return [card.transmit(bytes.fromhex(one))[-2:].hex() for one in commands]


def test_e1_lengths_that_disagree(cards: Cards) -> None:
    assert said(cards("adult"), "002000", "0020008005AA") == ["6700", "6700"]


def test_e2_classes(cards: Cards) -> None:
    card = cards("adult")
    assert said(card, "01A4040C0AD392F000260100000001", "04A4040C0AD392F000260100000001", "04B0000000") == [
        "6881",
        "6882",
        "69fc",
    ]
    assert said(card, "04200080", "10A4040C00", "C0B0000000", "00FF0000") == ["69fc", "6e00", "6e00", "6d00"]


def test_e3_selecting_applications(cards: Cards) -> None:
    card = cards("adult")
    assert said(card, "00A40000", JPKI, "00A40000", "00A4000C023F00", "00A4040C03D39210", "00A4010C00") == [
        "6a86",
        "9000",
        "9000",
        "6a86",
        "9000",
        "6a86",
    ]
    assert said(card, "00A4040C02A0AA") == ["6a82"]


def test_e3_the_same_application_keeps_an_opened_pin_and_another_closes_it(cards: Cards) -> None:
    card = cards("adult")
    read = ["00A4020C020002", "00B0000010"]
    assert said(card, FACE, "00A4020C020011", PIN, FACE, *read)[-1] == "9000"
    assert said(card, JPKI, FACE, *read)[-1] == "6982"
    assert said(card, "00A4020C020011", PIN, ISSUER, FACE, *read)[-1] == "6982"


def test_e4_selecting_files(cards: Cards) -> None:
    card = cards("adult")
    assert said(card, "00A4020C020006", JPKI, "00A4020C020018", "00A4020C020006", "00A4020C021234", "00B0000003") == [
        "6a82",
        "9000",
        "9000",
        "9000",
        "6a82",
        "9000",
    ]


def test_e5_reading(cards: Cards) -> None:
    card = cards("adult")
    assert said(card, "00B0000000", JPKI, "00B0000000") == ["6986", "9000", "6986"]
    assert said(card, "00A4020C020018", "00B0000000") == ["9000", "6981"]
    assert said(card, "00A4020C020001", "00B0000000") == ["9000", "6982"]
    assert said(card, "00A4020C020008", "00B0000300", "00B0000000") == ["9000", "6b00", "9000"]
    assert card.transmit(bytes.fromhex("00B0000200")) == b"\x00\x90\x00"
    assert card.transmit(bytes.fromhex("00B0880002")) == b"\x8f\x8f\x90\x00"


def test_e6_asking_for_the_counter_costs_nothing(cards: Cards) -> None:
    card = cards("adult")
    assert said(card, JPKI, "00200098", "0020009B", *["00200098"] * 5)[1:] == ["63c3", "63c5"] + ["63c3"] * 5
    assert said(cards("blocked"), FACE, "00200091") == ["9000", "63c0"]
    assert said(cards("blocked_iso"), FACE, "00200091") == ["9000", "6984"]


def test_e7_showing_a_pin(cards: Cards) -> None:
    card = cards("adult")
    assert said(card, FACE, "00A4020C020011", WRONG, PIN, WRONG, WRONG, WRONG, PIN)[2:] == [
        "63c2",
        "9000",
        "63c2",
        "63c1",
        "63c0",
        "6984",
    ]
    assert said(card, "00A4020C020002", PIN, "00200091" + "11" + "31" * 17)[1:] == ["6981", "6984"]
    assert said(cards("adult"), FACE, PIN, "00200096") == ["9000", "6986", "6a88"]


def test_e8_counters_survive_and_opened_pins_do_not(cards: Cards) -> None:
    card = cards("adult")
    said(card, FACE, "00200091" + "04" + "39" * 4, JPKI, "00200098" + "04" + b"1234".hex())
    card.power_off()
    assert said(card, FACE, "00200091", JPKI, "00A4020C020017", "802A00800331323300") == [
        "9000",
        "63c2",
        "9000",
        "9000",
        "6982",
    ]


def test_e9_a_warm_reset_keeps_what_is_opened(cards: Cards) -> None:
    card = cards("adult")
    said(card, FACE, "002000910431323334")
    card.reset()
    assert said(card, "00B0820004") == ["9000"]


def test_e9_other_cards_forget_at_a_warm_reset(now: datetime) -> None:
    card = make_card(residents(now.date())["kasai"], Twist(habits=Habits(warm_reset_keeps_pins=False)), now)
    said(card, FACE, "002000910431323334")
    card.reset()
    assert said(card, FACE, "00B0820004") == ["9000", "6982"]


@pytest.mark.parametrize(
    ("way", "length", "status"),
    [(0, 51, "9000"), (0, 0, "6700"), (0, 246, "6700"), (2, 32, "9000"), (2, 31, "6985"), (3, 9, "9000"),
     (4, 32, "9000"), (5, 9, "9000"), (1, 9, "9000"), (6, 9, "6a86")],
)  # fmt: skip
def test_e10_ways_to_sign(cards: Cards, way: int, length: int, status: str) -> None:
    card = cards("adult")
    said(card, JPKI, "002000980431323334")
    body = f"{length:02x}" + "41" * length if length else ""
    assert said(card, f"802A{way:02x}97" + body + "00") == [status]


def test_e10_a_signature_verifies_and_needs_its_pin(cards: Cards) -> None:
    card = cards("adult")
    digest_info = "3031300D060960864801650304020105000420" + sha256(b"text").hexdigest()
    assert said(card, JPKI, "802A009733" + digest_info + "00") == ["9000", "6982"]
    said(card, "002000980431323334")
    signature = card.transmit(bytes.fromhex("802A009733" + digest_info + "00"))[:-2]
    card.application(JPKI_AID).keys[0x17].key.public_key().verify(signature, b"text", PKCS1v15(), SHA256())
    assert said(card, "002A009733" + digest_info + "00", "802A009A33" + digest_info + "00") == ["6e00", "6982"]


def test_e11_filler_behind_a_certificate(cards: Cards) -> None:
    assert cards("adult").applications[0].files[0x0A].content.endswith(b"\xff" * 16)


def test_e12_random_and_data_objects(cards: Cards) -> None:
    card = cards("adult")
    assert len(card.transmit(bytes.fromhex("0084000008"))) == 10
    assert len(card.transmit(bytes.fromhex("0084000000"))) == 258
    assert card.transmit(bytes.fromhex("00CA00F000")) == b"28201\x90\x00"
    assert said(card, "00CA00F200", "00CA5F5100", JPKI, "00CA00F200") == ["9000", "6a88", "9000", "6a88"]


def test_a_pin_can_be_changed_after_it_was_shown(cards: Cards) -> None:
    card = cards("adult")
    change = "00240180" + "04" + b"5678".hex()
    assert said(card, JPKI, "00A4020C020018", change, PIN, change, "00200080" + "04" + b"5678".hex())[2:] == [
        "6982",
        "9000",
        "9000",
        "9000",
    ]


def test_e15_the_log_masks_pins_and_counts_what_must_not_be_selected(cards: Cards) -> None:
    card = cards("adult")
    said(card, FACE, "00A4020C020011", PIN)
    assert card.log[-1] == ("0020008004********", 0x9000)
    assert (card.verifies, card.number_selections) == (1, 0)
    said(card, "00A4020C020001", "00B0810000")
    assert card.number_selections == 2
    assert b"1234".hex() not in repr(card.log)


@given(st.lists(st.binary(min_size=1, max_size=40), max_size=8))
def test_any_bytes_get_a_status_word(commands: list[bytes]) -> None:
    card = profiles(NOW)["adult"].make(NOW)
    for raw in [bytes.fromhex(JPKI), *commands]:
        assert len(card.transmit(raw)) >= 2
