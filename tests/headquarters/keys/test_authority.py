"""Keys: made once, kept private, never replaced unseen."""

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from kiosk.headquarters.keys import authority
from tests.headquarters.headquarters_world import Clock, csr, new_key


def test_the_authority_is_made_once_and_kept_private(tmp_path: Path, clock: Clock) -> None:
    first = authority.open_authority(tmp_path / "keys", "姫路市", clock)
    again = authority.open_authority(tmp_path / "keys", "姫路市", clock)
    assert first.pem == again.pem
    assert (tmp_path / "keys" / "authority.pem").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700


def test_a_damaged_authority_is_named_and_not_replaced(tmp_path: Path, clock: Clock) -> None:
    authority.open_authority(tmp_path, "姫路市", clock)
    (tmp_path / "authority.pem").write_bytes(b"damaged")
    with pytest.raises(authority.KeysUnusable, match=r"authority\.pem.*backup"):
        authority.open_authority(tmp_path, "姫路市", clock)
    assert (tmp_path / "authority.pem").read_bytes() == b"damaged"


def test_a_booths_certificate_is_for_clients_and_ends(tmp_path: Path, clock: Clock) -> None:
    ours = authority.open_authority(tmp_path, "姫路市", clock)
    issued = ours.certify_booth(csr(new_key()), "himeji-ieshima-1", timedelta(days=90))
    certificate = x509.load_pem_x509_certificate(issued.pem.encode())
    certificate.verify_directly_issued_by(ours.certificate)
    usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [ExtendedKeyUsageOID.CLIENT_AUTH]
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["himeji-ieshima-1"]
    assert timedelta(days=89) < issued.expires_at - clock() <= timedelta(days=90)


def test_a_door_is_good_for_its_names_and_renewed_long_before_its_end(tmp_path: Path, clock: Clock) -> None:
    ours = authority.open_authority(tmp_path, "姫路市", clock)
    proof, due_at = ours.certify_door("staff", ("0.0.0.0", "madoguchi.example", "192.0.2.7"))
    chain = x509.load_pem_x509_certificates(proof)
    names = chain[0].extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert {"madoguchi.example", "localhost"} <= set(names.get_values_for_type(x509.DNSName))
    addresses = {str(address) for address in names.get_values_for_type(x509.IPAddress)}
    assert {"192.0.2.7", "127.0.0.1"} <= addresses
    assert "0.0.0.0" not in addresses
    assert timedelta(days=120) < chain[0].not_valid_after_utc - due_at < timedelta(days=140)


def test_a_secret_is_made_once(tmp_path: Path) -> None:
    assert authority.secret(tmp_path, "s") == authority.secret(tmp_path, "s")
    assert len(authority.secret(tmp_path, "s")) == 32
    assert (tmp_path / "s").stat().st_mode & 0o777 == 0o600
