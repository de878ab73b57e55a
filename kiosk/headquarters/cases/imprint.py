"""The imprint (電子印): headquarters' own signature in a paper, PAdES (ETSI EN 319 142-1, level B-B), by pyHanko.

It says that this is the paper as it was when the application was received. The resident's own signature is another
thing and stands beside the application.

pyHanko gives asn1crypto names of attributes of its own as it is imported, and asn1crypto reads its names once, at the
first signature anybody looks at; so pyHanko is imported with this module and not with the first paper.
"""

from datetime import datetime
from io import BytesIO
from typing import Any, Final

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from kiosk.headquarters.keys.imprint_key import ImprintKey
from kiosk.procedures.japanese.calendar import JAPAN

_FIELD: Final = "電子印"
_REASON: Final = "受付時の内容であることを示すため"


class ImprintFailed(Exception):
    """A paper could not be given its imprint; the text says nothing of what stands in it."""


def imprinted(pdf: bytes, key: ImprintKey, municipality: str, at: datetime) -> bytes:
    """The same paper with an imprint of `at` (aware), added behind its bytes. Raise `ImprintFailed`.

    Takes a few hundredths of a second of processor.
    """
    about = PdfSignatureMetadata(
        field_name=_FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=_REASON,
        location=municipality,
    )
    signer = PdfSigner(about, signer=_signer(key))
    try:
        return bytes(_at(signer, at).sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf))).getvalue())
    except (PdfError, SigningError, ValueError) as error:
        raise ImprintFailed(type(error).__name__) from None


def _at(signer: Any, at: datetime) -> Any:
    """The signer with our clock in place of the machine's."""
    begin = signer.init_signing_session

    def begun(*arguments: Any, **more: Any) -> Any:
        session = begin(*arguments, **more)
        session.system_time = at.astimezone(JAPAN)
        return session

    signer.init_signing_session = begun
    return signer


def _signer(key: ImprintKey) -> Any:
    store: Any = SimpleCertificateStore
    private = key.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return SimpleSigner(
        signing_cert=_certificate(key.certificate),
        signing_key=PrivateKeyInfo.load(private),
        cert_registry=store.from_certs([_certificate(one) for one in key.chain]),
    )


def _certificate(certificate: x509.Certificate) -> Any:
    return Certificate.load(certificate.public_bytes(Encoding.DER))
