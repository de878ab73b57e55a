"""The booth's identity on its disk: kept privately, read whole or not at all, good for so long."""

import json
import shutil
import ssl
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509

from kiosk.booth.uplink import device_identity as devices
from kiosk.booth.uplink.device_identity import Device, NotEnrolled, load, vouched
from tests.booth.conftest import Authority
from tests.booth.headquarters_doors import authority_of_today, booth_of


@pytest.fixture
def authority() -> Authority:
    return authority_of_today()


async def test_the_files_belong_to_the_booth_alone(authority: Authority, tmp_path: Path) -> None:
    device = booth_of(authority, tmp_path)
    assert device.folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in device.folder.iterdir()} == {0o600}


def test_an_unenrolled_booth_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(NotEnrolled, match="kiosk enrol --config FILE CODE"):
        load(tmp_path / "identity")


@pytest.mark.parametrize("file", ["device.pem", "enrolled.json"])
@pytest.mark.parametrize("content", [None, "", "rubbish"])
def test_a_damaged_identity_is_no_identity(
    authority: Authority, tmp_path: Path, file: str, content: str | None
) -> None:
    device = booth_of(authority, tmp_path)
    path = device.folder / file
    path.unlink() if content is None else path.write_text(content)
    with pytest.raises(NotEnrolled):
        load(device.folder)


def test_power_that_goes_in_the_middle_of_a_renewal_leaves_a_pair_that_fits(
    authority: Authority, tmp_path: Path
) -> None:
    device = booth_of(authority, tmp_path)
    before = (device.folder / "enrolled.json").read_bytes()
    other = booth_of(authority, tmp_path)
    (device.folder / "enrolled.json").write_bytes(before)  # the second file was not written any more
    found = load(device.folder)
    certificate = x509.load_pem_x509_certificate(found.enrolled.certificate.encode())
    assert certificate.public_key() == found.key.public_key() == other.key.public_key()
    assert found.enrolled.expires_at == certificate.not_valid_after_utc
    assert isinstance(found.tls(), ssl.SSLContext)


def test_renewal_is_due_after_two_thirds_of_the_life(authority: Authority, tmp_path: Path) -> None:
    device, begun = booth_of(authority, tmp_path), authority.at - timedelta(days=1)
    life = timedelta(days=91)
    assert not device.due_for_renewal(begun + life * 0.66)
    assert device.due_for_renewal(begun + life * 0.67)
    assert device.expires_in(authority.at) == timedelta(days=90)


def test_only_keys_the_authority_vouches_for_are_believed(authority: Authority, tmp_path: Path) -> None:
    device = booth_of(authority, tmp_path)
    strange = booth_of(authority_of_today(), tmp_path / "other")
    (good,), (bad,) = device.enrolled.sealing_keys, strange.enrolled.sealing_keys
    assert vouched((bad, good), device) == (good,)


def test_the_key_is_in_no_other_file_and_no_repr(authority: Authority, tmp_path: Path) -> None:
    device = booth_of(authority, tmp_path)
    assert "PRIVATE" not in json.dumps(json.loads((device.folder / "enrolled.json").read_text()))
    assert "PRIVATE" not in repr(device)
    shutil.rmtree(device.folder)
    with pytest.raises(OSError, match="No such file"):
        Device(device.folder, device.enrolled, device.key).tls()


def test_keeping_twice_leaves_no_drafts(authority: Authority, tmp_path: Path) -> None:
    device = booth_of(authority, tmp_path)
    devices.keep(device.folder, device.key, device.enrolled)
    assert {path.name for path in device.folder.iterdir()} == {"device.pem", "enrolled.json"}


def test_an_identity_whose_authority_is_damaged_is_no_identity(authority: Authority, tmp_path: Path) -> None:
    device = booth_of(authority, tmp_path)
    damaged = device.enrolled.model_copy(update={"authority": "-----BEGIN CERTIFICATE-----\nrubbish"})
    (device.folder / "enrolled.json").write_text(damaged.model_dump_json())
    with pytest.raises(NotEnrolled):
        load(device.folder)
