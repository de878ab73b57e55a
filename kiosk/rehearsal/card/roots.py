"""The rehearsal's roots as an operator lays them down: auth/, sign/ and face/ of a folder of roots, and a list in crl/.

They are made anew in each run and lie beside no others: a folder that holds somebody else's roots is left as it is.
"""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kiosk.jpki.certificates import Purpose
from kiosk.rehearsal.card.virtual_card_face import root_keys
from kiosk.rehearsal.card.virtual_card_files import REVOKED_SERIAL
from kiosk.rehearsal.card.virtual_certificates import Authority

_CURRENT: Final = timedelta(days=7)  # a real list is made each day; nobody makes a second one in a rehearsal
_REVOKED_FOR: Final = timedelta(days=3)
CRL_FOLDER: Final = "crl"


class ForeignRoots(Exception):
    """The folder holds files that no rehearsal has written."""


def lay_down_roots(folder: Path, now: datetime) -> None:
    """Write the roots of this run's cards and the revocation lists that name the card `revoked`.

    What an earlier rehearsal wrote is replaced; `ForeignRoots` when anything else lies there.
    """
    files = _files(now)
    _refuse_foreign(folder, set(files))
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        written = path.with_name(f".{path.name}")
        written.write_bytes(content)
        written.replace(path)


def _files(now: datetime) -> dict[str, bytes]:
    authority = Authority(now)
    files = {
        f"{purpose.value}/rehearsal.pem": authority.root(purpose).public_bytes(Encoding.PEM) for purpose in Purpose
    }
    for key_id, key in root_keys().items():
        pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        files[f"face/{key_id.hex()}.pem"] = pem
    for purpose, serial in ((Purpose.AUTH, REVOKED_SERIAL), (Purpose.SIGN, REVOKED_SERIAL + 1)):
        files[f"{CRL_FOLDER}/rehearsal-{purpose.value}.crl"] = _revocation_list(authority, purpose, serial)
    return files


def _revocation_list(authority: Authority, purpose: Purpose, serial: int) -> bytes:
    now = authority.now
    reason = x509.CRLReason(x509.ReasonFlags.affiliation_changed)
    named = (
        x509.RevokedCertificateBuilder()
        .serial_number(serial)
        .revocation_date(now - _REVOKED_FOR)
        .add_extension(reason, critical=False)
        .build()
    )
    return (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority.root(purpose).subject)
        .last_update(now)
        .next_update(now + _CURRENT)
        .add_revoked_certificate(named)
        .sign(authority.key(purpose), SHA256())
        .public_bytes(Encoding.DER)
    )


def _refuse_foreign(folder: Path, ours: set[str]) -> None:
    for name in sorted({str(Path(one).parent) for one in ours}):
        part = folder / name
        present = sorted(part.iterdir()) if part.is_dir() else []
        foreign = [one for one in present if f"{name}/{one.name.removeprefix('.')}" not in ours]
        if foreign:
            raise ForeignRoots(f"{foreign[0]}: was not written by a rehearsal; give a folder of its own")
