"""The imprint's key: made once, renewed while it is ours, a town's own left alone, and papers go without a bad one."""

import errno
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from kiosk.headquarters.keys import imprint_key
from kiosk.headquarters.keys.authority import open_authority, private_pem
from kiosk.headquarters.keys.imprint_key import FILE, ImprintKeys
from tests.headquarters.headquarters_world import Clock


@pytest.fixture
def keys(tmp_path: Path, clock: Clock) -> ImprintKeys:
    return ImprintKeys(tmp_path, open_authority(tmp_path, "姫路市", clock), clock)


def towns_own(clock: Clock, days: int, key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> bytes:
    """A certificate of another authority, and its key."""
    above = ec.generate_private_key(ec.SECP256R1())

    def called(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    certificate = (
        x509.CertificateBuilder()
        .subject_name(called("姫路市長"))
        .issuer_name(called("職責認証局"))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(clock() - timedelta(days=400))
        .not_valid_after(clock() + timedelta(days=days))
        .sign(above, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + certificate.public_bytes(serialization.Encoding.PEM)


def test_it_is_made_once_in_the_towns_name_and_for_nothing_else(keys: ImprintKeys, tmp_path: Path) -> None:
    first, again = keys.current(), keys.current()
    assert first is not None
    assert again is not None
    assert first.certificate == again.certificate
    assert "姫路市" in first.certificate.subject.rfc4514_string()
    assert first.certificate.extensions.get_extension_for_class(x509.KeyUsage).value.content_commitment
    uses = first.certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert [use.dotted_string for use in uses] == ["1.3.6.1.5.5.7.3.36"]
    assert len(first.chain) == 1
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    assert "PRIVATE" not in repr(first)


def test_our_own_is_renewed_long_before_it_ends(keys: ImprintKeys, clock: Clock) -> None:
    first = keys.current()
    clock.push(days=600)
    same = keys.current()
    clock.push(days=200)
    later = keys.current()
    assert first is not None
    assert same is not None
    assert later is not None
    assert same.certificate == first.certificate
    assert later.certificate.not_valid_after_utc > first.certificate.not_valid_after_utc


@pytest.mark.parametrize("kind", ["ec", "rsa"])
def test_a_towns_own_is_taken_and_left_alone(keys: ImprintKeys, tmp_path: Path, clock: Clock, kind: str) -> None:
    key = ec.generate_private_key(ec.SECP256R1()) if kind == "ec" else rsa.generate_private_key(65537, 2048)
    (tmp_path / FILE).write_bytes(towns_own(clock, 30, key))
    found = keys.current()
    assert found is not None
    assert "姫路市長" in found.certificate.subject.rfc4514_string()


def test_a_towns_own_that_ran_out_is_not_used(keys: ImprintKeys, tmp_path: Path, clock: Clock) -> None:
    content = towns_own(clock, 30, ec.generate_private_key(ec.SECP256R1()))
    (tmp_path / FILE).write_bytes(content)
    clock.push(days=31)
    assert keys.current() is None
    assert (tmp_path / FILE).read_bytes() == content


def test_a_damaged_key_is_neither_used_nor_replaced(keys: ImprintKeys, tmp_path: Path, clock: Clock) -> None:
    one, other = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    certificate = b"-----BEGIN CERT" + towns_own(clock, 30, one).split(b"-----BEGIN CERT")[1]
    for content in (b"damaged", private_pem(one), private_pem(other) + certificate):
        (tmp_path / FILE).write_bytes(content)
        assert keys.current() is None
        assert (tmp_path / FILE).read_bytes() == content


def test_a_key_of_a_kind_papers_cannot_have_is_not_used(keys: ImprintKeys, tmp_path: Path) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / FILE).write_bytes(pem)
    assert keys.current() is None


def test_one_that_cannot_be_renewed_is_used_for_as_long_as_it_is_good(
    keys: ImprintKeys, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or every paper of a case that staff wrote in is a fault of ours, from the day the disk is full."""
    first = keys.current()
    assert first is not None

    def full(_path: Path, _content: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(imprint_key, "write_private", full)
    ends = first.certificate.not_valid_after_utc
    clock.set_by(seconds=(ends - clock()).total_seconds() - 3600)
    found = keys.current()
    assert found is not None
    assert found.certificate == first.certificate
    clock.set_by(seconds=7200)
    assert keys.current() is None
