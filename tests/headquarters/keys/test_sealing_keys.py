"""Sealing keys: two suites, kept, vouched for by the authority."""

from pathlib import Path

import pytest

from kiosk.applications.sealing import verify_sealing_key
from kiosk.headquarters.keys.authority import KeysUnusable, open_authority
from kiosk.headquarters.keys.sealing_keys import open_sealing_keys
from tests.headquarters.headquarters_world import Clock


def test_keys_are_made_once_and_vouched_for(tmp_path: Path, clock: Clock) -> None:
    authority = open_authority(tmp_path, "姫路市", clock)
    first, again = open_sealing_keys(tmp_path, authority), open_sealing_keys(tmp_path, authority)
    assert [key.public_key for key in first.offered] == [key.public_key for key in again.offered]
    assert all(verify_sealing_key(key, authority.pem.encode()) for key in first.offered)
    assert first.offered[0].suite.startswith("mlkem768")
    assert (tmp_path / "sealing-hq-1a.pem").stat().st_mode & 0o777 == 0o600


def test_a_damaged_key_is_named_and_not_replaced(tmp_path: Path, clock: Clock) -> None:
    authority = open_authority(tmp_path, "姫路市", clock)
    open_sealing_keys(tmp_path, authority)
    (tmp_path / "sealing-hq-1a.pem").write_bytes(b"damaged")
    with pytest.raises(KeysUnusable, match="sealing-hq-1a"):
        open_sealing_keys(tmp_path, authority)
