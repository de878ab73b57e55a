"""Who is here: what older and newer peers may say."""

import pytest
from pydantic import ValidationError

from kiosk.protocol.identifiers import PROTOCOL_VERSION, new_id
from kiosk.protocol.message import decode, encode, from_booth
from kiosk.protocol.presence import BoothHealth, BoothHello, Refused, SealingKey


@pytest.mark.parametrize("version", [0, PROTOCOL_VERSION, PROTOCOL_VERSION + 1])
def test_the_hello_of_any_version_can_be_read_so_that_it_can_be_answered(version: int) -> None:
    hello = BoothHello(protocol_version=version, booth_id="himeji-1", health=BoothHealth(software="0"))
    assert decode(encode(hello), from_booth) == hello


def test_health_tells_nothing_until_it_was_heard() -> None:
    health = BoothHealth(software="0.1.0")
    assert not any((health.card_reader, health.camera, health.microphone, health.printer, health.rehearsal))


def test_a_refusal_has_one_of_the_agreed_codes() -> None:
    assert Refused(code="version_too_old", call_id=new_id()).detail == ""
    with pytest.raises(ValidationError):
        Refused(code="go_away")  # type: ignore[arg-type] # that is the point


def test_a_key_id_cannot_leave_its_folder() -> None:
    with pytest.raises(ValidationError):
        SealingKey(key_id="../k", suite="x", public_key="", signature="")
