import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.utils import NoDigestInfo
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.card.apdu import digest_info_sha256
from kiosk.jpki.certificates import Purpose
from kiosk.jpki.cms import NotVerified, Verified, Why, detached, prepare, verify
from kiosk.rehearsal.card.virtual_certificates import Authority, CertifiedPerson, made_key

NOW = datetime(2026, 11, 1, 3, 0, 5, 99, tzinfo=UTC)
PERSON = CertifiedPerson("葛西　辻子", "兵庫県姫路市", "319590506", "2")
CONTENT = '{"application":"住民票の写し"}'.encode()
DER = (
    Authority(NOW)
    .issue_sign(made_key("sign"), 8, NOW - timedelta(days=1), NOW + timedelta(days=1800), PERSON)
    .public_bytes(Encoding.DER)
)


def signed(content: bytes = CONTENT, key: str = "sign", der: bytes = DER) -> bytes:
    """What a card would have made."""
    to_sign = prepare(content, NOW)
    signature = made_key(key).sign(digest_info_sha256(to_sign.digest), PKCS1v15(), NoDigestInfo())
    return detached(to_sign, der, signature)


CMS = signed()


def test_a_signature_over_the_content_is_verified_with_the_very_certificate() -> None:
    assert verify(CMS, CONTENT) == Verified(DER)


def test_another_content_another_key_and_another_certificate_are_refused() -> None:
    assert verify(CMS, CONTENT + b" ") == NotVerified(Why.CONTENT)
    assert verify(signed(key="somebody"), CONTENT) == NotVerified(Why.SIGNATURE)
    other = Authority(NOW).issue_sign(made_key("other"), 8, NOW, NOW + timedelta(days=9), PERSON)
    assert verify(signed(der=other.public_bytes(Encoding.DER)), CONTENT) == NotVerified(Why.SIGNATURE)


def attached(data: cms.SignedData, signer: cms.SignerInfo) -> None:
    del signer
    data["encap_content_info"]["content"] = CONTENT


def two_signers(data: cms.SignedData, signer: cms.SignerInfo) -> None:
    data["signer_infos"] = [signer, signer]


def no_certificate(data: cms.SignedData, signer: cms.SignerInfo) -> None:
    del signer
    data["certificates"] = []


def other_serial(data: cms.SignedData, signer: cms.SignerInfo) -> None:
    del data
    signer["sid"].chosen["serial_number"] = 9


def weak_digest(data: cms.SignedData, signer: cms.SignerInfo) -> None:
    del data
    signer["digest_algorithm"]["algorithm"] = "sha1"


def other_padding(data: cms.SignedData, signer: cms.SignerInfo) -> None:
    del data
    signer["signature_algorithm"]["algorithm"] = "rsassa_pss"


def no_attributes(data: cms.SignedData, signer: cms.SignerInfo) -> None:
    del data
    signer["signed_attrs"] = cms.CMSAttributes([])


def attribute_twice(data: cms.SignedData, signer: cms.SignerInfo) -> None:
    del data
    attributes = list(signer["signed_attrs"])
    signer["signed_attrs"] = cms.CMSAttributes([*attributes, attributes[0]])


@pytest.mark.parametrize(
    ("what", "why"),
    [
        (attached, Why.NOT_DETACHED),
        (two_signers, Why.SIGNERS),
        (no_certificate, Why.SIGNERS),
        (other_serial, Why.CERTIFICATE),
        (weak_digest, Why.ALGORITHM),
        (other_padding, Why.ALGORITHM),
        (no_attributes, Why.ATTRIBUTES),
        (attribute_twice, Why.ATTRIBUTES),
    ],
)
def test_what_is_not_exactly_one_detached_signature_is_refused(
    what: Callable[[cms.SignedData, cms.SignerInfo], None], why: Why
) -> None:
    info = cms.ContentInfo.load(CMS)
    what(info["content"], info["content"]["signer_infos"][0])
    assert verify(info.dump(force=True), CONTENT) == NotVerified(why)


@pytest.mark.parametrize("raw", [b"", b"\x30\x00", b"\xff" * 90, CMS[:-1], CMS + b"\0", CMS + bytes(70000)])
def test_what_is_no_cms_is_unreadable(raw: bytes) -> None:
    assert verify(raw, CONTENT) == NotVerified(Why.UNREADABLE)


def key_in(der: bytes) -> bytes:
    """What a certificate is named for; its other bytes are still to be checked itself."""
    dumped: bytes = asn1_x509.Certificate.load(der).public_key.dump()
    return dumped


@settings(max_examples=250, deadline=None)
@given(st.data())
def test_a_mutated_signature_never_names_another_certificate(data: st.DataObject) -> None:
    raw = bytearray(CMS)
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    told = verify(bytes(raw), CONTENT)
    assert isinstance(told, NotVerified) or key_in(told.der) == key_in(DER)


def test_openssl_verifies_it_too(tmp_path: Path) -> None:
    (tmp_path / "application.p7s").write_bytes(CMS)
    (tmp_path / "application.json").write_bytes(CONTENT)
    (tmp_path / "other.json").write_bytes(CONTENT + b" ")
    (tmp_path / "root.pem").write_bytes(Authority(NOW).root(Purpose.SIGN).public_bytes(Encoding.PEM))

    def openssl(content: str) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "application.p7s", "-content", content,
             "-CAfile", "root.pem", "-purpose", "any", "-attime", str(int(NOW.timestamp())), "-out", "out",
             "-ignore_critical"],
            cwd=tmp_path, capture_output=True, check=False,
        )  # fmt: skip

    good = openssl("application.json")
    assert good.returncode == 0, good.stderr.decode()
    assert (tmp_path / "out").read_bytes() == CONTENT
    assert openssl("other.json").returncode != 0


def test_what_openssl_signs_is_verified_here(tmp_path: Path) -> None:
    from cryptography.hazmat.primitives.serialization import NoEncryption, PrivateFormat

    key = made_key("sign").private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "key.pem").write_bytes(key)
    (tmp_path / "cert.der").write_bytes(DER)
    (tmp_path / "content").write_bytes(CONTENT)
    to_pem = ["openssl", "x509", "-inform", "DER", "-in", "cert.der", "-out", "cert.pem"]
    subprocess.run(to_pem, cwd=tmp_path, check=True)
    subprocess.run(
        ["openssl", "cms", "-sign", "-binary", "-in", "content", "-signer", "cert.pem", "-inkey", "key.pem", "-outform",
         "DER", "-md", "sha256", "-nosmimecap", "-out", "theirs"],
        cwd=tmp_path, check=True,
    )  # fmt: skip
    told = verify((tmp_path / "theirs").read_bytes(), CONTENT)
    assert isinstance(told, Verified)
    assert told.der == DER
