"""A door's own certificate: renewed while it is open, and the old one kept when that fails."""

import ssl
from pathlib import Path

import pytest
from cryptography import x509

from kiosk.headquarters.keys.authority import Authority, open_authority
from kiosk.headquarters.keys.door_tls import DoorTls
from tests.headquarters.headquarters_world import Clock


@pytest.fixture
def authority(tmp_path: Path, clock: Clock) -> Authority:
    return open_authority(tmp_path / "keys", "姫路市", clock)


def serial(path: Path) -> int:
    return x509.load_pem_x509_certificates(path.read_bytes())[0].serial_number


def test_it_is_renewed_when_due_and_not_before(authority: Authority, tmp_path: Path, clock: Clock) -> None:
    door, path = DoorTls(authority, tmp_path, "booth", (), clock, booths_only=True), tmp_path / "booth-door.pem"
    first, context = serial(path), door.context
    clock.push(days=260)
    door.renew_when_due()
    assert serial(path) == first
    clock.push(days=10)
    door.renew_when_due()
    assert serial(path) != first
    assert door.context is context, "the server goes on with it"


def test_a_disk_that_takes_nothing_leaves_the_old_one_until_it_does(
    authority: Authority, tmp_path: Path, clock: Clock
) -> None:
    folder = tmp_path / "doors"
    folder.mkdir()
    door = DoorTls(authority, folder, "booth", (), clock, booths_only=True)
    first = serial(folder / "booth-door.pem")
    clock.push(days=300)
    folder.rename(tmp_path / "away")
    door.renew_when_due()
    (tmp_path / "away").rename(folder)
    assert serial(folder / "booth-door.pem") == first
    door.renew_when_due()
    assert serial(folder / "booth-door.pem") != first


def test_booths_are_asked_for_a_certificate_and_staff_are_not(
    authority: Authority, tmp_path: Path, clock: Clock
) -> None:
    booth = DoorTls(authority, tmp_path, "booth", (), clock, booths_only=True).context
    staff = DoorTls(authority, tmp_path, "staff", (), clock, booths_only=False).context
    assert (booth.verify_mode, staff.verify_mode) == (ssl.CERT_REQUIRED, ssl.CERT_NONE)
    assert booth.minimum_version == ssl.TLSVersion.TLSv1_3
