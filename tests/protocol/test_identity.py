"""Who somebody is, on the wire: strict values, and nothing secret in a log."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from kiosk.protocol import message
from kiosk.protocol.identifiers import new_id
from kiosk.protocol.identity import (
    LARGEST_CERTIFICATE_BYTES,
    CardAsked,
    CardFace,
    CardTold,
    NonceGiven,
    ProofGiven,
    TapShown,
)

AT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
CODE = "59050620311234"


def test_a_card_code_typed_by_staff_is_fourteen_digits_and_never_in_a_log() -> None:
    asked = CardAsked(call_id=new_id(), epoch=1, ask_id=new_id(), want="face", code=CODE)
    assert CODE not in repr(asked)
    for wrong in ("5905062031123", "590506203112345", "5905062031123x", "５９０５０６２０３１１２３４"):
        with pytest.raises(ValidationError, match="code"):
            CardAsked(call_id=new_id(), epoch=1, ask_id=new_id(), want="face", code=wrong)


def test_pictures_of_a_face_are_never_in_a_log() -> None:
    assert "QUJD" not in repr(CardFace(name="QUJD", address="QUJD", photograph="QUJD"))


def test_the_largest_face_is_one_message() -> None:
    face = CardFace(name="A" * 60000, address="A" * 60000, photograph="A" * 120000)
    told = CardTold(call_id=new_id(), epoch=1, ask_id=new_id(), state="done", face=face)
    assert message.decode(message.encode(told), message.to_console) == told


@pytest.mark.parametrize("wrong", ["0", "zz", "AB", "ab" * (LARGEST_CERTIFICATE_BYTES + 1)])
def test_a_certificate_is_lower_case_hex_of_limited_length(wrong: str) -> None:
    with pytest.raises(ValidationError, match="certificate"):
        TapShown(certificate=wrong)


def test_a_nonce_has_thirty_two_bytes_and_stays_out_of_logs() -> None:
    given = NonceGiven(nonce_id=new_id(), nonce="ab" * 32, expires_at=AT)
    assert "ab" * 32 not in repr(given)
    with pytest.raises(ValidationError, match="nonce"):
        NonceGiven(nonce_id=new_id(), nonce="ab" * 16, expires_at=AT)


def test_certificate_and_signature_stay_out_of_logs() -> None:
    assert "abcd" not in repr(ProofGiven(nonce_id=new_id(), certificate="abcd", signature="abcd"))
