"""The envelope of a bundle: taken apart as it was made, and nothing else is one."""

import hashlib

import pytest

from kiosk.protocol.bundles import (
    LARGEST_BUNDLE_BYTES,
    MAGIC,
    BadBundle,
    BundleHeader,
    header_bytes,
    pack,
    signed_bytes,
    unpack,
)

PACKED = b"packed files"
HEADER = BundleHeader(number=7, contents_bytes=40, sha256=hashlib.sha256(PACKED).hexdigest())
WHOLE = pack(header_bytes(HEADER), b"signature", PACKED)


def test_an_envelope_is_taken_apart_as_it_was_made() -> None:
    found = unpack(WHOLE)
    assert (found.header, found.signature, found.packed) == (HEADER, b"signature", PACKED)
    assert found.signed_bytes == signed_bytes(header_bytes(HEADER), PACKED)


def test_what_a_later_program_says_more_is_passed_over() -> None:
    header = header_bytes(HEADER)[:-1] + b',"towns":2}'
    assert unpack(pack(header, b"s", PACKED)).header == HEADER


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "damaged"),
        (b"PK\3\4 another archive", "damaged"),
        (MAGIC + b"\xff\xff\xff\xff", "damaged"),
        (MAGIC + b"\0\0", "damaged"),
        (pack(b"{}", b"s", PACKED), "damaged"),
        (pack(header_bytes(HEADER), b"s", PACKED + b"!"), "damaged"),
        (MAGIC + bytes(LARGEST_BUNDLE_BYTES), "too_large"),
        (pack(header_bytes(HEADER).replace(b'"number":7', b'"number":0'), b"s", PACKED), "damaged"),
    ],
)
def test_anything_else_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(BadBundle) as refused:
        unpack(data)
    assert refused.value.code == code


def test_every_shorter_envelope_is_refused() -> None:
    for length in range(len(WHOLE)):
        with pytest.raises(BadBundle):
            unpack(WHOLE[:length])
