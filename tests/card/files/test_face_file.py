from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.card.files.face_file import parse_face, parse_municipality
from kiosk.card.files.tlv import encode
from kiosk.protocol.faults import CardFault, Code
from kiosk.rehearsal.card.virtual_card_face import drawn_face, drawn_text, face_file, face_information
from kiosk.rehearsal.residents import residents

KASAI = residents(date(2026, 11, 1))["kasai"]
FACE = face_file(KASAI, "20350118")


def test_a_face_is_read_by_tag() -> None:
    face = parse_face(FACE + b"\xff" * 30)
    assert (face.birth_date, face.sex, face.expiry) == (b"19590506", b"2", b"20350118")
    assert face.name == drawn_text(KASAI.name, 480, 40)
    assert face.photograph == drawn_face("2")
    assert (len(face.signature), len(face.digests)) == (256, 96)
    assert "1959" not in repr(face)


def test_a_face_without_its_photograph_has_no_digests() -> None:
    body = encode(0xDF22, b"19590506") + encode(0xDF25, b"name")
    face = parse_face(encode(0xFF20, body))
    assert (face.photograph, face.address, face.digests) == (b"", b"", b"")


def test_length_forms_are_hashed_as_written() -> None:
    short = encode(0xDF22, b"19590506")
    long = b"\xdf\x22\x82\x00\x08" + b"19590506"
    rest = b"".join(encode(tag, b"x") for tag in (0xDF23, 0xDF24, 0xDF25, 0xDF26, 0xDF27))
    one, other = parse_face(encode(0xFF20, short + rest)), parse_face(encode(0xFF20, long + rest))
    assert one.birth_date == other.birth_date
    assert one.digests != other.digests


@pytest.mark.parametrize(
    "raw",
    [b"", FACE[:200], encode(0xFF30, b""), encode(0xFF20, encode(0xDF22, b"19590506")),
     encode(0xFF20, encode(0xDF25, b"name")), bytes.fromhex("FF2080")],
)  # fmt: skip
def test_a_file_that_is_none_is_garbled(raw: bytes) -> None:
    with pytest.raises(CardFault) as fault:
        parse_face(raw)
    assert fault.value.code is Code.GARBLED


def test_the_municipality_is_five_digits_or_nothing() -> None:
    assert parse_municipality(face_information()) == "28201"
    assert parse_municipality(encode(0xFF30, encode(0xDF34, b"2820"))) is None
    assert parse_municipality(encode(0xFF30, b"")) is None
    with pytest.raises(CardFault):
        parse_municipality(b"\xff" * 16)


def mutated_face_is_survived(data: st.DataObject) -> None:
    raw = bytearray(FACE)
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, 400))] = data.draw(st.integers(0, 255))
    faults = []
    try:
        face = parse_face(bytes(raw[: data.draw(st.integers(0, len(raw)))]))
        assert len(face.digests) in (0, 96)
    except CardFault as fault:
        faults.append(fault.code)
    assert set(faults) <= {Code.GARBLED}


@settings(max_examples=300)
@given(st.data())
def test_a_mutated_face_is_a_face_or_the_one_fault(data: st.DataObject) -> None:
    mutated_face_is_survived(data)


@pytest.mark.soak
@settings(max_examples=10_000, deadline=None)
@given(st.data())
def test_ten_thousand_mutated_faces(data: st.DataObject) -> None:
    mutated_face_is_survived(data)
