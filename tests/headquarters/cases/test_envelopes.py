"""What is looked at before anything is kept."""

import json
import struct
from typing import Any

import pytest

from kiosk.headquarters.cases.envelopes import NotReceived, fingerprint, read_envelope
from kiosk.headquarters.fleet.booths import KnownBooth
from kiosk.protocol.submissions import MAGIC

BOOTH = KnownBooth("himeji-ieshima-1", "家島支所")


def claiming(**header: Any) -> bytes:
    said = json.dumps(header).encode()
    return MAGIC + struct.pack("!I", len(said)) + said


@pytest.mark.parametrize(
    ("key", "body", "status", "problem"),
    [
        (None, b"", 400, "key-missing"),
        ("x", b"", 400, "malformed-submission"),
        ("x", MAGIC, 400, "malformed-submission"),
        ("x", claiming(protocol_version=0), 426, "version-too-old"),
        ("x", claiming(protocol_version=2), 503, "version-too-new"),
        ("x", claiming(protocol_version="1"), 400, "malformed-submission"),
    ],
)
def test_what_cannot_be_taken_says_why(key: str | None, body: bytes, status: int, problem: str) -> None:
    found = read_envelope(BOOTH, key, body)
    assert isinstance(found, NotReceived)
    assert (found.status, found.problem) == (status, problem)


def test_two_bodies_have_two_fingerprints() -> None:
    assert fingerprint(b"a") == fingerprint(b"a") != fingerprint(b"b")
