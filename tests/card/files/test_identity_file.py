from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.card.card import Note
from kiosk.card.files.identity_file import parse_birth_date, parse_identity
from kiosk.card.files.tlv import encode
from kiosk.procedures.fields import CardItem
from kiosk.procedures.identity import Identity, Sex
from kiosk.procedures.prefill import item_of
from kiosk.protocol.faults import CardFault, Code
from kiosk.rehearsal.card.virtual_card_files import identity_file

# a published file of a test card; the person is invented
PUBLISHED = bytes.fromhex(
    "ff2065df2108000e002000590064df220fe9bb92e6a190e38080e5b9b9e4b99f"
    "df2336e69db1e4baace983bde6b885e780ace5b882e8a6b3e5b883e5ad90e58d97efbc91efbc92efbc8defbc97efbc8defbc92efbc90efbc92"
    "df24083139383030323137df250131"
)


def made(name: bytes = "山田　花子".encode(), address: bytes = "姫路市".encode(), birth: bytes = b"19600101") -> bytes:
    fields = encode(0xDF22, name) + encode(0xDF23, address) + encode(0xDF24, birth) + encode(0xDF25, b"2")
    return encode(0xFF20, fields)


def read(raw: bytes) -> tuple[Identity, tuple[Note, ...]]:
    return parse_identity(raw)


def test_the_published_file_is_read_as_published() -> None:
    identity, notes = read(PUBLISHED)
    assert (identity.name, identity.address) == ("黒桐　幹也", "東京都清瀬市観布子南１２－７－２０２")
    assert str(identity.birth_date.known()) == "1980-02-17"
    assert (identity.sex, identity.sex_raw) == (Sex.MALE, "1")
    assert notes == ()


def test_our_own_files_have_the_published_shape() -> None:
    again = identity_file("黒桐　幹也", "東京都清瀬市観布子南１２－７－２０２", "19800217", "1")
    assert again == PUBLISHED
    assert sha256(again[14:]).hexdigest() == "b9e0d09427b23b1d4beda2848512b4103752dc2667e51f9712872d65f472cb3b"


def test_a_name_keeps_every_code_point() -> None:
    name = "葛\U000e0102西　塚\ufa10本\U00020bb7"
    identity, notes = read(made(name=name.encode()))
    assert identity.name == name
    assert notes == ()


def test_filler_behind_the_object_is_ignored() -> None:
    assert read(PUBLISHED + b"\xff" * 40)[0].name == "黒桐　幹也"


@pytest.mark.parametrize(
    ("raw", "known", "parts"),
    [
        (b"19590506", True, (1959, 5, 6)),
        (b"19500000", False, (1950, None, None)),
        (b"00000000", False, (None, None, None)),
        (b"19600230", False, (1960, 2, 30)),
        (b"        ", False, (None, None, None)),
        (b"1960", False, (None, None, None)),
        (b"\xb1960101", False, (None, None, None)),
        (b"20240229", True, (2024, 2, 29)),
    ],
)
def test_a_birth_date_is_kept_raw_and_never_invented(
    raw: bytes, known: bool, parts: tuple[int | None, int | None, int | None]
) -> None:
    date = parse_birth_date(raw)
    assert (date.known() is not None) is known
    assert (date.year, date.month, date.day) == parts
    assert len(date.raw) == len(raw)


def test_an_odd_birth_date_is_noted_and_the_rest_still_filled_in() -> None:
    identity, notes = read(made(birth=b"19500000"))
    assert identity.name == "山田　花子"
    assert [(note.code, note.field) for note in notes] == [(Code.ODD_BIRTH_DATE, "birth_date")]


def test_a_field_that_is_no_text_stays_empty_and_is_named() -> None:
    identity, notes = read(made(address=b"\xff\xfe"))
    assert identity.address == ""
    assert [(note.code, note.field) for note in notes] == [(Code.UNREADABLE_TEXT, "address")]


def test_what_cannot_be_seen_is_shown_as_a_box_and_its_place_is_named() -> None:
    identity, notes = read(made(name="山\u202e田\0".encode()))
    assert identity.name == "山□田□"
    assert notes == (Note(code=Code.UNREADABLE_TEXT, field="name", positions=(1, 3)),)
    identity, notes = read(made(name="佐\u3164藤\u034f\u115f".encode()))
    assert identity.name == "佐□藤□□"
    assert notes == (Note(code=Code.UNREADABLE_TEXT, field="name", positions=(1, 3, 4)),)


@pytest.mark.parametrize("raw", [b"99991200", b"99991231", b"22010101", b"18671231"])
def test_a_year_nobody_is_born_in_is_odd_and_fills_nothing(raw: bytes) -> None:
    identity, notes = read(made(birth=raw))
    assert [(note.code, note.field) for note in notes] == [(Code.ODD_BIRTH_DATE, "birth_date")]
    assert item_of(identity, CardItem.BIRTH_DATE) is None


def test_an_emoji_in_a_name_is_named() -> None:
    assert read(made(name="山🙂田".encode()))[1] == (Note(code=Code.UNREADABLE_TEXT, field="name", positions=(1,)),)


def test_a_stand_in_character_is_kept_and_named() -> None:
    identity, notes = read(made(name="山●\ue000田".encode()))
    assert identity.name == "山●\ue000田"
    assert notes == (Note(code=Code.SUBSTITUTED, field="name", positions=(1, 2)),)


def test_a_long_address_is_whole_and_noted() -> None:
    identity, notes = read(made(address=("長" * 201).encode()))
    assert len(identity.address) == 201
    assert [(note.code, note.field) for note in notes] == [(Code.TOO_LONG, "address")]


def test_a_lying_offset_table_is_only_noted() -> None:
    identity, notes = read(PUBLISHED[:6] + b"\x00\x99" + PUBLISHED[8:])
    assert identity.name == "黒桐　幹也"
    assert notes == (Note(code=Code.GARBLED, field="file"),)


def test_an_unknown_sex_is_kept_as_it_is() -> None:
    raw = encode(0xFF20, encode(0xDF22, b"NI NI WIN") + encode(0xDF24, b"19950612") + encode(0xDF25, b"3"))
    identity, notes = read(raw)
    assert (identity.sex, identity.sex_raw) == (Sex.UNKNOWN, "3")
    assert {(note.code, note.field) for note in notes} == {
        (Code.UNREADABLE_TEXT, "sex"),
        (Code.UNREADABLE_TEXT, "address"),
    }


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        PUBLISHED[:50],
        encode(0xFF30, b""),
        encode(0xFF20, encode(0xDF22, b"x")),
        encode(0xFF20, encode(0xDF24, b"19600101")),
        encode(0xFF20, encode(0xDF22, b"x") * 2 + encode(0xDF24, b"19600101")),
        bytes.fromhex("FF2080"),
    ],
)
def test_a_file_that_is_none_is_garbled(raw: bytes) -> None:
    with pytest.raises(CardFault) as fault:
        read(raw)
    assert fault.value.code is Code.GARBLED


def mutated_file_is_survived(data: st.DataObject) -> None:
    raw = bytearray(PUBLISHED)
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(raw)))
    faults = []
    try:
        identity, _ = read(bytes(raw[:cut]) if data.draw(st.booleans()) else bytes(raw))
        assert "\0" not in identity.name + identity.address + identity.birth_date.raw + identity.sex_raw
    except CardFault as fault:
        faults.append(fault.code)
    assert set(faults) <= {Code.GARBLED}


@settings(max_examples=400)
@given(st.data())
def test_mutated_files_give_an_identity_or_the_one_fault(data: st.DataObject) -> None:
    mutated_file_is_survived(data)


@pytest.mark.soak
@settings(max_examples=10_000, deadline=None)
@given(st.data())
def test_ten_thousand_mutated_files(data: st.DataObject) -> None:
    mutated_file_is_survived(data)
