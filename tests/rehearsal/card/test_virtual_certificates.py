import subprocess
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from kiosk.jpki.certificates import Purpose
from kiosk.rehearsal.card.virtual_certificates import Authority, CertifiedPerson, made_key

PERSON = CertifiedPerson("日向　樹", "兵庫県姫路市", "319720211", "1", name_flags="0001")


def issued(now: datetime) -> tuple[x509.Certificate, x509.Certificate]:
    authority, ends = Authority(now), now + timedelta(days=1000)
    auth = authority.issue_auth(made_key("auth"), 77, now, ends)
    return auth, authority.issue_sign(made_key("sign"), 78, now, ends, PERSON)


def test_extensions_have_the_order_and_the_criticality_of_the_real_profile(now: datetime) -> None:
    auth, sign = issued(now)
    shape = [
        ("keyUsage", True), ("certificatePolicies", True), ("issuerAltName", False), ("cRLDistributionPoints", False),
        ("authorityKeyIdentifier", False), ("subjectKeyIdentifier", False),
    ]  # fmt: skip
    assert [(one.oid._name, one.critical) for one in auth.extensions] == shape
    with_names = [*shape[:2], ("subjectAltName", False), *shape[2:]]
    assert [(one.oid._name, one.critical) for one in sign.extensions] == with_names


def test_an_authentication_certificate_tells_nothing_of_its_holder(now: datetime) -> None:
    subject = issued(now)[0].subject.rfc4514_string()
    assert subject.startswith("CN=")
    assert subject.endswith(",C=JP")


def test_a_signing_certificate_carries_six_values_in_the_real_order(now: datetime) -> None:
    names = issued(now)[1].extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    others = [one for one in names if isinstance(one, x509.OtherName)]
    found = [(one.type_id.dotted_string[-1], one.value[2:].decode()) for one in others]
    assert found == [
        ("1", "日向　樹"), ("4", "319720211"), ("3", "1"), ("5", "兵庫県姫路市"), ("2", "0001"), ("6", "000000"),
    ]  # fmt: skip


def test_country_is_a_printable_string_and_the_rest_utf8(now: datetime) -> None:
    types = [attribute._type.name for attribute in issued(now)[0].issuer]
    assert types == ["PrintableString", "UTF8String", "UTF8String", "UTF8String"]


def test_openssl_accepts_the_chain(now: datetime, tmp_path: Path) -> None:
    for purpose, leaf in zip(Purpose, issued(now), strict=True):
        root_file, leaf_file = tmp_path / f"{purpose}-root.pem", tmp_path / f"{purpose}.pem"
        root_file.write_bytes(Authority(now).root(purpose).public_bytes(Encoding.PEM))
        leaf_file.write_bytes(leaf.public_bytes(Encoding.PEM))
        command = ["openssl", "verify", "-x509_strict", "-ignore_critical", "-attime", str(int(now.timestamp()) + 60)]
        done = subprocess.run(
            [*command, "-CAfile", root_file, leaf_file], capture_output=True, text=True, timeout=30, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_one_name_gives_one_key() -> None:
    assert made_key("auth") is made_key("auth")
    assert made_key("auth") is not made_key("sign")
