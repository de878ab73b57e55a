"""The roots of the two certificate hierarchies, loaded from a folder the operator fills: the product ships none.

``auth/`` and ``sign/`` hold one root each file, DER or PEM. A root in the wrong folder, a certificate that is no root
and a folder that mixes hierarchies are refused with the file's name.
"""

from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

from kiosk.jpki.certificates import ORGANISATIONS, Mode, Purpose, TrustStore, organisation
from kiosk.values import dataclass

SUFFIXES: Final = (".cer", ".crt", ".der", ".pem")
_PEM: Final = b"-----BEGIN CERTIFICATE-----"
_UNITS: Final = {Purpose.AUTH: "JPKI for user authentication", Purpose.SIGN: "JPKI for digital signature"}


class TrustError(Exception):
    """The folder of roots cannot be used; the text names the file and what is wrong with it."""


@dataclass(frozen=True)
class Root:
    """One root as the operator compares it with the published one.

    Attributes:
        purpose: the part of the folder it lies in: auth, sign or face.
        fingerprint: SHA-256, of a certificate over all of it, of a key over its SubjectPublicKeyInfo.
        begins, ends: empty for a key, which has no dates.
    """

    purpose: str
    file: str
    fingerprint: str
    begins: str
    ends: str
    organisation: str


def load_stores(folder: Path, mode: Mode) -> dict[Purpose, TrustStore]:
    """Both stores; a purpose without roots has an empty one, which trusts nothing."""
    _refuse_astray(folder)
    return {
        purpose: TrustStore(purpose, mode, tuple(root for _, root in _roots(folder, purpose, mode)))
        for purpose in Purpose
    }


def list_roots(folder: Path, mode: Mode) -> list[Root]:
    """Every root of the two stores with its SHA-256 fingerprint."""
    _refuse_astray(folder)
    return [
        Root(
            purpose.value,
            file.name,
            certificate.fingerprint(SHA256()).hex(":").upper(),
            f"{certificate.not_valid_before_utc:%Y-%m-%d}",
            f"{certificate.not_valid_after_utc:%Y-%m-%d}",
            organisation(certificate),
        )
        for purpose in Purpose
        for file, certificate in _roots(folder, purpose, mode)
    ]


def _refuse_astray(folder: Path) -> None:
    """A card's root beside the folders would be overlooked without a word; other certificates may lie there."""
    for file in sorted(folder.iterdir()) if folder.is_dir() else []:
        if file.is_file() and file.suffix in SUFFIXES and _is_of_cards(file):
            raise TrustError(f"{file}: lies in neither auth/ nor sign/; move it")


def _is_of_cards(file: Path) -> bool:
    try:
        return organisation(_load(file)) in ORGANISATIONS.values()
    except (TrustError, ValueError, TypeError):
        return False


def _roots(folder: Path, purpose: Purpose, mode: Mode) -> list[tuple[Path, x509.Certificate]]:
    try:
        files = sorted(one for one in (folder / purpose.value).iterdir() if one.suffix in SUFFIXES)
    except FileNotFoundError:
        return []
    return [(file, _checked(file, _load(file), purpose, mode)) for file in files]


def _load(file: Path) -> x509.Certificate:
    try:
        raw = file.read_bytes()
        if raw.count(_PEM) > 1:
            raise TrustError(f"{file}: holds several certificates; give each a file of its own")
        return x509.load_pem_x509_certificate(raw) if _PEM in raw else x509.load_der_x509_certificate(raw)
    except (OSError, ValueError) as error:
        raise TrustError(f"{file}: not a certificate ({type(error).__name__})") from error


def _checked(file: Path, certificate: x509.Certificate, purpose: Purpose, mode: Mode) -> x509.Certificate:
    try:
        certificate.verify_directly_issued_by(certificate)
        is_authority = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (InvalidSignature, ValueError, TypeError, x509.ExtensionNotFound):
        is_authority = False
    if not is_authority:
        raise TrustError(f"{file}: not a root certificate; take the file from the authority's own page")
    if organisation(certificate) != ORGANISATIONS[mode]:
        raise TrustError(f"{file}: belongs to {organisation(certificate)!r}, not to {ORGANISATIONS[mode]!r}; remove it")
    units = [one.value for one in certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)]
    if _UNITS[purpose] not in units:
        raise TrustError(f"{file}: is not a root for {purpose.value}; the two kinds must not be mixed, move it")
    return certificate
