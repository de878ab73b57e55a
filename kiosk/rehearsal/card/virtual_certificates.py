"""Certificates of the rehearsal: the real profile's extensions, criticality, string types and order, O=JPKI-EMU.

They are made at run time and never stored: a file that looks like a card's certificate does not exist in this project.
"""

from datetime import datetime, timedelta
from functools import cache

from asn1crypto.core import UTF8String
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

from kiosk.jpki.certificates import ORGANISATION_REHEARSAL, Purpose
from kiosk.values import dataclass

_AGENCY = "Japan Agency for Local Authority Information Systems"
_UNITS = {Purpose.AUTH: "JPKI for user authentication", Purpose.SIGN: "JPKI for digital signature"}
_POLICIES = {Purpose.AUTH: "1.2.392.200149.8.5.1.3.30", Purpose.SIGN: "1.2.392.200149.8.5.1.1.20"}
_POLICIES_TEST = {Purpose.AUTH: "1.2.392.200149.8.5.1.0.30", Purpose.SIGN: "1.2.392.200149.8.5.1.0.20"}
_PERSON = "1.2.392.200149.8.5.5."
_CPS = "http://www.jpki.go.jp/cps.html"


@cache
def made_key(name: str) -> rsa.RSAPrivateKey:
    """A key made once in this run; the same name gives the same key."""
    del name
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass(frozen=True)
class CertifiedPerson:
    """What a signing certificate says of its holder; the flags mark substitute characters with `1`."""

    name: str
    address: str
    birth: str
    sex: str
    name_flags: str = ""
    address_flags: str = ""


@dataclass(frozen=True)
class Authority:
    """One hierarchy: a root for each purpose, valid from ten years before to ten years after `now`."""

    now: datetime
    organisation: str = ORGANISATION_REHEARSAL
    generation: str = "1"

    def key(self, purpose: Purpose) -> rsa.RSAPrivateKey:
        """The root's key."""
        return made_key(f"{self.organisation}-{self.generation}-{purpose}")

    def root(self, purpose: Purpose) -> x509.Certificate:
        """The root's own certificate."""
        key, name = self.key(purpose), _authority_name(self.organisation, purpose)
        usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
        return (
            _begin(name, name, key, self.now - timedelta(days=3650), self.now + timedelta(days=3650), 1)
            .add_extension(usage, critical=True)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(x509.SubjectAlternativeName([_japanese_name()]), critical=False)
            .add_extension(_crl_point(name), critical=False)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .sign(key, SHA256())
        )

    def issue_auth(self, key: rsa.RSAPrivateKey, serial: int, begins: datetime, ends: datetime) -> x509.Certificate:
        """An authentication certificate: no name, no address, no birth date."""
        subject = _name([(NameOID.COUNTRY_NAME, "JP"), (NameOID.COMMON_NAME, f"{serial:010X}EMU28201003A")])
        return self._issue(Purpose.AUTH, subject, key, serial, (begins, ends), None)

    def issue_sign(
        self, key: rsa.RSAPrivateKey, serial: int, begins: datetime, ends: datetime, person: CertifiedPerson
    ) -> x509.Certificate:
        """A signing certificate with the six values about its holder."""
        subject = _name(
            [
                (NameOID.COUNTRY_NAME, "JP"),
                (NameOID.LOCALITY_NAME, "Hyogo-ken"),
                (NameOID.LOCALITY_NAME, "Himeji-shi"),
                (NameOID.COMMON_NAME, f"{begins:%Y%m%d%H%M%S}{serial % 100000:05d}282010"),
            ]
        )
        names = x509.SubjectAlternativeName(
            [
                x509.OtherName(x509.ObjectIdentifier(_PERSON + number), UTF8String(value).dump())
                for number, value in (
                    ("1", person.name),
                    ("4", person.birth),
                    ("3", person.sex),
                    ("5", person.address),
                    ("2", person.name_flags or "0" * len(person.name)),
                    ("6", person.address_flags or "0" * len(person.address)),
                )
            ]
        )
        return self._issue(Purpose.SIGN, subject, key, serial, (begins, ends), names)

    def _issue(
        self,
        purpose: Purpose,
        subject: x509.Name,
        key: rsa.RSAPrivateKey,
        serial: int,
        dates: tuple[datetime, datetime],
        names: x509.SubjectAlternativeName | None,
    ) -> x509.Certificate:
        issuer = _authority_name(self.organisation, purpose)
        signs = purpose is Purpose.SIGN
        usage = x509.KeyUsage(True, signs, False, False, False, False, False, False, False)
        oids = _POLICIES_TEST if self.organisation == "JPKI-TEST" else _POLICIES
        policy = x509.PolicyInformation(x509.ObjectIdentifier(oids[purpose]), [_CPS])
        builder = _begin(issuer, subject, key, *dates, serial)
        builder = builder.add_extension(usage, critical=True)
        builder = builder.add_extension(x509.CertificatePolicies([policy]), critical=True)
        if names is not None:
            builder = builder.add_extension(names, critical=False)
        root_key = self.key(purpose)
        return (
            builder.add_extension(x509.IssuerAlternativeName([_japanese_name()]), critical=False)
            .add_extension(_crl_point(issuer), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .sign(root_key, SHA256())
        )


def _begin(
    issuer: x509.Name, subject: x509.Name, key: rsa.RSAPrivateKey, begins: datetime, ends: datetime, serial: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .issuer_name(issuer)
        .subject_name(subject)
        .public_key(key.public_key())
        .serial_number(serial)
        .not_valid_before(begins)
        .not_valid_after(ends)
    )


def _name(parts: list[tuple[x509.ObjectIdentifier, str]]) -> x509.Name:
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])


def _authority_name(organisation: str, purpose: Purpose) -> x509.Name:
    return _name(
        [
            (NameOID.COUNTRY_NAME, "JP"),
            (NameOID.ORGANIZATION_NAME, organisation),
            (NameOID.ORGANIZATIONAL_UNIT_NAME, _UNITS[purpose]),
            (NameOID.ORGANIZATIONAL_UNIT_NAME, _AGENCY),
        ]
    )


def _japanese_name() -> x509.DirectoryName:
    service = "公的個人認証サービス（予行）"
    return x509.DirectoryName(_name([(NameOID.COUNTRY_NAME, "JP"), (NameOID.ORGANIZATION_NAME, service)]))


def _crl_point(issuer: x509.Name) -> x509.CRLDistributionPoints:
    parts = [(one.oid, str(one.value)) for one in issuer][:3]
    parts += [
        (NameOID.ORGANIZATIONAL_UNIT_NAME, "CRL Distribution Points"),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, "Hyogo-ken"),
        (NameOID.COMMON_NAME, "Himeji-shi CRLDP"),
    ]
    point = x509.DistributionPoint([x509.DirectoryName(_name(parts))], None, None, None)
    return x509.CRLDistributionPoints([point])
