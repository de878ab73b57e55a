import io
from collections.abc import Callable
from datetime import date

from PIL import Image

from kiosk.card.files.tlv import parse, read_header
from kiosk.rehearsal.card.virtual_card import VirtualCard
from kiosk.rehearsal.card.virtual_card_face import (
    AID,
    FACE_ROOT,
    TEXT_ROOT,
    age_record,
    drawn_face,
    drawn_text,
    face_file,
    face_information,
    issuer_certificate,
    number_picture,
    root_keys,
    signed_own_key,
    text_information,
)
from kiosk.rehearsal.residents import residents

PEOPLE = residents(date(2026, 11, 1))
Cards = Callable[[str], VirtualCard]


def inner(raw: bytes) -> bytes:
    header = read_header(raw)
    return raw[header.size : header.total]


def test_the_face_has_nine_objects_in_order_behind_a_true_offset_table() -> None:
    raw = face_file(PEOPLE["kasai"], "20350118")
    objects = parse(inner(raw))
    assert [one.tag for one in objects] == list(range(0xDF21, 0xDF2B))
    table = objects[0].value
    said = [int.from_bytes(table[at : at + 2], "big") for at in range(0, len(table), 2)]
    assert said == [read_header(raw).size + one.offset for one in objects[1:]]


def test_every_face_fits_a_card() -> None:
    assert max(len(face_file(one, "20350118")) for one in PEOPLE.values()) < 16384


def test_texts_are_black_and_white_and_the_photograph_is_grey_jpeg_2000() -> None:
    text = Image.open(io.BytesIO(drawn_text("葛西", 480, 40)))
    assert (text.format, text.mode) == ("PNG", "1")
    assert len(set(text.tobytes())) > 1
    photograph = Image.open(io.BytesIO(drawn_face("2")))
    assert (photograph.format, photograph.mode) == ("JPEG2000", "L")
    assert drawn_face("2")[4:8] == b"jP  "


def test_lengths_are_those_of_the_facts() -> None:
    assert len(inner(inner(issuer_certificate(TEXT_ROOT)))) == 297
    assert [len(one.value) for one in parse(inner(signed_own_key()))] == [265 + 0, 256]
    assert [len(one.value) for one in parse(inner(face_information()))] == [4, 16, 1, 5, 272]
    assert [len(one.value) for one in parse(inner(text_information()))] == [4, 16, 128]
    assert len(age_record(PEOPLE["kasai"])) == 547
    number = Image.open(io.BytesIO(parse(inner(number_picture()))[0].value))
    assert (number.size, number.mode) == ((72, 12), "1")


def test_key_ids_are_of_no_card_that_exists() -> None:
    assert {key_id[:1] for key_id in root_keys()} == {b"9"}
    assert set(root_keys()) == {TEXT_ROOT, FACE_ROOT}


def said(card: VirtualCard, *commands: str) -> list[str]:
    return [card.transmit(bytes.fromhex(one))[-2:].hex() for one in commands]


def test_each_code_opens_what_it_should(cards: Cards) -> None:
    card = cards("adult")
    select = "00A4040C0A" + AID.hex()
    code = "002000920E" + b"34050620352285".hex()
    assert said(card, select, "00B0820010", code, "00B0820010", "00B0850010", "00B0810010", "00B0830010") == [
        "9000", "6982", "9000", "9000", "6982", "6982", "9000",
    ]  # fmt: skip
    assert card.number_selections == 1  # the picture of the number counts
    card.power_off()
    assert said(card, select, "0020009106" + b"340506".hex(), "00B0810010", "00B0820010") == [
        "9000", "9000", "9000", "6982",
    ]  # fmt: skip


def test_the_text_application_opens_by_code_too_and_its_blocked_pin_stays_blocked(cards: Cards) -> None:
    card = cards("adult")
    select = "00A4040C0AD3921000310001010408"
    code = "002000950E" + b"34050620352285".hex()
    assert said(card, select, "00B0840010", code, "00B0820010", "00B0830010", "00B0810010", "00200092") == [
        "9000", "9000", "9000", "9000", "9000", "6982", "63c0",
    ]  # fmt: skip
    assert said(card, "002000920431323334") == ["6984"]


def test_the_cards_own_key_signs_without_pin(cards: Cards) -> None:
    for aid in (AID.hex(), "D3921000310001010408"):
        card = cards("adult")
        assert said(card, "00A4040C0A" + aid, "802A0000" + "33" + "41" * 51 + "00") == ["9000", "9000"]
