"""The key of the imprint (電子印) that headquarters puts into papers: PAdES, in the municipality's name.

Made at the first start like the other keys, and renewed while it is ours. A town that has a certificate of its own
(職責証明書) puts key and chain into ``imprint.pem`` instead; nobody here renews that.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from typing_extensions import override

from kiosk.files import write_private
from kiosk.headquarters.keys.authority import Authority
from kiosk.log import Log
from kiosk.values import dataclass

FILE: Final = "imprint.pem"
_EARLY: Final = timedelta(days=365)
"""How long before its end our own is replaced: what was imprinted last can still be looked at for a while."""
_log = Log("headquarters.imprint_key")


@dataclass(frozen=True)
class ImprintKey:
    """A key with its certificate and those above it."""

    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]

    @override
    def __repr__(self) -> str:
        return f"ImprintKey(serial={self.certificate.serial_number:x})"


class ImprintKeys:
    """Where the key of now is found; the file is looked at each time, so that it can be changed any day."""

    def __init__(self, folder: Path, authority: Authority, now: Callable[[], datetime]) -> None:
        self._path = folder / FILE
        self._authority = authority
        self._now = now

    def current(self) -> ImprintKey | None:
        """The key to imprint with; None where there is none that may be used now, and papers go without."""
        try:
            if not self._path.exists():
                return self._made_anew()
            found = _read(self._path.read_bytes())
        except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
            _log.failure("imprint_key_not_usable", error)
            return None
        if self._is_ours(found) and self._now() > found.certificate.not_valid_after_utc - _EARLY:
            try:
                return self._made_anew()
            except OSError as error:  # a full disk: this one is good for a while, and the next paper tries again
                _log.failure("imprint_key_not_renewed", error)
        if not found.certificate.not_valid_before_utc <= self._now() <= found.certificate.not_valid_after_utc:
            _log.warning("imprint_certificate_not_valid_now")
            return None
        return found

    def _made_anew(self) -> ImprintKey:
        content = self._authority.certify_imprint()
        write_private(self._path, content)
        _log.event("imprint_key_made")
        return _read(content)

    def _is_ours(self, found: ImprintKey) -> bool:
        try:
            found.certificate.verify_directly_issued_by(self._authority.certificate)
        except (ValueError, TypeError, InvalidSignature):
            return False
        return True


def _read(content: bytes) -> ImprintKey:
    key = load_pem_private_key(content, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise ValueError("neither an elliptic curve nor an RSA key")  # noqa: TRY004 -- a damaged file, not a wrong call
    first, *above = x509.load_pem_x509_certificates(content)
    if first.public_key() != key.public_key():
        raise ValueError("the certificate is not that of the key")
    return ImprintKey(key, first, tuple(above))
