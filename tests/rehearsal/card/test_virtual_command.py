import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rehearsal.card.virtual_command import BadLength, parse_command


@pytest.mark.parametrize(
    ("raw", "data", "le"),
    [
        ("00200080", "", None),
        ("00B0000000", "", 256),
        ("00B0000010", "", 16),
        ("0020008002AABB", "AABB", None),
        ("802A009702AABB00", "AABB", 256),
        ("00B000000001F4", "", 500),
        ("00B00000000000", "", 65536),
        ("0020008000000" + "2AABB", "AABB", None),
        ("00200080000002AABB0000", "AABB", 65536),
    ],
)
def test_all_cases_short_and_extended_are_parsed(raw: str, data: str, le: int | None) -> None:
    command = parse_command(bytes.fromhex(raw))
    assert (command.data, command.le) == (bytes.fromhex(data), le)


@pytest.mark.parametrize(
    "raw", ["", "002000", "0020008005AABB", "0020008002AABB0000", "00200080000000AABB", "0020008000AA"]
)
def test_lengths_that_disagree_are_refused(raw: str) -> None:
    with pytest.raises(BadLength):
        parse_command(bytes.fromhex(raw))


def test_a_pin_is_masked_and_other_data_shown() -> None:
    assert parse_command(bytes.fromhex("002000800431323334")).masked() == "0020008004********"
    assert parse_command(bytes.fromhex("002401800431323334")).masked() == "0024018004********"
    assert parse_command(bytes.fromhex("00A4020C020018")).masked() == "00a4020c020018"
    assert "1234" not in repr(parse_command(bytes.fromhex("002000800431323334")))


@given(st.binary(max_size=300))
def test_any_bytes_are_a_command_or_a_bad_length(raw: bytes) -> None:
    try:
        command = parse_command(raw)
    except BadLength:
        return
    assert raw[:4] == bytes([command.cla, command.ins, command.p1, command.p2])
