"""Signatures over an application as CMS (detached SignedData): put together from what the card signs, and verified.

The card signs the signed attributes (content type, digest of the content, time), not the content: what is stored beside
an application is what any other program can verify, too.
"""

from dataclasses import field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Final

from asn1crypto import algos, cms, core
from asn1crypto import x509 as asn1_x509

from kiosk.jpki.certificates import load_certificate, proves_possession
from kiosk.protocol.faults import CardFault
from kiosk.values import dataclass

_DATA: Final = "data"
_SIGNED_DATA: Final = "signed_data"
_SHA256: Final = "sha256"
_RSA: Final = ("rsassa_pkcs1v15", "sha256_rsa")
_LARGEST_BYTES: Final = 65536


@dataclass(frozen=True)
class ToSign:
    """What is signed for one content: its signed attributes (DER), and the digest that goes to the card."""

    attributes: bytes = field(repr=False)
    digest: bytes = field(repr=False)


class Why(StrEnum):
    """Why a signature is not one."""

    UNREADABLE = "unreadable"
    NOT_DETACHED = "not_detached"
    SIGNERS = "signers"
    ALGORITHM = "algorithm"
    CERTIFICATE = "certificate"
    ATTRIBUTES = "attributes"
    CONTENT = "content"
    SIGNATURE = "signature"


@dataclass(frozen=True)
class Verified:
    """The content was signed with the key of this certificate (`der`), which is still to be checked itself."""

    der: bytes = field(repr=False)


@dataclass(frozen=True)
class NotVerified:
    """Not a signature over this content."""

    why: Why


class _Refused(Exception):
    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


def prepare(content: bytes, now: datetime) -> ToSign:
    """What to give to `CardReader.sign_document` for `content`."""
    attributes = cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": [_DATA]}),
            cms.CMSAttribute({"type": "signing_time", "values": [cms.Time({"utc_time": now.replace(microsecond=0)})]}),
            cms.CMSAttribute({"type": "message_digest", "values": [sha256(content).digest()]}),
        ]
    ).dump()
    return ToSign(attributes, sha256(attributes).digest())


def detached(to_sign: ToSign, der: bytes, signature: bytes) -> bytes:
    """The CMS to store beside the content, from the certificate and the signature the card gave."""
    certificate = asn1_x509.Certificate.load(der)
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {
                    "issuer_and_serial_number": cms.IssuerAndSerialNumber(
                        {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
                    )
                }
            ),
            "digest_algorithm": algos.DigestAlgorithm({"algorithm": _SHA256}),
            "signed_attrs": cms.CMSAttributes.load(to_sign.attributes),
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": _RSA[0]}),
            "signature": signature,
        }
    )
    signed = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [algos.DigestAlgorithm({"algorithm": _SHA256})],
            "encap_content_info": {"content_type": _DATA},
            "certificates": [certificate],
            "signer_infos": [signer],
        }
    )
    raw = cms.ContentInfo({"content_type": _SIGNED_DATA, "content": signed}).dump()
    assert isinstance(raw, bytes)
    return raw


def verify(raw: bytes, content: bytes) -> Verified | NotVerified:
    """Whether `raw` is one signature over exactly `content`, made with the key of the certificate in it."""
    try:
        return _verified(raw, content)
    except _Refused as refused:
        return NotVerified(refused.why)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, CardFault):
        return NotVerified(Why.UNREADABLE)  # asn1crypto parses late and tells in many ways


def _verified(raw: bytes, content: bytes) -> Verified:
    _need(len(raw) <= _LARGEST_BYTES, Why.UNREADABLE)
    info = cms.ContentInfo.load(raw, strict=True)
    _need(info["content_type"].native == _SIGNED_DATA, Why.UNREADABLE)
    signed = info["content"]
    encapsulated = signed["encap_content_info"]
    _need(encapsulated["content_type"].native == _DATA, Why.NOT_DETACHED)
    _need(isinstance(encapsulated["content"], core.Void) or encapsulated["content"].native is None, Why.NOT_DETACHED)
    _need(len(signed["signer_infos"]) == 1 and len(signed["certificates"]) == 1, Why.SIGNERS)
    signer = signed["signer_infos"][0]
    _need(signer["digest_algorithm"]["algorithm"].native == _SHA256, Why.ALGORITHM)
    _need(signer["signature_algorithm"]["algorithm"].native in _RSA, Why.ALGORITHM)
    certificate = signed["certificates"][0].chosen
    der = certificate.dump()
    _need(isinstance(certificate, asn1_x509.Certificate) and _names(signer, certificate), Why.CERTIFICATE)
    _check_attributes(signer, content)
    attributes = signer["signed_attrs"].untag().dump(force=True)
    load_certificate(der)
    _need(proves_possession(der, signer["signature"].native, attributes), Why.SIGNATURE)
    return Verified(der)


def _names(signer: cms.SignerInfo, certificate: asn1_x509.Certificate) -> bool:
    """Whether the signer is the certificate that lies beside: same issuer, same serial number."""
    said = signer["sid"].chosen
    if not isinstance(said, cms.IssuerAndSerialNumber):
        return False
    same_issuer: bool = said["issuer"].dump() == certificate.issuer.dump()
    return same_issuer and bool(said["serial_number"].native == certificate.serial_number)


def _check_attributes(signer: cms.SignerInfo, content: bytes) -> None:
    """Check the signed attributes against the content; each exactly once, with one value."""
    found: dict[str, object] = {}
    for one in signer["signed_attrs"]:
        name = one["type"].native
        _need(name not in found and len(one["values"]) == 1, Why.ATTRIBUTES)
        found[name] = one["values"][0].native
    _need(found.get("content_type") == _DATA, Why.ATTRIBUTES)
    _need(isinstance(found.get("signing_time"), datetime), Why.ATTRIBUTES)
    _need(found.get("message_digest") == sha256(content).digest(), Why.CONTENT)


def _need(good: bool, why: Why) -> None:
    if not good:
        raise _Refused(why)
