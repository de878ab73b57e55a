import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.card.files import tlv


def test_two_byte_tags_and_long_lengths_are_read() -> None:
    header = tlv.read_header(bytes.fromhex("FF20820123"))
    assert (header.tag, header.length, header.size, header.total) == (0xFF20, 0x123, 5, 0x128)


def test_objects_of_one_level_are_found_with_their_places() -> None:
    raw = tlv.encode(0xDF22, b"name") + tlv.encode(0xDF25, b"1")
    assert [(one.tag, one.value, one.offset) for one in tlv.parse(raw)] == [(0xDF22, b"name", 0), (0xDF25, b"1", 7)]


@pytest.mark.parametrize(
    "raw",
    ["", "DF", "DF22", "DF2280", "DF228400000001", "DF2205AA", "DF2201AADF2201AA", "DF2201AA00", "DF2282"],
)
def test_what_is_not_tlv_is_refused(raw: str) -> None:
    with pytest.raises(tlv.TlvError):
        [tlv.read_header(bytes.fromhex(raw)), *tlv.parse(bytes.fromhex(raw))]


@given(st.binary(max_size=300))
def test_the_parser_raises_nothing_but_its_own_error_and_loses_no_byte(raw: bytes) -> None:
    try:
        objects = tlv.parse(raw)
    except tlv.TlvError:
        return
    assert sum(len(one.value) for one in objects) <= len(raw)


@given(st.sampled_from([0x5F4E, 0xDF22, 0x30, 0xFF20]), st.binary(max_size=70000))
def test_what_was_encoded_is_parsed_back(tag: int, value: bytes) -> None:
    (found,) = tlv.parse(tlv.encode(tag, value))
    assert (found.tag, found.value) == (tag, value)
