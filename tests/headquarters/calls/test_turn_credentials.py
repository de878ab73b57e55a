"""Credentials of the relay as coturn computes them."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.headquarters.calls.turn_credentials import Relay, SecretMissing
from kiosk.headquarters.settings import Turn

AT = datetime(2026, 11, 21, tzinfo=UTC)


def test_without_a_relay_there_is_nothing_to_give() -> None:
    assert Relay(Turn(), lambda: AT).servers("b1") == ()


def test_credentials_live_ten_minutes_and_are_signed_with_the_secret(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("shared\n")
    turn = Turn(urls=("turn:turn.example:3478",), stun_urls=("stun:turn.example:3478",), secret_file=secret)
    stun, relay = Relay(turn, lambda: AT).servers("himeji-ieshima-1")
    assert stun.urls == ("stun:turn.example:3478",)
    assert relay.username == f"{int(AT.timestamp()) + 600}:himeji-ieshima-1"
    expected = hmac.new(b"shared", relay.username.encode(), hashlib.sha1).digest()
    assert relay.credential == base64.b64encode(expected).decode()


@pytest.mark.parametrize("secret", [None, Path("/nowhere/secret")])
def test_a_relay_without_its_secret_is_a_clear_error(secret: Path | None) -> None:
    with pytest.raises(SecretMissing, match=r"turn\.secret_file"):
        Relay(Turn(urls=("turn:x",), secret_file=secret), lambda: AT)
